"""Fixtures that every room's tests share: a real assembly in a real file, and a clock that the test turns."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis
import pytest

from assembly_app.desk import Desk
from assembly_app.domain.events import SessionDetails
from assembly_app.store.store import Store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
hypothesis.settings.register_profile("house", deadline=None)  # a busy machine is not a mistake in the program
hypothesis.settings.load_profile("house")

EVENING = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until the test turns it."""

    def __init__(self) -> None:
        self.now = EVENING

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "noord.assembly", {"nl": "Wijkraad Noord", "fr": "Conseil de quartier Nord"})
    yield store
    store.close()


@pytest.fixture
def details() -> SessionDetails:
    return SessionDetails({"nl": "Zitting 4", "fr": "Séance 4"}, EVENING, place="Zaal Noord")


@pytest.fixture
def desk(store: Store, details: SessionDetails, clock: Clock) -> Iterator[Desk]:
    desk = Desk.create(store, details, clock)
    yield desk
    desk.close()
