"""Practising in the window: a marked copy with simulated phones, and the way back to a session that nothing touched."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.opening import open_assembly
from assembly_app.desktop.rehearsing import MARK, RehearsalBar, clear_leftovers, copied
from assembly_app.desktop.window import Window
from assembly_app.domain.commands import CheckIn, NextItem, OpenSession
from assembly_app.domain.state import Phase
from assembly_app.minutes.documents import PdfDocuments

STARTING = 60_000


@pytest.fixture
def window(evening: Desk, preferences: Preferences, qtbot: QtBot) -> Iterator[Window]:
    """The evening's file in a window."""
    path = evening.store.path
    evening.execute(CheckIn("jan"))
    evening.close()
    evening.store.close()
    window = Window(PdfDocuments(), preferences)
    qtbot.addWidget(window)
    window.show()
    window.open_file(path)
    qtbot.waitUntil(lambda: window.page is not None, timeout=STARTING)
    yield window
    window.end()


def rehearsing(window: Window, qtbot: QtBot) -> tuple[RehearsalBar, Path]:
    window.workplace.rehearse()
    qtbot.waitUntil(lambda: window.workplace.rehearsing and window.page is not None, timeout=STARTING)
    assert window.page
    assert window.live
    return window.page.findChild(RehearsalBar), window.live.desk.store.path


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_fifty_phones_come_into_a_marked_copy_and_the_real_session_is_as_it_was(window: Window, qtbot: QtBot) -> None:
    assert window.live
    real, before = window.live.desk.store.path, window.live.state
    bar, copy = rehearsing(window, qtbot)
    assert copy != real
    qtbot.waitUntil(bar.isVisible)
    assert "nothing here is kept" in bar.told.text()
    assert window.live.state.session().title["nl"] == "Oefening: Zitting 4"
    assert window.live.state.present == frozenset()
    qtbot.waitUntil(lambda: len(window.live.state.present) == 50, timeout=STARTING)
    for command in (OpenSession(), NextItem()):
        window.live.do(command)
    qtbot.waitUntil(lambda: window.live.state.phase is Phase.OPEN)
    window.workplace.leave_rehearsal()
    assert not window.workplace.rehearsing
    assert not copy.parent.exists()
    assert window.live.desk.store.path == real
    assert window.live.state == before
    assert window.page.findChild(RehearsalBar) is None
    assert window.preferences.values.recent == (str(real),)
    window.live.do(CheckIn("lea"))
    qtbot.waitUntil(lambda: window.live.state.present == {"jan", "lea"})


def test_phones_can_be_sent_away_and_brought_back(window: Window, qtbot: QtBot) -> None:
    bar, _copy = rehearsing(window, qtbot)
    crowd = bar._crowd
    qtbot.waitUntil(lambda: crowd.running, timeout=STARTING)
    bar.phones.click()
    qtbot.waitUntil(lambda: not crowd.running, timeout=STARTING)
    assert "Bring 50" in bar.phones.text()
    bar.phones.click()
    qtbot.waitUntil(lambda: crowd.running, timeout=STARTING)


def test_an_open_session_is_not_left_for_a_rehearsal(window: Window, qtbot: QtBot) -> None:
    assert window.live
    window.live.do(OpenSession())
    qtbot.waitUntil(lambda: window.live.state.phase is Phase.OPEN)
    window.workplace.rehearse()
    assert "Rehearse before it opens" in window.messages.sentence.text()
    assert not window.workplace.rehearsing


def test_another_language_keeps_the_rehearsal_and_its_phones(window: Window, qtbot: QtBot) -> None:
    bar, _copy = rehearsing(window, qtbot)
    qtbot.waitUntil(lambda: bar._crowd.running, timeout=STARTING)
    page = window.page
    window.preferences.change(language="fr")
    qtbot.waitUntil(lambda: window.page is not page)
    fresh = window.page.findChild(RehearsalBar)
    assert fresh._crowd is bar._crowd
    assert fresh._crowd.running


def test_closing_the_window_in_a_rehearsal_asks_nothing_and_leaves_nothing(window: Window, qtbot: QtBot) -> None:
    assert window.live
    real = window.live.desk.store.path
    bar, copy = rehearsing(window, qtbot)
    qtbot.waitUntil(lambda: bar._crowd.running, timeout=STARTING)
    process = bar._crowd._process.processId()
    window.live.do(OpenSession())
    qtbot.waitUntil(lambda: window.live.state.phase is Phase.OPEN)
    window.close()
    assert not window.isVisible()
    assert gone(process)
    assert not copy.parent.exists()
    open_assembly(real).close()


CRASH = """
import os, sys
from pathlib import Path
from assembly_app.desktop.opening import open_assembly
from assembly_app.desktop.rehearsing import copied
made = copied(open_assembly(Path(sys.argv[1])))
os._exit(1)
"""


def test_a_copy_that_a_crash_left_behind_is_cleared_and_others_stay(
    evening: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = evening.store.path
    evening.close()
    evening.store.close()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False)
    [left] = tmp_path.glob("assembly-rehearsal-*")
    assert (left / MARK).exists()
    other = tmp_path / "assembly-rehearsal-notes"
    other.mkdir()
    rehearsal, copy = copied(open_assembly(path))
    clear_leftovers()
    assert not left.exists()
    assert other.exists()
    assert copy.store.path.exists()
    copy.close()
    rehearsal.end()
    rehearsal.real.close()
    assert not copy.store.path.exists()
