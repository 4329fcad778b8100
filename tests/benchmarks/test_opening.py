"""How long the program takes to open its window and its console, beside an empty window of Qt, in one run.

Each opening is a process of its own, from its start until the window is painted; the kinds take turns. The goal of at
most twice an empty window is missed: two thirds of the time goes to loading SQLAlchemy and the program's own modules,
which an empty window has none of. The bound keeps it from growing.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assembly_app import demo

pytestmark = pytest.mark.benchmark

ROUNDS = 5
GOAL, MOST = 2.0, 12.0
"""How many times an empty window the console should take, and may take."""

SCRIPT = str(Path(__file__).with_name("opening_window.py"))


def opened(environment: dict[str, str], *what: str) -> tuple[float, float]:
    """Open once; the seconds that the process worked, and those on the clock."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, SCRIPT, *what], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        worked, clock = float(process.stdout.readline()), time.perf_counter() - began
        process.terminate()
    return worked, clock


def test_the_console_opens_in_a_few_times_the_time_of_an_empty_window(tmp_path: Path) -> None:
    environment = os.environ | {"XDG_CONFIG_HOME": str(tmp_path / "config"), "QT_QPA_PLATFORM": "offscreen"}
    file = str(demo.create(tmp_path))
    kinds: dict[str, tuple[str, ...]] = {"empty": ("empty",), "start": ("start",), "console": ("console", file)}
    taken: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
    for _ in range(ROUNDS):
        for kind, what in kinds.items():
            taken[kind].append(opened(environment, *what))
    middle = {kind: [statistics.median(side) for side in zip(*times, strict=True)] for kind, times in taken.items()}
    for kind, (worked, clock) in middle.items():
        ratio = worked / middle["empty"][0]
        sys.stdout.write(f"\n{kind}: worked {worked:.2f} s, on the clock {clock:.2f} s; {ratio:.1f} times empty\n")
    sys.stdout.write(f"goal for the console: {GOAL:.0f} times an empty window\n")
    assert middle["console"][0] / middle["empty"][0] <= MOST
