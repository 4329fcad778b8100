"""What a count says: the tally of a box, the result by the poll's method, and what both mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import msgspec
from msgspec.structs import replace

from assembly_app.domain.ballots import Choice, Ranking, Scores, Selection
from assembly_app.domain.counting import majority
from assembly_app.domain.counting.approval import ApprovalResult, approval
from assembly_app.domain.counting.ballots import Marks
from assembly_app.domain.counting.borda import BordaResult, borda
from assembly_app.domain.counting.budget import allocate
from assembly_app.domain.counting.budget_terms import Allocation, BudgetRules, Project, Rule
from assembly_app.domain.counting.equal_shares import Watch
from assembly_app.domain.counting.instant_runoff import RunoffResult, instant_runoff
from assembly_app.domain.counting.majority import Hall, TieBreak, TieRule, Verdict
from assembly_app.domain.counting.majority_judgement import JudgementResult, majority_judgement
from assembly_app.domain.counting.points import PointsResult, points
from assembly_app.domain.counting.schulze import SchulzeResult, schulze
from assembly_app.domain.counting.score import Scale, ScoreResult, score
from assembly_app.domain.counting.stv import StvResult, stv
from assembly_app.domain.counting.ties import Order, draw_order
from assembly_app.domain.polls import ABSTAIN, NO, YES, BallotForm, Method, Poll, PollKind

REVEALING = 5
"""Fewer ballots than this reveal votes (rule 4)."""

Piles = Mapping[Choice, int]
"""How many votes each choice has; equal ballots lie on one pile."""


class Tally(msgspec.Struct, frozen=True):
    """What lay in the box.

    `counts` names every option: how often it was marked or put first, or the sum of its scores or points. `votes`
    is more than `ballots` where votes have weight; `paper` says how many of the ballots were on paper.
    """

    ballots: int
    counts: dict[str, int]
    votes: int | None = None
    paper: int = 0

    @property
    def cast(self) -> int:
        """How many votes were cast."""
        return self.ballots if self.votes is None else self.votes


def count(poll: Poll, piles: Piles, ballots: int, paper: int = 0) -> Tally:
    """The tally of the piles that `ballots` ballots, `paper` of them on paper, make."""
    counts = Counter({option.id: 0 for option in poll.options})
    for choice, votes in piles.items():
        for option, n in _said(choice):
            counts[option] += n * votes
    cast = sum(piles.values())
    return Tally(ballots, dict(counts), None if cast == ballots else cast, paper)


def _said(choice: Choice) -> tuple[tuple[str, int], ...]:
    match choice:
        case Selection(options):
            return tuple((option, 1) for option in options)
        case Scores(given):
            return given
        case Ranking(order):
            return tuple((option, 1) for option in order[:1])
    return ()  # what was written is read in the box: it may hold names, and those stay out of the journal


Result = (
    Allocation | ApprovalResult | BordaResult | JudgementResult | PointsResult | RunoffResult | SchulzeResult
    | ScoreResult | StvResult
)  # fmt: skip
"""What a method found, round by round."""


def result(poll: Poll, piles: Piles, tie_break: TieBreak | None = None) -> Result | None:
    """The result by the poll's method; None where the tally says it all, or the count takes a worker (budgets)."""
    order = tie_order(poll, tie_break)
    options = [option.id for option in poll.options]
    lists = {_list(choice): votes for choice, votes in piles.items()}
    marks = {choice.given: votes for choice, votes in piles.items() if isinstance(choice, Scores)}
    scale = Scale(poll.scale.low, poll.scale.high)
    match poll.counted_by:
        case Method.MOST_VOTES if poll.kind is not PollKind.SINGLE:
            return approval(options, lists, poll.seats, order)
        case Method.MEAN:
            return score(options, marks, scale, order=order)
        case Method.MAJORITY_JUDGEMENT:
            grades = scale.highest - scale.lowest + 1
            return majority_judgement(options, grades, _raised(marks, -scale.lowest), order=order)
        case Method.INSTANT_RUNOFF:
            return instant_runoff(options, lists, order)
        case Method.SCHULZE:
            return schulze(options, lists, order)
        case Method.BORDA:
            return borda(options, lists, order=order)
        case Method.TRANSFERABLE_VOTE:
            return stv(options, lists, poll.seats, order)
        case Method.MOST_POINTS:
            return points(options, marks, poll.points, poll.most_points, order=order)
    return None


def _raised(marks: Mapping[Marks, int], by: int) -> dict[Marks, int]:
    return {tuple((option, mark + by) for option, mark in ballot): votes for ballot, votes in marks.items()}


