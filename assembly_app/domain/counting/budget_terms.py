"""The terms of participatory budgets: projects, rules, why a project is in or out, and the result.

Names of the rules follow Pabulib (D. Stolicki, S. Szufa, N. Talmon, arXiv:2012.06081).
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

import msgspec

from assembly_app.domain.counting.ballots import Marks
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


class Allocation(msgspec.Struct, frozen=True, tag_field="method", tag="budget"):
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
