"""Dates and times as each language writes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assembly_app.i18n import translator


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("nl", "12 maart 2026, 19:42"),
        ("fr", "12 mars 2026, 19:42"),
        ("en", "12 March 2026, 19:42"),
        ("de", "12. März 2026, 19:42"),
    ],
)
def test_day_and_time_are_written_together(language: str, written: str) -> None:
    assert translator(language).date_time(datetime(2026, 3, 12, 19, 42, tzinfo=UTC)) == written


def test_a_text_without_the_readers_language_is_the_same_whatever_order_it_was_kept_in() -> None:
    _ = translator("en")
    assert _.pick({"fr": "Rue", "nl": "Straat"}) == _.pick({"nl": "Straat", "fr": "Rue"}) == "Straat"
    assert _.pick({"fr": "", "it": "Strada"}) == "Strada"
    assert _.pick({}) == ""
