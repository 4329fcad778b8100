"""Approval voting: approve as many options as you like; those with the most approvals are elected.

Source: S. J. Brams and P. C. Fishburn, "Approval voting", American Political Science Review 72 (1978).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from assembly_app.domain.counting.ballots import Approval, Ballots, lists, share
from assembly_app.domain.counting.ties import Order, Tie, fill, places


class ApprovalRow(msgspec.Struct, frozen=True):
    """One option: its approvals, the share of ballots that they are, and its place."""

    option: str
    approvals: int
    share: Fraction
    place: int


class ApprovalResult(msgspec.Struct, frozen=True, tag_field="method", tag="approval"):
    """Who is elected, and every option's approvals in the poll's order."""

    elected: tuple[str, ...]
    tie: Tie | None
    rows: tuple[ApprovalRow, ...]
    ballots: int


def approval(options: Sequence[str], ballots: Ballots[Approval], seats: int = 1, order: Order = ()) -> ApprovalResult:
    """The `seats` options that most voters approve. An option that nobody approves is not elected."""
    counted = lists(options, ballots)
    total = sum(counted.values())
    approvals = dict.fromkeys(options, 0)
    for ballot, n in counted.items():
        for option in ballot:
            approvals[option] += n
    seated = fill({option: n for option, n in approvals.items() if n}, seats, order)
    place = places(approvals)
    rows = tuple(ApprovalRow(option, n, share(n, total), place[option]) for option, n in approvals.items())
    return ApprovalResult(seated.elected, seated.tie, rows, total)
