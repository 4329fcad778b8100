"""The questions after the session and what was answered, in words: for phones, the console and a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assembly_app import csv_file
from assembly_app.csv_file import Row
from assembly_app.domain.feedback import SCALE, Evaluation, Feedback, Spread
from assembly_app.i18n import N_, Translator

SAID = N_("Could you say what you wanted to say?")
KNOWN = N_("Do you know what happens with our voice now?")
BETTER = N_("What should be better next time?")

LOWEST, HIGHEST = N_("Not at all"), N_("Completely")
"""What the ends of the scale mean."""


def answers_sentence(found: Evaluation, _: Translator) -> str:
    """How many answered."""
    return _.plural("{n} person answered.", "{n} people answered.", found.answers)


def warning(found: Evaluation, _: Translator) -> str:
    """What to say before answers are shown that few gave; empty when they were enough."""
    return _("So few answered that the answers may show who wrote them.") if found.revealing else ""


def spread_sentence(spread: Spread, _: Translator) -> str:
    """The mean of a question on its scale, and how many answered it."""
    if spread.mean is None:
        return _("Nobody answered this question.")
    return _.plural(
        "Mean {mean} of {highest}; {n} answer", "Mean {mean} of {highest}; {n} answers", spread.answers,
        mean=_.number(round(spread.mean, 1)), highest=SCALE[-1],
    )  # fmt: skip


def mark_words(mark: int, _: Translator) -> str:
    """A place on the scale: its number, and at the ends what it means."""
    ends = {SCALE[0]: _(LOWEST), SCALE[-1]: _(HIGHEST)}
    return _("{mark} – {meaning}", mark=mark, meaning=ends[mark]) if mark in ends else str(mark)


def evaluation_csv(given: Sequence[Feedback], _: Translator) -> bytes:
    """A row a person, in random order, for a spreadsheet. The export for other programs leaves feedback out."""
    return csv_file.written(_rows(given, _), _)


def _rows(given: Sequence[Feedback], _: Translator) -> Iterator[Row]:
    yield tuple(map(_, (SAID, KNOWN, BETTER)))
    for one in given:
        yield one.said or "", one.known or "", one.better
