"""How far shares can rise before equal shares could buy anything else: the runs up to there need no computing.

With the same purchases in the same order, whoever starts with more has at least as much left after each of them. So
between two shares every project costs its supporters a price that lies between those at the two ends, and where the
purchase at the lower end is dearer than no other project at the upper end, it stays the next purchase in between.
Numbers are rounded here, so this only says that nothing changes where that is clear; what is not, is run exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from assembly_app.domain.counting.ballots import Marks

MARGIN = 1e-10
"""By which part of all the money a comparison must be clear; rounding stays far below it."""


class Steady:
    """The vote in rounded numbers. `worth` is what a mark for a project is worth to the voter."""

    def __init__(
        self, ballots: Mapping[Marks, int], costs: Mapping[str, Fraction], worth: Mapping[tuple[str, int], Fraction]
    ) -> None:
        # Here, not above: numpy takes long to load, and only this method needs it.
        import numpy

        self._np = numpy
        self._places = {option: place for place, option in enumerate(costs)}
        self._costs = numpy.array([float(cost) for cost in costs.values()])
        self._alike = numpy.array(list(ballots.values()), dtype=float)
        given = sorted((self._places[o], row, float(worth[o, m])) for row, b in enumerate(ballots) for o, m in b)
        self._project = numpy.array([place for place, _row, _worth in given], dtype=int)
        self._row = numpy.array([row for _place, row, _worth in given], dtype=int)
        self._worth = numpy.array([each for _place, _row, each in given], dtype=float)
        self._ends = numpy.searchsorted(self._project, range(len(costs) + 1))

    def holds(self, bought: Sequence[str], low: Fraction, high: Fraction) -> bool:
        """Whether every share from `low` to `high` surely buys what `low` buys: `bought`, in this order."""
        np, waits = self._np, self._np.ones(len(self._costs), dtype=bool)
        below, above = np.full(len(self._alike), float(low)), np.full(len(self._alike), float(high))
        slack = MARGIN * float(high) * self._alike.sum()
        for place in [self._places[option] for option in bought]:
            waits[place] = False
            price, lowest = self._price(place, below), self._price(place, above)
            if price is None or lowest is None:
                return False
            dearest = price * (1 + MARGIN + slack / self._costs[place])
            if self._can_pay(waits, self._np.minimum(above[self._row], dearest * self._worth), slack):
                return False
            self._pay(place, below, price)
            self._pay(place, above, lowest)
        return not self._can_pay(waits, above[self._row], slack)

    def _can_pay(self, waits: Any, offers: Any, slack: float) -> bool:
        """Whether the supporters of a project that waits could pay it with what each offers."""
        sums = self._np.bincount(self._project, self._alike[self._row] * offers, len(self._costs))
        return bool((waits & (sums >= self._costs - slack)).any())

    def _price(self, place: int, money: Any) -> Any:
        """What a unit of worth costs when those who have too little give all; None where they cannot pay."""
        np, part = self._np, slice(self._ends[place], self._ends[place + 1])
        order = np.argsort(money[self._row[part]] / self._worth[part])
        row, worth = self._row[part][order], self._worth[part][order]
        all_of_poor = np.concatenate(([0.0], np.cumsum(self._alike[row] * money[row])[:-1]))
        prices = (self._costs[place] - all_of_poor) / np.cumsum((self._alike[row] * worth)[::-1])[::-1]
        able = np.flatnonzero(prices * worth <= money[row] * (1 + MARGIN))
        return prices[able[0]] if len(able) else None

    def _pay(self, place: int, money: Any, price: Any) -> None:
        part = slice(self._ends[place], self._ends[place + 1])
        row = self._row[part]
        money[row] -= self._np.minimum(money[row], price * self._worth[part])
