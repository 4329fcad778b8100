"""Every text that a person sees, in that person's language: gettext for sentences, CLDR for dates and numbers.

A sentence is written in English in the code, ``_("{n} of {m} voted", n=3, m=5)``, where ``_`` is a `Translator`.
CLDR's tables are loaded with the first date or number, as the first window has none and should not wait for them.
"""

from __future__ import annotations

import gettext
import locale
import os
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from assembly_app import paths

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES: tuple[str, ...] = ("nl", "fr", "en", "de")
"""The languages that have a whole catalogue; English is the language of the code."""

PHONE_LANGUAGES: tuple[str, ...] = (*LANGUAGES, "ar")
"""What phones and the projector speak. The further ones have the texts of these two alone, for newcomers."""

LocalText = dict[str, str]
"""A text of the assembly's own (a title, a question, an option) by language code."""


def N_(text: str) -> str:
    """Mark a text for the catalogue that is translated later, with the reader's `Translator`."""
    return text


class Explained(Exception):  # noqa: N818 - it explains; "Error" would say less
    """An error with a sentence for people: what happened and what to do.

    `text` is English and the catalogue's key; `values` fill its placeholders after translation.
    """

    def __init__(self, text: str, **values: Any) -> None:
        super().__init__(text)
        self.text = text
        self.values = values

    def __str__(self) -> str:
        return _fill(self.text, self.values)


class Translator:
    """Texts, dates, numbers and lists in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = gettext.translation(
            "assembly_app", str(paths.TRANSLATIONS), languages=[language], fallback=True
        )

    @cached_property
    def locale(self) -> Locale:
        """The language's rules in CLDR."""
        from babel import Locale

        return Locale.parse("en_GB" if self.language == "en" else self.language)

    @property
    def right_to_left(self) -> bool:
        """Whether this language is written from right to left."""
        return self.language not in LANGUAGES and str(self.locale.text_direction) == "rtl"

    def __call__(self, text: str, /, **values: Any) -> str:
        """The sentence `text` in this language, its placeholders filled."""
        return _fill(self._catalogue.gettext(text), self._apart(values))

    def plural(self, one: str, many: str, n: int, /, **values: Any) -> str:
        """The form of the sentence for `n` things; ``{n}`` is filled with the number."""
        return _fill(self._catalogue.ngettext(one, many, n), {"n": self.number(n), **self._apart(values)})

    def context(self, context: str, text: str, /, **values: Any) -> str:
        """A word that needs its context to be translated ("open" the verb, "open" the state)."""
        return _fill(self._catalogue.pgettext(context, text), self._apart(values))

    def explain(self, error: Explained) -> str:
        """The error's sentence in this language."""
        return self(error.text, **error.values)

    def pick(self, text: Mapping[str, str]) -> str:
        """The assembly's own text in this language, else in the first of `PHONE_LANGUAGES` that has it.

        The order of the mapping says nothing: the journal sorts its fields.
        """
        written = (text[code] for code in (self.language, *PHONE_LANGUAGES, *sorted(text)) if text.get(code))
        return next(written, "")

    def number(self, value: float) -> str:
        """A number as this language writes it."""
        return _decimal(value, self.language)

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as whole per cents."""
        from babel.numbers import format_percent

        return format_percent(share, locale=self.locale)

    def date(self, day: date, style: str = "long") -> str:
        """A day; `style` is CLDR's short, medium, long or full."""
        from babel.dates import format_date

        told = format_date(day, style, locale=self.locale)
        # CLDR leaves French without the ordinal that a first of the month has
        return told.replace("1 ", "1er ", 1) if self.language == "fr" and day.day == 1 else told

    def time(self, moment: datetime) -> str:
        """Hour and minute of a moment that is already in the reader's time zone."""
        from babel.dates import format_time

        return format_time(moment, "short", locale=self.locale)

    def date_time(self, moment: datetime) -> str:
        """Day, hour and minute of a moment that is already in the reader's time zone."""
        from babel.dates import get_datetime_format

        joined = str(get_datetime_format("long", self.locale))
        return joined.replace("{0}", self.time(moment)).replace("{1}", self.date(moment))

    def list(self, things: Sequence[str]) -> str:
        """Things joined as a sentence does: "a, b and c"."""
        from babel.lists import format_list

        return format_list([self.apart(thing) for thing in things], locale=self.locale)

    def series(self, things: Iterable[str]) -> str:
        """Things one after another with commas: "Park 12, Pool 9"."""
        return ("، " if self.right_to_left else ", ").join(things)

    def apart(self, text: str) -> str:
        """A name amid a text of this language: written the other way, it does not mix up what stands around it."""
        return f"\u2068{text}\u2069" if self.right_to_left and _runs_left_to_right(text) else text

    def _apart(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return {name: self.apart(value) if isinstance(value, str) else value for name, value in values.items()}

    def language_name(self, language: str) -> str:
        """The name of another language in this one."""
        from babel import Locale

        return Locale.parse(language).get_display_name(self.locale) or language


def _fill(text: str, values: Mapping[str, Any]) -> str:
    return text.format(**values) if values else text


def _runs_left_to_right(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) == "L" for letter in text)


@lru_cache(maxsize=10_000)
def _decimal(value: float, language: str) -> str:
    """Kept, as counts that screens draw many times a second would cost a third of a millisecond each."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=translator(language).locale)


@lru_cache
def translator(language: str) -> Translator:
    """The translator of a language code such as "nl"."""
    return Translator(language)


def duration(seconds: float) -> str:
    """Minutes and seconds as a clock shows them: 12:40, or 1:02:05 past the hour."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def reader_language(chosen: str = "", accepted: Sequence[str] = (), among: Sequence[str] = LANGUAGES) -> str:
    """The language to speak to a reader: the chosen one, else the first accepted that we have, or the system's."""
    wanted = [chosen, *accepted] if accepted else [chosen, _system_language()]
    return next((code for code in (w[:2].lower() for w in wanted) if code in among), "en")


def _system_language() -> str:
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((name for name in names if name), "") or locale.getlocale()[0] or ""
