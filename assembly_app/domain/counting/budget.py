"""Participatory budgets: which projects are paid from a sum of money, why each is in or out, and what remains.

Greedy: most votes (or most votes per cost) first, what does not fit is skipped. Equal shares: see `equal_shares`.
Names of the rules follow Pabulib (D. Stolicki, S. Szufa, N. Talmon, arXiv:2012.06081).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

import msgspec

from assembly_app.domain.counting.ballots import Ballots, Marks, marked
from assembly_app.domain.counting.ties import Tie


class Rule(StrEnum):
    """How projects are chosen."""

    GREEDY = "greedy"
    GREEDY_NO_SKIP = "greedy-no-skip"
    """As greedy, but the first project that does not fit ends it."""
    GREEDY_PER_COST = "greedy/per-cost"
    EQUAL_SHARES = "equal-shares"
    EQUAL_SHARES_ADD1 = "equal-shares/add1"
    """Shares are raised step by step as long as the projects that they pay fit the budget."""
    EQUAL_SHARES_ADD1_GREEDY = "equal-shares/add1/utilitarian"
    """As add1; then what remains goes to the projects with the most votes that fit."""


EQUAL = frozenset({Rule.EQUAL_SHARES, Rule.EQUAL_SHARES_ADD1, Rule.EQUAL_SHARES_ADD1_GREEDY})


class BudgetRules(msgspec.Struct, frozen=True):
    """The rule and its settings.

    A project with fewer votes than `threshold` is out. With `compare`, greedy takes the place of equal shares where
    more voters get more of their projects from it (the comparison step of equalshares.net). Shares are raised by
    `step` units of money; they stop being raised when nothing more fits, or with `overspend` only when the projects
    would cost more than the budget, as Pabulib reads its files.
    """

    rule: Rule = Rule.EQUAL_SHARES_ADD1
    threshold: int = 0
    compare: bool = False
    step: int = 1
    overspend: bool = False


class Project(msgspec.Struct, frozen=True):
    """What money is asked for; a withdrawn project stays on the list but cannot be chosen."""

    id: str
    cost: Fraction
    withdrawn: bool = False


class Reason(StrEnum):
    """Why a project is in (the first four) or out."""

    FITS = "fits"
    """It cost no more than what was left when its turn came."""
    SHARES = "shares"
    """The shares of its supporters pay for it."""
    REMAINDER = "remainder"
    """It fits what equal shares left."""
    FREE = "free"
    TOO_DEAR = "too-dear"
    """It costs more than what was left when its turn came."""
    AFTER_STOP = "after-stop"
    """A project before it did not fit, which ended the count."""
    SHARES_SHORT = "shares-short"
    """Its supporters have less left than it costs."""
    NO_SUPPORT = "no-support"
    BELOW_THRESHOLD = "below-threshold"
    WITHDRAWN = "withdrawn"


CHOSEN = frozenset({Reason.FITS, Reason.SHARES, Reason.REMAINDER, Reason.FREE})


class Judged(msgspec.Struct, frozen=True):
    """One project: its cost and votes (or points), why it is in or out, and how much was there for it."""

    project: str
    cost: Fraction
    votes: int
    chosen: bool
    reason: Reason
    available: Fraction
    """What was left of the budget when its turn came, or what its supporters had left at the end."""


class Purchase(msgspec.Struct, frozen=True):
    """A project that shares pay: how many pay, the most that one of them pays, and how many gave all they had left."""

    project: str
    cost: Fraction
    supporters: int
    price: Fraction
    short: int


class VoterShare(msgspec.Struct, frozen=True):
    """Where the share of each voter with this ballot went."""

    ballot: Marks
    voters: int
    paid: tuple[tuple[str, Fraction], ...]
    left: Fraction


class SharesReport(msgspec.Struct, frozen=True):
    """How equal shares went: each voter's share, by how much it was raised above an equal part, who paid what."""

    share: Fraction
    raised: Fraction
    runs: int
    purchases: tuple[Purchase, ...]
    voters: tuple[VoterShare, ...]
    ties: tuple[Tie, ...]


class Comparison(msgspec.Struct, frozen=True):
    """How many voters get more of the projects they voted for from each; equal shares stay unless greedy has more."""

    prefer_shares: int
    prefer_greedy: int
    kept: bool


