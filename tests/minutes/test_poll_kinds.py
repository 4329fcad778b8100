"""What minutes show of every kind of poll, and of all that can happen to one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from assembly_app.desk import Desk
from assembly_app.domain import commands as c
from assembly_app.domain.ballots import Writing
from assembly_app.domain.counting.budget_terms import Allocation
from assembly_app.domain.polls import METHODS, Poll, PollKind
from assembly_app.domain.voting import PollState
from assembly_app.i18n import translator
from assembly_app.minutes import poll_words
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.model import PollMinutes
from assembly_app.store.verify import verify
from assembly_app.words import budget_words, result_words, wording
from tests.conftest import Clock
from tests.minutes import kinds
from tests.minutes.conftest import Evening, roll
from tests.minutes.reading import by_poppler, by_pypdf, flat

_ = translator("en")


@pytest.fixture
def evening(desk: Desk, clock: Clock) -> Evening:
    """An evening with a poll of every kind."""
    return kinds.play(desk, clock)


@pytest.fixture
def text(evening: Evening) -> str:
    return by_pypdf(PdfDocuments().minutes_pdf(evening.desk, "en"))


def told(evening: Evening, poll: str) -> PollMinutes:
    return next(found for found in drafted(evening.desk).other.polls if found.state.poll.id == poll)


def section(text: str, evening: Evening, poll: str) -> str:
    """The text from this poll's question to the next one's."""
    polls = list(evening.desk.state.polls.values())
    place = next(n for n, found in enumerate(polls) if found.poll.id == poll)
    start = text.index(flat(_.pick(polls[place].poll.question)))
    following = polls[place + 1 : place + 2]
    end = text.index(flat(_.pick(following[0].poll.question)), start + 1) if following else text.index("Overview")
    return text[start:end]


def test_the_evening_has_every_kind_and_every_way_to_count_persons_and_orders(evening: Evening) -> None:
    polls = [poll.poll for poll in evening.desk.state.polls.values()]
    assert {poll.kind for poll in polls} >= set(PollKind) - {PollKind.MULTIPLE}
    assert {poll.counted_by for poll in polls} >= set(METHODS[PollKind.RANKING])
    assert verify(evening.desk.store).findings == ()


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_result_stands_with_its_sentence_its_bars_and_its_rounds(evening: Evening, language: str) -> None:
    speak = translator(language)
    read = by_pypdf(PdfDocuments().minutes_pdf(evening.desk, language))
    for state in evening.desk.state.polls.values():
        assert flat(poll_words.result(PollMinutes(state), speak)) in read
        assert flat(wording.turnout_sentence(state, speak)) in read
        if isinstance(state.result, Allocation):
            continue
        assert state.tally is not None
        for bar in result_words.bars(state, state.tally, speak):
            assert flat(f"{bar.label} {bar.text}") in read
        for line in result_words.rounds(state, speak):
            assert flat(line) in read


def test_both_readers_find_the_same_words(evening: Evening, tmp_path: Path) -> None:
    pdf = PdfDocuments().minutes_pdf(evening.desk, "fr")
    found = by_poppler(pdf, tmp_path)
    speak = translator("fr")
    for state in evening.desk.state.polls.values():
        assert flat(poll_words.result(PollMinutes(state), speak)) in found
        assert state.digest in found


def test_a_session_read_anew_has_the_same_minutes(evening: Evening) -> None:
    again = Desk(evening.desk.store, evening.desk.session)
    first, second = (by_pypdf(PdfDocuments().minutes_pdf(desk, "nl")) for desk in (evening.desk, again))
    assert first == second


def test_the_rules_say_majority_base_method_and_tie(text: str, evening: Evening) -> None:
    assert "at least 2/3 of all votes cast · the chair decides a tie" in section(text, evening, "named")
    assert "instant runoff · a tie fails" in section(text, evening, "runoff")
    assert "single transferable vote · 2 seats · a tie fails" in section(text, evening, "elect")
    assert "budget: 1,000" in section(text, evening, "budget")
    assert "On the ballot: “Spread up to 10 points, at most 10 on one.”" in section(text, evening, "points")


def test_scores_stand_on_a_scale_whose_ends_are_named(text: str, evening: Evening) -> None:
    found = section(text, evening, "score")
    assert "1 · slecht 5 · heel goed" in found
    assert "The bars show the average score of each option, from those who gave it one." in found


def test_a_runoff_and_an_election_have_their_votes_in_a_table(text: str, evening: Evening) -> None:
    assert "Votes in each round Option 1 2 3 Park 7 7 11 Zwembad 4 4 – Banken 3 5 5" in section(text, evening, "runoff")
    found = section(text, evening, "elect")
    assert "Votes after each stage Option 1 2" in found
    assert "14 ballots, quota 5." in found
    assert "Elected: Park." in found


def test_a_budget_is_a_table_of_projects_with_the_reason_of_each(text: str, evening: Evening) -> None:
    for poll in ("budget", "greedy"):
        found = section(text, evening, poll)
        result = evening.desk.state.poll(poll).result
        assert isinstance(result, Allocation)
        for project, option in zip(result.projects, kinds.PLACES, strict=True):
            why = budget_words.why(project, result, _)
            row = f"{_.pick(option.label)} {_.number(option.cost)} {project.votes} {why}"
            assert flat(row) in found
        assert flat(budget_words.budget_sentence(result, _)) in found
    assert "Each voter had a share of 93 to spend: the equal part, raised by 26.33." in section(text, evening, "budget")


def test_a_budget_that_is_not_counted_yet_says_so(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    people = roll(12)
    evening.do(c.Enrol(people), *(c.CheckIn(person.id) for person in people), c.OpenSession())
    evening.do(c.AddPoll(next(poll for poll in kinds.POLLS if poll.id == "budget")))
    evening.vote("budget", *[("park",)] * 4, *[("pool",)] * 3)
    read = by_pypdf(PdfDocuments().minutes_pdf(desk, "en"))
    assert "Still to be counted." in read
    assert "Park 4" in read


def test_a_named_poll_lists_weights_and_proxies(text: str, evening: Evening) -> None:
    found = section(text, evening, "named")
    people = evening.desk.people
    assert "Votes have weight: 18 ballots carry 20 votes." in found
    assert "Yes (11 ballots, 13 votes): Aïcha Benali (3 votes), " in found
    assert flat(f"{people['p028'].name} (by proxy held by {people['p003'].name})") in found
    assert f"by proxy held by {people['p004'].name}, which ended at 19:02 while the vote ran" in found
    votes = told(evening, "named")
    assert votes.state.tally is not None
    for option, count in votes.state.tally.counts.items():
        assert sum(each.weight for each in votes.of_option(option)) == count


def test_a_named_ranking_lists_each_order(text: str, evening: Evening) -> None:
    found = section(text, evening, "runoff")
    for person, choice in evening.desk.roll_call("runoff").items():
        order = result_words.choice_words(choice, evening.desk.state.poll("runoff"), _)
        name = evening.desk.people[person].name + (" (3 votes)" if person == "p000" else "")
        assert flat(f"{name}: {order}") in found


def test_help_is_told_by_number_and_never_by_name(text: str, evening: Evening) -> None:
    assert "1 person voted with the help of the facilitator." in section(text, evening, "named")


def test_a_tie_tells_who_decided_it_or_the_seed_of_the_draw(text: str, evening: Evening) -> None:
    assert "There was a tie between Yes and No. The chair decided for Yes." in section(text, evening, "chair")
    drawn = evening.desk.state.poll("lot")
    assert drawn.outcome is not None
    assert "published seed “4 2 6 1”" in section(text, evening, "lot")
    winner = wording.option_label(next(o for o in kinds.PLACES if o.id == drawn.outcome.leading[0]), _)
    loser = {"Park": "Zwembad", "Zwembad": "Park"}[winner]
    order = section(text, evening, "lot").split("line feed and their id: ")[1]
    assert order.index(winner) < order.index(loser)


def test_a_tie_that_waits_says_what_for(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    people = roll(14)
    evening.do(c.Enrol(people), *(c.CheckIn(person.id) for person in people), c.OpenSession())
    evening.do(c.AddPoll(next(poll for poll in kinds.POLLS if poll.id == "chair")))
    evening.vote("chair", *[("yes",)] * 5, *[("no",)] * 5)
    assert "The tie is not decided yet: the chair decides a tie." in by_pypdf(PdfDocuments().minutes_pdf(desk, "en"))


def test_paper_says_who_counted_it_and_a_correction_when_why_and_what(text: str, evening: Evening) -> None:
    found = section(text, evening, "redo")
    assert "Bram M. and Chloé D. each counted 3 ballots on paper and found the same." in found
    assert "Corrected on 12 March 2026, 19:17: Een briefje lag onder de tafel." in found
    assert "Before: 12 ballots: Park 6, Zwembad 6, " in found
    assert "After: 13 ballots: Park 6, Zwembad 7" in found


def test_answers_stand_in_order_of_the_alphabet_and_words_by_how_often(text: str, evening: Evening) -> None:
    assert "Answers Antwoord 00 Antwoord 01 Antwoord 02" in section(text, evening, "text")
    assert told(evening, "words").words == (("Groen", 5), ("druk", 3), ("thuis", 2))
    assert "Groen ×5 druk ×3 thuis ×2" in section(text, evening, "words").replace("\xa0", " ").replace("  ", " ")


def test_few_answers_come_with_a_warning_before_them(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    people = roll(14)
    evening.do(c.Enrol(people), *(c.CheckIn(person.id) for person in people), c.OpenSession())
    evening.do(c.AddPoll(Poll("t", {"nl": "Wat?"}, PollKind.TEXT)), c.OpenPoll("t"))
    evening.cast("t", Writing(("Geheim antwoord",)), Writing(("Ander antwoord",)))
    assert "antwoord" not in by_pypdf(PdfDocuments().minutes_pdf(desk, "en"))
    evening.do(c.ClosePoll("t"))
    read = by_pypdf(PdfDocuments().minutes_pdf(desk, "en"))
    assert read.index("So few voted") < read.index("Ander antwoord") < read.index("Geheim antwoord")


def test_a_straw_poll_has_numbers_and_no_names(text: str, evening: Evening) -> None:
    found = section(text, evening, "straw")
    assert "straw poll: everyone in the room, one vote a phone" in found
    assert "Yes 2 · 67%" in found
    assert "Who chose what" not in found
    assert told(evening, "straw").roll == ()
    assert evening.desk.state.poll("straw").tally == drafted(evening.desk).other.polls[-1].state.tally


def test_who_was_represented_stands_with_the_presence_and_in_the_quorum(evening: Evening, text: str) -> None:
    people = evening.desk.people
    first, late = f"{people['p028'].name}, by proxy held by", f"{people['p029'].name}, by proxy held by"
    assert "Represented by proxy: 2" in text
    assert f"{first} {people['p003'].name}" in text
    assert f"{late} {people['p004'].name} (until 19:02)" in text
    presence = drafted(evening.desk).presence
    assert [who.id for who in presence.excused] == ["p027"]
    assert [who.id for who in presence.absent] == ["p026"]


def test_the_quorum_counts_those_represented(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    people = roll(13)
    details = kinds.with_proxies(desk.state.session())
    evening.do(c.ChangeSession(details), c.Enrol(people), c.CheckIn("p003"), c.CheckIn("p004"), c.CheckIn("p005"))
    evening.do(*(c.CheckIn(f"p{n:03}") for n in (0, 6)), c.GiveProxy("p007", "p003"), c.OpenSession(), minutes=1)
    evening.do(c.TakeProxyBack("p007"), minutes=3)
    read = by_pypdf(PdfDocuments().minutes_pdf(desk, "en"))
    assert "At the opening the quorum was reached: 5 voters present and 1 represented by proxy, 6 needed." in read
    assert "From 19:04 the quorum was not reached: 5 voters present, 6 needed." in read


def test_a_long_table_goes_on_over_the_page_with_its_headings(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    people = roll(14)
    evening.do(c.Enrol(people), *(c.CheckIn(person.id) for person in people), c.OpenSession())
    poll = kinds.many_projects(80)
    evening.do(c.AddPoll(poll))
    evening.vote("many", *[("o1", "o2", "o79")] * 6)
    desk.count_budget("many")
    (path := desk.store.path.with_suffix(".pdf")).write_bytes(PdfDocuments().minutes_pdf(desk, "en"))
    pages = [flat(page.extract_text()) for page in PdfReader(path).pages]
    with_rows = [page for page in pages if "Out: " in page]
    assert len(with_rows) > 2
    assert all("Project Cost Votes In or out, and why" in page for page in with_rows)
    for option in poll.options:
        assert _.pick(option.label) in " ".join(pages)


# --- the export ---


@pytest.fixture
def exported(evening: Evening) -> dict[str, Any]:
    return json.loads(PdfDocuments().session_json(evening.desk))


def test_the_export_has_every_field_of_every_poll(exported: dict[str, Any], evening: Evening) -> None:
    polls = {poll["poll"]["id"]: poll for poll in exported["polls"]}
    state: dict[str, PollState] = evening.desk.state.polls
    assert polls["named"]["weights"] == {"p000": 3}
    assert polls["named"]["proxies"] == {"p028": "p003", "p029": "p004"}
    assert polls["named"]["helped"] == 1
    assert polls["chair"]["tie_break"] == {"rulings": [{"chosen": "yes", "over": ["no"]}], "seed": None}
    assert polls["lot"]["tie_break"] == {"rulings": [], "seed": "4 2 6 1"}
    assert [sheet["by"] for sheet in polls["redo"]["paper"]] == ["Bram M.", "Chloé D."]
    (correction,) = polls["redo"]["corrections"]
    assert (correction["reason"], correction["before"]["ballots"]) == ("Een briefje lag onder de tafel.", 12)
    assert polls["redo"]["tally"] == {"ballots": 13, "counts": dict(state["redo"].tally.counts), "votes": None,
                                      "paper": 3}  # fmt: skip
    assert polls["elect"]["result"]["quota"] == 5
    assert polls["budget"]["result"]["chosen"] == ["bench", "park"]
    assert polls["budget"]["method"] == "equal-shares/add1/utilitarian"
    assert polls["text"]["written"] == [f"Antwoord {n:02}" for n in range(6)]
    assert polls["runoff"]["roll_call"]["p000"] == {"kind": "ranking", "order": ["park", "pool"]}
    assert polls["straw"]["roll_call"] is None


def test_the_export_has_the_published_ballots_and_only_those(exported: dict[str, Any], evening: Evening) -> None:
    polls = {poll["poll"]["id"]: poll for poll in exported["polls"]}
    listed = [(each["receipt"], each["choice"]["given"]) for each in polls["points"]["published"]]
    assert listed == [(receipt, [list(pair) for pair in choice.given])
                      for receipt, choice in evening.desk.published("points")]  # fmt: skip
    assert [poll for poll, found in polls.items() if found["published"] is not None] == ["points"]


def test_the_export_tells_who_was_represented_and_when(exported: dict[str, Any]) -> None:
    assert [(proxy["giver"], proxy["holder"], proxy["since"], proxy["until"]) for proxy in exported["proxies"]] == [
        ("p028", "p003", None, None), ("p029", "p004", None, "2026-03-12T18:02:00Z"),
    ]  # fmt: skip
