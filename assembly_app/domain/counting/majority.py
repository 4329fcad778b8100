"""Majorities: which share of which number carries a motion or an option, with quorum and a rule for ties."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

import msgspec

from assembly_app.domain.counting.ties import Ruling, Tie, draw_order, levels, sorted_out


class Base(StrEnum):
    """What the share is taken of."""

    VALID = "valid"
    """Yes and no, or the ballots that chose an option; abstentions do not count."""
    CAST = "cast"
    """All ballots, abstentions too."""
    PRESENT = "present"
    MEMBERS = "members"


class TieRule(StrEnum):
    """What a tie means: the motion fails, the chair decides, or a draw with a published seed does."""

    FAILS = "fails"
    CHAIR = "chair"
    DRAW = "draw"


class Majority(msgspec.Struct, frozen=True):
    """How much carries: more than `numerator`/`denominator` of the base, or at least that much with `at_least`.

    `quorum` is how many must be present; 0 asks for none. Plain numbers only, so that a poll can keep it as JSON.
    """

    numerator: int = 1
    denominator: int = 2
    at_least: bool = False
    base: Base = Base.VALID
    tie: TieRule = TieRule.FAILS
    quorum: int = 0

    @property
    def share(self) -> Fraction:
        """The share as an exact fraction."""
        return Fraction(self.numerator, self.denominator)

    def needed(self, whole: int) -> int:
        """The fewest votes of a base of `whole` that carry."""
        exact = self.share * whole
        return -(-exact.numerator // exact.denominator) if self.at_least else exact.numerator // exact.denominator + 1


SIMPLE = Majority()
"""More yes than no."""
ABSOLUTE = Majority(base=Base.MEMBERS)
"""More than half of all members."""
TWO_THIRDS = Majority(2, 3, at_least=True)
THREE_QUARTERS = Majority(3, 4, at_least=True)
MOST_VOTES = Majority(0, 1)
"""No share is asked for: the option with the most votes is chosen."""


class Verdict(StrEnum):
    """What a count by majority means."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    CHOSEN = "chosen"
    NOT_CHOSEN = "not-chosen"
    UNDECIDED = "undecided"
    """A tie that waits for the chair's decision or the draw's seed."""
    NO_VOTES = "no-votes"
    NO_QUORUM = "no-quorum"


class MajorityResult(msgspec.Struct, frozen=True):
    """A count by majority with its reasons: `votes` of `whole` were for the leading side, `needed` would carry."""

    verdict: Verdict
    leading: tuple[str, ...]
    votes: int
    needed: int
    whole: int
    majority: Majority
    tie: Tie | None = None
    decided_by: TieRule | None = None
    """What broke the tie."""


class Hall(msgspec.Struct, frozen=True):
    """How many were present when the vote closed, and how many members there are."""

    present: int = 0
    members: int = 0


class TieBreak(msgspec.Struct, frozen=True):
    """What has been handed in to break ties: what the chair said, tie after tie, or the seed of the draw."""

    rulings: tuple[Ruling, ...] = ()
    seed: str | None = None


YES, NO = "yes", "no"


def motion(
    yes: int, no: int, abstained: int, majority: Majority, hall: Hall | None = None, tie_break: TieBreak | None = None
) -> MajorityResult:
    """Whether a motion is carried.

    It is a tie when one more yes would carry it and as many said no as yes: only then does the rule for ties speak.
    """
    hall = hall or Hall()
    whole = _whole(majority, yes + no, yes + no + abstained, hall)
    needed = majority.needed(whole)
    leading = (YES,) if yes > no else (NO,) if no > yes else (YES, NO)

    def result(verdict: Verdict, tie: Tie | None = None, by: TieRule | None = None) -> MajorityResult:
        return MajorityResult(verdict, leading, yes, needed, whole, majority, tie, by)

    if hall.present < majority.quorum:
        return result(Verdict.NO_QUORUM)
    if not yes + no:
        return result(Verdict.NO_VOTES)
    if yes >= needed:
        return result(Verdict.ADOPTED)
    if yes != no or yes + 1 < needed:
        return result(Verdict.REJECTED)
    chosen = _broken((YES, NO), majority.tie, tie_break or TieBreak())
    tie = Tie((YES, NO), broken=chosen)
    if majority.tie is TieRule.FAILS:
        return result(Verdict.REJECTED, tie, TieRule.FAILS)
    if not chosen:
        return result(Verdict.UNDECIDED, tie)
    return result(Verdict.ADOPTED if chosen[0] == YES else Verdict.REJECTED, tie, majority.tie)


def choice(
    counts: Mapping[str, int],
    ballots: int,
    blank: int,
    majority: Majority = MOST_VOTES,
    hall: Hall | None = None,
    tie_break: TieBreak | None = None,
) -> MajorityResult:
    """Which one option is chosen: the one with the most votes, if it has the share that `majority` asks for.

    `ballots` counts all ballots, `blank` those that chose no option. Options that tie at the top are a tie when each
    of them would have enough votes.
    """
    hall = hall or Hall()
    whole = _whole(majority, ballots - blank, ballots, hall)
    needed = majority.needed(whole)
    top = levels(counts)[0] if counts else ()
    votes = counts[top[0]] if top else 0
    leading = top if votes else ()

    def result(verdict: Verdict, tie: Tie | None = None, by: TieRule | None = None) -> MajorityResult:
        first = tie.broken[:1] if tie and tie.broken else leading
        return MajorityResult(verdict, first, votes, needed, whole, majority, tie, by)

    if hall.present < majority.quorum:
        return result(Verdict.NO_QUORUM)
    if not votes:
        return result(Verdict.NO_VOTES)
    if votes < needed:
        return result(Verdict.NOT_CHOSEN)
    if len(leading) == 1:
        return result(Verdict.CHOSEN)
    tie = Tie(leading, broken=_broken(leading, majority.tie, tie_break or TieBreak()))
    if majority.tie is TieRule.FAILS:
        return result(Verdict.NOT_CHOSEN, tie, TieRule.FAILS)
    return result(Verdict.CHOSEN, tie, majority.tie) if tie.broken else result(Verdict.UNDECIDED, tie)


def _whole(majority: Majority, valid: int, cast: int, hall: Hall) -> int:
    return {Base.VALID: valid, Base.CAST: cast, Base.PRESENT: hall.present, Base.MEMBERS: hall.members}[majority.base]


def _broken(tied: tuple[str, ...], rule: TieRule, tie_break: TieBreak) -> tuple[str, ...]:
    """The tied options in the order that the rule gives them; empty while what it needs is missing."""
    if rule is TieRule.DRAW and tie_break.seed is not None:
        return draw_order(tie_break.seed, tied)
    return sorted_out(tied, tie_break.rulings)[0] if rule is TieRule.CHAIR else ()
