"""One live session on the UI thread: what every window draws from, and the way its acts take to the desk.

The desk blocks on the disk, so it is only ever called in worker threads here; windows hear back by signals.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from assembly_app.desk import Desk
from assembly_app.domain.commands import Command
from assembly_app.domain.events import Entry
from assembly_app.domain.people import Person
from assembly_app.domain.polls import Tally
from assembly_app.domain.state import SessionState
from assembly_app.i18n import Explained, Translator

T = TypeVar("T")


class Scene(msgspec.Struct, frozen=True):
    """What there is to draw: the state, the names, and the open poll's turnout and (where it is live) count."""

    state: SessionState
    people: dict[str, Person] = {}
    turnout: int = 0
    tally: Tally | None = None


class Live(QObject):
    """The session of a desk, for windows. Every signal comes on the UI thread."""

    changed = Signal()
    """`scene` is newer."""
    happened = Signal(object)
    """A sequence of journal entries that led to the newest scene."""
    refused = Signal(str)
    """A sentence for the user: what was asked did not happen, and why."""

    _drawn = Signal(object, object)
    _answered = Signal(object)

    def __init__(self, desk: Desk, _: Translator) -> None:
        super().__init__()
        self.desk = desk
        self._ = _
        self.scene = self._look(desk.state)
        self._acts = ThreadPoolExecutor(1, "acts")  # one, so that acts happen in the order of the clicks
        self._questions = ThreadPoolExecutor(2, "questions")
        self._drawn.connect(self._draw)
        self._answered.connect(self._answer)
        self._unsubscribe = desk.subscribe(self._hear)
        desk.follow()

    @property
    def state(self) -> SessionState:
        """The state that the windows show."""
        return self.scene.state

    @property
    def people(self) -> dict[str, Person]:
        """Everyone by id."""
        return self.scene.people

    def do(
        self,
        command: Command,
        then: Callable[[], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Ask for something to happen; `then` runs on the UI thread when it has.

        `failed` gets the sentence for the user instead of `refused`, to show it beside a field.
        """
        self.act(lambda desk: desk.execute(command), (lambda _state: then()) if then else None, failed)

    def act(
        self,
        act: Callable[[Desk], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Do what takes more than one command, in turn with all other acts; `failed` as in `do`."""
        self._acts.submit(self._run, act, then, failed)

    def ask(
        self,
        question: Callable[[Desk], T],
        then: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Read or make something that takes time, beside the acts; the answer comes on the UI thread.

        `failed` gets the sentence for the user instead of `refused`.
        """
        self._questions.submit(self._run, question, then, failed)

    def close(self) -> None:
        """Finish the acts under way and stop following. The store stays open."""
        self._unsubscribe()
        self.desk.close()
        self._acts.shutdown(wait=True)
        self._questions.shutdown(wait=True, cancel_futures=True)

    # --- in worker threads ---

    def _run(
        self, work: Callable[[Desk], Any], then: Callable[[Any], None] | None, failed: Callable[[str], None] | None
    ) -> None:
        try:
            result = work(self.desk)
        except Explained as error:
            self._answered.emit((failed or self.refused.emit, self._.explain(error)))
        except Exception:  # the worker must live on; the sentence says that nothing saved is lost
            logging.getLogger(__name__).debug("unexpected", exc_info=True)
            sentence = self._("Something went wrong that the program did not expect. Nothing that was saved is lost.")
            self._answered.emit((failed or self.refused.emit, sentence))
        else:
            if then is not None:
                self._answered.emit((then, result))

    def _hear(self, state: SessionState, entries: Sequence[Entry]) -> None:
        self._drawn.emit(self._look(state), entries)

    def _look(self, state: SessionState) -> Scene:
        poll = state.open_poll
        if poll is None:
            return Scene(state, self.desk.people)
        return Scene(state, self.desk.people, self.desk.turnout(poll.poll.id), self.desk.live_tally(poll.poll.id))

    # --- on the UI thread ---

    @Slot(object, object)
    def _draw(self, scene: Scene, entries: Sequence[Entry]) -> None:
        self.scene = scene
        self.changed.emit()
        if entries:
            self.happened.emit(entries)

    @Slot(object)
    def _answer(self, answer: tuple[Callable[[Any], None], Any]) -> None:
        then, result = answer
        then(result)
