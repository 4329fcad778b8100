"""Participatory budgets: which projects are paid from a sum of money, why each is in or out, and what remains."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from assembly_app.domain.counting.ballots import Ballots, Marks, marked
from assembly_app.domain.counting.budget_terms import (
    CHOSEN,
    EQUAL,
    Allocation,
    BudgetRules,
    Comparison,
    Judged,
    Project,
    Reason,
    Rule,
    SharesReport,
)
from assembly_app.domain.counting.equal_shares import Watch, report
from assembly_app.domain.counting.greedy import Table, walk
from assembly_app.domain.counting.ties import Tie

MOST_POINTS = 1_000_000


class Cancelled(Exception):  # noqa: N818 - not an error: the reader no longer wants the result
    """For a `watch` to raise when the count shall stop; nothing is kept."""


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
    shares = report(table, watch or (lambda runs, spent: None))
    fair = _shares_allocation(table, shares)
    return _compared(table, fair) if rules.compare else fair


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
