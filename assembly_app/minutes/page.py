"""The page around the text: running head, "page n of m", and the document's own description."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import msgspec
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from assembly_app.i18n import Translator
from assembly_app.minutes import styles
from assembly_app.minutes.fonts import BOLD, REGULAR, composed, markup, printable

_SIZE = 8


class Description(msgspec.Struct, frozen=True):
    """What a PDF says of itself: to readers in `title`, in the running head, and to search engines."""

    title: str
    author: str
    subject: str
    head: str
    mark: str = ""
    """What stands at the right of the running head: the mark of a draft."""


class Bookmark(Flowable):
    """A place in the text, and its line in the outline that viewers show beside the page."""

    def __init__(self, text: str, level: int) -> None:
        super().__init__()
        self.keepWithNext = 1
        self._text = text
        self._level = level

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        key = f"place-{id(self)}"
        self.canv.bookmarkHorizontal(key, 0, 6 * mm)
        self.canv.addOutlineEntry(composed(self._text).replace("\n", " "), key, self._level, closed=False)


class Document(BaseDocTemplate):
    """Lays a story out on A4. The number of pages is known at the end, so the foot is a form that is filled then."""

    def __init__(self, target: BytesIO, description: Description, _: Translator) -> None:
        super().__init__(
            target, title=composed(description.title), author=composed(description.author),
            subject=composed(description.subject), creator="assembly-app", lang=_.language, displayDocTitle=True,
            initialFontName=REGULAR,
        )  # fmt: skip
        self._description = description
        self._words = _
        frame = Frame(
            styles.LEFT, styles.BOTTOM, styles.WIDTH, styles.PAGE_HEIGHT - styles.TOP - styles.BOTTOM,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        self.addPageTemplates(PageTemplate("page", [frame], onPage=self._before, onPageEnd=self._after, pagesize=A4))

    def lay_out(self, story: list[Flowable]) -> None:
        """Write the document."""
        self.build(story, canvasmaker=self._canvas)

    def _canvas(self, *arguments: Any, **options: Any) -> NumberedCanvas:
        canvas = NumberedCanvas(*arguments, **options)
        canvas.words = self._words
        return canvas

    def _before(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        self._head(canvas)
        canvas.restoreState()

    def _after(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.doForm(_foot(canvas.getPageNumber()))

    def _head(self, canvas: Canvas) -> None:
        """The name of the session, on the first page only the mark: the name stands there already."""
        y = styles.PAGE_HEIGHT - 15 * mm
        right = styles.LEFT + styles.WIDTH
        mark = printable(self._description.mark)
        canvas.setFillColor(styles.QUIET)
        canvas.setFont(BOLD, _SIZE)
        canvas.drawRightString(right, y, mark)
        if canvas.getPageNumber() == 1:
            return
        room = styles.WIDTH - stringWidth(mark, BOLD, _SIZE) - 4 * mm
        head = Paragraph(markup(shortened(composed(self._description.head), room)), styles.HEAD)
        head.wrap(styles.WIDTH, styles.HEAD.leading)
        head.drawOn(canvas, styles.LEFT, y - (styles.HEAD.leading - _SIZE))
        canvas.setStrokeColor(styles.LINE)
        canvas.setLineWidth(0.5)
        canvas.line(styles.LEFT, y - 2.2 * mm, right, y - 2.2 * mm)


class NumberedCanvas(Canvas):
    """A canvas that fills the foot of every page when it knows how many there are. `words` is set by the document."""

    words: Translator

    def save(self) -> None:
        _, pages = self.words, self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(_foot(page), 0, 0, styles.PAGE_WIDTH, styles.PAGE_HEIGHT)
            self.setFillColor(styles.QUIET)
            self.setFont(REGULAR, _SIZE)
            self.drawRightString(styles.LEFT + styles.WIDTH, 12 * mm, _("Page {n} of {m}", n=page, m=pages))
            self.endForm()
        super().save()


def shortened(text: str, room: float, font: str = REGULAR, size: float = _SIZE) -> str:
    """A line that fits in `room` points. Only for the running head: the full name stands on the first page."""
    if stringWidth(text, font, size) <= room:
        return text
    while text and stringWidth(f"{text}…", font, size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _foot(page: int) -> str:
    return f"foot-{page}"
