"""Dates and times as each language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assembly_app.i18n import PHONE_LANGUAGES, reader_language, translator


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("nl", "12 maart 2026, 19:42"),
        ("fr", "12 mars 2026, 19:42"),
        ("en", "12 March 2026, 19:42"),
        ("de", "12. März 2026, 19:42"),
        ("ar", "12 مارس 2026، 7:42 م"),
    ],
)
def test_day_and_time_are_written_together(language: str, written: str) -> None:
    assert translator(language).date_time(datetime(2026, 3, 12, 19, 42, tzinfo=UTC)) == written


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    assert translator("fr").date(date(2026, 12, 1)) == "1er décembre 2026"
    assert translator("fr").date(date(2026, 12, 11), "full") == "vendredi 11 décembre 2026"
    assert translator("nl").date(date(2026, 12, 1)) == "1 december 2026"


def test_a_text_without_the_readers_language_is_the_same_whatever_order_it_was_kept_in() -> None:
    _ = translator("en")
    assert _.pick({"fr": "Rue", "nl": "Straat"}) == _.pick({"nl": "Straat", "fr": "Rue"}) == "Straat"
    assert _.pick({"fr": "", "it": "Strada"}) == "Strada"
    assert _.pick({}) == ""


def test_arabic_counts_in_six_forms_and_keeps_the_digits_that_receipts_have() -> None:
    _ = translator("ar")
    told = [_.plural("{n} vote", "{n} votes", n) for n in (0, 1, 2, 3, 11, 100, 1234)]
    assert told == ["لا أصوات", "صوت واحد", "صوتان", "3 أصوات", "11 صوتًا", "100 صوت", "1,234 صوتًا"]


def test_a_latin_name_in_an_arabic_sentence_does_not_mix_it_up() -> None:
    _ = translator("ar")
    assert _("Signed in as {name}.", name="Jan V. (2)") == "الدخول مسجل باسم \u2068Jan V. (2)\u2069."
    assert _("Signed in as {name}.", name="فاطمة") == "الدخول مسجل باسم فاطمة."
    assert _.list(["Park", "حديقة"]) == "\u2068Park\u2069 وحديقة"
    assert _.series([f"{_.apart('Park')} 12", "حديقة 9"]) == "\u2068Park\u2069 12، حديقة 9"
    assert translator("nl")("Signed in as {name}.", name="Jan") == "Ingelogd als Jan."


def test_phones_speak_more_languages_than_the_console() -> None:
    assert reader_language("ar") != "ar"
    assert reader_language("ar", ["nl"], PHONE_LANGUAGES) == "ar"
    assert reader_language("", ["ar-MA", "fr"], PHONE_LANGUAGES) == "ar"
