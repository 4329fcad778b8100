from itertools import pairwise, permutations
from random import Random

import pytest
from votelib.convert import RankedToCondorcetVotes
from votelib.evaluate.condorcet import Schulze
from votelib.evaluate.core import Tie

from assembly_app.domain.counting.ballots import Ranking
from assembly_app.domain.counting.schulze import schulze

from .profiles import CITIES, GATE_AND_NIGHT, TENNESSEE, rankings

SCHULZE_45: dict[Ranking, int] = {
    tuple("ACBED"): 5,
    tuple("ADECB"): 5,
    tuple("BEDAC"): 8,
    tuple("CABED"): 3,
    tuple("CAEBD"): 7,
    tuple("CBADE"): 2,
    tuple("DCEBA"): 7,
    tuple("EBADC"): 8,
}
"""45 voters and five options, from M. Schulze, "A new monotonic … election method" (in the version of 2003)."""


def test_schulzes_example_with_45_voters_ranks_e_a_c_b_d() -> None:
    result = schulze("ABCDE", SCHULZE_45)
    assert result.winner == "E"
    assert result.ranking == (("E",), ("A",), ("C",), ("B",), ("D",))
    assert result.condorcet is None
    strength = {(d.first, d.second): (d.strength_first, d.strength_second) for d in result.duels}
    assert strength["A", "B"] == (28, 25)
    assert strength["A", "E"] == (24, 25)
    assert strength["D", "E"] == (24, 31)
    duel = next(d for d in result.duels if (d.first, d.second) == ("A", "B"))
    assert (duel.prefer_first, duel.prefer_second, duel.chain_first) == (20, 25, ("A", "D", "C", "B"))


def test_tennessee_elects_nashville_which_wins_every_duel() -> None:
    result = schulze(CITIES, TENNESSEE)
    assert (result.winner, result.condorcet) == ("Nashville", "Nashville")


def by_definition(options: tuple[str, ...], ballots: dict[Ranking, int]) -> set[tuple[str, str]]:
    """Who beats whom, from the strength of every single chain without a repetition."""

    def above(a: str, b: str, ballot: Ranking) -> bool:
        return a in ballot and (b not in ballot or ballot.index(a) < ballot.index(b))

    prefer = {(a, b): sum(n for x, n in ballots.items() if above(a, b, x)) for a, b in permutations(options, 2)}

    def strongest(a: str, b: str) -> int:
        between = [option for option in options if option not in (a, b)]
        best = 0
        for length in range(len(between) + 1):
            for middle in permutations(between, length):
                links = list(zip((a, *middle), (*middle, b), strict=True))
                weakest = min(prefer[x, y] if prefer[x, y] > prefer[y, x] else 0 for x, y in links)
                best = max(best, weakest)
        return best

    return {(a, b) for a, b in permutations(options, 2) if strongest(a, b) > strongest(b, a)}


@pytest.mark.parametrize("number", [150, pytest.param(2000, marks=pytest.mark.slow)])
def test_beating_is_what_every_chain_together_says(number: int) -> None:
    for options, ballots in rankings(13, number):
        if len(options) > 5:
            continue
        beats = by_definition(options, ballots)
        result = schulze(options, ballots)
        ours = {(d.ahead, d.second if d.ahead == d.first else d.first) for d in result.duels if d.ahead}
        assert ours == beats
        unbeaten = {option for option in options if not any(loser == option for _, loser in beats)}
        assert set(result.unbeaten) == (unbeaten if any(ballots) else set())


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_schulze_elects_whom_votelib_elects(number: int) -> None:
    compared = 0
    for options, ballots in rankings(14, number):
        named = {ballot: n for ballot, n in ballots.items() if ballot}
        ours = schulze(options, ballots)
        if len(options) < 2 or {option for ballot in named for option in ballot} != set(options):
            continue
        theirs = Schulze().evaluate(RankedToCondorcetVotes().convert(named))
        if ours.winner is not None and theirs:
            assert theirs == [ours.winner], (options, ballots)
            compared += 1
        elif theirs:
            assert isinstance(theirs[0], Tie) or theirs[0] in ours.unbeaten
    assert compared > number // 3


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_every_chain_is_as_strong_as_its_weakest_link(number: int) -> None:
    for options, ballots in rankings(15, number):
        result = schulze(options, ballots)
        link = {(d.first, d.second): d.prefer_first for d in result.duels}
        link |= {(d.second, d.first): d.prefer_second for d in result.duels}
        for duel in result.duels:
            for chain, strength in (
                (duel.chain_first, duel.strength_first),
                (duel.chain_second, duel.strength_second),
            ):
                steps = list(pairwise(chain))
                assert min((link[step] for step in steps), default=0) == strength
                assert all(link[a, b] > link[b, a] for a, b in steps)


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_a_winner_who_is_ranked_higher_still_wins(number: int) -> None:
    random = Random(16)
    for options, ballots in rankings(16, number):
        winner = schulze(options, ballots).winner
        if winner is None:
            continue
        ballot = random.choice(list(ballots))
        raised = dict(ballots)
        raised[ballot] -= 1
        better = (winner, *(option for option in ballot if option != winner))
        raised[better] = raised.get(better, 0) + 1
        assert schulze(options, raised).winner == winner


def test_options_that_nobody_tells_apart_are_a_tie() -> None:
    result = schulze("abc", [("a", "b", "c"), ("b", "a", "c")])
    assert (result.unbeaten, result.winner, result.ranking) == (("a", "b"), None, (("a", "b"), ("c",)))
    assert schulze("abc", [("a", "b", "c"), ("b", "a", "c")], order="bac").winner == "b"
    assert schulze("ab", []).winner is None
