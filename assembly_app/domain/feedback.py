"""Three questions after the session: the answers go into its evaluation, never into the journal or the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from assembly_app.domain.ballots import one_line
from assembly_app.domain.errors import Refused
from assembly_app.domain.results import REVEALING

SCALE = range(1, 6)
"""From "not at all" to "completely"."""

LONGEST = 1000
"""How many characters the open answer may have."""


class Feedback(msgspec.Struct, frozen=True):
    """The answers of one person, who is not named: could they say what they wanted, do they know what happens with it
    now, and what should be better. 0 and "" mean that a question was left open."""

    said: int = 0
    known: int = 0
    better: str = ""


class Spread(msgspec.Struct, frozen=True):
    """How the answers to one question lie on the scale: how many gave each mark, from the lowest."""

    counts: tuple[int, ...]

    @property
    def answers(self) -> int:
        """How many answered this question."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """The mean mark; None when nobody answered."""
        total = sum(mark * n for mark, n in zip(SCALE, self.counts, strict=True))
        return total / self.answers if self.answers else None


class Evaluation(msgspec.Struct, frozen=True):
    """What all answers say together. The texts are in order of the alphabet, so that none leads to its marks."""

    answers: int
    said: Spread
    known: Spread
    better: tuple[str, ...]

    @property
    def revealing(self) -> bool:
        """Whether so few answered that it may show who wrote what."""
        return 0 < self.answers < REVEALING


def checked(said: str, known: str, better: str) -> Feedback:
    """The answers as a form sends them. Raises `Refused`."""
    given = Feedback(_mark(said), _mark(known), one_line(better))
    if len(given.better) > LONGEST:
        raise Refused("Write at most {longest} characters.", longest=LONGEST)
    if given == Feedback():
        raise Refused("Answer at least one question.")
    return given


def _mark(typed: str) -> int:
    if typed and typed not in map(str, SCALE):
        raise Refused("Choose a number from {low} to {high}.", low=SCALE[0], high=SCALE[-1])
    return int(typed or 0)


def evaluation(given: Sequence[Feedback]) -> Evaluation:
    """All answers together."""
    return Evaluation(
        len(given), _spread(one.said for one in given), _spread(one.known for one in given),
        tuple(sorted(one.better for one in given if one.better)),
    )  # fmt: skip


def _spread(marks: Iterable[int]) -> Spread:
    given = list(marks)
    return Spread(tuple(given.count(mark) for mark in SCALE))
