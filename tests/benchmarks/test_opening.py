"""How long the program takes to open, beside an empty window of Qt, in one run.

Each opening is a process of its own, from its start until the window is painted; the kinds take turns. The program is
open when its start page is on the screen with every button, ready to be clicked. What an assembly needs is loaded
behind the page; how long a console takes from nothing, with a file given at the start, is told beside.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assembly_app.demo import evening as demo

pytestmark = pytest.mark.benchmark

ROUNDS = 9
MOST = 2.0
"""How many times an empty window the program may take to be open. Measured on two busy cores: 1.7 to 2.001."""

SCRIPT = str(Path(__file__).with_name("opening_window.py"))


def opened(environment: dict[str, str], *what: str) -> tuple[float, float]:
    """Open once; the seconds that the process worked, and those on the clock."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, SCRIPT, *what], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        worked, clock = float(process.stdout.readline()), time.perf_counter() - began
        if what[0] == "start":
            assert process.stdout.readline() == "painted\n"
            assert process.stdout.readline() == "clicked\n"
        process.terminate()
    return worked, clock


def test_the_program_opens_in_at_most_twice_the_time_of_an_empty_window(tmp_path: Path) -> None:
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
    assert middle["start"][0] / middle["empty"][0] <= MOST
