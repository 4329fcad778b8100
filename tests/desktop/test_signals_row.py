"""Signals of the phones in the console's room column: counted, loud when many, heard; over real children."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.console.signals_row import SignalsRow
from assembly_app.desktop.context import Context
from assembly_app.desktop.phones_server import Health
from assembly_app.domain import commands
from assembly_app.domain.signals import Signal
from tests.desktop.conftest import Console

STARTING = 20_000


def given(console: Console, context: Context, **signals: int) -> SignalsRow:
    """What the child tells."""
    context.phones.signals = {Signal(name): n for name, n in signals.items()}
    context.phones.changed.emit()
    return console.page.room.signals


def shown(part: QLabel) -> str:
    """What stands there, its spaces all of one kind."""
    return part.text().replace("\u00a0", " ")


def test_without_signals_there_is_no_row(console: Console) -> None:
    assert not console.page.room.signals.isVisible()


def test_a_few_signals_stand_in_one_quiet_line(console: Console, context: Context) -> None:
    context.phones.connected = 39
    row = given(console, context, louder=3, **{"break": 5})
    assert row.isVisible()
    assert shown(row.quiet) == "Signals: louder 3 · break 5"
    assert not row.loud.isVisible()


def test_what_many_phones_signal_speaks_up(console: Console, context: Context) -> None:
    context.phones.connected = 39
    row = given(console, context, louder=3, **{"break": 8})
    assert shown(row.loud) == "▲ I need a break: 8 of 39"
    assert shown(row.quiet) == "Signals: louder 3"


def test_two_phones_in_a_small_room_do_not_speak_up_yet(console: Console, context: Context) -> None:
    context.phones.connected = 4
    assert not given(console, context, slower=2).loud.isVisible()
    assert given(console, context, slower=3).loud.isVisible()


@pytest.fixture
def running(context: Context, qtbot: QtBot) -> Iterator[Context]:
    """The context with the real server as its child."""
    phones = context.phones
    phones._command = (*phones._command[:-1], "127.0.0.1")
    phones.start()
    qtbot.waitUntil(lambda: phones.health is Health.RUNNING, timeout=STARTING)
    yield context
    phones.stop()


def test_from_the_phone_to_the_row_and_back(console: Console, running: Context, evening: Desk, qtbot: QtBot) -> None:
    evening.execute(commands.OpenSession())
    phone = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    url, row = f"http://127.0.0.1:{running.phones.port}/", console.page.room.signals
    phone.open(url + "b/" + evening.tickets()["fatima"].code)
    phone.open(url + "signal", b"signal=slower")
    qtbot.waitUntil(lambda: shown(row.quiet) == "Signals: slower 1")
    row.heard.click()
    assert not row.isVisible()
    qtbot.waitUntil(lambda: b"The facilitator has heard you." in phone.open(url).read())
    assert running.phones.signals == {}


def test_signals_go_with_the_child(console: Console, running: Context, evening: Desk, qtbot: QtBot) -> None:
    given(console, running, louder=2)
    running.phones._process.kill()
    qtbot.waitUntil(lambda: not console.page.room.signals.isVisible(), timeout=STARTING)
