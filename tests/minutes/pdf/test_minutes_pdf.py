"""The PDF of the minutes, read back by tools that did not write it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from assembly_app.desk import Cast, Desk
from assembly_app.domain import commands as c
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.ballots import Selection
from assembly_app.domain.people import Person
from assembly_app.domain.polls import Poll
from assembly_app.domain.record import NextMeeting, Record, RecordKind
from assembly_app.domain.voting import PollStatus
from assembly_app.i18n import LANGUAGES, duration, translator
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.words import result_words, wording
from tests.conftest import Clock
from tests.minutes.conftest import Evening, roll
from tests.minutes.reading import by_poppler, by_pypdf, flat, outline, run

ENGLISH = translator("en")


def pdf(desk: Desk, language: str = "en") -> bytes:
    return PdfDocuments().minutes_pdf(desk, language)


@pytest.fixture
def written(evening: Evening) -> bytes:
    return pdf(evening.desk)


@pytest.fixture(params=["pypdf", "poppler"])
def text(request: pytest.FixtureRequest, written: bytes, tmp_path: Path) -> str:
    return by_pypdf(written) if request.param == "pypdf" else by_poppler(written, tmp_path)


def test_every_poll_stands_with_the_numbers_of_the_journal(evening: Evening, text: str) -> None:
    for poll in evening.desk.state.polls.values():
        assert flat(ENGLISH.pick(poll.poll.question)) in text
        assert flat(result_words.result_sentence(poll, ENGLISH)) in text
        if poll.tally is None:
            continue
        assert flat(wording.turnout_sentence(poll, ENGLISH)) in text
        assert poll.digest in text
        for option in poll.poll.options:
            share = ENGLISH.percent(poll.tally.counts[option.id] / poll.tally.ballots)
            assert f"{poll.tally.counts[option.id]} · {share}" in text


def test_a_result_that_reveals_votes_says_so(evening: Evening, text: str) -> None:
    revealing = [poll for poll in evening.desk.state.polls.values() if wording.reveal_warning(poll, ENGLISH)]
    assert [poll.poll.id for poll in revealing] == ["mood"]
    assert text.count(wording.reveal_warning(revealing[0], ENGLISH)) == 1


def test_a_named_poll_prints_who_chose_what_and_a_secret_one_does_not(evening: Evening, text: str) -> None:
    people = evening.desk.people
    roll = evening.desk.roll_call("play")
    abstained = [people[person].name for person, chosen in roll.items() if chosen == Selection(("abstain",))]
    assert len(abstained) == 3
    assert f"Abstain (3): {ENGLISH.list(sorted(abstained))}" in text
    assert text.count("Who chose what") == 1


def test_a_cancelled_poll_gives_its_reason(evening: Evening, text: str) -> None:
    assert evening.desk.state.poll("first").status is PollStatus.CANCELLED
    assert "Cancelled: De vraag was niet duidelijk." in text


def test_presence_stands_with_its_numbers_and_every_name(evening: Evening, text: str) -> None:
    for sentence in ("Present: 37", "Excused: 2", "Absent: 4", "Guests: 2", "Observers: 3"):
        assert sentence in text
    for person in evening.desk.people.values():
        assert person.name in text
    assert "Karim El Amrani (19:08)" in text
    assert "(19:14 to 19:18)" in text


def test_the_quorum_and_the_hours_stand_on_the_first_page(written: bytes) -> None:
    first = flat(PdfReader(BytesIO(written)).pages[0].extract_text())
    for sentence in (
        "At least 1/2 of all members with a vote must be present.",
        "At the opening the quorum was reached: 32 voters present, 20 needed.",
        "From 19:48 the quorum was not reached: 19 voters present, 20 needed.",
        "Opened at 19:02",
        "Closed at 19:52",
        "Chair Aïcha Benali",
        "Secretary Bram Maes",
        "Zaal Noord",
    ):
        assert sentence in first


def test_items_stand_with_times_speakers_and_dossier(evening: Evening, text: str) -> None:
    name = evening.desk.people["p005"].name
    assert f"{name} (2 times, {duration(133)})" in text
    assert "20 minutes planned · 11 minutes taken · presented by Dienst Mobiliteit" in text
    assert "19:08–19:14 and 19:18–19:23" in text
    assert "Hoogstens € 4.000 voor materiaal." in text
    assert "This item was skipped." in text
    assert "This item was not reached." in text


def test_decisions_and_actions_stand_under_their_item_and_in_the_overview(text: str) -> None:
    assert text.count("De raad adviseert een speelstraat op woensdag.") == 2
    assert text.count("Jan Peeters, by 1 April 2026") == 2
    assert text.count("Sleutel terugbrengen") == 2
    assert "Thursday, 16 April 2026 at 19:30, Zaal Noord" in text or "Thursday 16 April 2026 at 19:30" in text


def test_every_page_says_its_number_and_how_many_there_are(written: bytes) -> None:
    pages = PdfReader(BytesIO(written)).pages
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()


def test_every_page_after_the_first_names_assembly_and_date(written: bytes) -> None:
    for page in PdfReader(BytesIO(written)).pages[1:]:
        assert "Wijkraad Noord · Zitting 4 · 12 March 2026" in page.extract_text()


def test_bookmarks_lead_to_the_page_of_each_item(evening: Evening, written: bytes) -> None:
    pages = PdfReader(BytesIO(written)).pages
    found = outline(written)
    titles = [title for title, _page in found]
    for title, page in found:
        assert title in flat(pages[page - 1].extract_text())
    for item in evening.desk.state.items:
        assert any(title.endswith(item.title["nl"]) for title in titles)
    assert [page for _title, page in found] == sorted(page for _title, page in found)


def test_the_file_describes_itself(evening: Evening) -> None:
    reader = PdfReader(BytesIO(pdf(evening.desk, "fr")))
    assert reader.metadata is not None
    assert "Séance 4" in (reader.metadata.title or "")
    assert reader.metadata.author == "Conseil de quartier Nord"
    assert reader.metadata.subject
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_every_font_is_embedded_as_a_subset(written: bytes, tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(written)
    fonts = run("pdffonts", path).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_makes_a_pdf_with_the_same_numbers(evening: Evening, language: str) -> None:
    _ = translator(language)
    text = by_pypdf(pdf(evening.desk, language))
    for poll in evening.desk.state.polls.values():
        if poll.tally:
            assert flat(result_words.result_sentence(poll, _)) in text
    assert flat(_.date(date(2026, 3, 12), "full")) in text


def test_an_empty_session_makes_a_draft_that_says_so(desk: Desk) -> None:
    text = by_pypdf(pdf(desk))
    assert "Draft: the session has not been opened yet." in text
    assert "There were no items on the agenda." in text
    assert "No date has been set." in text


def test_an_open_session_makes_a_draft_that_says_until_when(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    evening.do(
        c.AddItem(AgendaItem("bare", {"nl": "Zonder tekst"}, minutes=0)), c.OpenSession(), c.NextItem(), minutes=9
    )
    text = by_pypdf(pdf(desk))
    assert "Draft: the session is still open. This tells what happened until 19:09." in text
    assert "This item is being discussed." in text
    assert "1. Zonder tekst" in text


def test_a_vote_without_quorum_decides_nothing_and_says_so(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    evening.do(c.Enrol(roll(40)), *(c.CheckIn(f"p{n:03}") for n in range(10)), c.OpenSession())
    evening.do(c.AddPoll(Poll("q", {"nl": "Akkoord?"}, secret=False)))
    evening.vote("q", *[("yes",)] * 5)
    text = by_pypdf(pdf(desk))
    assert "No decision: the quorum was not reached (5 yes, 0 no, 0 abstentions)." in text
    assert "The quorum was not reached at the close of the vote." in text
    assert "At the opening the quorum was not reached: 8 voters present, 19 needed." in text


def test_a_draft_tells_nothing_of_a_vote_that_is_still_open(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    evening.do(c.Enrol(roll(5)), *(c.CheckIn(f"p{n:03}") for n in range(5)), c.OpenSession())
    evening.do(c.AddPoll(Poll("q", {"nl": "Akkoord?"}, secret=False, live=True)), c.OpenPoll("q"))
    ticket = desk.tickets()["p003"].id
    assert desk.cast([Cast("q", "p003", ticket, "phone", Selection(("yes",)), "key")]) == [""]
    text = by_pypdf(pdf(desk))
    assert "Opened at 19:00; the vote is still open." in text
    assert "Yes" not in text
    assert "Who chose what" not in text


def test_what_users_type_is_never_read_as_markup(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    evening.do(
        c.Enrol((Person("p", "<b>Bobby</b> & \"Tables\" <para>", group="a < b && c"),)),
        c.AddItem(AgendaItem("i", {"nl": "</para><i>Titel</i> &amp; zo"}, presenter="<img src='x'/>")),
        c.CheckIn("p"), c.OpenSession(), c.NextItem(),
        c.WriteRecord(Record("n", "i", RecordKind.NOTE, "Eerste <br/> regel\nTweede & <font size=40>regel")),
        c.WriteRecord(Record("a", "i", RecordKind.ACTION, "{doe} dit", owner="{naam} %s")),
        c.StartSpeech("p"), c.SetNextMeeting(NextMeeting(datetime(2026, 4, 1, tzinfo=UTC), "<u>Zaal</u> {x}")),
        c.CloseSession(),
    )  # fmt: skip
    text = by_pypdf(pdf(desk))
    for typed in (
        '<b>Bobby</b> & "Tables" <para>',
        "a < b && c",
        "</para><i>Titel</i> &amp; zo",
        "<img src='x'/>",
        "Eerste <br/> regel Tweede & <font size=40>regel",
        "{doe} dit",
        "{naam} %s",
        "<u>Zaal</u> {x}",
    ):
        assert typed in text


def test_long_names_and_titles_wrap_and_are_not_cut(desk: Desk, clock: Clock) -> None:
    name = "Donaudampfschifffahrtsgesellschaftskapitän" * 6
    title = "Een heel lange titel over van alles en nog wat " * 12 + "einde"
    note = "Lange nota. " * 2000 + "Slot."
    evening = Evening(desk, clock)
    evening.do(
        c.Enrol((Person("p", name, group=name),)), c.CheckIn("p"), c.AddItem(AgendaItem("i", {"nl": title})),
        c.OpenSession(), c.NextItem(), c.WriteRecord(Record("n", "i", RecordKind.NOTE, note)), c.CloseSession(),
    )  # fmt: skip
    written = pdf(desk)
    text = by_pypdf(written)
    assert text.replace(" ", "").count(name) == 2
    assert flat(title) in text
    assert text.count("Lange") == text.count("nota.") == 2000
    assert "Slot." in text


@pytest.mark.parametrize("many", [28, 29, 30, 31])
def test_a_name_and_its_group_stay_on_one_page(desk: Desk, clock: Clock, many: int) -> None:
    evening = Evening(desk, clock)
    people = tuple(Person(f"p{n:03}", f"Naam {n:03} A", group=f"Groep {n:03} B") for n in range(many))
    evening.do(c.Enrol(people), *(c.CheckIn(person.id) for person in people), c.OpenSession())
    for page in PdfReader(BytesIO(pdf(desk))).pages:
        read = page.extract_text()
        assert [f"Naam {n:03}" in read for n in range(many)] == [f"Groep {n:03}" in read for n in range(many)]


def test_three_hundred_people_and_thirty_items_make_a_document(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    people = roll(300)
    evening.do(c.Enrol(people), *(c.AddItem(AgendaItem(f"i{n}", {"nl": f"Punt over zaak {n}"})) for n in range(30)))
    evening.do(*(c.CheckIn(person.id) for person in people[:250]), c.OpenSession())
    for number in range(30):
        evening.do(c.NextItem(), minutes=2)
        evening.do(c.WriteRecord(Record(f"r{number}", f"i{number}", RecordKind.NOTE, "Besproken. " * 40)))
    evening.do(c.CloseSession(), minutes=2)
    written = pdf(desk, "nl")
    text = by_pypdf(written)
    assert len(PdfReader(BytesIO(written)).pages) > 10
    assert all(f"{n + 1}. Punt over zaak {n}" in text for n in range(30))


def test_no_heading_is_the_last_thing_on_a_page(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    evening.do(*(c.AddItem(AgendaItem(f"i{n}", {"nl": f"Titel {n} einde"})) for n in range(60)))
    notes = (Record(f"r{n}", f"i{n}", RecordKind.NOTE, "Regel.\n" * (n % 17 + 1)) for n in range(60))
    evening.do(*(c.WriteRecord(note) for note in notes))
    for page in PdfReader(BytesIO(pdf(desk))).pages:
        last = [line for line in page.extract_text().splitlines() if line.strip() and "Page " not in line][-1]
        assert "einde" not in last
        assert "planned" not in last
        assert last not in ("Agenda", "Overview", "Next meeting", "Signatures", "Presence")


def test_threads_may_make_documents_at_the_same_time(evening: Evening) -> None:
    documents = PdfDocuments()

    def make(turn: int) -> str:
        if turn % 3 == 2:
            return by_pypdf(documents.badges_pdf(evening.desk, "http://10.0.0.1/", ["p000"], "en", "cut-2x5"))
        return by_pypdf(documents.minutes_pdf(evening.desk, "fr" if turn % 3 else "en"))

    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(make, range(9)))
    assert [texts[:3]] * 3 == [texts[:3], texts[3:6], texts[6:]]
