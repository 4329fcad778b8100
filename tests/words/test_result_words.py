"""Results in words and bars: what the console, the projector, phones and minutes say alike."""

from __future__ import annotations

import pytest

from assembly_app.domain.ballots import Choice, Ranking, Scores, Selection
from assembly_app.domain.counting.majority import SIMPLE, TWO_THIRDS, Base, Majority, TieBreak, TieRule
from assembly_app.domain.counting.ties import Ruling
from assembly_app.domain.polls import Method, Option, Poll, PollKind, Scale, complete
from assembly_app.domain.results import budget_result, count, result
from assembly_app.domain.voting import PollState, PollStatus
from assembly_app.i18n import translator
from assembly_app.words.result_words import bars, choice_words, result_sentence, rounds

_ = translator("en")
PARK, POOL, BENCH = (Option(name.lower(), {"en": name}, cost) for name, cost in
                     (("Park", 500), ("Pool", 900), ("Bench", 100)))  # fmt: skip
OPTIONS = (PARK, POOL, BENCH)


def closed(
    poll: Poll, piles: dict[Choice, int], *, members: int = 40, present: int = 30, quorate: bool = True,
    tie_break: TieBreak | None = None,
) -> PollState:  # fmt: skip
    poll = complete(poll)
    tally = count(poll, piles, sum(piles.values()))
    found = budget_result(poll, piles) or result(poll, piles, tie_break)
    return PollState(poll, PollStatus.CLOSED, None, None, present, members, quorate, tally, "", found,
                     tie_break=tie_break)  # fmt: skip


def motion(
    yes: int, no: int, abstain: int, majority: Majority = SIMPLE, tie_break: TieBreak | None = None
) -> PollState:
    votes: dict[Choice, int] = {Selection(("yes",)): yes, Selection(("no",)): no, Selection(("abstain",)): abstain}
    return closed(Poll("m", {"en": "Agreed?"}, majority=majority), votes, tie_break=tie_break)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (motion(24, 10, 4), "Adopted: 24 yes, 10 no, 4 abstentions; simple majority."),
        (motion(1, 2, 1), "Rejected: 1 yes, 2 no, 1 abstention; simple majority."),
        (
            motion(20, 10, 3, TWO_THIRDS),
            "Adopted: 20 yes, 10 no, 3 abstentions; at least 2/3 of the votes for and against. 20 of 30 were needed.",
        ),
        (
            motion(19, 2, 3, Majority(base=Base.MEMBERS)),
            "Rejected: 19 yes, 2 no, 3 abstentions; more than 1/2 of all members. 21 of 40 were needed.",
        ),
        (
            motion(5, 5, 0),
            "Rejected: 5 yes, 5 no, 0 abstentions; simple majority. "
            "As many said yes as no: by the rules of this vote a tie fails.",
        ),
        (motion(5, 5, 0, Majority(tie=TieRule.CHAIR)), "A tie between Yes and No: 5 yes, 5 no, 0 abstentions."),
        (motion(0, 0, 3), "No valid votes, so no result (0 yes, 0 no, 3 abstentions)."),
    ],
)
def test_a_motion_says_what_it_means_and_what_was_needed(state: PollState, says: str) -> None:
    assert result_sentence(state, _) == says


def test_a_tie_that_the_chair_decided_says_so() -> None:
    state = motion(5, 5, 0, Majority(tie=TieRule.CHAIR), TieBreak((Ruling("yes", ("no",)),)))
    assert result_sentence(state, _).startswith("Adopted: 5 yes, 5 no")
    assert result_sentence(state, _).endswith("It was a tie; the chair decided.")


def test_a_tie_for_one_choice_chooses_nothing() -> None:
    state = closed(
        Poll("s", {"en": "Which?"}, PollKind.SINGLE, OPTIONS), {Selection(("park",)): 3, Selection(("pool",)): 3}
    )
    assert result_sentence(state, _) == "A tie between Park and Pool, so nothing is chosen: Park 3, Pool 3, Bench 0."


def test_without_the_quorum_there_is_no_decision() -> None:
    state = closed(Poll("m", {"en": "Agreed?"}), {Selection(("yes",)): 3}, quorate=False)
    assert result_sentence(state, _).startswith("No decision: the quorum was not reached")


def test_scores_are_drawn_by_their_average_on_the_scale() -> None:
    poll = Poll("s", {"en": "How good?"}, PollKind.SCORE, OPTIONS, scale=Scale(1, 5))
    state = closed(poll, {Scores((("park", 5), ("pool", 2))): 1, Scores((("park", 4), ("pool", 3))): 1})
    park, pool, bench = bars(state, state.tally, _)
    assert (park.text, park.length, park.leads) == ("4.5", 0.875, True)
    assert (pool.text, bench.text) == ("2.5", "–")


def test_a_runoff_is_told_round_by_round() -> None:
    poll = Poll("r", {"en": "Order?"}, PollKind.RANKING, OPTIONS)
    piles: dict[Choice, int] = {Ranking(("park",)): 4, Ranking(("pool", "park")): 3, Ranking(("bench", "pool")): 2}
    state = closed(poll, piles)
    assert result_sentence(state, _).startswith("Chosen: Pool")
    assert [line[:8] for line in rounds(state, _)] == ["Round 1:", "Round 2:"]


def test_a_budget_explains_each_project() -> None:
    poll = Poll("b", {"en": "What?"}, PollKind.BUDGET, OPTIONS, budget=1000, method=Method.EQUAL_SHARES)
    state = closed(poll, {Selection(("park", "bench")): 6, Selection(("pool",)): 4})
    told = rounds(state, _)
    assert told[0].startswith("2 of 3 projects are chosen.")
    assert [line.split(". ")[1][:3] for line in told[1:]] == ["In:", "Out", "In:"]
    assert state.result is not None
    assert state.result.shares.voters == ()  # what each ballot paid names the ballot: it stays in the box


def test_a_ballot_is_told_as_it_was_cast() -> None:
    state = closed(Poll("s", {"en": "Which?"}, PollKind.MULTIPLE, OPTIONS, 0, 2), {})
    assert choice_words(Selection(("park", "pool")), state, _) == "Park and Pool"
    assert choice_words(Selection(), state, _) == "blank"
    assert choice_words(Ranking(("pool", "park")), state, _) == "Pool › Park"
    assert choice_words(Scores((("park", 3),)), state, _) == "Park 3"


@pytest.mark.parametrize(("rule", "note"), [
    (TieRule.FAILS, " By the rules of this vote a tie is not broken."), (TieRule.CHAIR, ""),
])  # fmt: skip
def test_a_tie_for_the_last_seat_names_who_is_elected_and_whether_it_will_be_broken(rule: TieRule, note: str) -> None:
    seats = Poll("e", {"en": "Who?"}, PollKind.ELECTION, OPTIONS, seats=2, majority=Majority(0, 1, tie=rule))
    state = closed(seats, {Selection(("park", "pool")): 3, Selection(("bench", "park")): 3})
    assert result_sentence(state, _) == f"Elected: Park. A tie between Pool and Bench: Park 6, Pool 3, Bench 3.{note}"
