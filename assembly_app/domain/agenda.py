"""The agenda: items, their order and numbers, planned and actual time, and the forecast of the end."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from assembly_app.i18n import LocalText


class ItemKind(StrEnum):
    """What an agenda item is for."""

    INFORMATION = "information"
    LISTENING = "listening"
    ADVICE = "advice"
    DECISION = "decision"
    ELECTION = "election"
    BREAK = "break"


class Influence(StrEnum):
    """What the city will do with the result: the degree of influence that citizens get."""

    INFORM = "inform"
    CONSULT = "consult"
    ADVISE = "advise"
    CODECIDE = "co-decide"


class Dossier(msgspec.Struct, frozen=True):
    """What people should know of an item: its aim, its history, the limits of time and budget."""

    aim: LocalText = {}
    history: LocalText = {}
    limits: LocalText = {}


class AgendaItem(msgspec.Struct, frozen=True):
    """One item as it is prepared. `parent` is the item it is nested under, one level deep."""

    id: str
    title: LocalText
    kind: ItemKind = ItemKind.INFORMATION
    minutes: int = 10
    presenter: str = ""
    influence: Influence | None = None
    dossier: Dossier = Dossier()
    parent: str | None = None
    speech_seconds: int | None = None
    """The limit of one speech here; None: the session's own limit."""


class Status(StrEnum):
    """How far an item is."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    SKIPPED = "skipped"


class Span(msgspec.Struct, frozen=True):
    """A stretch of time that is still running while `ended` is None."""

    started: datetime
    ended: datetime | None = None

    def seconds(self, now: datetime) -> float:
        """Its length in seconds, up to `now` while it runs; never negative."""
        return max(0.0, ((self.ended or now) - self.started).total_seconds())


class Progress(msgspec.Struct, frozen=True):
    """What became of an item: its status and the stretches in which it was worked on."""

    status: Status = Status.PLANNED
    spans: tuple[Span, ...] = ()

    def spent(self, now: datetime) -> float:
        """Seconds worked on the item so far, pauses left out."""
        return sum(span.seconds(now) for span in self.spans)

    @property
    def started(self) -> datetime | None:
        """When it was first taken up."""
        return self.spans[0].started if self.spans else None

    @property
    def ended(self) -> datetime | None:
        """When it was last put down; None while it runs or was never taken up."""
        return self.spans[-1].ended if self.spans else None


class Forecast(msgspec.Struct, frozen=True):
    """When the session is likely to end, and how far that is past the plan (negative: before it)."""

    end: datetime
    over: timedelta


def numbers(items: tuple[AgendaItem, ...]) -> dict[str, str]:
    """The printed number of each item: 1, 2, 2.1, …; a break at the top level has none."""
    result: dict[str, str] = {}
    top = 0
    nested: dict[str, int] = {}
    for item in items:
        if item.parent is not None:
            nested[item.parent] = nested.get(item.parent, 0) + 1
            result[item.id] = f"{result[item.parent]}.{nested[item.parent]}".lstrip(".")
        elif item.kind is ItemKind.BREAK:
            result[item.id] = ""
        else:
            top += 1
            result[item.id] = str(top)
    return result


def place(items: tuple[AgendaItem, ...], item: AgendaItem, index: int) -> tuple[AgendaItem, ...]:
    """Put `item` at `index` of the list without it, keeping every nested item right behind its parent."""
    rest = [other for other in items if other.id != item.id]
    index = max(0, min(index, len(rest)))
    rest.insert(index, item)
    top = [other for other in rest if other.parent is None]
    return tuple(other for parent in top for other in (parent, *(child for child in rest if child.parent == parent.id)))


def forecast(
    items: tuple[AgendaItem, ...],
    progress: dict[str, Progress],
    planned_start: datetime,
    opened: datetime | None,
    now: datetime,
) -> Forecast:
    """Reckon the end: what is left of the running item and all that is still planned, from now on.

    Before the opening the session is taken to open as planned, or now when that hour has passed.
    """
    planned = timedelta(minutes=sum(item.minutes for item in items))
    left = timedelta()
    for item in items:
        state = progress.get(item.id, Progress())
        if state.status is Status.PLANNED:
            left += timedelta(minutes=item.minutes)
        elif state.status in (Status.RUNNING, Status.PAUSED):
            left += max(timedelta(), timedelta(minutes=item.minutes, seconds=-state.spent(now)))
    end = (now if opened else max(now, planned_start)) + left
    return Forecast(end, end - (planned_start + planned))
