"""Places in HTML that is drawn once for many phones, which each of them gets filled with what is its own.

A blank without a name becomes an idempotency key; one with the name of a poll, what this phone's ticket chose in it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence

_TOKEN = secrets.token_hex(8)  # nobody outside can write a blank
_BLANK = re.compile(rf"\[{_TOKEN}:([0-9a-f]*)\]")

KEY = f"[{_TOKEN}:]"
"""Stands where each phone gets an idempotency key of its own."""


def own_vote(poll: str) -> str:
    """Stands where each phone gets its own choice in a poll."""
    return f"[{_TOKEN}:{poll.encode().hex()}]"


def cut(text: str) -> list[str]:
    """The text in parts: every second one is the poll of a blank, "" for a key."""
    parts = _BLANK.split(text)
    parts[1::2] = [bytes.fromhex(name).decode() for name in parts[1::2]]
    return parts


def keys() -> Iterator[bytes]:
    """Fresh idempotency keys without end, drawn many at a time: asking the system for each would take longer."""
    while True:
        many = secrets.token_hex(16 * 256).encode()
        yield from (many[at : at + 32] for at in range(0, len(many), 32))


def polls(parts: Sequence[str]) -> tuple[str, ...]:
    """The polls whose own votes stand in a text that was cut."""
    return tuple(name for name in parts[1::2] if name)


def fill(parts: Sequence[str], own: Mapping[str, str]) -> str:
    """The text with a fresh key in each of its blanks, or what `own` says of a poll."""
    filled = list(parts)
    filled[1::2] = [own.get(name, "") if name else secrets.token_hex(16) for name in parts[1::2]]
    return "".join(filled)
