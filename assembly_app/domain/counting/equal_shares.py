"""The method of equal shares: every voter has the same share of the money, and projects are paid by their supporters.

Source: D. Peters, G. Pierczyński and P. Skowron, "Proportional participatory budgeting with additive utilities",
NeurIPS 2021 (arXiv:2008.13276); completion as on equalshares.net. A voter's use of an approved project is its cost,
as cities count it; with points it is the points. The runs are computed by pabutools, in exact fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import msgspec

from assembly_app.domain.counting.ballots import Marks
from assembly_app.domain.counting.budget_terms import Purchase, Rule, SharesReport, VoterShare
from assembly_app.domain.counting.greedy import Table
from assembly_app.domain.counting.steady import Steady
from assembly_app.domain.counting.ties import Tie

Watch = Callable[[int, Fraction], None]
"""Told before every further run: how many runs are done, and which part of the budget they spend (0 to 1).

Within a long run it is told the same again and again, so that it can end the run too.
"""

OFTEN = 20_000
"""After how many looks at what a project is worth to a voter the watch is told within a run."""


class _Order:
    """Breaks ties for pabutools by the order that was handed in, and notes them."""

    def __init__(self, position: Mapping[str, int]) -> None:
        self._position = position
        self.ties: list[Tie] = []

    def order(self, instance: Any, profile: Any, projects: Sequence[Any], key: Any = None) -> list[Any]:
        """The tied projects, best first (the one method of a TieBreakingRule that equal shares calls)."""
        sorted_projects = sorted(projects, key=lambda project: self._position[project.name])
        names = tuple(project.name for project in sorted_projects)
        self.ties.append(Tie(names, broken=names))
        return sorted_projects


class _Run(msgspec.Struct, frozen=True):
    """One run with one share: what it buys, in order, what everyone had before and after each, and its ties."""

    bought: tuple[str, ...]
    steps: tuple[tuple[str, tuple[Fraction, ...], tuple[Fraction, ...]], ...]
    ties: tuple[Tie, ...]


class _Election:
    """The vote as pabutools has it: equal ballots together, projects without cost or votes left out."""

    def __init__(self, table: Table) -> None:
        # Here, not above: pabutools brings numpy, and only this method needs it.
        from pabutools.election import Additive_Cardinal_Sat, Cost_Sat, Instance, Project
        from pabutools.election.ballot import FrozenApprovalBallot, FrozenCardinalBallot
        from pabutools.election.profile import ApprovalMultiProfile, CardinalMultiProfile
        from pabutools.fractions import frac

        wanted = [project for project in table.eligible() if project.cost and table.votes[project.id]]
        projects = {p.id: Project(p.id, frac(p.cost.numerator, p.cost.denominator)) for p in wanted}
        self.position, self.voters = table.position, table.voters
        self.ballots: dict[Marks, int] = {}
        for ballot, n in sorted(table.counted.items()):  # so that nothing tells who voted when
            kept = tuple((option, mark) for option, mark in ballot if mark and option in projects)
            self.ballots[kept] = self.ballots.get(kept, 0) + n
        self.approvals = all(mark == 1 for ballot in self.ballots for _, mark in ballot)
        self.supported = tuple(projects)
        self._instance = Instance(projects.values(), budget_limit=frac(0))
        self._profile = (ApprovalMultiProfile if self.approvals else CardinalMultiProfile)(instance=self._instance)
        for ballot, n in self.ballots.items():
            marks = {projects[option]: frac(mark) for option, mark in ballot}
            self._profile[FrozenApprovalBallot(marks) if self.approvals else FrozenCardinalBallot(marks)] = n
        self.beat: Callable[[], None] = lambda: None
        """Called within a run every now and then; what it raises ends the run."""
        self._looks = 0
        measure = Cost_Sat if self.approvals else Additive_Cardinal_Sat
        self._use = self._profile.as_sat_profile(type("Watched", (measure,), {"sat_project": self._watched(measure)}))
        worth = {
            (option, mark): table.projects[option].cost if self.approvals else Fraction(mark)
            for ballot in self.ballots for option, mark in ballot
        }  # fmt: skip
        self.steady = Steady(self.ballots, {option: table.projects[option].cost for option in projects}, worth)

    def _watched(self, measure: Any) -> Callable[[Any, Any], Any]:
        """The measure's own look at a project, which pabutools takes all the time, with the beat in it."""
        look = measure.sat_project

        def sat_project(voter: Any, project: Any) -> Any:
            self._looks += 1
            if self._looks % OFTEN == 0:
                self.beat()
            return look(voter, project)

        return sat_project

    def run(self, share: Fraction, *, detail: bool = False) -> _Run:
        """Buy projects as long as supporters can pay one, each having `share` at the start."""
        from pabutools.fractions import frac
        from pabutools.rules import method_of_equal_shares

        whole = share * self.voters
        self._instance.budget_limit = frac(whole.numerator, whole.denominator)
        order = _Order(self.position)
        outcome = method_of_equal_shares(
            self._instance, self._profile, sat_profile=self._use, tie_breaking=order, binary_sat=self.approvals,
            analytics=detail,
        )  # fmt: skip
        bought = tuple(project.name for project in outcome)
        rounds = [r for r in outcome.details.iterations if r.selected_project is not None] if detail else []
        steps = tuple(
            (r.selected_project.name, _exact(r.voters_budget), _exact(r.voters_budget_after_selection)) for r in rounds
        )
        return _Run(bought, steps, tuple(order.ties))


