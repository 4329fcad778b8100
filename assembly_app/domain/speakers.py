"""The list of speakers: who waits, who speaks, and how the time was shared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from assembly_app.domain.agenda import Span


class QueueOrder(StrEnum):
    """Who goes first: whoever asked first, or whoever has spoken least this session."""

    ARRIVAL = "arrival"
    BALANCED = "balanced"


class SpeakerList(msgspec.Struct, frozen=True):
    """The people (by id) who wait to speak on one item; `open` while more may join."""

    open: bool = True
    queue: tuple[str, ...] = ()


class Speech(msgspec.Struct, frozen=True):
    """One person's turn on one item; `limit` is the time given, in seconds (None: no limit)."""

    person: str
    item: str
    span: Span
    limit: int | None = None

    def left(self, now: datetime) -> float | None:
        """Seconds left, negative when over; None without a limit."""
        return None if self.limit is None else self.limit - self.span.seconds(now)


class Spoken(msgspec.Struct, frozen=True):
    """How often and how long (seconds) someone spoke."""

    times: int = 0
    seconds: float = 0.0


def spoken(speeches: Iterable[Speech], now: datetime) -> dict[str, Spoken]:
    """How often and how long each person spoke, the running speech included up to `now`."""
    result: dict[str, Spoken] = {}
    for speech in speeches:
        before = result.get(speech.person, Spoken())
        result[speech.person] = Spoken(before.times + 1, before.seconds + speech.span.seconds(now))
    return result


def place_in_queue(queue: tuple[str, ...], person: str, order: QueueOrder, shares: dict[str, Spoken]) -> int:
    """Where a newcomer joins: last, or when balanced before all who have spoken longer."""
    if order is QueueOrder.ARRIVAL:
        return len(queue)
    mine = shares.get(person, Spoken()).seconds
    index = len(queue)
    while index and shares.get(queue[index - 1], Spoken()).seconds > mine:
        index -= 1
    return index
