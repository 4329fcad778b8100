"""How far the preview is behind typing in minutes of 20 pages, beside what the making of these pages alone needs."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.background import let_windows_go_first
from assembly_app.desktop.context import Context, Preferences
from assembly_app.desktop.live import Live
from assembly_app.desktop.minutes.page import MinutesPage
from assembly_app.desktop.phones_server import PhonesServer
from assembly_app.domain import commands
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import Person
from assembly_app.domain.record import Record, RecordKind
from assembly_app.i18n import Translator
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.store.store import Store
from tests.conftest import EVENING

pytestmark = pytest.mark.benchmark

ITEMS, PAGES = 22, 20
ROUNDS, KEYS, STROKE = 6, 8, 100
"""Rounds, keys to type in each, and milliseconds between two of them: a quick typist."""

BEHIND = 3.0
"""A key may be so many makings behind: one that is under way, its own, and the way there and back."""

SENTENCE = "De straat wordt op woensdag afgesloten voor het verkeer, zodat kinderen er kunnen spelen. "
STARTING = 60_000


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Context]:
    """A long evening."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    let_windows_go_first()
    store = Store.create(tmp_path / "long.assembly", {"nl": "Wijkraad Noord"})
    desk = Desk.create(store, SessionDetails({"nl": "Zitting"}, EVENING, languages=("nl",)))
    desk.execute(commands.Enrol(tuple(Person(f"p{n}", f"Fatima Benali {n}") for n in range(40))))
    for n in range(ITEMS):
        desk.execute(commands.AddItem(AgendaItem(f"i{n}", {"nl": f"Speelstraat {n}"})))
        for k in range(4):
            kind = list(RecordKind)[k % 3]
            desk.execute(commands.WriteRecord(Record(f"r{n}-{k}", f"i{n}", kind, SENTENCE * 5, language="nl")))
    _, preferences = Translator("nl"), Preferences()
    live = Live(desk, _)
    yield Context(live, PhonesServer(store.path, desk.session, preferences, _), PdfDocuments(), preferences, _)
    live.close()
    store.close()


def timed(what: Callable[[], object]) -> float:
    """How long something takes, in milliseconds."""
    began = time.perf_counter()
    what()
    return (time.perf_counter() - began) * 1000


def test_the_preview_is_at_most_a_making_behind_each_key(context: Context, qtbot: QtBot) -> None:
    page = MinutesPage(context)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=STARTING)
    edit = page.part("i5").edits[0]
    edit.text.setFocus()
    qtbot.wait(1000)
    make = partial(context.documents.minutes_pdf, context.live.desk, "nl")
    make()
    alone: list[float] = []
    pressed: list[float] = []
    behind: list[float] = []
    held: list[float] = []

    def shown(unsaved: Sequence[Record]) -> None:
        keys = unsaved[0].text.count("x") if unsaved else len(pressed)
        now = time.perf_counter()
        behind.extend((now - pressed[key]) * 1000 for key in range(len(behind), keys))

    page.pages.shown.connect(shown)
    for _round in range(ROUNDS):  # in turns, as other programs on the machine come and go
        alone += [timed(make), timed(make)]
        for _key in range(KEYS):
            pressed.append(time.perf_counter())
            held.append(timed(lambda: QTest.keyClicks(edit.text, "x")))
            qtbot.wait(STROKE)
        qtbot.waitUntil(lambda: len(behind) == len(pressed), timeout=STARTING)
    page.aside.close()
    making = statistics.median(alone)
    middle, last = statistics.median(behind), statistics.quantiles(behind, n=10)[8]
    sys.stdout.write(
        f"\n{page.preview.pages} pages: making them {making:.0f} ms; the preview is {middle:.0f} ms behind a key "
        f"(9 of 10 under {last:.0f}, worst {max(behind):.0f}), ratio {middle / making:.1f}; "
        f"a key takes {statistics.median(held):.1f} ms of the window (worst {max(held):.0f})\n"
    )
    assert page.preview.pages >= PAGES
    assert middle / making <= BEHIND
