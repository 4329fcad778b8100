"""Badges to print: name, group and role, and the personal QR code that signs its bearer in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import msgspec
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from assembly_app import links
from assembly_app.domain.people import Person, Role
from assembly_app.i18n import N_, Explained, LocalText, Translator
from assembly_app.minutes.pdf import fonts, styles
from assembly_app.minutes.pdf.fonts import BOLD, REGULAR, markup, printable
from assembly_app.minutes.pdf.setting import ONE_AT_A_TIME
from assembly_app.minutes.presence import sort_key
from assembly_app.store.people import Ticket
from assembly_app.words import wording

_PADDING = 5 * mm
_EDGE = 1.5 * mm
_CODE_SIZE = 9
_LARGEST = 0.14
"""The largest size of a name, as a part of the badge's height."""
_SMALLEST, _STEP = 5.0, 0.5
_QUIET_ZONE = 4


class Sheet(msgspec.Struct, frozen=True):
    """How badges lie on A4, in millimetres. `pitch` is from one badge to the next; `cut` draws lines to cut along."""

    title: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch: tuple[float, float]
    cut: bool = False


SHEETS: Mapping[str, Sheet] = {
    "cut-2x5": Sheet(N_("Plain paper with cut lines, 10 badges of 90 × 54 mm"), 2, 5, 90, 54, 15, 13.5, (90, 54), True),
    "badges-2x5": Sheet(N_("Name badges, 10 of 90 × 54 mm (2 × 5)"), 2, 5, 90, 54, 15, 13.5, (90, 54)),
    "labels-2x4": Sheet(N_("Labels, 8 of 99.1 × 67.7 mm (2 × 4)"), 2, 4, 99.1, 67.7, 4.65, 13.1, (101.6, 67.7)),
    "labels-3x7": Sheet(N_("Labels, 21 of 70 × 42.3 mm (3 × 7)"), 3, 7, 70, 42.3, 0, 0.45, (70, 42.3)),
}
"""The sheets by name; the first is the one to propose."""


class Card(msgspec.Struct, frozen=True):
    """What one badge shows. `code` and `url` let their reader in: never log them."""

    name: str
    group: str
    role: Role
    code: str
    url: str


def cards(
    people: Mapping[str, Person], tickets: Mapping[str, Ticket], room_url: str, chosen: Iterable[str]
) -> list[Card]:
    """The badges of the chosen people (by id), in order of name; ids without a person or ticket are left out."""
    found = (people[person] for person in dict.fromkeys(chosen) if person in people and person in tickets)
    return [
        Card(person.name, person.group, person.role, ticket.code, links.badge_url(room_url, ticket.code))
        for person in sorted(found, key=lambda person: (sort_key(person.name), person.id))
        for ticket in (tickets[person.id],)
    ]


def badges_pdf(badges: Sequence[Card], assembly: LocalText, sheet: str, _: Translator) -> bytes:
    """The sheets, ready to print at 100 %. Safe to call from several threads.

    Raises `Explained` without badges or for an unknown sheet.
    """
    if sheet not in SHEETS:
        raise Explained("There is no badge sheet {sheet}. Choose one of the list.", sheet=sheet)
    if not badges:
        raise Explained("Nobody is chosen. Choose the people whose badges you want to print.")
    fonts.register()
    target = BytesIO()
    with ONE_AT_A_TIME:
        canvas = _canvas(target, _.pick(assembly), _)
        for page in _pages(badges, SHEETS[sheet]):
            _page(canvas, page, SHEETS[sheet], _.pick(assembly), _)
        canvas.save()
    return target.getvalue()


def _canvas(target: BytesIO, assembly: str, _: Translator) -> Canvas:
    options: dict[str, Any] = {"lang": _.language, "initialFontName": REGULAR}
    canvas = Canvas(target, pagesize=A4, **options)
    canvas.setTitle(printable(_("Badges of {assembly}", assembly=assembly)))
    canvas.setAuthor(printable(assembly))
    canvas.setCreator("assembly-app")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


def _pages(badges: Sequence[Card], sheet: Sheet) -> Iterator[Sequence[Card]]:
    size = sheet.columns * sheet.rows
    for start in range(0, len(badges), size):
        yield badges[start : start + size]


