"""The palette: type part of a name, and do it. Finds acts, people, agenda items and votes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from assembly_app import names
from assembly_app.desktop import theme
from assembly_app.desktop.actions import ACTIONS, Bound, keys_text
from assembly_app.desktop.live import Live
from assembly_app.desktop.widgets import column
from assembly_app.domain import commands
from assembly_app.domain.agenda import numbers
from assembly_app.domain.people import Person
from assembly_app.domain.room import Projection, View
from assembly_app.domain.voting import PollStatus
from assembly_app.i18n import Translator

SHOWN = 40
"""How many findings are listed at most."""

PEOPLE = 8
"""How many people are listed at most: more letters find the right one."""

WIDTH, HEIGHT = 640, 420
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class Entry(msgspec.Struct, frozen=True):
    """Something that can be chosen: what it says, a hint at its side, and what it does."""

    text: str
    hint: str
    icon: str
    run: Callable[[], object]


class Finder:
    """Everything that can be found in a session now."""

    def __init__(self, live: Live, bound: Bound, pass_by: Callable[[str], object],
                 show_result: Callable[[str], object], _: Translator) -> None:  # fmt: skip
        self._live = live
        self._bound = bound
        self._pass_by = pass_by
        self._show_result = show_result
        self._ = _

    def find(self, typed: str) -> list[Entry]:
        """What fits the typed words, best first; every act when nothing is typed."""
        if not names.words(typed):
            return list(self._actions())[:SHOWN]
        ranked = [
            (rank, place, entry)
            for place, entry in enumerate([*self._actions(), *self._items(), *self._polls()])
            if (rank := names.match(f"{entry.text} {entry.hint}", typed)) is not None
        ]
        best = [entry for _rank, _place, entry in sorted(ranked, key=lambda found: found[:2])]
        return [*best[: SHOWN - 2 * PEOPLE], *self._people(typed)]

    def _actions(self) -> Iterator[Entry]:
        for action in ACTIONS:
            if action.id in self._bound:
                yield Entry(self._(action.text), keys_text(action), "chevron-right", self._bound[action.id])

    def _items(self) -> Iterator[Entry]:
        _, state = self._, self._live.state
        numbered = numbers(state.items)
        for item in state.items:
            called = f"{numbered[item.id]} {_.pick(item.title)}".strip()
            if item.id != state.current:
                start = partial(self._live.do, commands.StartItem(item.id))
                yield Entry(_("Start item {item}", item=called), _("agenda"), "play", start)
            else:
                show = partial(self._live.do, commands.ChooseView(Projection(View.ITEM)))
                yield Entry(_("Show the room item {item}", item=called), _("agenda"), "monitor", show)

    def _polls(self) -> Iterator[Entry]:
        _, state = self._, self._live.state
        for poll in state.polls.values():
            question = _.pick(poll.poll.question)
            if poll.status is PollStatus.PREPARED:
                act = partial(self._live.do, commands.OpenPoll(poll.poll.id))
                yield Entry(_("Open the vote “{question}”", question=question), _("vote"), "vote", act)
            elif poll.status is PollStatus.OPEN:
                look = partial(self._live.do, commands.ChooseView(Projection(View.POLL, poll.poll.id)))
                yield Entry(_("Show the room the vote “{question}”", question=question), _("vote"), "monitor", look)
            elif poll.tally is not None:
                show = partial(self._show_result, poll.poll.id)
                yield Entry(_("Show the result of “{question}”", question=question), _("vote"), "chart-bar", show)

    def _people(self, typed: str) -> Iterator[Entry]:
        for person in names.search(self._live.people.values(), typed)[:PEOPLE]:
            yield from self._person(person)

    def _person(self, person: Person) -> Iterator[Entry]:
        _, state, name = self._, self._live.state, person.name
        pass_by = partial(self._pass_by, person.id)
        if person.id not in state.present:
            yield Entry(_("Check in {name}", name=name), person.group, "log-in", pass_by)
            return
        if state.current is not None:
            floor = partial(self._live.do, commands.StartSpeech(person.id))
            join = partial(self._live.do, commands.JoinQueue(person.id))
            yield Entry(_("Give {name} the floor", name=name), person.group, "mic", floor)
            if person.id not in state.speakers.queue:
                yield Entry(_("Put {name} on the list of speakers", name=name), person.group, "hand", join)
        yield Entry(_("Check out {name}", name=name), person.group, "log-out", pass_by)


class Palette(QDialog):
    """A line to type in and what it finds; arrows choose, Enter does, Escape closes."""

    def __init__(self, finder: Finder, _: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self._finder = finder
        self._ = _
        self._found: list[Entry] = []
        self.setWindowTitle(_("Find"))
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "palette")
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("An act, a person, an item, a vote…"))
        self.line.setAccessibleName(_("Find an act, a person, an item or a vote"))
        self.line.setFont(theme.font(theme.LARGE))
        self.list = QListWidget()
        self.list.setAccessibleName(_("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        whole = column(self.line, self.list)
        whole.setContentsMargins(*[theme.SPACE * 2] * 4)
        self.setLayout(whole)
        self.line.textChanged.connect(self.look_for)
        self.list.itemClicked.connect(lambda _item: self.choose())
        self.list.currentRowChanged.connect(self._tell)
        self.resize(WIDTH, HEIGHT)
        window = parent.window()
        self.move(window.mapToGlobal(window.rect().topLeft()).x() + (window.width() - WIDTH) // 2,
                  window.mapToGlobal(window.rect().topLeft()).y() + theme.SPACE * 9)  # fmt: skip
        self.look_for("")

    def look_for(self, typed: str) -> None:
        """Show what fits."""
        self._found = self._finder.find(typed)
        self.list.clear()
        for entry in self._found:
            shown = QListWidgetItem(theme.icon(entry.icon), " · ".join(filter(None, [entry.text, entry.hint])))
            self.list.addItem(shown)
        if not self._found:
            nothing = QListWidgetItem(self._("Nothing has this name. Try fewer letters."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0 if self._found else -1)

    def choose(self) -> None:
        """Do what is marked."""
        place = self.list.currentRow()
        if 0 <= place < len(self._found):
            entry = self._found[place]
            self.accept()
            entry.run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()), 0)
        if step and self._found:
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, len(self._found) - 1)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        else:
            super().keyPressEvent(event)

    def _tell(self, place: int) -> None:
        """The cursor stays in the line, so a screen reader is told what is marked."""
        if 0 <= place < len(self._found):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._found[place].text))
