from functools import cache

import pytest
from votelib.evaluate.core import VotingSystemError
from votelib.evaluate.sequential import TransferableVoteSelector

from assembly_app.domain.counting.ballots import Ranking
from assembly_app.domain.counting.instant_runoff import Step, instant_runoff
from assembly_app.domain.counting.ties import Tie, draw_order

from .profiles import CITIES, GATE_AND_NIGHT, TENNESSEE, rankings


def test_tennessee_elects_knoxville_in_the_third_round() -> None:
    result = instant_runoff(CITIES, TENNESSEE)
    assert result.winner == "Knoxville"
    assert [round_.left for round_ in result.rounds] == [("Chattanooga",), ("Nashville",), ()]
    assert result.rounds[-1].votes == {"Memphis": 42, "Knoxville": 58}


def possible_winners(options: tuple[str, ...], ballots: dict[Ranking, int]) -> set[str]:
    """Everyone who wins when each tie for leaving is broken in every way, one option leaving at a time."""

    @cache
    def winners(still_in: frozenset[str]) -> frozenset[str]:
        if len(still_in) == 1:
            return still_in
        votes = dict.fromkeys(still_in, 0)
        for ballot, n in ballots.items():
            for option in [option for option in ballot if option in still_in][:1]:
                votes[option] += n
        lowest = [option for option in still_in if votes[option] == min(votes.values())]
        return frozenset().union(*(winners(still_in - {option}) for option in lowest))

    return set(winners(frozenset(options)))


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_a_winner_without_a_tie_wins_whatever_a_lot_would_say(number: int) -> None:
    won = 0
    for options, ballots in rankings(9, number):
        result = instant_runoff(options, ballots)
        if result.winner is not None:
            won += 1
            assert possible_winners(options, ballots) == {result.winner}, (options, ballots)
        elif any(ballots):
            assert result.tie
    assert won > number // 3


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_with_an_order_there_is_a_winner_whom_a_lot_could_choose(number: int) -> None:
    for seed, (options, ballots) in enumerate(rankings(10, number)):
        result = instant_runoff(options, ballots, draw_order(str(seed), options))
        assert (result.winner is not None) == any(ballots)
        assert result.winner is None or result.winner in possible_winners(options, ballots)


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_instant_runoff_elects_whom_votelib_elects(number: int) -> None:
    compared = 0
    for options, ballots in rankings(11, number):
        named = {ballot: n for ballot, n in ballots.items() if ballot}
        result = instant_runoff(options, ballots)
        if result.winner is None or {option for ballot in named for option in ballot} != set(options):
            continue
        try:
            theirs = TransferableVoteSelector(quota_function="droop").evaluate(named, 1)
        except (NotImplementedError, VotingSystemError):  # it gives up at ties that change nothing, and runs in circles
            continue
        assert theirs == [result.winner], (options, ballots)
        compared += 1
    assert compared > number // 10


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_no_vote_is_lost_between_the_rounds(number: int) -> None:
    for options, ballots in rankings(12, number):
        result = instant_runoff(options, ballots, options)
        assert all(sum(each.votes.values()) + each.exhausted == sum(ballots.values()) for each in result.rounds)
        assert [each.exhausted for each in result.rounds] == sorted(each.exhausted for each in result.rounds)


def test_options_that_change_nothing_leave_together() -> None:
    result = instant_runoff("abcd", {("a",): 6, ("b",): 5, ("c", "b"): 2, ("d", "b"): 2})
    assert (result.rounds[0].step, result.rounds[0].left) == (Step.TOGETHER, ("c", "d"))
    assert result.winner == "b"


def test_a_tie_that_matters_stops_the_count_until_an_order_is_handed_in() -> None:
    votes = {("a",): 4, ("b", "c"): 3, ("c", "b"): 3}
    stopped = instant_runoff("abc", votes)
    assert (stopped.winner, stopped.tie) == (None, Tie(("b", "c")))
    assert instant_runoff("abc", votes, "bca").winner == "b"
    assert instant_runoff("abc", votes, "cba").winner == "c"


def test_ballots_without_a_ranking_elect_nobody() -> None:
    assert instant_runoff("ab", [(), ()]).winner is None
    assert instant_runoff("ab", []).rounds == ()
