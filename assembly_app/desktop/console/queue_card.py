"""Who waits to speak, in order, with how often and how long each spoke."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from assembly_app.desktop import theme
from assembly_app.desktop.console.people_field import PeopleField
from assembly_app.desktop.console.speaking_card import share_of_time
from assembly_app.desktop.context import Context
from assembly_app.desktop.ordered_list import OrderedList, Place, Row
from assembly_app.desktop.widgets import Card, label, row, tool
from assembly_app.domain import commands
from assembly_app.domain.people import Person
from assembly_app.domain.speakers import Spoken, spoken
from assembly_app.domain.state import Phase, SessionState
from assembly_app.words import wording


class QueueCard(Card):
    """The list of speakers of the current item."""

    def __init__(self, context: Context) -> None:
        super().__init__(dense=True)
        _ = self._ = context._
        self._live = live = context.live
        self.setAccessibleName(_("Next speakers"))
        self.title = label(_("NEXT"), "heading", wrap=False)
        self.open = tool("lock-open", _("Close the list of speakers"), self._toggle)
        self.more = tool("timer", _("Speaking time on this item"), self._choose_limit)
        self.body.addLayout(row(self.title, self.more, self.open, stretch=0))
        self.list = OrderedList(_("Next speakers"))
        self.list.setMinimumHeight(44)
        self.add = PeopleField(
            context, _("Add a speaker…"), lambda: self._may_join(live.state), lambda p: live.do(commands.JoinQueue(p))
        )
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.add)
        self.list.dropped.connect(self._drop)
        self.list.nudged.connect(lambda key, down, _right: self._move(key, self._queue.index(key) + down))
        self.list.chosen.connect(self._give_floor)
        self.list.customContextMenuRequested.connect(self._menu)
        live.follow(
            lambda scene: (scene.state.speakers, scene.state.speeches, scene.people, scene.state.current,
                           scene.state.phase), self.draw)  # fmt: skip

    @property
    def _queue(self) -> tuple[str, ...]:
        return self._live.state.speakers.queue

    def _may_join(self, state: SessionState) -> list[Person]:
        """Those in the room who do not wait yet."""
        people = self._live.people
        return [people[person] for person in state.present if person in people and person not in self._queue]

    def draw(self) -> None:
        """Show the queue."""
        state, _ = self._live.state, self._
        running = state.current is not None and state.phase is Phase.OPEN
        shares = spoken(state.speeches, self._live.now())
        self.list.show_rows([self._row(place, person, shares) for place, person in enumerate(self._queue, 1)])
        is_open = state.speakers.open
        self.open.setEnabled(running)
        self.more.setEnabled(running)
        self.add.setEnabled(running and is_open)
        name = _("Close the list of speakers") if is_open else _("Reopen the list of speakers")
        self.open.setIcon(theme.icon("lock-open" if is_open else "lock"))
        self.open.setToolTip(name)
        self.open.setAccessibleName(name)
        self.title.setText(_("NEXT · list closed") if running and not is_open else _("NEXT"))

    def _row(self, place: int, person: str, shares: dict[str, Spoken]) -> Row:
        name = wording.name_of(self._live.people, person, self._)
        share = shares.get(person)
        aside = share_of_time(share.times, share.seconds, self._) if share else self._("first time")
        return Row(person, f"{place}  {name}", aside)

    # --- acts ---

    def _toggle(self) -> None:
        self._live.do(commands.CloseQueue() if self._live.state.speakers.open else commands.ReopenQueue())

    def _give_floor(self, person: str) -> None:
        self._live.do(commands.StartSpeech(person))

    def _move(self, person: str, index: int) -> None:
        self._live.do(commands.MoveSpeaker(person, index))

    def _drop(self, person: str, target: str, place: Place) -> None:
        rest = [other for other in self._queue if other != person]
        if target not in rest:
            self._move(person, len(rest))
        else:
            self._move(person, rest.index(target) + (place is Place.BELOW))

    def _menu(self, where: QPoint) -> None:
        person = self.list.current()
        if person:
            self.menu_for(person).popup(self.list.viewport().mapToGlobal(where))

    def menu_for(self, person: str) -> QMenu:
        """What can be done with someone who waits."""
        _, place = self._, self._queue.index(person)
        menu = QMenu(self)
        menu.addAction(_("Give the floor"), lambda: self._give_floor(person))
        menu.addAction(_("Move up"), lambda: self._move(person, place - 1)).setEnabled(place > 0)
        menu.addAction(_("Move down"), lambda: self._move(person, place + 1)).setEnabled(place + 1 < len(self._queue))
        menu.addSeparator()
        menu.addAction(_("Withdraw"), lambda: self._live.do(commands.Withdraw(person)))
        return menu

    def _choose_limit(self) -> None:
        menu = QMenu(self)
        for seconds in (60, 120, 180, 300, 600):
            menu.addAction(
                self._.plural("{n} minute", "{n} minutes", seconds // 60),
                partial(self.limit, seconds),
            )
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def limit(self, seconds: int) -> None:
        """Limit each speech on the current item."""
        state = self._live.state
        if state.current is not None:
            self._live.do(commands.ChangeItem(replace(state.item(state.current), speech_seconds=seconds)))
