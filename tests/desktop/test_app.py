"""The window: opening files good and bad, one desktop on a file, sessions, copies, and letting go."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.app import catcher
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.opening import AlreadyOpen, open_assembly
from assembly_app.desktop.phones_server import Health
from assembly_app.desktop.start import StartPage
from assembly_app.desktop.window import Window
from assembly_app.domain.commands import CheckIn, OpenSession
from assembly_app.domain.state import Phase
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.store.store import Store

STARTING = 20_000

EARLY_CLICK = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from assembly_app.desktop.app import run
from assembly_app.minutes.documents import PdfDocuments

app = QApplication([])
later = QTimer(interval=5)

def window():
    return next(found for found in app.topLevelWidgets() if hasattr(found, "loading"))

def click():
    print("loaded:", "sqlalchemy" in sys.modules)
    window().centralWidget().new.click()
    later.start()

def look():
    if window().findChildren(QDialog):
        later.stop()
        print("asked", flush=True)
        window().leave()

later.timeout.connect(look)
QTimer.singleShot(0, click)
run(PdfDocuments())
"""


@pytest.fixture
def file(evening: Desk) -> Path:
    """The evening's file, let go of."""
    path = evening.store.path
    evening.close()
    evening.store.close()
    return path


@pytest.fixture
def window(preferences: Preferences, qtbot: QtBot) -> Iterator[Window]:
    window = Window(PdfDocuments(), preferences)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.end()


def opened(window: Window, file: Path, qtbot: QtBot) -> None:
    window.open_file(file)
    qtbot.waitUntil(lambda: window.page is not None, timeout=STARTING)


def says(window: Window, part: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.messages.isVisible() and part in window.messages.sentence.text())


def test_it_begins_with_the_start_page(window: Window) -> None:
    assert isinstance(window.centralWidget(), StartPage)


