"""What the room sees: every view, large and small, with codes that a camera reads and no hidden results."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from assembly_app.desk import Cast, Desk
from assembly_app.desktop.context import Context
from assembly_app.desktop.projector.canvas import Canvas
from assembly_app.desktop.projector.screen import Picture, ProjectorWindow
from assembly_app.desktop.projector.stage import describe, stage
from assembly_app.desktop.projector.views import draw
from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from assembly_app.domain.commands import Command
from assembly_app.domain.room import Projection, View
from assembly_app.settings import WiFi
from tests.conftest import Clock
from tests.desktop.conftest import NAMES, Console

NAME = {"nl": "Wijkraad Noord", "fr": "Conseil de quartier Nord"}
HERE: list[Command] = [commands.CheckIn(person) for person in NAMES]
OPEN: list[Command] = [*HERE, commands.OpenSession(), commands.StartItem("street")]


def happen(context: Context, qtbot: QtBot, *asked: Command) -> None:
    done: list[bool] = []
    for command in asked:
        context.live.do(command)
    context.live.act(lambda _desk: None, lambda _none: done.append(True))
    qtbot.waitUntil(lambda: bool(done))


def picture(context: Context, width: int = 1600, height: int = 900) -> QImage:
    image = QImage(QSize(width, height), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw(Canvas(painter, QSizeF(image.size())), stage(context, NAME))
    painter.end()
    return image


@pytest.mark.parametrize(
    ("happened", "view"),
    [
        ([], View.WELCOME),
        (OPEN, View.ITEM),
        ([*OPEN, commands.JoinQueue("jan"), commands.StartSpeech("lea")], View.SPEAKER),
        ([*OPEN, commands.OpenPoll("vote")], View.POLL),
        ([*HERE, commands.OpenSession(), commands.StartItem("coffee")], View.BREAK),
        ([commands.ChooseView(Projection(View.BLANK))], View.BLANK),
    ],
)
def test_each_moment_has_its_view(context: Context, happened: list[Command], view: View, qtbot: QtBot) -> None:
    before = picture(context)
    happen(context, qtbot, *happened)
    assert context.live.state.showing.view is view
    assert picture(context) != before or view is View.WELCOME
    assert describe(stage(context, NAME), context._).startswith("The room sees: ")


@pytest.mark.parametrize("size", [(640, 360), (1024, 768), (800, 1280), (3840, 2160)])
def test_any_screen_gets_a_full_picture(context: Context, size: tuple[int, int], qtbot: QtBot) -> None:
    happen(context, qtbot, *OPEN)
    image = picture(context, *size)
    corners = {image.pixelColor(x, y).name() for x in (0, size[0] - 1) for y in (0, size[1] - 1)}
    assert len(corners) == 1


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg reads the codes back")
def test_a_camera_reads_both_codes_of_the_welcome(context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    context.preferences.change(wifi=WiFi("Zaal; Noord", "geheim"))
    file = tmp_path / "welcome.png"
    picture(context, 1366, 768).save(str(file))
    read = subprocess.run(["zbarimg", "--quiet", "--raw", str(file)], capture_output=True, text=True, check=True)
    assert set(read.stdout.split("\n")) >= {"http://192.168.1.20:8080/", "WIFI:T:WPA;S:Zaal\\; Noord;P:geheim;;"}


def test_a_hidden_result_stays_hidden_while_votes_come_in(context: Context, evening: Desk, qtbot: QtBot) -> None:
    happen(context, qtbot, *OPEN, commands.OpenPoll("vote"))
    tickets = evening.tickets()
    evening.cast([Cast("vote", who, tickets[who].id, "", Selection(("yes",)), who) for who in NAMES])
    qtbot.waitUntil(lambda: context.live.scene.turnout == len(NAMES))
    assert context.live.scene.tally is None


def test_the_result_is_shown_with_its_numbers(context: Context, evening: Desk, qtbot: QtBot) -> None:
    happen(context, qtbot, *OPEN, commands.OpenPoll("vote"))
    before = picture(context)
    happen(context, qtbot, commands.ClosePoll("vote"), commands.ChooseView(Projection(View.RESULT, "vote")))
    assert context.live.state.showing == Projection(View.RESULT, "vote")
    assert picture(context) != before


def test_time_passing_moves_the_ring(context: Context, clock: Clock, qtbot: QtBot) -> None:
    happen(context, qtbot, *OPEN)
    before = picture(context)
    clock.turn(minutes=25)  # of 20: over time
    assert picture(context) != before


def test_the_facilitator_sees_what_the_room_sees(console: Console, context: Context, qtbot: QtBot) -> None:
    window = ProjectorWindow(context, lambda: NAME)
    qtbot.addWidget(window)
    small = console.page.room.projection.picture
    happen(context, qtbot, *OPEN)
    assert small.stage().scene is window.picture.stage().scene
    assert isinstance(small, Picture)


def test_escape_leaves_the_full_screen(context: Context, qtbot: QtBot) -> None:
    window = ProjectorWindow(context, lambda: NAME)
    qtbot.addWidget(window)
    window.present(window)
    qtbot.keyClick(window, Qt.Key.Key_F)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
