"""The agenda as a list that is put in order by dragging, one level deep, also while the session runs."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal

from assembly_app.desktop.ordered_list import OrderedList, Place, Row
from assembly_app.domain.agenda import AgendaItem, ItemKind, Status, numbers
from assembly_app.domain.commands import MoveItem
from assembly_app.domain.state import SessionState
from assembly_app.i18n import Translator
from assembly_app.words import wording

ICONS = {
    Status.RUNNING: "play", Status.PAUSED: "pause", Status.DONE: "check", Status.SKIPPED: "skip-forward",
}  # fmt: skip


class AgendaList(OrderedList):
    """Shows a session's items; asks for a move with `wanted`."""

    wanted = Signal(object)
    """A `MoveItem` command."""

    def __init__(self, _: Translator) -> None:
        super().__init__(_("Agenda"), nested=True, wrapped=True)
        self._ = _
        self._items: tuple[AgendaItem, ...] = ()
        self.dropped.connect(self._drop)
        self.nudged.connect(self._nudge)

    def show_agenda(self, state: SessionState, now: datetime) -> None:
        """Draw the agenda of this state; the running item's minutes are those of `now`."""
        self._items = state.items
        printed = numbers(state.items)
        self.show_rows([self._row(state, item, printed[item.id], now) for item in state.items])

    def _row(self, state: SessionState, item: AgendaItem, number: str, now: datetime) -> Row:
        _ = self._
        progress = state.progress_of(item.id)
        title = _.pick(item.title)
        running = progress.status in (Status.RUNNING, Status.PAUSED)
        text = f"{number}  {title}" if number else title
        return Row(
            key=item.id,
            text=text,
            aside=self._minutes(item, round(progress.spent(now) / 60) if progress.spans else None),
            tip=" · ".join(filter(None, [title, _(wording.ITEM_KINDS[item.kind]), item.presenter])),
            spoken=" ".join([text, self.status(progress.status), self._minutes(item, None)]),
            bold=running,
            muted=progress.status in (Status.DONE, Status.SKIPPED),
            marked=running,
            inside=item.parent or "",
            icon=ICONS.get(progress.status, "coffee" if item.kind is ItemKind.BREAK else "circle"),
        )

    def _minutes(self, item: AgendaItem, spent: int | None) -> str:
        if spent is None:
            return self._("{planned}′", planned=item.minutes)
        return self._("{spent}/{planned}′", spent=spent, planned=item.minutes)

    def status(self, status: Status) -> str:
        """How far an item is, in a word."""
        _ = self._
        return {
            Status.PLANNED: _("planned"), Status.RUNNING: _("running"), Status.PAUSED: _("paused"),
            Status.DONE: _("done"), Status.SKIPPED: _("skipped"),
        }[status]  # fmt: skip

    # --- moving ---

    def _drop(self, key: str, target: str, place: Place) -> None:
        self.wanted.emit(drop(self._items, key, target, place))

    def _nudge(self, key: str, down: int, right: int) -> None:
        if command := nudge(self._items, key, down, right):
            self.wanted.emit(command)


def drop(items: tuple[AgendaItem, ...], key: str, target: str, place: Place) -> MoveItem:
    """The command for letting item `key` go at a place of item `target`."""
    rest = [item for item in items if item.id != key]
    under = next((item for item in rest if item.id == target), None)
    if under is None or place is Place.END:
        return MoveItem(key, None, len(rest))
    index = rest.index(under)
    if place is Place.INTO:
        family = under.parent or under.id
        return MoveItem(key, family, _after_family(rest, family))
    if place is Place.ABOVE:
        return MoveItem(key, under.parent, index)
    if under.parent is None:
        return MoveItem(key, None, _after_family(rest, under.id))
    return MoveItem(key, under.parent, index + 1)


def nudge(items: tuple[AgendaItem, ...], key: str, down: int, right: int) -> MoveItem | None:
    """The command for one step up or down among its equals, or in and out of the item above; None: no such step."""
    item = next(item for item in items if item.id == key)
    rest = [other for other in items if other.id != key]
    equals = [other for other in items if other.parent == item.parent]
    place = equals.index(item)
    if right > 0:
        if item.parent is not None or place == 0:
            return None
        return MoveItem(key, equals[place - 1].id, _after_family(rest, equals[place - 1].id))
    if right < 0:
        return None if item.parent is None else MoveItem(key, None, _after_family(rest, item.parent))
    if not 0 <= place + down < len(equals):
        return None
    neighbour = equals[place + down]
    return drop(items, key, neighbour.id, Place.BELOW if down > 0 else Place.ABOVE)


def _after_family(rest: list[AgendaItem], parent: str) -> int:
    """The index behind an item and all that is nested under it."""
    return max(place for place, item in enumerate(rest) if parent in (item.id, item.parent)) + 1
