import pytest
from votelib.convert import ApprovalToSimpleVotes
from votelib.evaluate.core import Plurality

from assembly_app.domain.counting.approval import approval
from assembly_app.domain.counting.ballots import marks
from assembly_app.domain.counting.points import points
from assembly_app.domain.counting.ties import Tie, fill, places
from assembly_app.domain.errors import Refused

from .oracle import agrees
from .profiles import GATE_AND_NIGHT, approvals, graded


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_approval_elects_whom_votelib_elects(number: int) -> None:
    for options, ballots in approvals(1, number):
        for seats in (1, 2):
            ours = approval(options, ballots, seats)
            simple = ApprovalToSimpleVotes().convert({frozenset(b): n for b, n in ballots.items() if b})
            assert agrees(
                ours.elected, ours.tie, Plurality().evaluate(simple, min(seats, len(simple))) if simple else []
            )


def test_approvals_are_counted_with_their_share() -> None:
    result = approval(("park", "pool", "trees"), [("park", "trees"), ("trees",), (), ("pool", "trees")])
    assert [(row.approvals, str(row.share), row.place) for row in result.rows] == [
        (1, "1/4", 2),
        (1, "1/4", 2),
        (3, "3/4", 1),
    ]
    assert result.elected == ("trees",)
    assert result.ballots == 4


def test_an_option_that_nobody_wants_is_not_elected() -> None:
    assert approval(("a", "b"), [("a",)], seats=2).elected == ("a",)
    assert points(("a", "b"), [marks({"a": 3})], total=5, seats=2).elected == ("a",)


def test_a_tie_for_the_last_seat_leaves_it_empty_until_an_order_is_handed_in() -> None:
    votes = {("a",): 5, ("b",): 3, ("c",): 3}
    assert approval("abc", votes, 2).elected == ("a",)
    assert approval("abc", votes, 2).tie == Tie(("b", "c"))
    broken = approval("abc", votes, 2, order=("c", "b", "a"))
    assert (broken.elected, broken.tie) == (("a", "c"), Tie(("b", "c"), broken=("c", "b")))
    assert approval("abc", votes, 2, order=("c",)).elected == ("a",), "an order that does not name all breaks nothing"
    assert approval("abc", votes, 3).tie is None, "with a seat for each there is nothing to break"


def test_a_ballot_that_does_not_fit_the_poll_is_refused() -> None:
    for wrong in [("x",), ("a", "a")]:
        with pytest.raises(Refused):
            approval("ab", [wrong])
    with pytest.raises(ValueError, match="negative"):
        approval("ab", {("a",): -1})


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_points_are_added_up(number: int) -> None:
    for options, ballots in graded(2, number, 4):
        ours = points(options, ballots, total=4 * len(options), most=4)
        for row in ours.rows:
            given = [dict(ballot).get(row.option, 0) for ballot, n in ballots.items() for _ in range(n)]
            assert (row.points, row.voters) == (sum(given), sum(1 for mark in given if mark))
        sums = {row.option: row.points for row in ours.rows if row.points}
        assert agrees(ours.elected, ours.tie, Plurality().evaluate(sums, 1) if sums else [])
        assert sum(row.share for row in ours.rows) == (1 if ours.given else 0)


def test_more_points_than_there_are_cannot_be_spread() -> None:
    with pytest.raises(Refused, match="spreads 6"):
        points("ab", [marks({"a": 3, "b": 3})], total=5)
    with pytest.raises(Refused, match="Only 0 to 2"):
        points("ab", [marks({"a": 3})], total=5, most=2)
    with pytest.raises(Refused):
        points("ab", [marks({"a": -1})], total=5)


def test_places_skip_as_many_as_tie() -> None:
    assert places({"a": 3, "b": 7, "c": 3, "d": 1}) == {"b": 1, "a": 2, "c": 2, "d": 4}
    assert fill({"a": 3, "b": 7}, 0).elected == ()
