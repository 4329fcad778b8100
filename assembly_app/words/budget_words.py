"""Participatory budgets in words: the result in one sentence, and why each project is in or out."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import msgspec

from assembly_app.domain.counting.budget_terms import Allocation, Judged, Reason
from assembly_app.domain.counting.exact import to_json
from assembly_app.i18n import Translator


def budget_sentence(result: Allocation, _: Translator) -> str:
    """How many projects are chosen, what they cost and what remains."""
    return _(
        "{chosen} of {projects} projects are chosen. They cost {spent} of {budget}; {left} remains.",
        chosen=_.number(len(result.chosen)), projects=_.number(len(result.projects)),
        spent=_money(result.spent, _), budget=_money(result.budget, _), left=_money(result.left, _),
    )  # fmt: skip


def why(project: Judged, result: Allocation, _: Translator) -> str:
    """Why a project is in or out, in one sentence."""
    votes = _.plural("{n} vote", "{n} votes", project.votes)
    cost, available = _money(project.cost, _), _money(project.available, _)
    match project.reason:
        case Reason.FITS:
            return _("In: {votes}, and it fits the {available} that was left.", votes=votes, available=available)
        case Reason.SHARES:
            return _paid(project, result, _)
        case Reason.REMAINDER:
            return _("In: {votes}, and it fits the {available} that the shares left.", votes=votes, available=available)
        case Reason.FREE:
            return _("In: it costs nothing.")
        case Reason.TOO_DEAR:
            return _("Out: it costs {cost}, and {available} was left.", cost=cost, available=available)
        case Reason.AFTER_STOP:
            return _("Out: a project with as many votes or more did not fit, which ended the count.")
        case Reason.SHARES_SHORT:
            return _("Out: it costs {cost}, and its supporters have {available} left.", cost=cost, available=available)
        case Reason.NO_SUPPORT:
            return _("Out: nobody voted for it.")
        case Reason.BELOW_THRESHOLD:
            needed = _.number(result.rules.threshold)
            return _("Out: it has {votes}; at least {needed} are needed.", votes=votes, needed=needed)
        case Reason.WITHDRAWN:
            return _("Out: it was withdrawn.")


def _paid(project: Judged, result: Allocation, _: Translator) -> str:
    purchases = result.shares.purchases if result.shares else ()
    paid = next(purchase for purchase in purchases if purchase.project == project.project)
    price = _money(paid.price, _)
    if paid.short:
        return _(
            "In: its {supporters} supporters pay it, {price} each at most; {short} of them gave all they had left.",
            supporters=_.number(paid.supporters), price=price, short=_.number(paid.short),
        )  # fmt: skip
    return _("In: its {supporters} supporters pay it, {price} each.", supporters=_.number(paid.supporters), price=price)


def allocation_json(result: Allocation, names: Mapping[str, str], _: Translator) -> str:
    """Everything about the result as JSON: every project with its name and the reason in words, exact fractions."""
    fields: dict[str, Any] = {name: getattr(result, name) for name in Allocation.__struct_fields__}
    fields["projects"] = [
        {**msgspec.structs.asdict(project), "name": names[project.project], "why": why(project, result, _)}
        for project in result.projects
    ]
    return to_json(fields).decode()


def _money(amount: Fraction, _: Translator) -> str:
    return _.number(round(float(amount), 2))
