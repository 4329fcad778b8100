"""An assembly with people, an agenda and a vote, live on the UI thread; and the console that shows it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.console.page import ConsolePage
from assembly_app.desktop.context import Context, Preferences
from assembly_app.desktop.live import Live
from assembly_app.desktop.message_bar import MessageBar
from assembly_app.desktop.phones_server import PhonesServer
from assembly_app.domain.agenda import AgendaItem, Influence, ItemKind
from assembly_app.domain.commands import AddItem, AddPoll, Command, Enrol
from assembly_app.domain.people import Person
from assembly_app.domain.polls import Poll
from assembly_app.i18n import Translator
from assembly_app.minutes.documents import PdfDocuments

ENGLISH = Translator("en")

NAMES = {
    "fatima": "Fatima Benali", "jan": "Jan Vermeulen", "lea": "Léa Dubois", "lukasz": "Łukasz Nowak",
    "omar": "Omar Kaya", "zoe": "Zoë Peeters",
}  # fmt: skip


@pytest.fixture(autouse=True)
def tidied_here() -> Iterator[None]:
    """Garbage is collected on the UI thread only, as in the program."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def preferences(own_settings: None, qtbot: QtBot) -> Preferences:
    return Preferences()


@pytest.fixture
def evening(desk: Desk) -> Desk:
    """A session with six members, three items and a vote on the second one."""
    people = tuple(Person(key, name, "bewoners") for key, name in NAMES.items())
    items = (
        AgendaItem("welcome", {"nl": "Welkom", "fr": "Bienvenue"}, minutes=5),
        AgendaItem("street", {"nl": "Speelstraat", "fr": "Rue aux jeux"}, ItemKind.ADVICE, 20,
                   influence=Influence.ADVISE),
        AgendaItem("coffee", {"nl": "Pauze", "fr": "Pause"}, ItemKind.BREAK, 10),
    )  # fmt: skip
    vote = Poll("vote", {"nl": "Een speelstraat?", "fr": "Une rue aux jeux ?"}, item="street")
    commands: list[Command] = [Enrol(people), *map(AddItem, items), AddPoll(vote)]
    for command in commands:
        desk.execute(command)
    return desk


@pytest.fixture
def context(evening: Desk, preferences: Preferences, qtbot: QtBot) -> Iterator[Context]:
    live = Live(evening, ENGLISH)
    phones = PhonesServer(evening.store.path, evening.session, preferences, ENGLISH)
    phones.port = 8080
    phones.address = "192.168.1.20"
    yield Context(live, phones, PdfDocuments(), preferences, ENGLISH)
    live.close()


class Console:
    """The console in a window, and what it asked of the window around it."""

    def __init__(self, context: Context, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.messages = MessageBar(self.window, ENGLISH)
        context.live.refused.connect(self.messages.say)
        self.asked: list[str] = []
        self.page = ConsolePage(
            context, self.messages, lambda: {"nl": "Wijkraad Noord"},
            lambda: self.asked.append("room"), lambda: self.asked.append("minutes"),
        )  # fmt: skip
        self.window.setCentralWidget(self.page)
        self.window.resize(1280, 720)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()


@pytest.fixture
def console(context: Context, qtbot: QtBot) -> Console:
    return Console(context, qtbot)