def _page(canvas: Canvas, badges: Sequence[Card], sheet: Sheet, assembly: str, _: Translator) -> None:
    for place, card in enumerate(badges):
        row, column = divmod(place, sheet.columns)
        x = (sheet.left + column * sheet.pitch[0]) * mm
        y = styles.PAGE_HEIGHT - (sheet.top + row * sheet.pitch[1] + sheet.height) * mm
        _badge(canvas, card, (x, y, sheet.width * mm, sheet.height * mm), assembly, _)
        if sheet.cut:
            canvas.setStrokeColor(styles.LINE)
            canvas.setLineWidth(0.4)
            canvas.setDash(2, 2)
            canvas.rect(x, y, sheet.width * mm, sheet.height * mm)
            canvas.setDash()
    canvas.showPage()


def _badge(
    canvas: Canvas, card: Card, box: tuple[float, float, float, float], assembly: str, _: Translator
) -> None:  # fmt: skip
    x, y, width, height = box
    square = min(height - 2 * _EDGE - _CODE_SIZE * 1.3, width * 0.44)
    left = x + width - square - _EDGE
    bottom = y + (height - square + _CODE_SIZE * 1.3) / 2
    squares(canvas, card.url, left, bottom, square)
    canvas.setFillColor(styles.TEXT)
    canvas.setFont(BOLD, _CODE_SIZE)
    canvas.drawCentredString(left + square / 2, bottom - _CODE_SIZE * 0.55, card.code)
    _words(canvas, card, (x + _PADDING, y + _PADDING, left - x - _PADDING, height - 2 * _PADDING), assembly, _)


def _words(
    canvas: Canvas, card: Card, box: tuple[float, float, float, float], assembly: str, _: Translator
) -> None:  # fmt: skip
    """Name and what belongs to it, as large as the room allows, in the middle of its height."""
    x, y, width, height = box
    lines = fitted([assembly, card.name, card.group, _(wording.ROLES[card.role])], width, height)
    top = y + height - (height - sum(line.height for line in lines)) / 2
    for line in lines:
        line.drawOn(canvas, x, top - line.height)
        top -= line.height


def fitted(texts: Sequence[str], width: float, height: float) -> list[Paragraph]:
    """Assembly, name, group and role as wrapped lines of the largest size at which all of them fit.

    Words are broken only where they would have to be too small to read.
    """
    size = (height + 2 * _PADDING) * _LARGEST
    while size > _SMALLEST and _widest_word(texts, size) > width:
        size -= _STEP
    lines = _wrapped(texts, size, width)
    while sum(line.height for line in lines) > height and size > _STEP:
        size -= _STEP
        lines = _wrapped(texts, size, width)
    return lines


def _wrapped(texts: Sequence[str], size: float, width: float) -> list[Paragraph]:
    lines = [Paragraph(markup(text, style.fontName), style) for text, style in _styled(texts, size)]
    for line in lines:
        line.wrap(width, styles.PAGE_HEIGHT)
    return lines


def _styled(texts: Sequence[str], size: float) -> list[tuple[str, ParagraphStyle]]:
    small = min(size, max(size * 0.55, 6.5))
    scales = (
        (REGULAR, min(7.5, max(size * 0.4, 4.5)), styles.QUIET),
        (BOLD, size, styles.TEXT),
        (REGULAR, min(small, 10), styles.TEXT),
        (REGULAR, min(small, 10), styles.QUIET),
    )
    return [
        (text, ParagraphStyle("badge", fontName=font, fontSize=points, leading=points * 1.25, textColor=colour))
        for text, (font, points, colour) in zip(texts, scales, strict=True)
        if text.strip()
    ]


def _widest_word(texts: Sequence[str], size: float) -> float:
    return max(
        stringWidth(word, style.fontName, style.fontSize)
        for text, style in _styled(texts, size)
        for word in printable(text).split()
    )


def squares(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """The QR code of a text as one vector shape, its quiet zone within the square of `size` points."""
    rows = links.squares(text)
    one = size / (len(rows) + 2 * _QUIET_ZONE)
    shape = canvas.beginPath()
    for row, line in enumerate(rows):
        bottom = y + size - (_QUIET_ZONE + row + 1) * one
        for start, end in _runs(line):
            shape.rect(x + (_QUIET_ZONE + start) * one, bottom, (end - start) * one, one)
    canvas.setFillColor(styles.TEXT)
    canvas.drawPath(shape, stroke=0, fill=1)


def _runs(line: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The stretches of dark squares in a row, as start and end."""
    start: int | None = None
    for place, dark in enumerate([*line, False]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place
            start = None
