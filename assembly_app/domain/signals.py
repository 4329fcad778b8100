"""Quick signals from the room to the facilitator. They are counted and never kept."""

from __future__ import annotations

from enum import StrEnum


class Signal(StrEnum):
    """What a phone can signal without asking for the floor."""

    LOUDER = "louder"
    SLOWER = "slower"
    TRANSLATE = "translate"
    BREAK = "break"
