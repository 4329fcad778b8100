"""The structure of a tagged PDF: elements in reading order, each told which marks on which pages are its own.

What ISO 32000-1, 14.7 and 14.8 ask for, written with reportlab's own objects. The canvas beside this room makes marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName, PDFObject, PDFObjectReference

ALWAYS = frozenset({"Document", "TD", "TH", "TR"})
"""The elements that stay when nothing was drawn in their name: without a cell, a table would not be regular."""


class Mark(msgspec.Struct, frozen=True):
    """A stretch of a page's content: the name of the page, and the number of the mark on it."""

    page: str
    number: int


class Annotated(msgspec.Struct, frozen=True):
    """An annotation that belongs to an element, such as the rectangle of a link: both by the names of their objects."""

    page: str
    annotation: str


class Element:
    """A node of the structure tree.

    `alt` is told instead of a figure, `actual` instead of what the signs on the page spell; `language` is set where it
    is not that of the element around. `scope` is "Column" or "Row" for the heading of a table.
    """

    __slots__ = ("_page", "actual", "alt", "box", "kids", "language", "name", "numbering", "parent", "scope", "tag")

    def __init__(self, tag: str, parent: Element | None = None, *, alt: str = "", actual: str = "", language: str = "",
                 scope: str = "", numbering: str = "") -> None:  # fmt: skip
        self.tag = tag
        self.parent = parent
        self.alt = alt
        self.actual = actual
        self.language = language
        self.scope = scope
        self.numbering = numbering
        self.box: tuple[float, float, float, float] | None = None
        self._page = 0
        self.kids: list[Element | Mark | Annotated] = []
        self.name = ""
        """That of its object in the file, once it is written."""

    def add(self, tag: str, *, alt: str = "", actual: str = "", language: str = "", scope: str = "",
            numbering: str = "") -> Element:  # fmt: skip
        """A new element at the end of this one."""
        child = Element(tag, self, alt=alt, actual=actual, language=language, scope=scope, numbering=numbering)
        self.kids.append(child)
        return child

    def include(self, box: tuple[float, float, float, float], page: int) -> None:
        """The element's box, in points from the page's lower left corner; what goes over several pages has none."""
        self.box = box if self._page in (0, page) else None
        self._page = page

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in order of the document."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def prune(self) -> bool:
        """Take out what stayed empty; whether anything is left of this one."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.prune()]
        return bool(self.kids) or self.tag in ALWAYS


class ParentTree:
    """Which element each mark and annotation belongs to, by the numbers that pages and annotations bear."""

    def __init__(self) -> None:
        self._owners: list[Element | Sequence[Element]] = []

    def number(self, owner: Element | Sequence[Element]) -> int:
        """A number of its own for an annotation of one element, or for a page with the elements of its marks."""
        self._owners.append(owner)
        return len(self._owners) - 1

    @property
    def owners(self) -> Sequence[Element | Sequence[Element]]:
        """In order of the numbers."""
        return self._owners


def write(root: Element, parents: ParentTree, document: Any) -> PDFDictionary:
    """Put the tree into the document; returns the structure tree's root, for its catalog."""
    root.prune()
    for number, element in enumerate(root.walk()):
        element.name = f"Tag{number}"
        document.Reference(_Written(element), element.name)
    tree = PDFDictionary({
        "Type": PDFName("StructTreeRoot"),
        "K": PDFObjectReference(root.name),
        "ParentTree": document.Reference(_Numbers(parents), "ParentTree"),
        "ParentTreeNextKey": len(parents.owners),
    })  # fmt: skip
    document.Reference(tree, TREE)
    return tree


TREE = "StructTreeRoot"
"""The name of the root's object."""


def text(words: str) -> bytes:
    """A text string for a PDF, in ASCII signs alone."""
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode() + b">"


def _at(document: PDFDocument, name: str) -> bytes:
    """A reference to the object of this name."""
    return b"%d 0 R" % document.idToObjectNumberAndVersion[name][0]


class _Numbers(PDFObject):
    """The parent tree as a number tree with one node (ISO 32000-1, 7.9.7)."""

    __RefOnly__ = 1

    def __init__(self, parents: ParentTree) -> None:
        self._parents = parents

    def format(self, document: PDFDocument) -> bytes:
        told = b" ".join(b"%d %s" % (n, self._owner(owner, document)) for n, owner in enumerate(self._parents.owners))
        return b"<</Nums[%s]>>" % told

    @staticmethod
    def _owner(owner: Element | Sequence[Element], document: PDFDocument) -> bytes:
        if isinstance(owner, Element):
            return _at(document, owner.name)
        return b"[%s]" % b" ".join(_at(document, each.name) for each in owner)


class _Written(PDFObject):
    """One element as it stands in the file: written at once, as a document has thousands of them."""

    __RefOnly__ = 1

    def __init__(self, element: Element) -> None:
        self._element = element

    def format(self, document: PDFDocument) -> bytes:
        element = self._element
        parts = [
            b"/Type/StructElem/S/%s" % element.tag.encode(),
            b"/P %s" % _at(document, element.parent.name if element.parent else TREE),
            b"/K[%s]" % b" ".join(self._kid(kid, document) for kid in element.kids),
            *(b"/%s%s" % (key, text(words)) for key, words in _texts(element) if words),
        ]
        if attributes := b"".join(_attributes(element)):
            parts.append(b"/A<<%s>>" % attributes)
        return b"<<%s>>" % b"".join(parts)

    def _kid(self, kid: Element | Mark | Annotated, document: PDFDocument) -> bytes:
        match kid:
            case Mark(page, number):
                return b"<</Type/MCR/Pg %s/MCID %d>>" % (_at(document, page), number)
            case Annotated(page, annotation):
                where = _at(document, page), _at(document, annotation)
                return b"<</Type/OBJR/Pg %s/Obj %s>>" % where
            case _:
                return _at(document, kid.name)


def _texts(element: Element) -> Iterator[tuple[bytes, str]]:
    yield b"Lang", element.language
    yield b"Alt", element.alt
    yield b"ActualText", element.actual


def _attributes(element: Element) -> Iterator[bytes]:
    if element.scope:
        yield b"/O/Table/Scope/%s" % element.scope.encode()
    if element.numbering:
        yield b"/O/List/ListNumbering/%s" % element.numbering.encode()
    if element.box:
        yield b"/O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]" % element.box
