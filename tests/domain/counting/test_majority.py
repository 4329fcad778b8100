import hashlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly_app.domain.counting.majority import (
    ABSOLUTE,
    MOST_VOTES,
    NO,
    SIMPLE,
    THREE_QUARTERS,
    TWO_THIRDS,
    YES,
    Base,
    Hall,
    Majority,
    TieBreak,
    TieRule,
    Verdict,
    choice,
    motion,
)
from assembly_app.domain.counting.ties import Ruling, Tie, draw_order

HALL = Hall(present=40, members=60)
PEOPLE = st.integers(0, 50)


@pytest.mark.parametrize(
    ("votes", "majority", "verdict"),
    [
        ((21, 10, 9), SIMPLE, Verdict.ADOPTED),
        ((10, 21, 9), SIMPLE, Verdict.REJECTED),
        ((1, 0, 39), SIMPLE, Verdict.ADOPTED),
        ((0, 0, 40), SIMPLE, Verdict.NO_VOTES),
        ((30, 10, 0), ABSOLUTE, Verdict.REJECTED),
        ((31, 9, 0), ABSOLUTE, Verdict.ADOPTED),
        ((20, 10, 10), TWO_THIRDS, Verdict.ADOPTED),
        ((19, 10, 11), TWO_THIRDS, Verdict.REJECTED),
        ((30, 10, 0), THREE_QUARTERS, Verdict.ADOPTED),
        ((29, 10, 1), THREE_QUARTERS, Verdict.REJECTED),
        ((20, 5, 15), Majority(base=Base.CAST), Verdict.REJECTED),
        ((21, 5, 9), Majority(base=Base.PRESENT), Verdict.ADOPTED),
        ((20, 5, 9), Majority(base=Base.PRESENT), Verdict.REJECTED),
        ((7, 8, 0), Majority(4, 10, at_least=True), Verdict.ADOPTED),
    ],
)
def test_a_share_is_taken_of_its_base(votes: tuple[int, int, int], majority: Majority, verdict: Verdict) -> None:
    assert motion(*votes, majority, HALL).verdict is verdict


@given(st.integers(0, 200), st.integers(1, 20), st.integers(0, 20), st.booleans())
def test_the_votes_needed_are_the_fewest_that_carry(whole: int, denominator: int, part: int, at_least: bool) -> None:
    majority = Majority(min(part, denominator), denominator, at_least)

    def carries(votes: int) -> bool:
        return votes >= majority.share * whole if at_least else votes > majority.share * whole

    needed = majority.needed(whole)
    assert carries(needed)
    assert needed == 0 or not carries(needed - 1)


@given(PEOPLE, PEOPLE, PEOPLE)
def test_a_simple_majority_is_more_yes_than_no(yes: int, no: int, abstained: int) -> None:
    result = motion(yes, no, abstained, SIMPLE)
    assert (result.verdict is Verdict.ADOPTED) == (yes > no)


@given(PEOPLE, PEOPLE, PEOPLE, st.sampled_from(Base), st.sampled_from([(1, 2), (2, 3), (3, 4)]))
def test_one_more_yes_never_turns_adopted_into_rejected(
    yes: int, no: int, abstained: int, base: Base, share: tuple[int, int]
) -> None:
    majority = Majority(*share, base=base)
    hall = Hall(yes + no + abstained + 1, 200)
    if motion(yes, no, abstained, majority, hall).verdict is Verdict.ADOPTED:
        assert motion(yes + 1, no, abstained, majority, hall).verdict is Verdict.ADOPTED


def test_without_quorum_nothing_is_decided() -> None:
    majority = Majority(quorum=41)
    assert motion(40, 0, 0, majority, HALL).verdict is Verdict.NO_QUORUM
    assert choice({"a": 40}, 40, 0, majority, HALL).verdict is Verdict.NO_QUORUM
    assert motion(40, 0, 0, Majority(quorum=40), HALL).verdict is Verdict.ADOPTED


def test_a_tie_fails_where_the_rule_says_so() -> None:
    result = motion(10, 10, 3, SIMPLE)
    assert (result.verdict, result.decided_by, result.tie) == (Verdict.REJECTED, TieRule.FAILS, Tie((YES, NO)))


def said(chair: str) -> TieBreak:
    return TieBreak((Ruling(chair, tuple(option for option in (YES, NO) if option != chair)),))


def test_a_tie_stays_undecided_until_the_chair_has_decided() -> None:
    majority = Majority(tie=TieRule.CHAIR)
    assert motion(10, 10, 3, majority).verdict is Verdict.UNDECIDED
    assert motion(10, 10, 3, majority, tie_break=said(YES)).verdict is Verdict.ADOPTED
    assert motion(10, 10, 3, majority, tie_break=said(NO)).verdict is Verdict.REJECTED
    assert motion(10, 10, 3, majority, tie_break=said("maybe")).verdict is Verdict.UNDECIDED


def test_the_chair_decides_nothing_where_there_is_no_tie() -> None:
    majority = Majority(tie=TieRule.CHAIR)
    assert motion(10, 11, 3, majority, tie_break=said(YES)).verdict is Verdict.REJECTED
    halves_of_all = Majority(base=Base.CAST, tie=TieRule.CHAIR)
    assert motion(10, 10, 3, halves_of_all, tie_break=said(YES)).verdict is Verdict.REJECTED


def test_anyone_can_repeat_a_draw_with_nothing_but_sha256() -> None:
    options = ["park", "pool", "library"]
    by_hand = sorted(options, key=lambda option: hashlib.sha256(f"dice 4 2 6 1\n{option}".encode()).hexdigest())
    assert draw_order("dice 4 2 6 1", options) == tuple(by_hand)
    assert draw_order("dice 4 2 6 1", reversed(options)) == tuple(by_hand)
    majority = Majority(0, 1, tie=TieRule.DRAW)
    counts = dict.fromkeys(options, 7)
    assert choice(counts, 21, 0, majority).verdict is Verdict.UNDECIDED
    drawn = choice(counts, 21, 0, majority, tie_break=TieBreak(seed="dice 4 2 6 1"))
    assert (drawn.verdict, drawn.leading, drawn.decided_by) == (Verdict.CHOSEN, (by_hand[0],), TieRule.DRAW)


def test_a_draw_is_fair_over_many_seeds() -> None:
    first = [draw_order(str(seed), ["a", "b", "c"])[0] for seed in range(3000)]
    assert all(900 < first.count(option) < 1100 for option in "abc")


def test_one_option_needs_the_share_that_the_poll_asks_for() -> None:
    counts = {"a": 12, "b": 8, "c": 3}
    assert choice(counts, 25, 2).verdict is Verdict.CHOSEN
    assert choice(counts, 25, 2, SIMPLE).verdict is Verdict.CHOSEN
    result = choice(counts, 25, 2, Majority(base=Base.CAST))
    assert (result.verdict, result.votes, result.needed, result.whole) == (Verdict.NOT_CHOSEN, 12, 13, 25)
    assert result.majority.share == Fraction(1, 2)


def test_without_any_vote_no_option_is_chosen() -> None:
    assert choice({"a": 0, "b": 0}, 4, 4, MOST_VOTES).verdict is Verdict.NO_VOTES
    assert choice({}, 0, 0).leading == ()


def test_options_that_tie_are_told_as_a_tie() -> None:
    result = choice({"a": 5, "b": 3, "c": 5}, 13, 0)
    assert (result.verdict, result.tie, result.leading) == (Verdict.NOT_CHOSEN, Tie(("a", "c")), ("a", "c"))
