"""The attacks run against the same evening as the phones' own tests: real HTTP on a real file."""

from __future__ import annotations

from tests.phones.conftest import evening, play, play_long

__all__ = ["evening", "play", "play_long"]
