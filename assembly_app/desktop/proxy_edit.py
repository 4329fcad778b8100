"""Proxies: an absent member lets someone vote for them in named polls, until it is taken back or they come."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.console.people_field import PeopleField
from assembly_app.desktop.context import Context
from assembly_app.desktop.widgets import button, label, row
from assembly_app.domain.commands import Command, GiveProxy, TakeProxyBack
from assembly_app.domain.people import Person
from assembly_app.domain.state import SessionState
from assembly_app.words import wording

WIDTH = 440


def may_give(state: SessionState, person: str) -> bool:
    """Whether there is anything to say of this person's proxy: the rules allow one, or one was given."""
    member = state.members.get(person)
    allowed = state.details is not None and state.details.proxies > 0
    return person in state.proxies or (allowed and member is not None and member.may_vote)


class ProxyEdit(QWidget):
    """Who votes for one person, and for whom that person votes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ = _ = context._
        self._live = context.live
        self._person = ""
        self.told = label()
        self.search = PeopleField(context, _("Gives a proxy to…"), self._holders, self.give)
        self.back = button(_("Take the proxy back"), self.take_back, icon="undo-2")
        self.holds = label("", "muted")
        self.error = label("", "bad")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        for widget in (self.told, self.search):
            column.addWidget(widget)
        column.addLayout(row(self.back))
        for widget in (self.error, self.holds):
            column.addWidget(widget)
        self._live.changed.connect(self.draw)  # not followed: a dialog goes before the session does
        self.draw()

    def show_person(self, person: str) -> None:
        """Edit the proxy of this person."""
        if person != self._person:
            self._person = person
            self.search.dismiss()
            self.error.hide()
        self.draw()

    def draw(self) -> None:
        """Say how it stands."""
        _, state, people = self._, self._live.state, self._live.people
        holder = state.proxies.get(self._person)
        held = [wording.name_of(people, giver, _) for giver, other in state.proxies.items() if other == self._person]
        here = self._person in state.present
        if holder is not None:
            self.told.setText(_("{name} votes by proxy.", name=wording.name_of(people, holder, _)))
        else:
            self.told.setText(_("Is here and votes in person.") if here else _("Nobody votes by proxy."))
        self.search.setVisible(holder is None and not here and may_give(state, self._person))
        self.back.setVisible(holder is not None)
        self.holds.setText(_("Holds the proxy of {names}.", names=_.list(held)) if held else "")
        self.holds.setVisible(bool(held))
        if not self.error.text():
            self.error.hide()

    def _holders(self) -> Iterable[Person]:
        members = self._live.state.members
        voters = (person for person in self._live.people.values() if person.id in members)
        return (person for person in voters if members[person.id].may_vote and person.id != self._person)

    def give(self, holder: str) -> None:
        """Let someone vote for this person."""
        self._do(GiveProxy(self._person, holder))

    def take_back(self) -> None:
        """Nobody votes for this person any more."""
        self._do(TakeProxyBack(self._person))

    def _do(self, command: Command) -> None:
        self.error.hide()
        self._live.do(command, failed=self._fail)

    def _fail(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()


class ProxyDialog(QDialog):
    """The proxy of one person, asked for at the door."""

    def __init__(self, context: Context, person: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        _ = context._
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Proxy"))
        self.edit = ProxyEdit(context)
        self.edit.show_person(person)
        n = context.live.state.session().proxies
        rule = _.plural(
            "A proxy counts in named polls only. One member can hold at most {n} proxy here.",
            "A proxy counts in named polls only. One member can hold at most {n} proxies here.",
            n,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addWidget(label(wording.name_of(context.live.people, person, _), "title"))
        whole.addWidget(label(rule, "muted"))
        whole.addWidget(self.edit)
        whole.addStretch()
        close = button(_("Close"), self.accept)
        close.setAutoDefault(False)  # Enter in the field takes the person found
        foot = row(close)
        foot.insertStretch(0)
        whole.addLayout(foot)
        self.resize(WIDTH, 320)
        self.edit.search.setFocus()
