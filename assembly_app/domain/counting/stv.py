"""Single transferable vote for several seats, by the rules of the Scottish council elections.

Source: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52: Droop quota,
weighted inclusive Gregory transfers cut off at five decimals, one surplus or one exclusion a stage. Votes are counted
in whole hundred-thousandths, so that nothing is rounded but what the rules round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction

import msgspec

from assembly_app.domain.counting.ballots import Ballots, Ranking, lists
from assembly_app.domain.counting.ties import Order, Tie, sorted_out

UNIT = 100_000
"""One vote, in the smallest part that the rules know (rule 48(3))."""


class Action(StrEnum):
    """What a stage did."""

    FIRST = "first-preferences"
    SURPLUS = "surplus"
    EXCLUSION = "exclusion"
    LAST_VACANCIES = "last-vacancies"
    """As many options as seats are left, so all of them are elected (rule 52)."""


class Stage(msgspec.Struct, frozen=True):
    """One stage: what was done with which option, and the votes of all options after it."""

    action: Action
    option: str | None
    votes: dict[str, Fraction]
    not_transferable: Fraction
    """Votes that no longer count: ballots without a further preference, and what cutting off decimals lost."""
    transfers: dict[str, Fraction]
    elected: tuple[str, ...]
    """Who reached the quota at the end of this stage, most votes first."""
    tie: Tie | None = None
    """Options that tied for this action, also at all earlier stages, and how the order that was handed in put them."""


class StvResult(msgspec.Struct, frozen=True, tag_field="method", tag="stv"):
    """Who is elected, in the order of election. While `tie` stands the count waits and may be incomplete."""

    elected: tuple[str, ...]
    tie: Tie | None
    quota: int
    stages: tuple[Stage, ...]
    ballots: int


class _Parcel(msgspec.Struct, frozen=True):
    """Equal ballot papers that arrived together: each is worth `value` units."""

    ranking: Ranking
    papers: int
    value: int


class _Undecided(Exception):  # noqa: N818 - not an error: the count waits for an order
    def __init__(self, tie: Tie) -> None:
        self.tie = tie


class _Count:
    """The table of the count: parcels and votes of each option, and who is still in."""

    def __init__(self, options: Sequence[str], counted: dict[Ranking, int], seats: int, order: Order) -> None:
        self.seats, self.order = seats, order
        self.valid = sum(n for ballot, n in counted.items() if ballot)
        self.quota = self.valid // (seats + 1) + 1
        self.parcels: dict[str, list[_Parcel]] = {option: [] for option in options}
        self.votes = dict.fromkeys(options, 0)
        self.continuing = list(options)
        self.elected: list[str] = []
        self.stages: list[Stage] = []
        self.history: list[dict[str, int]] = []
        for ballot, n in counted.items():
            if ballot:
                self._credit(ballot[0], _Parcel(ballot, n, UNIT))

    def run(self) -> Tie | None:
        """Go on to the last seat, or to a tie that no order breaks."""
        self._close_stage(Action.FIRST, None, {}, None)
        try:
            while not self._finished():
                if surplus := [option for option in self.elected if self.votes[option] > self.quota * UNIT]:
                    self._transfer_surplus(surplus)
                else:
                    self._exclude()
        except _Undecided as undecided:
            return undecided.tie
        return None

    def _finished(self) -> bool:
        vacancies = self.seats - len(self.elected)
        if vacancies and len(self.continuing) <= vacancies and self.continuing:
            last = self._by_votes(self.continuing)
            self.elected.extend(last)
            self.continuing = []
            self.stages.append(self._stage(Action.LAST_VACANCIES, None, {}, last, None))
        return not self.continuing or len(self.elected) >= self.seats

    def _transfer_surplus(self, surplus: Sequence[str]) -> None:
        """Rules 48 and 49: the highest surplus first; every paper of the option goes on at a part of its value."""
        option, tie = self._pick(surplus, highest=True)
        total, over = self.votes[option], self.votes[option] - self.quota * UNIT
        parcels, self.parcels[option] = self.parcels[option], []
        self.votes[option] = self.quota * UNIT
        moved = self._move(msgspec.structs.replace(p, value=p.value * over // total) for p in parcels)
        self._close_stage(Action.SURPLUS, option, moved, tie)

    def _exclude(self) -> None:
        """Rules 50 and 51: the option with the fewest votes leaves, and its papers go on at the value they have."""
        option, tie = self._pick(self.continuing, highest=False)
        self.continuing.remove(option)
        parcels, self.parcels[option] = self.parcels[option], []
        self.votes[option] = 0
        self._close_stage(Action.EXCLUSION, option, self._move(parcels), tie)

    def _move(self, parcels: Iterable[_Parcel]) -> dict[str, int]:
        moved: dict[str, int] = {}
        for parcel in parcels:
            following = next((option for option in parcel.ranking if option in self.continuing), None)
            if following is not None:
                self._credit(following, parcel)
                moved[following] = moved.get(following, 0) + parcel.papers * parcel.value
        return moved

    def _credit(self, option: str, parcel: _Parcel) -> None:
        self.parcels[option].append(parcel)
        self.votes[option] += parcel.papers * parcel.value

    def _close_stage(self, action: Action, option: str | None, moved: dict[str, int], tie: Tie | None) -> None:
        """Rule 47: at the end of a stage, whoever has the quota is elected."""
        self.history.append(dict(self.votes))
        reached = self._by_votes(option for option in self.continuing if self.votes[option] >= self.quota * UNIT)
        self.elected.extend(reached)
        self.continuing = [option for option in self.continuing if option not in reached]
        self.stages.append(self._stage(action, option, moved, reached, tie))

    def _stage(
        self, action: Action, option: str | None, moved: dict[str, int], elected: tuple[str, ...], tie: Tie | None
    ) -> Stage:
        votes = {name: Fraction(n, UNIT) for name, n in self.votes.items()}
        lost = Fraction(self.valid * UNIT - sum(self.votes.values()), UNIT)
        return Stage(action, option, votes, lost, {k: Fraction(n, UNIT) for k, n in moved.items()}, elected, tie)

    def _by_votes(self, options: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(options, key=lambda option: -self.votes[option]))

    def _pick(self, options: Sequence[str], *, highest: bool) -> tuple[str, Tie | None]:
        """The option with the most or fewest votes; a tie goes back stage by stage, then to the order (by lot)."""
        pick = max if highest else min
        tied = list(options)
        for votes in reversed(self.history):
            best = pick(votes[option] for option in tied)
            tied = [option for option in tied if votes[option] == best]
        if len(tied) == 1:
            return tied[0], None
        settled, left = sorted_out(tied, self.order)
        if not settled or (left and not highest):
            raise _Undecided(Tie(left))
        return settled[0 if highest else -1], Tie(tuple(tied), broken=settled)


def stv(options: Sequence[str], ballots: Ballots[Ranking], seats: int, order: Order = ()) -> StvResult:
    """Elect `seats` options. `order` (best first) stands for the lot of rules 49(3) and 51(2)(b).

    Where several options tie and an earlier stage tells only some of them apart, those go on to the stage before it.
    Ballots that rank nothing are not valid and do not count for the quota.
    """
    counted = lists(options, ballots)
    table = _Count(options, counted, seats, order)
    tie = table.run() if table.valid else None
    elected = tuple(table.elected[:seats])
    return StvResult(elected, tie, table.quota, tuple(table.stages), sum(counted.values()))
