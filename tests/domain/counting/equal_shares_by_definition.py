"""Equal shares voter by voter, straight from the definition: slow, and apart from the program and from pabutools."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Voter = dict[str, Fraction]
"""What each project is worth to a voter; projects that are worth nothing are left out."""


def price(cost: Fraction, worth: Sequence[Fraction], money: Sequence[Fraction]) -> Fraction | None:
    """The lowest rho at which supporters pay the cost when each gives rho for a unit of worth, or all they have."""
    if sum(money) < cost:
        return None
    by_limit = sorted(zip(worth, money, strict=True), key=lambda each: each[1] / each[0])
    for rich in range(len(by_limit)):
        poor_money = sum((m for _, m in by_limit[:rich]), Fraction(0))
        rho = (cost - poor_money) / sum((w for w, _ in by_limit[rich:]), Fraction(0))
        if rho <= by_limit[rich][1] / by_limit[rich][0]:
            return rho
    raise AssertionError("those who have enough money together can pay")


def equal_shares(
    costs: dict[str, Fraction], voters: Sequence[Voter], share: Fraction, order: Sequence[str]
) -> tuple[list[str], list[Fraction], list[dict[str, Fraction]]]:
    """What is bought, what each voter has left, and what each paid."""
    money, bought, paid = [share] * len(voters), list[str](), [dict[str, Fraction]() for _ in voters]
    while True:
        offers: list[tuple[Fraction, int, str]] = []
        for option, cost in costs.items():
            backers = [i for i, voter in enumerate(voters) if voter.get(option)]
            if option not in bought and cost and backers:
                rho = price(cost, [voters[i][option] for i in backers], [money[i] for i in backers])
                if rho is not None:
                    offers.append((rho, order.index(option), option))
        if not offers:
            return bought, money, paid
        rho, _, option = min(offers)
        for i, voter in enumerate(voters):
            if voter.get(option):
                paid[i][option] = min(money[i], rho * voter[option])
                money[i] -= paid[i][option]
        bought.append(option)


def raised(
    costs: dict[str, Fraction], voters: Sequence[Voter], budget: Fraction, order: Sequence[str], overspend: bool
) -> tuple[list[str], Fraction]:
    """Add 1 to every share as long as what is bought fits the budget."""
    wanted = {option for voter in voters for option, worth in voter.items() if worth and costs[option]}
    share = budget / len(voters)
    bought = equal_shares(costs, voters, share, order)[0]
    following = Fraction(share.__floor__() + 1)
    while wanted - set(bought):
        left = budget - sum(costs[option] for option in bought)
        if not overspend and all(costs[option] > left for option in wanted - set(bought)):
            break
        more = equal_shares(costs, voters, following, order)[0]
        if sum(costs[option] for option in more) > budget:
            break
        bought, share, following = more, following, following + 1
    return bought, share
