"""The demo evening, played once for every journey through what it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembly_app import cli
from tests.journeys.journal_facts import Facts


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `assembly-app demo --headless` leaves behind."""
    folder = tmp_path_factory.mktemp("evening")
    assert cli.main(["demo", "--headless", "--directory", str(folder), "--seed", "7"]) == cli.DONE
    return folder


@pytest.fixture(scope="session")
def facts(folder: Path) -> Facts:
    return Facts(folder / "demo.assembly")
