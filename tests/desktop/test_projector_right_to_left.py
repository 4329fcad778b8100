"""The room's screen in a language that runs from right to left."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from assembly_app.desk import Cast, Desk
from assembly_app.desktop.context import Context
from assembly_app.desktop.projector.canvas import C, Canvas, runs_from_right
from assembly_app.desktop.projector.stage import stage
from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from tests.desktop.conftest import NAMES
from tests.desktop.test_projector import NAME, OPEN, happen, picture

WIDE, HIGH = 1600, 900


@pytest.fixture
def arabic(context: Context, qtbot: QtBot) -> Context:
    """A session in Arabic and Dutch."""
    details = replace(context.live.state.session(), languages=("ar", "nl"))
    happen(context, qtbot, commands.ChangeSession(details))
    return context


def ink(image: QImage, place: QRectF, colour: str = C.accent) -> int:
    """How many of the pixels in a place have a colour."""
    xs, ys = range(int(place.left()), int(place.right())), range(int(place.top()), int(place.bottom()))
    return sum(image.pixelColor(x, y).name() == colour for x in xs for y in ys)


def test_the_ring_stands_at_the_left_and_the_title_at_the_right(arabic: Context, qtbot: QtBot) -> None:
    happen(arabic, qtbot, *OPEN)
    seen = picture(arabic)
    left, right = QRectF(0, 250, WIDE / 3, 400), QRectF(WIDE * 2 / 3, 250, WIDE / 3, 400)
    assert ink(seen, left) > 1000 > ink(seen, right)


def test_bars_grow_from_the_right(arabic: Context, evening: Desk, qtbot: QtBot) -> None:
    happen(arabic, qtbot, *OPEN, commands.OpenPoll("vote"))
    tickets = evening.tickets()
    evening.cast([Cast("vote", who, tickets[who].id, "", Selection(("yes",)), who) for who in list(NAMES)[:3]])
    qtbot.waitUntil(lambda: arabic.live.scene.turnout == 3)
    seen = picture(arabic)
    low = HIGH - 80  # the middle of the bar of the turnout
    assert seen.pixelColor(WIDE - 80, low).name() == C.accent
    assert seen.pixelColor(80, low).name() == C.line


def test_what_stands_side_by_side_keeps_its_own_direction(arabic: Context) -> None:
    told = stage(arabic, NAME).say(lambda _: _("Result"))
    assert told == "\u2068النتيجة\u2069 · \u2068Resultaat\u2069"


def test_a_text_runs_as_its_first_letter_does_and_numbers_always_from_the_left() -> None:
    assert runs_from_right("يتحدث الآن", False)
    assert not runs_from_right("Waar?", True)
    assert not runs_from_right("+1:05", True)
    assert runs_from_right("1  \u2068Jan\u2069   2  \u2068Els\u2069", True)


def test_a_latin_text_keeps_to_its_side_of_a_mirrored_ground(qtbot: QtBot) -> None:
    image = QImage(QSize(WIDE, HIGH), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    canvas = Canvas(painter, QSizeF(image.size()))
    canvas.mirrored = True
    canvas.ground("#ffffff")
    canvas.text(QRectF(64, 64, 1000, 200), "Waar?", 100, colour="#000000")
    painter.end()
    assert ink(image, QRectF(WIDE - 400, 64, 400, 200), "#000000") > 500
    assert ink(image, QRectF(0, 64, WIDE - 500, 200), "#000000") == 0
