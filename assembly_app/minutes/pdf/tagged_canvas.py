"""A reportlab canvas on which everything has a mark: it belongs to an element of the structure, or is an artifact."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFName, PDFPage, PDFStream, PDFString, PDFZCompress
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from assembly_app.minutes.pdf import tagging
from assembly_app.minutes.pdf.tagging import Annotated, Element, Mark, ParentTree

INSIDE = "inside"
"""The name under which reportlab calls the canvas between words."""
_PRINTED = 4
"""The flag of an annotation that is printed with its page."""


class Inside:
    """Words within a paragraph that are an element of their own: a link, or a passage in another language."""

    def __init__(self, tag: str, language: str = "", url: str = "", words: str = "") -> None:
        self.tag = tag
        self.language = language
        self.url = url
        self.words = words
        self.address = ""
        """That under which reportlab asks for the rectangles of a link."""
        self.element: Element | None = None


class TaggedText(PDFTextObject):
    """Words that belong to an element, or are an artifact."""

    _code: list[str]
    owner: Element | None = None
    inside: Inside | None = None
    marked = False


class TaggedCanvas(Canvas):
    """Draws shapes as artifacts, and text as artifacts too, unless it is drawn for an element.

    Text objects that `text_for` begins belong to an element; `within` gives all that is drawn meanwhile to one.
    """

    _doc: Any
    _code: list[str]
    _formData: Any
    _curr_tx_info: dict[str, TaggedText]
    _annotationCount: int

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{**options, "pdfVersion": (1, 7), "invariant": 1})
        self.parents = ParentTree()
        self.links: Mapping[str, Inside] = {}
        """The links of the document by their address. Set by the document, with `root`."""
        self.root = Element("Document")
        self._marked: list[Element] = []
        self._open = self._places = 0
        self._digest = hashlib.sha256()
        self.setNamedCB(INSIDE, cast(Any, self._inside))

    # --- marks ---

    @contextmanager
    def within(self, element: Element | None, kind: str = "") -> Iterator[None]:
        """Let all that is drawn belong to an element; without one it is an artifact, of a kind such as "Pagination"."""
        if self._open:
            yield
            return
        self._open += 1
        self.addLiteral(self._begin(element) if element else f"/Artifact {f'<</Type/{kind}>>BDC' if kind else 'BMC'}")
        yield
        self.addLiteral("EMC")
        self._open -= 1

    def text_for(self, element: Element | None, x: float, y: float) -> TaggedText:
        """A text object whose words belong to an element."""
        text = TaggedText(self, x, y)
        if not self._open and not self._in_form:
            text._code.append(self._begin(element) if element else "/Artifact BMC")
            text.owner = element
            text.marked = True
        return text

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> PDFTextObject:
        """A text object for an artifact, or for the element that all belongs to."""
        return self.text_for(None, x, y)

    def drawText(self, aTextObject: PDFTextObject) -> None:  # noqa: N803 - reportlab's own name
        """Put a text object on the page, its mark closed."""
        if isinstance(aTextObject, TaggedText) and aTextObject.marked:
            aTextObject._code.append("EMC")
        super().drawText(aTextObject)

    def _begin(self, element: Element) -> str:
        number = len(self._marked)
        self._marked.append(element)
        element.kids.append(Mark(self._doc.thisPageName(), number))
        return f"/{element.tag} <</MCID {number}>> BDC"

    @property
    def _in_form(self) -> bool:
        return self._formData is not None

    # --- words inside a paragraph ---

    def _inside(self, _canvas: Canvas, _kind: str, label: tuple[Inside, bool]) -> None:
        """Between two words: begin or end what is an element of its own."""
        text = self._curr_tx_info["tx"]
        inside, begins = label
        if text.owner:
            self.turn(text, text.owner, inside if begins else None)

    def turn(self, text: TaggedText, owner: Element, inside: Inside | None) -> None:
        """From here on the words belong to what is inside the paragraph, or to the paragraph itself again."""
        if inside and inside.element is None:
            inside.element = owner.add(inside.tag, language=inside.language)
        text.inside = inside
        text._code += ["EMC", self._begin(inside.element if inside and inside.element else owner)]

    def linkURL(self, url: str, rect: Any, relative: Any = 0, thickness: int = 0, color: Any = None,
                dashArray: Any = None, kind: str = "URI", **more: Any) -> None:  # noqa: N803  # fmt: skip
        """The rectangle of a link, told as what it leads to."""
        inside = self.links[url]
        owner = inside.element
        if owner is None:
            return
        more = {"Contents": PDFString(inside.words), "F": _PRINTED, "StructParent": self.parents.number(owner)}
        super().linkURL(inside.url, rect, relative, thickness, color, dashArray, kind, **more)
        name = self._doc.annotationName(f"NUMBER{self._annotationCount}")
        owner.kids.append(Annotated(self._doc.thisPageName(), name))

    # --- shapes ---

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        with self._decoration():
            super().line(x1, y1, x2, y2)

    def rect(self, x: float, y: float, width: float, height: float, stroke: float = 1, fill: float = 0) -> None:
        with self._decoration():
            super().rect(x, y, width, height, stroke, fill)

    def drawPath(self, aPath: Any, stroke: Any = 1, fill: Any = 0, fillMode: Any = None) -> None:  # noqa: N803
        with self._decoration():
            super().drawPath(aPath, stroke, fill, fillMode)

    def drawImage(self, *arguments: Any, **options: Any) -> Any:
        with self._decoration():
            return super().drawImage(*arguments, **options)

    def doForm(self, name: str) -> None:
        with self.within(None, "Pagination"):
            super().doForm(name)

    @contextmanager
    def _decoration(self) -> Iterator[None]:
        """What stands for itself is an artifact, unless it belongs to a figure."""
        if self._in_form:
            yield
            return
        with self.within(None):
            yield

    # --- pages ---

    def outline(self, words: str, level: int, height: float) -> None:
        """A line in the outline that leads to a heading: titles and sections at its left edge, items under them."""
        self._places += 1
        key = f"place-{self._places}"
        self.bookmarkHorizontal(key, 0, height + 6 * mm)
        self.addOutlineEntry(words.replace("\n", " "), key, 0 if level < 3 else 1, closed=False)

    def showPage(self) -> None:
        self._digest.update("\n".join(self._code).encode())
        super().showPage()
        page = self._doc.Pages[-1]
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.Tabs = PDFName("S")
        page.StructParents = self.parents.number(self._marked)
        page.Contents = self._doc.Reference(PDFStream(content=page.stream, filters=[PDFZCompress]))
        self._marked = []

    def fingerprint(self) -> str:
        """32 hexadecimal digits that follow from what was drawn."""
        return self._digest.hexdigest()[:32]

    def write_tags(self) -> None:
        """Put the structure into the file; nothing can be drawn after it."""
        tree = tagging.write(self.root, self.parents, self._doc)
        self.setCatalogEntry("StructTreeRoot", tree)
        self.setCatalogEntry("MarkInfo", {"Marked": "true"})
