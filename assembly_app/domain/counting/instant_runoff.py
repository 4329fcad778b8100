"""Instant runoff: the option with the fewest votes leaves and its ballots go on, until one has more than half.

Source: the alternative vote, as in Robert's Rules of Order, "preferential voting"; a ballot counts for the highest
option on it that is still in, and no longer counts when none is left on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from assembly_app.domain.counting.ballots import Ballots, Ranking, lists
from assembly_app.domain.counting.ties import Order, Tie, sorted_out


class Step(StrEnum):
    """What a round came to."""

    WON = "won"
    """The leader has more than half of the votes that still count."""
    FEWEST = "fewest"
    """The option with the fewest votes left."""
    TOGETHER = "together"
    """Several with equally few left at once: all their votes together are fewer than any other option's, so that
    the order among them changes nothing."""
    TIE = "tie"
    """Several have the fewest votes; the order that was handed in says who left, or the count stops here."""


class Round(msgspec.Struct, frozen=True):
    """One round: the votes of those still in, ballots that no longer count, the votes that would win, what followed."""

    votes: dict[str, int]
    exhausted: int
    needed: int
    step: Step
    left: tuple[str, ...] = ()
    """Who left after this round."""
    tie: Tie | None = None


class RunoffResult(msgspec.Struct, frozen=True, tag_field="method", tag="instant-runoff"):
    """The winner, or None: without votes, or where `tie` stands and the count waits for an order."""

    winner: str | None
    tie: Tie | None
    rounds: tuple[Round, ...]
    ballots: int


def instant_runoff(options: Sequence[str], ballots: Ballots[Ranking], order: Order = ()) -> RunoffResult:
    """Count round by round. `order` (best first) breaks ties for leaving: the last of the tied leaves."""
    counted = lists(options, ballots)
    total = sum(counted.values())
    still_in, rounds = list(options), list[Round]()
    if not any(counted):
        return RunoffResult(None, None, (), total)
    while True:
        latest = _round(_votes(still_in, counted), total, order)
        rounds.append(latest)
        if latest.step is Step.WON:
            return RunoffResult(max(still_in, key=lambda option: latest.votes[option]), None, tuple(rounds), total)
        if not latest.left:
            return RunoffResult(None, latest.tie, tuple(rounds), total)
        still_in = [option for option in still_in if option not in latest.left]


def _votes(still_in: Sequence[str], counted: dict[Ranking, int]) -> dict[str, int]:
    votes = dict.fromkeys(still_in, 0)
    for ballot, n in counted.items():
        first = next((option for option in ballot if option in votes), None)
        if first is not None:
            votes[first] += n
    return votes


def _round(votes: dict[str, int], total: int, order: Order) -> Round:
    active = sum(votes.values())
    exhausted, needed = total - active, active // 2 + 1
    if len(votes) == 1 or max(votes.values()) >= needed:
        return Round(votes, exhausted, needed, Step.WON)
    fewest = min(votes.values())
    lowest = tuple(option for option, n in votes.items() if n == fewest)
    if len(lowest) == 1:
        return Round(votes, exhausted, needed, Step.FEWEST, lowest)
    others = [n for n in votes.values() if n > fewest]
    if others and fewest * len(lowest) < min(others):
        return Round(votes, exhausted, needed, Step.TOGETHER, lowest)
    settled, left = sorted_out(lowest, order)
    tie = Tie(left) if left else Tie(lowest, broken=settled)
    return Round(votes, exhausted, needed, Step.TIE, tie.broken[-1:], tie)