class Allocation(msgspec.Struct, frozen=True):
    """The projects chosen, in the order of choice, and every project's reason in the order of the list.

    `ties` are those of the outcome, each with the order that was handed in. The sum of `cost` of the chosen is `spent`.
    """

    rules: BudgetRules
    budget: Fraction
    chosen: tuple[str, ...]
    projects: tuple[Judged, ...]
    spent: Fraction
    left: Fraction
    ties: tuple[Tie, ...]
    shares: SharesReport | None
    comparison: Comparison | None
    ballots: int


class Cancelled(Exception):  # noqa: N818 - not an error: the reader no longer wants the result
    """For a `watch` to raise when the count shall stop; nothing is kept."""


Watch = Callable[[int, Fraction], None]
"""Told before every run of equal shares: how many runs are done, and which part of the budget they spend (0 to 1)."""


def allocate(
    projects: Sequence[Project],
    ballots: Ballots[Marks],
    budget: Fraction | int,
    rules: BudgetRules,
    order: Sequence[str],
    watch: Watch | None = None,
) -> Allocation:
    """Choose projects that cost `budget` at most.

    An approval is a mark of 1; points are marks. `order` names every project, best first, and breaks ties: the order
    of the list, or `ties.draw_order`. Refused for a ballot that names an unknown project; ValueError for an `order`
    that leaves a project out. May take minutes: run it in a worker, with a `watch` that raises to cancel.
    """
    table = Table(projects, marked([p.id for p in projects], ballots, 0, MOST_POINTS), Fraction(budget), rules, order)
    if rules.rule not in EQUAL:
        return _greedy_allocation(table, rules.rule)
    from assembly_app.domain.counting.equal_shares import report

    shares = report(table, watch or (lambda runs, spent: None))
    fair = _shares_allocation(table, shares)
    return _compared(table, fair) if rules.compare else fair


MOST_POINTS = 1_000_000


class Table:
    """What every rule works on: votes of each project, who may be chosen, and the order for ties."""

    def __init__(
        self,
        projects: Sequence[Project],
        counted: dict[Marks, int],
        budget: Fraction,
        rules: BudgetRules,
        order: Sequence[str],
    ) -> None:
        self.projects = {project.id: project for project in projects}
        self.counted, self.budget, self.rules = counted, budget, rules
        self.position = {option: place for place, option in enumerate(order)}
        if not self.projects.keys() <= self.position.keys():
            raise ValueError("the order for ties leaves a project out")
        self.votes = dict.fromkeys(self.projects, 0)
        for ballot, n in counted.items():
            for option, mark in ballot:
                self.votes[option] += n * mark
        self.voters = sum(counted.values())

    def excluded(self, project: Project) -> Reason | None:
        """Why a project cannot be chosen whatever remains."""
        if project.withdrawn:
            return Reason.WITHDRAWN
        return Reason.BELOW_THRESHOLD if self.votes[project.id] < self.rules.threshold else None

    def eligible(self) -> list[Project]:
        """The projects that can be chosen."""
        return [project for project in self.projects.values() if not self.excluded(project)]

    def cost(self, chosen: Sequence[str]) -> Fraction:
        """What projects cost together."""
        return sum((self.projects[option].cost for option in chosen), Fraction(0))


class Walk(msgspec.Struct, frozen=True):
    """What going down the list gave: each project's reason and what was left at its turn; the ties that mattered."""

    reasons: dict[str, tuple[Reason, Fraction]]
    ties: tuple[Tie, ...]


def walk(table: Table, rule: Rule, taken: Sequence[str] = ()) -> Walk:
    """Go down the projects by votes, or votes per cost, and take what fits beside what is `taken`."""
    left = table.budget - table.cost(taken)
    reasons: dict[str, tuple[Reason, Fraction]] = {}
    ties: list[Tie] = []
    stopped = False
    waiting = sorted(
        (project for project in table.eligible() if project.id not in taken),
        key=lambda project: (_rank(table, rule, project), table.position[project.id]),
    )
    for _, equals in groupby(waiting, key=lambda project: _rank(table, rule, project)):
        group = list(equals)
        if not stopped and _matters(group, left, rule):
            ids = tuple(project.id for project in group)
            ties.append(Tie(ids, broken=ids))
        for project in group:
            fits = project.cost <= left and not stopped
            stopped = stopped or (not fits and rule is Rule.GREEDY_NO_SKIP)
            why = Reason.FITS if fits else Reason.AFTER_STOP if project.cost <= left else Reason.TOO_DEAR
            reasons[project.id] = (why, left)
            left -= project.cost if fits else 0
    return Walk(reasons, tuple(ties))