def test_a_click_that_comes_before_all_is_loaded_is_done_when_it_is() -> None:
    done = subprocess.run([sys.executable, "-c", EARLY_CLICK], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "loaded: False\nasked\n", done.stderr


def test_a_file_opens_in_the_console_with_its_server_and_becomes_recent(
    window: Window, file: Path, preferences: Preferences, qtbot: QtBot
) -> None:
    opened(window, file, qtbot)
    assert window.page is not None
    assert window.phones is not None
    qtbot.waitUntil(lambda: "Wijkraad Noord" in window.windowTitle())
    assert preferences.values.recent == (str(file),)
    qtbot.waitUntil(lambda: window.phones.health is Health.RUNNING, timeout=STARTING)
    assert window.page.projector.picture.stage().room_url == window.phones.room_url


def test_closing_ends_the_server_and_frees_the_file(window: Window, file: Path, qtbot: QtBot) -> None:
    opened(window, file, qtbot)
    assert window.phones is not None
    qtbot.waitUntil(lambda: window.phones.health is Health.RUNNING, timeout=STARTING)
    process = window.phones.process_id
    window.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    open_assembly(file).close()
    assert not file.with_name(file.name + ".lock").exists()


def test_two_desktops_on_one_file_are_told_apart(window: Window, file: Path, qtbot: QtBot) -> None:
    with_other = open_assembly(file)
    window.open_file(file)
    says(window, "already open in another window", qtbot)
    assert window.page is None
    with_other.close()
    opened(window, file, qtbot)
    with pytest.raises(AlreadyOpen):
        open_assembly(file)


def test_a_lock_that_a_crash_left_behind_is_taken_over(file: Path) -> None:
    script = (
        "import os, sys; from PySide6.QtCore import QLockFile; "
        "lock = QLockFile(sys.argv[1]); assert lock.tryLock(0); os._exit(1)"
    )
    left = file.with_name(file.name + ".lock")
    subprocess.run([sys.executable, "-c", script, str(left)], check=False)
    assert left.exists()
    open_assembly(file).close()


@pytest.mark.parametrize(
    ("content", "part"),
    [(b"", "is not an assembly"), (b"SQLite format 3\0" + bytes(200), "is not an assembly"), (None, "is not there")],
)
def test_a_file_that_is_no_assembly_gets_a_sentence_and_stays_as_it_is(
    window: Window, tmp_path: Path, content: bytes | None, part: str, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.assembly"
    if content is not None:
        bad.write_bytes(content)
    window.open_file(bad)
    says(window, part, qtbot)
    assert window.page is None
    assert isinstance(window.centralWidget(), StartPage)
    assert (bad.read_bytes() if bad.exists() else None) == content


def test_a_bad_file_leaves_the_open_assembly_open(window: Window, file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    opened(window, file, qtbot)
    page = window.page
    window.open_file(tmp_path / "gone.assembly")
    says(window, "is not there", qtbot)
    assert window.page is page


def test_a_damaged_file_is_not_rewritten(window: Window, file: Path, qtbot: QtBot) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    before = hashlib.sha256(file.read_bytes()).digest()
    window.open_file(file)
    qtbot.waitUntil(window.messages.isVisible)
    assert window.page is None
    assert hashlib.sha256(file.read_bytes()).digest() == before


def test_sessions_are_switched_and_a_new_one_takes_over_the_rules(window: Window, file: Path, qtbot: QtBot) -> None:
    opened(window, file, qtbot)
    assert window.live is not None
    first = window.live
    window.workplace.make_session()
    qtbot.waitUntil(lambda: window.live is not None and window.live is not first, timeout=STARTING)
    assert window.live.desk.session == 2
    assert window.live.state.session().place == "Zaal Noord"
    assert set(window.live.state.session().title) == {"nl", "fr"}
    assert set(window.live.state.members) == set(first.state.members)
    window.workplace.switch(1)
    qtbot.waitUntil(lambda: window.live is not None and window.live.desk.session == 1, timeout=STARTING)


def test_an_assembly_gets_another_name_in_prepare(window: Window, file: Path, qtbot: QtBot) -> None:
    opened(window, file, qtbot)
    assert window.page is not None
    window.page.go("prepare")
    tab = window.page._made["prepare"].session
    qtbot.waitUntil(lambda: tab.name.line("nl").text() == "Wijkraad Noord")
    tab.name.line("nl").setFocus()
    tab.name.line("nl").selectAll()
    qtbot.keyClicks(tab.name.line("nl"), "Wijkraad Zuid")
    tab.name.line("nl").finish()
    qtbot.waitUntil(lambda: "Wijkraad Zuid" in window.windowTitle())
    assert window.live is not None
    assert window.live.desk.store.name() == {"nl": "Wijkraad Zuid", "fr": "Conseil de quartier Nord"}
    tab.name.show_value({})
    tab.name.edited.emit()
    assert tab.name_field.error.text() == "Write the assembly's name first."


def test_an_assembly_without_a_session_gets_its_first_one(tmp_path: Path) -> None:
    path = tmp_path / "new.assembly"
    Store.create(path, {"fr": "Conseil"}).close()
    found = open_assembly(path)
    assert found.desk.session == 1
    assert found.desk.state.session().languages == ("fr",)
    found.close()


def test_a_copy_is_whole_and_the_original_is_not_overwritten(
    window: Window, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(window, file, qtbot)
    assert window.live is not None
    window.live.do(CheckIn("jan"))
    qtbot.waitUntil(lambda: window.live is not None and window.live.state.present == {"jan"})
    window.workplace.copy_to(file)
    says(window, "the assembly itself", qtbot)
    window.workplace.copy_to(tmp_path / "copy.assembly")
    says(window, "The copy is saved as copy.assembly.", qtbot)
    copied = open_assembly(tmp_path / "copy.assembly")
    assert copied.desk.state.present == {"jan"}
    copied.close()


def test_a_copy_where_nothing_can_be_written_says_so(window: Window, file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    opened(window, file, qtbot)
    window.workplace.copy_to(tmp_path / "no such folder" / "copy.assembly")
    says(window, "The copy could not be written", qtbot)


def test_another_language_draws_everything_anew_and_the_session_goes_on(
    window: Window, file: Path, preferences: Preferences, qtbot: QtBot
) -> None:
    opened(window, file, qtbot)
    page, phones = window.page, window.phones
    assert page is not None
    page.toggle_room()
    preferences.change(language="fr")
    qtbot.waitUntil(lambda: window.page is not page)
    assert window.translator.language == "fr"
    assert window.phones is phones
    assert window.page is not None
    assert window.page.projector.isVisible()
    assert window.live is not None
    window.live.do(CheckIn("jan"))
    qtbot.waitUntil(lambda: window.live is not None and window.live.state.present == {"jan"})


def test_an_unexpected_error_becomes_a_sentence(window: Window, qtbot: QtBot) -> None:
    catcher(window)(ValueError, ValueError("inside"), None)
    says(window, "Something went wrong that the program did not expect", qtbot)
    assert "inside" not in window.messages.sentence.text()


def test_the_places_open_and_the_room_has_its_screen(window: Window, file: Path, qtbot: QtBot) -> None:
    opened(window, file, qtbot)
    page = window.page
    assert page is not None
    for place in ("prepare", "minutes", "console"):
        page.go(place)
    page.toggle_room()
    assert page.projector.isVisible()
    assert page.bar.room.isChecked()
    page.projector.close()
    assert not page.bar.room.isChecked()


def test_closing_the_window_while_the_session_is_open_asks_first(window: Window, file: Path, qtbot: QtBot) -> None:
    opened(window, file, qtbot)
    assert window.live is not None
    window.live.do(OpenSession())
    qtbot.waitUntil(lambda: window.live is not None and window.live.state.phase is Phase.OPEN)
    window.close()
    says(window, "The session is open.", qtbot)
    assert window.isVisible()
    qtbot.mouseClick(window.messages.choices[0], Qt.MouseButton.LeftButton)
    assert not window.isVisible()
    open_assembly(file).close()


def test_ctrl_c_in_the_terminal_ends_the_program_and_its_server(file: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from assembly_app.desktop.app import run; "
        "from assembly_app.minutes.documents import PdfDocuments; from PySide6.QtCore import QTimer; "
        "from PySide6.QtWidgets import QApplication; app = QApplication([]); "
        "QTimer.singleShot(0, lambda: print('up', flush=True)); sys.exit(run(PdfDocuments(), Path(sys.argv[1])))"
    )
    program = subprocess.Popen([sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "up\n"
    program.send_signal(signal.SIGINT)
    assert program.wait(60) == 0
    open_assembly(file).close()
