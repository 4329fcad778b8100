"""The page around the text: running head, "page n of m", the mark of a draft, and the document's own description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from io import BytesIO
from typing import Any, cast

import msgspec
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from assembly_app.i18n import Translator
from assembly_app.minutes.pdf import styles
from assembly_app.minutes.pdf.conformance import About, Attachment, conform
from assembly_app.minutes.pdf.fonts import REGULAR, composed
from assembly_app.minutes.pdf.setting import Setter
from assembly_app.minutes.pdf.tagged_canvas import Inside, TaggedCanvas
from assembly_app.minutes.pdf.tagging import Element
from assembly_app.minutes.pdf.words import Words

_SIZE = 8
_WATERMARK = 120
_SLOPE = 55


class Description(msgspec.Struct, frozen=True):
    """What a document says of itself: to readers in `title`, in the running head, and to search engines."""

    title: str
    author: str
    subject: str
    head: str
    mark: str = ""
    """What stands across the pages and at the right of the running head: the mark of a draft."""


class Document(BaseDocTemplate):
    """Lays a story out on A4. The number of pages is known at the end, so the foot is a form that is filled then."""

    def __init__(self, target: BytesIO, description: Description, about: About, setter: Setter, _: Translator) -> None:
        super().__init__(target, lang=about.language, initialFontName=REGULAR)
        self._description, self._about, self._setter, self._translator = description, about, setter, _
        frame = Frame(
            styles.LEFT, styles.BOTTOM, styles.WIDTH, styles.PAGE_HEIGHT - styles.TOP - styles.BOTTOM,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        self.addPageTemplates(PageTemplate("page", [frame], onPage=cast(Any, self._before),
                                           onPageEnd=cast(Any, self._after), pagesize=A4))  # fmt: skip

    def lay_out(self, story: list[Flowable], root: Element, attachments: Sequence[Attachment] = ()) -> None:
        """Write the document, its structure under `root`."""

        def canvas(*arguments: Any, **options: Any) -> NumberedCanvas:
            return NumberedCanvas(*arguments, **options).prepared(self._setter.links, root, self._finish)

        self._attachments = attachments
        self.build(story, canvasmaker=canvas)

    def _finish(self, canvas: TaggedCanvas) -> None:
        """Once all pages are drawn: their feet, then what the standards ask for."""
        pages = canvas.getPageNumber() - 1
        for page in range(1, pages + 1):
            canvas.beginForm(_foot(page), 0, 0, styles.PAGE_WIDTH, styles.PAGE_HEIGHT)
            words = self._words(self._translator("Page {n} of {m}", n=page, m=pages))
            words.drawOn(canvas, styles.LEFT + styles.WIDTH - _wide(words), 11 * mm)
            canvas.endForm()
        canvas.write_tags()
        conform(canvas, self._about, self._attachments)

    def _before(self, canvas: TaggedCanvas, _document: BaseDocTemplate) -> None:
        with canvas.within(None, "Pagination"):
            canvas.saveState()
            self._watermark(canvas)
            self._head(canvas)
            canvas.restoreState()

    def _after(self, canvas: TaggedCanvas, _document: BaseDocTemplate) -> None:
        canvas.doForm(_foot(canvas.getPageNumber()))

    def _watermark(self, canvas: TaggedCanvas) -> None:
        """The mark of a draft across the page, under its words."""
        if not self._description.mark:
            return
        words = self._large_mark
        room = styles.PAGE_HEIGHT * 0.8
        scale = min(1, room / max(_wide(words), 1))
        canvas.saveState()
        canvas.translate(styles.PAGE_WIDTH / 2, styles.PAGE_HEIGHT / 2)
        canvas.rotate(_SLOPE)
        canvas.scale(scale, scale)
        words.drawOn(canvas, -_wide(words) / 2, 0)
        canvas.restoreState()

    @cached_property
    def _large_mark(self) -> Words:
        bold = self._setter.look.theme.faces.bold
        style = self._setter.look.head.clone("mark", fontName=bold, textColor=styles.WATERMARK, fontSize=_WATERMARK)
        words = self._setter.words(self._description.mark.upper(), style)
        words.wrap(1e6, 1e6)
        return words

    @cached_property
    def _mark(self) -> Words:
        return self._words(self._description.mark, bold=True)

    @cached_property
    def _running_head(self) -> Words:
        room = styles.WIDTH - _wide(self._mark) - 4 * mm
        return self._words(shortened(composed(self._description.head), room))

    def _head(self, canvas: TaggedCanvas) -> None:
        """The name of the session, on the first page only the mark: the name stands there already."""
        y, right = styles.PAGE_HEIGHT - 15 * mm, styles.LEFT + styles.WIDTH
        self._mark.drawOn(canvas, right - _wide(self._mark), y)
        if canvas.getPageNumber() == 1:
            return
        self._running_head.drawOn(canvas, styles.LEFT, y)
        canvas.setStrokeColor(self._setter.look.line)
        canvas.setLineWidth(0.5)
        canvas.line(styles.LEFT, y - 1.2 * mm, right, y - 1.2 * mm)

    def _words(self, text: str, bold: bool = False) -> Words:
        """One line of small text."""
        look = self._setter.look
        words = self._setter.words(text, look.head.clone("mark", fontName=look.theme.faces.bold) if bold else look.head)
        words.wrap(styles.WIDTH, styles.PAGE_HEIGHT)
        return words


class NumberedCanvas(TaggedCanvas):
    """A canvas that lets its document fill the foot of every page when it knows how many there are."""

    def prepared(self, links: Mapping[str, Inside], root: Element, finish: Any) -> NumberedCanvas:
        """With the document's links and structure, and what to do when all pages are drawn."""
        self.links, self.root, self._finish = links, root, finish
        return self

    def save(self) -> None:
        self._finish(self)
        super().save()


def _wide(words: Words) -> float:
    """How wide the words of one line are."""
    return max((float(wide) for wide in words.getActualLineWidths0()), default=0)


def shortened(text: str, room: float, font: str = REGULAR, size: float = _SIZE) -> str:
    """A line that fits in `room` points. Only for the running head: the full name stands on the first page."""
    if stringWidth(text, font, size) <= room:
        return text
    while text and stringWidth(f"{text}…", font, size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _foot(page: int) -> str:
    return f"foot-{page}"
