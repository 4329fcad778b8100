"""What the secretary writes down during the session: notes, decisions and actions."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec


class RecordKind(StrEnum):
    """What an entry of the minutes is."""

    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"


class Record(msgspec.Struct, frozen=True):
    """One entry of the minutes; `item` None: not tied to an item. Only actions have owner and due date."""

    id: str
    item: str | None
    kind: RecordKind
    text: str
    owner: str = ""
    due: date | None = None


class NextMeeting(msgspec.Struct, frozen=True):
    """When and where people meet again."""

    starts: datetime
    place: str = ""
