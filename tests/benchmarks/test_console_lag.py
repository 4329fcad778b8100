"""How long the console's event loop is held up while 500 phones vote, beside an idle console in the same run."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from PySide6.QtCore import QProcess, Qt, QTimer
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.background import let_windows_go_first
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.phones_server import Health
from assembly_app.desktop.window import Window
from assembly_app.domain import commands
from assembly_app.domain.events import Arrived, SessionDetails
from assembly_app.domain.people import Door, Person
from assembly_app.domain.polls import Poll
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.store import journal
from assembly_app.store.store import Store
from tests.conftest import EVENING

pytestmark = pytest.mark.benchmark

PHONES, ROUNDS, BEAT = 500, 6, 5
LAG, WORST = 16.0, 12.0
"""The 99th percentile may be so many milliseconds; where other work makes an idle console lag, so many times that lag.

The goal is 16 ms. Measured on two cores: 8.4 ms and, since the console shows what comes next as well, 19.6 ms alone;
26 to 44 ms, 6.6 to 9.1 times the idle lag, while other work kept eight processes waiting.
"""

STARTING = 60_000


class Pulse:
    """A timer that should beat every few milliseconds; how late it was each time, in milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000 - BEAT))
        self._last = now

    def during(self, what: Callable[[], None]) -> float:
        """The 99th percentile of the lag while something happens."""
        self.late.clear()
        self._last = time.perf_counter()
        self._timer.start()
        what()
        self._timer.stop()
        return statistics.quantiles(self.late, n=100)[98]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An open session with everyone in the room."""
    store = Store.create(tmp_path / "large.assembly", {"nl": "Grote zaal"})
    desk = Desk.create(store, SessionDetails({"nl": "Zitting"}, EVENING))
    people = tuple(Person(f"p{n}", f"Person {n}") for n in range(PHONES))
    for command in (commands.Enrol(people), commands.OpenSession()):
        desk.execute(command)
    with store.writing() as tx:  # everyone comes in at once, or the preparation would take minutes
        arrivals = [Arrived(person.id, Door.BADGE) for person in people]
        journal.append(tx, desk.session, desk.entries()[-1], arrivals, EVENING)
    store.close()
    return tmp_path / "large.assembly"


@pytest.fixture
def window(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Window]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    let_windows_go_first()
    window = Window(PdfDocuments(), Preferences())
    qtbot.addWidget(window)
    window.show()
    window.open_file(file)
    qtbot.waitUntil(lambda: window.phones is not None and window.phones.health is Health.RUNNING, timeout=STARTING)
    yield window
    window.end()


@pytest.fixture
def phones(window: Window, qtbot: QtBot) -> Iterator[QProcess]:
    """The process that votes for everyone."""
    assert window.live is not None
    assert window.phones is not None
    codes = " ".join(ticket.code for ticket in window.live.desk.tickets().values())
    process = QProcess()
    script = str(Path(__file__).with_name("voting_phones.py"))
    process.start(sys.executable, [script, str(window.phones.port)])
    process.write(f"{codes}\n".encode())
    yield process
    process.closeWriteChannel()
    process.waitForFinished(STARTING)


def test_the_console_stays_quick_while_500_phones_vote(window: Window, phones: QProcess, qtbot: QtBot) -> None:
    assert window.live is not None
    live = window.live
    counted: list[int] = []

    def hold_votes() -> None:
        for _round in range(ROUNDS):
            poll = Poll(token_hex(8), {"nl": "Goed?"})
            live.do(commands.AddPoll(poll))
            live.do(commands.OpenPoll(poll.id))
            phones.write(f"{poll.id}\n".encode())
            qtbot.waitUntil(phones.canReadLine, timeout=STARTING)
            counted.append(int(phones.readLine().data()))
            qtbot.waitUntil(lambda: live.scene.turnout == PHONES, timeout=STARTING)
            live.do(commands.ClosePoll(poll.id))
            qtbot.waitUntil(lambda: live.state.open_poll is None, timeout=STARTING)

    pulse = Pulse()
    qtbot.wait(1000)
    idle = pulse.during(lambda: qtbot.wait(4000))
    began = time.perf_counter()
    loaded = pulse.during(hold_votes)
    rate = PHONES * ROUNDS / (time.perf_counter() - began)
    sys.stdout.write(
        f"\nevent loop, 99th percentile: idle {idle:.2f} ms, {PHONES} phones voting {loaded:.2f} ms "
        f"(worst {max(pulse.late):.1f} ms), ratio {loaded / idle:.1f}; {rate:.0f} votes a second\n"
    )
    assert counted == [PHONES] * ROUNDS
    assert loaded <= max(LAG, WORST * idle)
