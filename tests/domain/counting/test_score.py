import statistics
from fractions import Fraction

import pytest
from votelib.evaluate.cardinal import ScoreVoting

from assembly_app.domain.counting.ballots import marks
from assembly_app.domain.counting.score import Blank, Measure, Scale, score
from assembly_app.domain.errors import Refused

from .oracle import agrees
from .profiles import GATE_AND_NIGHT, graded

SCALE = Scale(0, 5)


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
@pytest.mark.parametrize("measure", Measure)
def test_score_voting_elects_whom_votelib_elects(number: int, measure: Measure) -> None:
    for options, ballots in graded(3, number, 5):
        ours = score(options, ballots, SCALE, measure)
        given = {frozenset(ballot): n for ballot, n in ballots.items() if ballot}
        theirs = ScoreVoting(exact(measure)).evaluate(given) if given else []
        assert agrees(ours.elected, ours.tie, theirs), (options, ballots)


def exact(measure: Measure):
    return {
        Measure.MEAN: lambda scores: Fraction(sum(scores), len(scores)),
        Measure.MEDIAN: lambda scores: Fraction(statistics.median(map(Fraction, scores))),
        Measure.SUM: sum,
    }[measure]


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_every_measure_is_what_the_statistics_module_says(number: int) -> None:
    for options, ballots in graded(4, number, 4):
        moved = {tuple((option, mark - 2) for option, mark in ballot): n for ballot, n in ballots.items()}
        for row in score(options, moved, Scale(-2, 2)).rows:
            given = [m for ballot, n in moved.items() for option, m in ballot if option == row.option for _ in range(n)]
            assert (row.scores, row.sum) == (len(given), sum(given))
            assert row.mean == (statistics.mean(map(Fraction, given)) if given else None)
            assert row.median == (statistics.median(map(Fraction, given)) if given else None)


def test_a_blank_is_left_out_or_gets_the_lowest_score_as_the_poll_says() -> None:
    ballots = [marks({"a": 5}), marks({"a": 2, "b": 4}), marks({"a": 2})]
    assert score("ab", ballots, Scale(1, 5)).elected == ("b",)
    lowest = score("ab", ballots, Scale(1, 5, Blank.LOWEST))
    assert lowest.elected == ("a",)
    assert [row.mean for row in lowest.rows] == [3, 2]


def test_a_likert_scale_keeps_how_many_chose_each_step() -> None:
    (row,) = score(("fair",), [marks({"fair": step}) for step in (1, 1, 3, 5)], Scale(1, 5)).rows
    assert (row.counts, row.mean, row.median) == ((2, 0, 1, 0, 1), Fraction(5, 2), 2)


def test_a_score_off_the_scale_is_refused() -> None:
    with pytest.raises(Refused, match="Only 0 to 5"):
        score("a", [marks({"a": 6})], SCALE)


def test_an_option_without_scores_has_no_mean_and_no_place() -> None:
    rows = score("ab", [marks({"a": 0})], SCALE).rows
    assert (rows[1].mean, rows[1].median, rows[1].place) == (None, None, None)
    assert score("ab", [], SCALE).elected == ()
