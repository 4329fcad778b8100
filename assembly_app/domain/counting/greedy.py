"""Greedy budgets: down the projects by votes, or by votes per cost; what fits is taken, what does not is skipped."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

import msgspec

from assembly_app.domain.counting.ballots import Marks
from assembly_app.domain.counting.budget_terms import BudgetRules, Project, Reason, Rule
from assembly_app.domain.counting.ties import Tie


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