def tie_order(poll: Poll, tie_break: TieBreak | None) -> Order:
    """All options as the draw has them, or what the chair said of some; empty while neither has spoken."""
    if tie_break is None:
        return ()
    if tie_break.seed is not None:
        return draw_order(tie_break.seed, [option.id for option in poll.options])
    return tie_break.rulings


_BUDGET_RULES: dict[Method, BudgetRules] = {
    Method.EQUAL_SHARES: BudgetRules(Rule.EQUAL_SHARES),
    Method.EQUAL_SHARES_ADD1: BudgetRules(Rule.EQUAL_SHARES_ADD1),
    Method.EQUAL_SHARES_ADD1_GREEDY: BudgetRules(Rule.EQUAL_SHARES_ADD1_GREEDY),
    Method.EQUAL_SHARES_COMPARED: BudgetRules(Rule.EQUAL_SHARES_ADD1_GREEDY, compare=True),
    Method.GREEDY: BudgetRules(Rule.GREEDY),
    Method.GREEDY_PER_COST: BudgetRules(Rule.GREEDY_PER_COST),
}


def budget_result(poll: Poll, piles: Piles, watch: Watch | None = None) -> Allocation | None:
    """The projects that a participatory budget pays; None for other polls. May take minutes: see `allocate`.

    Equal votes go by the order of the list. Each voter's share names its ballot, so it is left out of what is kept.
    """
    if poll.kind is not PollKind.BUDGET:
        return None
    allocation = explained_budget(poll, piles, watch)
    shares = allocation.shares and replace(allocation.shares, voters=())
    return replace(allocation, shares=shares)


def explained_budget(poll: Poll, piles: Piles, watch: Watch | None = None) -> Allocation:
    """As `budget_result`, with what each voter's share paid."""
    projects = [Project(option.id, Fraction(option.cost)) for option in poll.options]
    marks: Counter[tuple[tuple[str, int], ...]] = Counter()
    for choice, votes in piles.items():
        marks[tuple(sorted(_said(choice)))] += votes
    order = [option.id for option in poll.options]
    return allocate(projects, marks, poll.budget, _BUDGET_RULES[poll.counted_by], order, watch)


def _list(choice: Choice) -> tuple[str, ...]:
    match choice:
        case Selection(options):
            return options
        case Ranking(order):
            return order
    return ()


class Outcome(msgspec.Struct, frozen=True):
    """The meaning of a count.

    `leading` are the options that carry it (several when they tie or several are chosen); `needed` of `whole` votes
    would have carried a motion; `decided_by` is what broke a tie.
    """

    verdict: Verdict
    leading: tuple[str, ...] = ()
    needed: int = 0
    whole: int = 0
    tied: bool = False
    decided_by: TieRule | None = None


def outcome(
    poll: Poll, tally: Tally, found: Result | None, quorate: bool, hall: Hall, tie_break: TieBreak | None
) -> Outcome | None:
    """Judge a count; None where there is nothing to judge (open text) or the result still is to be counted.

    Nothing here breaks a tie unless the poll's rule does. A straw poll of the room asks for no quorum.
    """
    if poll.form is BallotForm.WRITE:
        return None
    if not quorate:
        return Outcome(Verdict.NO_QUORUM)
    if poll.kind is PollKind.YES_NO_ABSTAIN:
        counts = tally.counts
        judged = majority.motion(counts[YES], counts[NO], counts[ABSTAIN], poll.carried_by, hall, tie_break)
    elif poll.kind is PollKind.SINGLE:
        judged = majority.choice(tally.counts, tally.cast, 0, poll.carried_by, hall, tie_break)
    else:
        return _elected(found)
    return Outcome(judged.verdict, judged.leading, judged.needed, judged.whole, judged.tie is not None,
                   judged.decided_by)  # fmt: skip


def _elected(found: Result | None) -> Outcome | None:
    if found is None:
        return None
    if isinstance(found, Allocation):
        return Outcome(Verdict.CHOSEN if found.chosen else Verdict.NO_VOTES, found.chosen)
    if found.tie is not None and not found.tie.broken:
        return Outcome(Verdict.UNDECIDED, found.tie.options, tied=True)
    elected = winners(found)
    return Outcome(Verdict.CHOSEN if elected else Verdict.NO_VOTES, elected, tied=found.tie is not None)


def winners(found: Result) -> tuple[str, ...]:
    """Who is chosen so far; a tie may leave a place empty."""
    match found:
        case Allocation():
            return found.chosen
        case RunoffResult() | SchulzeResult():
            return (found.winner,) if found.winner else ()
    return found.elected


def reveals_votes(tally: Tally) -> bool:
    """Whether showing this count of a secret poll tells what people chose (rule 4)."""
    return tally.ballots < REVEALING or any(n == tally.ballots for n in tally.counts.values())
