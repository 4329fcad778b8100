from fractions import Fraction

import pytest
from votelib.component.rankscore import Borda
from votelib.convert import RankedToPositionalVotes
from votelib.evaluate.core import Plurality

from assembly_app.domain.counting.borda import Incomplete, borda

from .oracle import agrees
from .profiles import CITIES, GATE_AND_NIGHT, TENNESSEE, rankings


def test_tennessee_gives_nashville_194_points() -> None:
    result = borda(CITIES, TENNESSEE)
    assert {row.option: row.points for row in result.rows} == {
        "Memphis": 126,
        "Nashville": 194,
        "Chattanooga": 173,
        "Knoxville": 107,
    }
    assert result.elected == ("Nashville",)


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_complete_rankings_elect_whom_votelib_elects(number: int) -> None:
    for options, ballots in rankings(7, number):
        complete = {(*ballot, *(o for o in options if o not in ballot)): n for ballot, n in ballots.items()}
        theirs = Plurality().evaluate(RankedToPositionalVotes(Borda(base=1)).convert(complete))
        for incomplete in Incomplete:
            ours = borda(options, complete, incomplete)
            assert agrees(ours.elected, ours.tie, theirs)


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_averaging_gives_what_all_ways_to_complete_a_ranking_give_on_average(number: int) -> None:
    for options, ballots in rankings(8, number):
        sums = dict.fromkeys(options, Fraction(0))
        for ballot, n in ballots.items():
            left_out = [option for option in options if option not in ballot]
            for option in options if ballot else ():
                above = (
                    Fraction(ballot.index(option)) if option in ballot else len(ballot) + Fraction(len(left_out) - 1, 2)
                )
                sums[option] += n * (len(options) - 1 - above)
        assert {row.option: row.points for row in borda(options, ballots).rows} == sums


def test_every_ballot_that_ranks_anything_gives_the_same_sum_when_averaged() -> None:
    for ballot in [("a",), ("a", "b"), ("b", "a", "c"), ("d", "c", "b", "a")]:
        assert sum(row.points for row in borda("abcd", [ballot]).rows) == 6


def test_each_rule_for_incomplete_rankings_is_told_apart() -> None:
    points = {rule: [row.points for row in borda("abcd", [("c", "a")], rule).rows] for rule in Incomplete}
    assert points == {
        Incomplete.AVERAGED: [2, Fraction(1, 2), 3, Fraction(1, 2)],
        Incomplete.NOTHING: [2, 0, 3, 0],
        Incomplete.MODIFIED: [1, 0, 2, 0],
    }


def test_without_rankings_nobody_is_elected() -> None:
    assert borda("abc", []).elected == ()
    assert borda("abc", [()]).elected == ()
