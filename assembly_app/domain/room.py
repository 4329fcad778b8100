"""What the room sees on the projector."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class View(StrEnum):
    """One sentence large on the screen of the hall."""

    WELCOME = "welcome"
    ITEM = "item"
    SPEAKER = "speaker"
    POLL = "poll"
    RESULT = "result"
    BREAK = "break"
    BLANK = "blank"


class Projection(msgspec.Struct, frozen=True):
    """The view that is shown; `poll` names the poll of POLL and RESULT."""

    view: View = View.WELCOME
    poll: str | None = None