def _exact(money: Sequence[Any]) -> tuple[Fraction, ...]:
    return tuple(Fraction(int(amount.numerator), int(amount.denominator)) for amount in money)


def report(table: Table, watch: Watch) -> SharesReport:
    """Run equal shares, raise the shares if the rule says so, and say who paid what."""
    if not table.voters:
        return SharesReport(Fraction(0), Fraction(0), 0, (), (), ())
    election = _Election(table)
    equal = table.budget / table.voters
    share, runs = equal, 1
    if table.rules.rule is not Rule.EQUAL_SHARES:
        share, runs = _raised(table, election, equal, watch)
    final = election.run(share, detail=True)
    return SharesReport(share, share - equal, runs, *_who_paid(election, final, share, table), final.ties)


def _raised(table: Table, election: _Election, equal: Fraction, watch: Watch) -> tuple[Fraction, int]:
    """The last share of equal, then whole steps above it, whose projects fit the budget; and how many runs it took."""
    step = table.rules.step
    share, bought, runs, leap = equal, election.run(equal).bought, 1, 1
    following = Fraction(equal // step * step + step)
    while not _enough(table, election, bought):
        election.beat = partial(watch, runs, table.cost(bought) / table.budget if table.budget else Fraction(1))
        election.beat()
        if leap := _leap(election, bought, share, following, step, leap):
            share, following, runs = following + (leap - 1) * step, following + leap * step, runs + leap
            continue
        more = election.run(following).bought
        runs, leap = runs + 1, 1
        if table.cost(more) > table.budget:
            break
        share, bought, following = following, more, following + step
    election.beat = lambda: None
    return share, runs


def _leap(
    election: _Election, bought: Sequence[str], share: Fraction, following: Fraction, step: int, last: int
) -> int:
    """How many steps surely buy the same, so that they need no run: twice as many as the last time, or fewer."""
    steps = 2 * last
    while steps and not election.steady.holds(bought, share, following + (steps - 1) * step):
        steps //= 2
    return steps


def _enough(table: Table, election: _Election, bought: Sequence[str]) -> bool:
    """Whether raising shares can stop: all that has support is bought, or (unless told to overspend) nothing fits."""
    left = table.budget - table.cost(bought)
    out = [option for option in election.supported if option not in bought]
    return not out or (not table.rules.overspend and all(table.projects[option].cost > left for option in out))


def _who_paid(
    election: _Election, final: _Run, share: Fraction, table: Table
) -> tuple[tuple[Purchase, ...], tuple[VoterShare, ...]]:
    ballots = list(election.ballots)
    paid: list[list[tuple[str, Fraction]]] = [[] for _ in ballots]
    left = [share] * len(ballots)
    purchases = []
    for option, before, after in final.steps:
        backers = [i for i, ballot in enumerate(ballots) if dict(ballot).get(option)]
        for i in backers:
            paid[i].append((option, before[i] - after[i]))
        left = list(after)
        price = max(before[i] - after[i] for i in backers)
        supporters = sum(election.ballots[ballots[i]] for i in backers)
        short = sum(election.ballots[ballots[i]] for i in backers if not after[i] and before[i] < price)
        purchases.append(Purchase(option, table.projects[option].cost, supporters, price, short))
    shares = zip(election.ballots.items(), paid, left, strict=True)
    return tuple(purchases), tuple(VoterShare(ballot, n, tuple(gave), rest) for (ballot, n), gave, rest in shares)
