"""Random votes that are the same in every run, small enough that ties and odd cases are common."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from assembly_app.domain.counting.ballots import Approval, Marks, Ranking, marks

GATE_AND_NIGHT = [300, pytest.param(6000, marks=pytest.mark.slow)]
"""How many random profiles: some in the gate, thousands at night."""

TENNESSEE: dict[Ranking, int] = {
    ("Memphis", "Nashville", "Chattanooga", "Knoxville"): 42,
    ("Nashville", "Chattanooga", "Knoxville", "Memphis"): 26,
    ("Chattanooga", "Knoxville", "Nashville", "Memphis"): 15,
    ("Knoxville", "Chattanooga", "Nashville", "Memphis"): 17,
}
"""The choice of a capital, the example on which Wikipedia explains every method ("Template: Tenn voting example")."""

CITIES = ("Memphis", "Nashville", "Chattanooga", "Knoxville")


def _sizes(random: Random) -> tuple[tuple[str, ...], int]:
    return tuple("abcdefg"[: random.randint(1, 6)]), random.randint(1, 20)


def rankings(seed: int, number: int) -> Iterator[tuple[tuple[str, ...], dict[Ranking, int]]]:
    """Options, and rankings of some of them."""
    random = Random(seed)
    for _ in range(number):
        options, voters = _sizes(random)
        ballots: dict[Ranking, int] = {}
        for _ in range(voters):
            ballot = tuple(random.sample(options, random.randint(0, len(options))))
            ballots[ballot] = ballots.get(ballot, 0) + random.choice((1, 1, 1, 5))
        yield options, ballots


def approvals(seed: int, number: int) -> Iterator[tuple[tuple[str, ...], dict[Approval, int]]]:
    """Options, and sets of them."""
    for options, ballots in rankings(seed, number):
        yield options, {tuple(sorted(ballot)): n for ballot, n in ballots.items()}


def graded(seed: int, number: int, highest: int) -> Iterator[tuple[tuple[str, ...], dict[Marks, int]]]:
    """Options, and a mark from 0 to `highest` for some of them."""
    random = Random(seed)
    for options, ballots in rankings(seed + 1, number):
        found: dict[Marks, int] = {}
        for ballot, n in ballots.items():
            given = marks({option: random.randint(0, highest) for option in ballot})
            found[given] = found.get(given, 0) + n
        yield options, found
