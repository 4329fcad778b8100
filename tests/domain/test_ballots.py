"""Every form of ballot: what is valid, what is refused and why, and how a browser's form says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly_app.domain.ballots import (
    Choice,
    Ranking,
    Scores,
    Selection,
    Writing,
    from_form,
    to_form,
    valid_choice,
)
from assembly_app.domain.errors import Refused
from assembly_app.domain.polls import BudgetBallot, Method, Option, Poll, PollKind, Scale, check_poll, complete

OPTIONS = tuple(Option(name, {"nl": name}, cost) for name, cost in (("a", 400), ("b", 700), ("c", 100)))
QUESTION = {"nl": "Wat?"}


def poll(kind: PollKind, **fields: object) -> Poll:
    made = complete(Poll("p", QUESTION, kind, OPTIONS, **fields))  # type: ignore[arg-type]
    check_poll(made)
    return made


SCORE = poll(PollKind.SCORE, scale=Scale(1, 5))
RANKING = poll(PollKind.RANKING)
POINTS = poll(PollKind.POINTS, points=5, most_points=3)
BASKET = poll(PollKind.BUDGET, budget=1000, budget_ballot=BudgetBallot.BASKET)
APPROVE = poll(PollKind.BUDGET, budget=1000)
BUDGET_POINTS = poll(PollKind.BUDGET, budget=1000, budget_ballot=BudgetBallot.POINTS)
ELECTION = poll(PollKind.ELECTION, seats=2)
TRANSFERABLE = poll(PollKind.ELECTION, seats=2, method=Method.TRANSFERABLE_VOTE)
TEXT = poll(PollKind.TEXT)
WORDS = poll(PollKind.WORDS, maximum=3)


@pytest.mark.parametrize(
    ("asked", "said", "stored"),
    [
        (SCORE, Scores((("b", 1), ("a", 5))), Scores((("a", 5), ("b", 1)))),
        (RANKING, Ranking(("c", "a")), Ranking(("c", "a"))),
        (POINTS, Scores((("b", 3), ("a", 0), ("c", 2))), Scores((("b", 3), ("c", 2)))),
        (BASKET, Selection(("c", "a")), Selection(("a", "c"))),
        (APPROVE, Selection(("a", "b", "c")), Selection(("a", "b", "c"))),
        (BUDGET_POINTS, Scores((("a", 10),)), Scores((("a", 10),))),
        (ELECTION, Selection(("a", "b")), Selection(("a", "b"))),
        (TRANSFERABLE, Ranking(("a", "c", "b")), Ranking(("a", "c", "b"))),
        (TEXT, Writing(("  Meer\nbomen\x07 ",)), Writing(("Meer bomen",))),
        (WORDS, Writing(("groen", "", " rust ")), Writing(("groen", "rust"))),
    ],
)
def test_a_valid_ballot_is_stored_in_one_agreed_form(asked: Poll, said: Choice, stored: Choice) -> None:
    assert valid_choice(asked, said) == stored
    assert valid_choice(asked, stored) == stored


@pytest.mark.parametrize(
    ("asked", "said", "why"),
    [
        (SCORE, Scores((("a", 6),)), "from 1 to 5"),
        (SCORE, Scores(), "at least 1"),
        (SCORE, Selection(), "at least 1"),
        (SCORE, Scores((("x", 2),)), "does not belong"),
        (SCORE, Selection(("a",)), "not a ballot of this poll"),
        (RANKING, Ranking(("a", "a")), "twice"),
        (RANKING, Ranking(), "at least 1"),
        (POINTS, Scores((("a", 3), ("b", 3))), "1 points too many"),
        (POINTS, Scores((("a", 4),)), "at most 3"),
        (POINTS, Scores((("a", -1), ("b", 3))), "could not be read"),
        (POINTS, Scores((("a", 0),)), "no points yet"),
        (BASKET, Selection(("a", "b")), "cost 100 too much"),
        (BASKET, Selection(), "at least 1"),
        (ELECTION, Selection(("a", "b", "c")), "at most 2"),
        (TRANSFERABLE, Selection(("a",)), "not a ballot of this poll"),
        (TEXT, Writing(("   ",)), "Nothing is written"),
        (TEXT, Writing(("x" * 1001,)), "at most 1000"),
        (WORDS, Writing(("a", "b", "c", "d")), "at most 3"),
        (WORDS, Writing(("x" * 41,)), "at most 40"),
    ],
)
def test_an_invalid_ballot_is_refused_with_the_reason(asked: Poll, said: Choice, why: str) -> None:
    with pytest.raises(Refused) as refused:
        valid_choice(asked, said)
    assert why in str(refused.value)


options = st.text("abcdef0123456789", min_size=1, max_size=16)
choices = st.one_of(
    st.builds(Selection, st.lists(options, unique=True).map(tuple)),
    st.builds(Scores, st.dictionaries(options, st.integers(-999, 999), min_size=1).map(lambda d: tuple(d.items()))),
    st.builds(Ranking, st.lists(options, unique=True, min_size=1).map(tuple)),
    st.builds(Writing, st.lists(st.text()).map(tuple)),
)


@given(choices)
def test_a_form_says_what_was_chosen(choice: Choice) -> None:
    assert from_form(to_form(choice)) == choice


@given(st.dictionaries(st.sampled_from(["rank-a", "rank-b", "number-a", "text", "option", "x"]), st.lists(st.text())))
def test_whatever_a_form_says_it_is_read_or_refused(fields: dict[str, list[str]]) -> None:
    for asked in (SCORE, RANKING, POINTS, BASKET, TEXT, WORDS):
        try:
            stored = valid_choice(asked, from_form(fields))
        except Refused:
            continue
        assert valid_choice(asked, stored) == stored


def test_two_options_at_one_place_are_refused() -> None:
    with pytest.raises(Refused, match="same place"):
        from_form({"rank-a": ["1"], "rank-b": ["1"]})


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (Poll("p", QUESTION, PollKind.BUDGET, OPTIONS), "budget is missing"),
        (Poll("p", QUESTION, PollKind.BUDGET, OPTIONS, budget=500), "cost that fits"),
        (Poll("p", QUESTION, PollKind.ELECTION, OPTIONS, seats=3), "more candidates"),
        (Poll("p", QUESTION, PollKind.SCORE, OPTIONS, scale=Scale(5, 5)), "scale must go up"),
        (Poll("p", QUESTION, PollKind.POINTS, OPTIONS, points=0), "1 to 1000"),
        (Poll("p", QUESTION, PollKind.SCORE, OPTIONS, method=Method.BORDA), "cannot be counted that way"),
        (Poll("p", QUESTION, PollKind.WORDS, maximum=11), "1 to 10"),
    ],
)
def test_a_poll_that_cannot_be_held_is_refused(made: Poll, why: str) -> None:
    with pytest.raises(Refused, match=why):
        check_poll(complete(made))
