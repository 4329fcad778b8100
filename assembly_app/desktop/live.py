"""One live session on the UI thread: what every window draws from, and the way its acts take to the desk.

The desk blocks on the disk, so it is only ever called in worker threads here; windows hear back by signals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from assembly_app.desk import Act, Desk
from assembly_app.desktop.background import Background
from assembly_app.domain.commands import Command
from assembly_app.domain.events import Entry, ViewChosen
from assembly_app.domain.people import Person
from assembly_app.domain.polls import BallotForm
from assembly_app.domain.results import Tally
from assembly_app.domain.room import View
from assembly_app.domain.rules.sitting import local
from assembly_app.domain.state import SessionState
from assembly_app.i18n import Translator
from assembly_app.store.errors import StoreError

T = TypeVar("T")

TICK = 500
"""How often clocks on the screens are drawn anew, in milliseconds."""


CALM = 100
"""How long changes without a journal entry (ballots) are gathered before they are drawn, in milliseconds."""


class Scene(msgspec.Struct, frozen=True):
    """What there is to draw: the state, the names, and the open poll's turnout and (where it is live) count."""

    state: SessionState
    people: dict[str, Person] = {}
    turnout: int = 0
    tally: Tally | None = None
    shown: frozenset[str] = frozenset()
    """The polls whose result the room has seen since the program started."""
    undoable: Act | None = None
    """What undo would take back."""
    redoable: Act | None = None
    """What redo would bring back."""
    written: Mapping[str, Sequence[str]] = {}
    """What people wrote, by closed poll."""
    page: int = 0
    """Which page of a long result the room sees, from 0."""


