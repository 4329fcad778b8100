"""Live fields in what the secretary wrote, other languages, and two languages in one document."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from assembly_app.domain import commands as c
from assembly_app.domain.people import Role
from assembly_app.domain.preferences import Arrangement, Phrase, Preferences
from assembly_app.domain.record import Approval, Record, RecordKind, Signature
from assembly_app.i18n import LANGUAGES, translator
from assembly_app.minutes.bilingual import Edition, edition, told_in
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.fields import STANDING, offered, phrases_offered, words
from assembly_app.minutes.parts import DASH, Block, Columns, Heading, Listing, Side, Written
from assembly_app.minutes.phrases import notice
from assembly_app.prose import plain
from assembly_app.words.wording import ROLES
from tests.minutes.conftest import Evening

EN = translator("en")
DUTCH = Record("t1", "trees", RecordKind.NOTE, "Er is **niets** gezegd.", language="nl")


def blocks(evening: Evening, *languages: str, arrangement: Arrangement = Arrangement.COLUMNS) -> list[Block]:
    return list(told_in(drafted(evening.desk), Edition(languages, arrangement)))


def note(evening: Evening, text: str, language: str = "en") -> str:
    """What a note with this text says to a reader of the language."""
    evening.desk.execute(c.WriteRecord(Record("live", "street", RecordKind.NOTE, text)))
    [found] = [
        block for block in blocks(evening, language)
        if isinstance(block, Written) and any(span.field for passage in block.prose for span in passage.spans)
    ]  # fmt: skip
    return "\n".join(passage.words for passage in found.prose)


def test_a_live_field_says_what_the_journal_knows(evening: Evening) -> None:
    told = note(evening, "{{chair}} opent om {{opened}}; {{voters}} stemmen; {{result:play}} ({{votes:play:yes}} ja)")
    assert (
        told
        == "Aïcha Benali opent om 19:02; 33 stemmen; Adopted: 20 yes, 9 no, 3 abstentions; simple majority. (20 ja)"
    )


def test_a_field_that_nobody_knows_stays_as_it_was_typed(evening: Evening) -> None:
    assert note(evening, "{{present}} en {{weather}} en {{result:none}}") == "37 en {{weather}} en {{result:none}}"


def test_a_standing_phrase_is_translated_by_the_program(evening: Evening) -> None:
    dutch, french = (note(evening, "{{phrase:opens}}", language) for language in ("nl", "fr"))
    assert "Aïcha Benali" in dutch
    assert "Aïcha Benali" in french
    assert dutch != french


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_standing_phrase_finds_its_fields(evening: Evening, language: str) -> None:
    told = phrases_offered(drafted(evening.desk), translator(language))
    assert len(told) == len(STANDING)
    assert not any("{" in phrase.words for phrase in told)


def test_an_assembly_has_phrases_of_its_own(evening: Evening) -> None:
    own = Phrase("ours", {"nl": "De raad dankt {{chair}}.", "fr": "Le conseil remercie {{chair}}."})
    evening.desk.store.prefer(Preferences(phrases=(own,)))
    assert note(evening, "{{phrase:ours}}", "fr") == "Le conseil remercie Aïcha Benali."


def test_every_field_that_is_offered_can_be_filled(evening: Evening) -> None:
    minutes = drafted(evening.desk)
    for item in (*minutes.items, None):
        for field in offered(minutes, item, EN):
            prose = words(field.name, minutes, item, EN)
            assert prose is not None
            assert "".join(passage.words for passage in prose) == field.words


# --- languages ---


def entry(evening: Evening, language: str) -> Written:
    [found] = [
        block for block in blocks(evening, language)
        if isinstance(block, Written) and ("gezegd" in str(block.prose) or "dit" in str(block.prose))
    ]  # fmt: skip
    return found


def test_a_translation_is_told_in_its_language_and_a_missing_one_is_marked(evening: Evening) -> None:
    evening.desk.execute(c.WriteRecord(replace(DUTCH, translations={"fr": "Rien n'a été dit."})))
    assert not entry(evening, "nl").untranslated
    assert not entry(evening, "fr").untranslated
    german = entry(evening, "de")
    assert german.untranslated
    assert german.language == "nl"


def test_two_languages_stand_side_by_side_with_headings_on_one_line(evening: Evening) -> None:
    evening.desk.execute(c.WriteRecord(DUTCH))
    told = blocks(evening, "fr", "nl")
    headings = [block.heading for block in told if isinstance(block, Columns) and block.heading]
    assert Heading("Ordre du jour – Agenda", 2) in headings
    titles = [_.plural("Excused: {n}", "Excused: {n}", 2) for _ in (translator("fr"), translator("nl"))]
    assert DASH.join(titles) in [block.title for block in told if isinstance(block, Listing)]
    pairs = [tuple(side.block for side in block.sides) for block in told if isinstance(block, Columns)]
    [(french, dutch)] = [pair for pair in pairs if isinstance(pair[0], Written) and pair[0].untranslated]
    assert isinstance(french, Written)
    assert isinstance(dutch, Written)
    assert french.prose == ()
    assert "".join(passage.words for passage in dutch.prose) == plain(DUTCH.text)


def test_people_stand_once_with_what_they_are_in_both_languages(evening: Evening) -> None:
    titles = {block.title: block.lines for block in blocks(evening, "nl", "fr") if isinstance(block, Listing)}
    present = next(lines for title, lines in titles.items() if "37" in title)
    roles = [translator(code)(ROLES[Role.CHAIR]) for code in ("nl", "fr")]
    assert f"Aïcha Benali · Noordwijk · {DASH.join(roles)}" in present


def test_two_languages_can_follow_each_other(evening: Evening) -> None:
    told = blocks(evening, "nl", "fr", arrangement=Arrangement.AFTER)
    dutch, french = blocks(evening, "nl"), blocks(evening, "fr")
    assert told == [*dutch, *(Columns((Side("fr", block),)) for block in french)]


@pytest.mark.parametrize("pair", [("nl", "fr"), ("fr", "en"), ("de", "nl")])
def test_every_pair_of_languages_tells_the_same_blocks(evening: Evening, pair: tuple[str, str]) -> None:
    sides = [len(blocks(evening, language)) for language in pair]
    assert len(blocks(evening, *pair)) == sides[0] == sides[1]


def test_minutes_say_how_far_they_are_and_who_signed(evening: Evening) -> None:
    def told() -> str:
        return notice(drafted(evening.desk), EN)

    assert told() == "Draft: these minutes are not approved yet."
    evening.do(c.SendMinutes(date(2026, 4, 1)))
    assert told() == "Sent to the members, who can make remarks until 1 April 2026. Not approved yet."
    evening.do(c.ApproveMinutes(Approval(date(2026, 4, 16), 5, {"en": "Approve?"})), c.SignMinutes(Signature("p000")))
    approved = "Approved on 16 April 2026 in session 5, by the vote “Approve?”."
    assert told() == f"{approved}\nSigned by Aïcha Benali."
    evening.do(c.CorrectMinutes("A name was wrong."))
    assert told() == "Draft: these minutes are not approved yet.\nVersion 2, a correction: A name was wrong."


def test_an_edition_is_asked_for_by_its_languages() -> None:
    assert edition("nl+fr", Preferences(arrangement=Arrangement.AFTER)) == Edition(("nl", "fr"), Arrangement.AFTER)
