"""The Schulze method: options are compared two by two, also along chains of victories; who is beaten by nobody wins.

Source: M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
election method", Social Choice and Welfare 36 (2011). The strength of a victory is its winning votes; options that a
ballot leaves out stand below those that it ranks, and equal among themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from assembly_app.domain.counting.ballots import Ballots, Ranking, lists
from assembly_app.domain.counting.ties import Order, Tie, sorted_out

Pairs = dict[tuple[str, str], int]


class Duel(msgspec.Struct, frozen=True):
    """Two options side by side: how many prefer each, and the strongest chain of victories from each to the other.

    The strength of a chain is its weakest link; a chain without options has strength 0. `ahead` is who beats whom in
    the end, None when neither does.
    """

    first: str
    second: str
    prefer_first: int
    prefer_second: int
    chain_first: tuple[str, ...]
    chain_second: tuple[str, ...]
    strength_first: int
    strength_second: int
    ahead: str | None


class SchulzeResult(msgspec.Struct, frozen=True, tag_field="method", tag="schulze"):
    """Who is unbeaten, the one winner if there is one or `order` makes one, the whole ranking, and every duel."""

    unbeaten: tuple[str, ...]
    winner: str | None
    tie: Tie | None
    ranking: tuple[tuple[str, ...], ...]
    """Groups from best to worst: each group is who is unbeaten once the groups before it are set aside."""
    condorcet: str | None
    """The option that wins every duel directly, if there is one."""
    duels: tuple[Duel, ...]
    ballots: int


def schulze(options: Sequence[str], ballots: Ballots[Ranking], order: Order = ()) -> SchulzeResult:
    """The winner and the ranking. A tie of unbeaten options stands unless `order` breaks it."""
    counted = lists(options, ballots)
    total = sum(counted.values())
    prefer = preferences(options, counted)
    strength, before = _chains(options, prefer)
    beats = {pair for pair, n in strength.items() if n > strength[pair[1], pair[0]]}
    ranking = _ranking(options, beats)
    unbeaten = ranking[0] if any(counted) and ranking else ()
    broken = sorted_out(unbeaten, order)[0] if len(unbeaten) > 1 else ()
    return SchulzeResult(
        unbeaten=unbeaten,
        winner=(broken or unbeaten)[0] if broken or len(unbeaten) == 1 else None,
        tie=Tie(unbeaten, broken=broken) if len(unbeaten) > 1 else None,
        ranking=ranking,
        condorcet=next((a for a in options if _wins_all(a, options, prefer)), None) if total else None,
        duels=tuple(_duel(a, b, prefer, strength, before) for i, a in enumerate(options) for b in options[i + 1 :]),
        ballots=total,
    )


def preferences(options: Sequence[str], counted: dict[Ranking, int]) -> Pairs:
    """How many ballots rank the first option of each pair above the second."""
    prefer = {(a, b): 0 for a in options for b in options if a != b}
    for ballot, n in counted.items():
        rank = {option: place for place, option in enumerate(ballot)}
        last = len(options)
        for pair in prefer:
            if rank.get(pair[0], last) < rank.get(pair[1], last):
                prefer[pair] += n
    return prefer


def _chains(options: Sequence[str], prefer: Pairs) -> tuple[Pairs, dict[tuple[str, str], str]]:
    """The strength of the strongest chain of each pair, and the option before the last on it (Floyd and Warshall)."""
    strength = {(a, b): n if n > prefer[b, a] else 0 for (a, b), n in prefer.items()}
    before = {pair: pair[0] for pair, n in strength.items() if n}
    for via in options:
        for a in options:
            for b in options:
                if len({via, a, b}) == 3 and min(strength[a, via], strength[via, b]) > strength[a, b]:
                    strength[a, b] = min(strength[a, via], strength[via, b])
                    before[a, b] = before[via, b]
    return strength, before


def _ranking(options: Sequence[str], beats: set[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    left, groups = list(options), list[tuple[str, ...]]()
    while left:
        group = tuple(option for option in left if not any((other, option) in beats for other in left))
        groups.append(group)
        left = [option for option in left if option not in group]
    return tuple(groups)


def _wins_all(option: str, options: Sequence[str], prefer: Pairs) -> bool:
    return all(prefer[option, other] > prefer[other, option] for other in options if other != option)


def _chain(a: str, b: str, before: dict[tuple[str, str], str]) -> tuple[str, ...]:
    if (a, b) not in before:
        return ()
    chain = [b]
    while chain[-1] != a:
        chain.append(before[a, chain[-1]])
    return tuple(reversed(chain))


def _duel(a: str, b: str, prefer: Pairs, strength: Pairs, before: dict[tuple[str, str], str]) -> Duel:
    there, back = strength[a, b], strength[b, a]
    ahead = a if there > back else b if back > there else None
    chains = _chain(a, b, before), _chain(b, a, before)
    return Duel(a, b, prefer[a, b], prefer[b, a], *chains, there, back, ahead)
