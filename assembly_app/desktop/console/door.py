"""The door: part of a name or a badge's code, Enter, and the cursor is back where it was."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from assembly_app.desk import Desk, new_id
from assembly_app.desktop.console.people_field import PeopleField
from assembly_app.desktop.console.person_menu import PersonMenu
from assembly_app.desktop.console.scanner import code_in
from assembly_app.desktop.context import Context
from assembly_app.desktop.widgets import Card, Elided, row, tool
from assembly_app.domain import commands
from assembly_app.domain.errors import Refused
from assembly_app.domain.people import Door, Person, Role
from assembly_app.domain.state import SessionState
from assembly_app.words import wording

TEXTS = (QLineEdit, QPlainTextEdit, QTextEdit)


class DoorField(PeopleField):
    """Remembers where the cursor came from."""

    def __init__(self, context: Context, card: DoorCard) -> None:
        super().__init__(context, context._("Name or badge…"), lambda: context.live.people.values(), card.pass_by)
        self._ = context._
        self._live = context.live
        self._card = card
        self._came_from: QWidget | None = None
        self.setProperty("door", True)
        self.setToolTip(context._("Part of a name, or a badge’s code, then Enter (D)"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)

    def describe(self, person: Person) -> str:
        _, present = self._, person.id in self._live.state.present
        act = _("in the room; Enter: leaves") if present else _("Enter: arrives")
        return " · ".join(filter(None, [person.name, person.group, act]))

    def enter(self) -> None:
        """A badge's code checks in; else the marked person arrives or leaves."""
        if code := code_in(self.text()):
            self._card.scan(code, self._enter_name)
        else:
            self._enter_name()

    def _enter_name(self) -> None:
        typed = self.text().strip()
        found = bool(self.found())
        super().enter()
        if typed and not found:
            self._card.nobody(typed)
        self.go_back()

    def go_back(self) -> None:
        """Return the cursor to the text it came from; without one it stays here for the next name."""
        target, self._came_from = self._came_from, None
        if target is not None and target.isVisible():
            target.setFocus()

    def came_from(self, before: QWidget | None) -> None:
        """Remember the text in which the cursor was; None when it was elsewhere."""
        self._came_from = before if isinstance(before, TEXTS) and before is not self else None

    def _menu(self, where: QPoint) -> None:
        item = self.list.itemAt(where)
        if item is not None:
            person = item.data(Qt.ItemDataRole.UserRole)
            self._card.menu_for(person).popup(self.list.viewport().mapToGlobal(where))


class DoorCard(Card):
    """The field, who came last, and what else there is to do with a person."""

    def __init__(self, context: Context) -> None:
        super().__init__(context._("DOOR"), dense=True)
        _ = self._ = context._
        self._context = context
        self._live = live = context.live
        self._last = ""
        self.field = DoorField(context, self)
        self.guest = tool("user-plus", _("Add a guest with the name that is typed"), self.add_guest)
        self.more = tool("ellipsis", _("More for this person"), self._more)
        self.last = Elided("", "muted")
        self.body.addLayout(row(self.field, self.guest, self.more, stretch=0))
        self.body.addWidget(self.last)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._remember)
        live.follow(lambda scene: (scene.state.spells, scene.people), self.draw)

    def _remember(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self.field:
            self.field.came_from(before)

    # --- coming and going ---

    def pass_by(self, person: str) -> None:
        """Someone arrives, or leaves when they are in the room."""
        if person in self._live.state.present:
            self._live.do(commands.CheckOut(person))
        elif person in self._live.state.members:
            self._live.do(commands.CheckIn(person, Door.DESK))
        else:
            self._admit(self._live.people[person])  # a guest of an earlier evening

    def scan(self, code: str, otherwise: object = None) -> None:
        """The bearer of a badge arrives; `otherwise` is called when no badge has this code."""

        def admit(desk: Desk) -> SessionState:
            ticket = desk.ticket(code)
            if ticket is None:
                raise Refused("No badge has the code {code}. Type the name instead.", code=code)
            return desk.execute(commands.CheckIn(ticket.person, Door.BADGE))

        def fail(sentence: str) -> None:
            if callable(otherwise) and self.field.found():
                otherwise()
            else:
                self.field.selectAll()
                self._live.refused.emit(sentence)

        self._live.act(admit, lambda _state: self._scanned(), fail)

    def _scanned(self) -> None:
        if code_in(self.field.text()):
            self.field.dismiss()
            self.field.go_back()

    def nobody(self, typed: str) -> None:
        """Say that nobody has this name."""
        self.field.setText(typed)
        self._live.refused.emit(
            self._("Nobody here is called “{name}”. Check the spelling, or add a guest.", name=typed)
        )

    def add_guest(self) -> None:
        """Enrol a guest with the name that is typed, and let them in."""
        name = self.field.text().strip()
        if not name:
            self.field.setFocus()
            self._live.refused.emit(self._("Type the guest’s name first."))
            return
        self._admit(Person(new_id(), name, role=Role.GUEST, may_vote=False))

    def _admit(self, guest: Person) -> None:
        """Take someone on the roll and let them in."""

        def admit(desk: Desk) -> SessionState:
            desk.execute(commands.Enrol((guest,)))
            return desk.execute(commands.CheckIn(guest.id, Door.DESK))

        self._live.act(admit, lambda _state: self.field.dismiss())

    # --- one person ---

    def menu_for(self, person: str) -> PersonMenu:
        """What can be done with a person."""
        return PersonMenu(self._context, person, self)

    def _more(self) -> None:
        found = self.field.found()
        person = found[0].id if found else self._last
        if person:
            self.menu_for(person).popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def draw(self) -> None:
        """Say who came or went last."""
        self._last, told = self._latest()
        self.last.setText(told)
        self.more.setEnabled(bool(self._live.people))

    def _latest(self) -> tuple[str, str]:
        _, state = self._, self._live.state
        moments: list[tuple[datetime, str, bool]] = []
        for person, spells in state.spells.items():
            moments.append((spells[-1].left or spells[-1].arrived, person, spells[-1].left is not None))
        if not moments:
            return "", _("Nobody has come in yet.")
        at, person, left = max(moments)
        name, time = wording.name_of(self._live.people, person, _), _.time(self._live.local(at))
        if left:
            return person, _("last: {name} left {time}", name=name, time=time)
        return person, _("last: {name} arrived {time}", name=name, time=time)