class Live(QObject):
    """The session of a desk, for windows. Every signal comes on the UI thread."""

    changed = Signal()
    """`scene` is newer."""
    happened = Signal(object)
    """A sequence of journal entries that led to the newest scene."""
    grew = Signal()
    """The journal has new entries; comes before anything is drawn, for those who pass it on."""
    refused = Signal(str)
    """A sentence for the user: what was asked did not happen, and why."""
    settled = Signal()
    """`saving` or `unsaved` is another one."""
    ticked = Signal()
    """Time passed: draw the clocks anew."""

    _drawn = Signal(object, object)

    def __init__(self, desk: Desk, _: Translator) -> None:
        super().__init__()
        self._ = _
        self.desk = desk
        self.unsaved = ""
        """Why the last act could not be saved, and what to do, in a sentence; empty when all is saved."""
        self._under_way = 0
        self.scene = Scene(desk.state, desk.people)  # following brings the count of an open vote at once
        self._acts = Background(_, 1, "acts")  # one thread, so that acts happen in the order of the clicks
        self._questions = Background(_, 2, "questions")
        self._acts.failed.connect(self.refused)
        self._questions.failed.connect(self.refused)
        self._closed = False
        self._written: dict[str, tuple[int, list[str]]] = {}
        self._latest = self.scene
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._draw_latest)
        self._drawn.connect(self._draw)
        self._unsubscribe = desk.subscribe(self._hear)
        desk.follow()
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self.ticked)
        self._timer.start()

    @property
    def state(self) -> SessionState:
        """The state that the windows show."""
        return self.scene.state

    @property
    def people(self) -> dict[str, Person]:
        """Everyone by id."""
        return self.scene.people

    @property
    def closed(self) -> bool:
        """Whether it is over: what takes long in a worker thread looks here and gives up."""
        return self._closed

    def turn(self, page: int) -> None:
        """Have the room see another page of the result that is shown."""
        self.scene = msgspec.structs.replace(self.scene, page=page)
        self.changed.emit()

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.desk.now()

    def local(self, moment: datetime) -> datetime:
        """A moment on the clock of the hall."""
        return local(self.state.session(), moment)

    def do(
        self,
        command: Command,
        then: Callable[[], object] | None = None,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Ask for something to happen; `then` runs on the UI thread when it has.

        `failed` gets the sentence for the user instead of `refused`.
        """
        self.act(lambda desk: desk.execute(command), (lambda _state: then()) if then else None, failed)

    def act(
        self,
        act: Callable[[Desk], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Do what takes more than one command, in turn with all other acts."""
        self._under_way += 1
        self.settled.emit()
        self._acts.run(lambda: self._kept(act), self._settling(then), self._settling(failed or self.refused.emit))

    def ask(
        self,
        question: Callable[[Desk], T],
        then: Callable[[T], object],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Read or make something that takes time, beside the acts; the answer comes on the UI thread.

        `failed` gets the sentence for the user instead of `refused`.
        """
        self._questions.run(lambda: question(self.desk), then, failed)

    @property
    def saving(self) -> bool:
        """Whether an act is not on the disk yet."""
        return self._under_way > 0

    def _kept(self, act: Callable[[Desk], T]) -> T:
        """Do the act, and keep in mind whether the disk took it. In a worker thread."""
        try:
            result = act(self.desk)
        except StoreError as error:
            self.unsaved = self._.explain(error)
            raise
        self.unsaved = ""
        return result

    def _settling(self, then: Callable[[T], object] | None) -> Callable[[T], object]:
        def settle(result: T) -> None:
            self._under_way -= 1
            self.settled.emit()
            if then is not None:
                then(result)

        return settle

    def follow(self, part: Callable[[Scene], object], draw: Callable[[], object]) -> None:
        """Draw now, and again whenever this part of the scene is another one."""
        seen = [part(self.scene)]

        def look() -> None:
            fresh = part(self.scene)
            if fresh != seen[0]:  # parts that stayed are the same objects, so this is quick
                seen[0] = fresh
                draw()

        self.changed.connect(look)
        draw()

    def close(self) -> None:
        """Finish the acts under way and stop following. The store stays open. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        self._timer.stop()
        self._calm.stop()
        self._unsubscribe()
        self.desk.close()
        self._acts.close()
        self._questions.close()

    # --- in worker threads ---

    def _hear(self, state: SessionState, entries: Sequence[Entry]) -> None:
        if entries:
            self.grew.emit()
        self._drawn.emit(self._look(state), entries)

    def _look(self, state: SessionState) -> Scene:
        scene = Scene(
            state, self.desk.people, undoable=self.desk.undoable, redoable=self.desk.redoable,
            written=self._read(state),
        )  # fmt: skip
        poll = state.open_poll
        if poll is None:
            return scene
        try:
            turnout, tally = self.desk.turnout(poll.poll.id), self.desk.live_tally(poll.poll.id)
        except StoreError:  # the file is out of reach for a moment: the count is a little old
            turnout, tally = self.scene.turnout, self.scene.tally
        return msgspec.structs.replace(scene, turnout=turnout, tally=tally)

    def _read(self, state: SessionState) -> dict[str, Sequence[str]]:
        """What was written in the closed polls, read once and again after each correction."""
        for poll in state.polls.values():
            read, times = self._written.get(poll.poll.id), len(poll.corrections)
            if poll.poll.form is BallotForm.WRITE and poll.tally is not None and (read is None or read[0] != times):
                with suppress(StoreError):  # out of reach for a moment: the next look may find it
                    self._written[poll.poll.id] = times, self.desk.written(poll.poll.id)
        return {poll: texts for poll, (_times, texts) in self._written.items()}

    # --- on the UI thread ---

    @Slot(object, object)
    def _draw(self, scene: Scene, entries: Sequence[Entry]) -> None:
        if self._closed:
            return  # the windows are gone
        if not entries:
            self._latest = scene  # ballots come in bursts: a few pictures a second are enough
            if not self._calm.isActive():
                self._calm.start()
            return
        self._calm.stop()
        shown = {
            entry.event.projection.poll or ""
            for entry in entries
            if isinstance(entry.event, ViewChosen)
            and entry.event.projection
            and entry.event.projection.view is View.RESULT
        }
        page = self.scene.page if scene.state.chosen == self.scene.state.chosen else 0
        self.scene = msgspec.structs.replace(scene, shown=self.scene.shown | shown, page=page)
        self.changed.emit()
        self.happened.emit(entries)

    def _draw_latest(self) -> None:
        self.scene = msgspec.structs.replace(self._latest, shown=self.scene.shown, page=self.scene.page)
        self.changed.emit()