def _rank(table: Table, rule: Rule, project: Project) -> tuple[int, Fraction]:
    """Sorts the best first. A project that costs nothing is best by cost as soon as anyone wants it."""
    votes = table.votes[project.id]
    if rule is not Rule.GREEDY_PER_COST or not votes:
        return (1, Fraction(-votes))
    return (1, -votes / project.cost) if project.cost else (0, Fraction(0))


def _matters(group: Sequence[Project], left: Fraction, rule: Rule) -> bool:
    """Whether the order within a group of equals changes who is chosen."""
    able = [project for project in group if project.cost <= left]
    if rule is Rule.GREEDY_NO_SKIP:
        return bool(able) and sum(project.cost for project in group) > left and len(group) > 1
    return sum(project.cost for project in able) > left


def _greedy_allocation(table: Table, rule: Rule, shares: SharesReport | None = None) -> Allocation:
    walked = walk(table, rule)
    chosen = tuple(option for option, (reason, _) in walked.reasons.items() if reason in CHOSEN)
    return _allocation(table, chosen, walked.reasons, walked.ties, shares)


def _shares_allocation(table: Table, shares: SharesReport) -> Allocation:
    paid = [purchase.project for purchase in shares.purchases]
    reasons = {option: (Reason.SHARES, table.projects[option].cost) for option in paid}
    for project in table.eligible():
        if project.id not in reasons:
            money = sum((v.voters * v.left for v in shares.voters if dict(v.ballot).get(project.id)), Fraction(0))
            supported = bool(table.votes[project.id])
            out = Reason.SHARES_SHORT if supported and project.cost else Reason.FREE if supported else Reason.NO_SUPPORT
            reasons[project.id] = (out, money)
    chosen = [option for option, (reason, _) in reasons.items() if reason in CHOSEN]
    ties = shares.ties
    if table.rules.rule is Rule.EQUAL_SHARES_ADD1_GREEDY:
        walked = walk(table, Rule.GREEDY, chosen)
        for option, (reason, left) in walked.reasons.items():
            reasons[option] = (Reason.REMAINDER if reason is Reason.FITS else reason, left)
            chosen += [option] if reason is Reason.FITS else []
        ties += walked.ties
    return _allocation(table, tuple(chosen), reasons, ties, shares)


def _compared(table: Table, fair: Allocation) -> Allocation:
    """The comparison step: greedy instead, where strictly more voters get more of their projects from it."""
    greedy = _greedy_allocation(table, Rule.GREEDY, fair.shares)
    shares_better = greedy_better = 0
    for ballot, n in table.counted.items():
        wanted = {option for option, mark in ballot if mark}
        by_shares, by_greedy = len(wanted.intersection(fair.chosen)), len(wanted.intersection(greedy.chosen))
        shares_better += n if by_shares > by_greedy else 0
        greedy_better += n if by_greedy > by_shares else 0
    comparison = Comparison(shares_better, greedy_better, kept=greedy_better <= shares_better)
    return msgspec.structs.replace(fair if comparison.kept else greedy, comparison=comparison)


def _judged(table: Table, reasons: dict[str, tuple[Reason, Fraction]]) -> tuple[Judged, ...]:
    found = []
    for project in table.projects.values():
        excluded = table.excluded(project)
        reason, available = (excluded, Fraction(0)) if excluded else reasons[project.id]
        votes = table.votes[project.id]
        found.append(Judged(project.id, project.cost, votes, reason in CHOSEN, reason, available))
    return tuple(found)


def _allocation(
    table: Table,
    chosen: tuple[str, ...],
    reasons: dict[str, tuple[Reason, Fraction]],
    ties: tuple[Tie, ...],
    shares: SharesReport | None,
) -> Allocation:
    spent = table.cost(chosen)
    left, judged = table.budget - spent, _judged(table, reasons)
    return Allocation(table.rules, table.budget, chosen, judged, spent, left, ties, shares, None, table.voters)
