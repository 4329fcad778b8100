"""Pages as HTML: sections that many phones share are drawn once, and each phone is sent only those that changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assembly_app import paths
from assembly_app.domain.ballots import Choice
from assembly_app.i18n import LANGUAGES, PHONE_LANGUAGES, Translator, duration, translator
from assembly_app.phones import blanks, poll_views, views
from assembly_app.phones.hall import Snapshot
from assembly_app.phones.poll_views import Draft
from assembly_app.phones.views import You
from assembly_app.words.result_words import choice_words

FOLDER = paths.RESOURCES / "web"
STATIC = {"phone.css": "text/css", "phone.js": "text/javascript"}

Marks = tuple[tuple[str, str], ...]
"""The sections that a phone has: each with its name and mark."""

NEWS = 5000
"""How many different sections are kept, and messages for phones that lack the same."""

_UNTIL = re.compile(r'(<time data-until="(\d+)">)(</time>)')


class Section(msgspec.Struct, frozen=True):
    """A part of the page; `mark` differs when the content does."""

    html: str
    mark: str


@lru_cache
def static(name: str) -> tuple[bytes, str]:
    """A static file and the mark of its content."""
    content = (FOLDER / name).read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:10]


def _file(name: str) -> str:
    return f"/{name}?v={static(name)[1]}"


def _moment(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    environment.globals |= {"file": _file, "key": blanks.KEY, "languages": [_called(code) for code in PHONE_LANGUAGES]}
    environment.filters |= {"moment": _moment}
    return environment


def _called(language: str) -> tuple[str, str, str]:
    """A language's code, what the switch shows, and its own name; a code says nothing to who reads other letters."""
    name = translator(language).language_name(language).capitalize()
    return language, language if language in LANGUAGES else name, name


def render(template: str, _: Translator, **values: Any) -> str:
    """A template with its texts in the reader's language."""
    return _environment().get_template(template).render(_=_, **values)


# What each section depends on beside the snapshot and the language.
_SECTIONS: Mapping[str, tuple[Callable[[You], You], Callable[[Snapshot, You, Translator], Any]]] = {
    "you": (
        lambda you: You(you.present, asked=you.asked),
        lambda seen, you, _: {"phase": seen.state.phase, "you": you},
    ),
    "poll": (views.as_voter, poll_views.poll),
    "turnout": (lambda you: You(True), lambda seen, you, _: poll_views.turnout(seen, _)),
    "result": (lambda you: You(True), lambda seen, you, _: poll_views.result(seen, _)),
    "now": (lambda you: You(True), lambda seen, you, _: views.now(seen, _)),
    "floor": (lambda you: You(you.present, place=you.place, speaking=you.speaking), views.floor),
    "signals": (lambda you: You(you.present, given=you.given), lambda seen, you, _: views.signals(you, _)),
    "results": (lambda you: You(True), lambda seen, you, _: poll_views.results(seen, _)),
    "agenda": (lambda you: You(True), lambda seen, you, _: views.agenda(seen, _)),
}


class _News(msgspec.Struct, frozen=True):
    """The sections that phones lack, as JSON cut at its blanks, and the marks of all that they have then."""

    parts: list[str]
    shared: list[bytes]
    """What stands between the blanks."""
    polls: tuple[str, ...]
    """Whose own votes belong in blanks; none: all blanks are keys."""
    marks: Marks


class Painter:
    """Draws the sections of one snapshot after another, each once for all phones that see the same."""

    def __init__(self) -> None:
        self._seen: Snapshot | None = None
        self._drawn: dict[tuple[str, str, You], Section] = {}
        self._own: dict[tuple[str, str, Choice], str] = {}
        self._news: dict[tuple[str, You, Marks], _News] = {}
        self._keys = blanks.keys()

    def news(self, seen: Snapshot, you: You, _: Translator, has: Marks, ticket: str) -> tuple[bytes, Marks]:
        """The sections that a phone lacks, as JSON by name, and the marks of all that it has then.

        Most phones lack the same: it is put together once, and each only gets its blanks filled in.
        """
        if seen is not self._seen:
            self._forget(seen)
        which = (_.language, you, has)
        if (news := self._news.get(which)) is None:
            if len(self._news) >= NEWS:
                self._news.clear()
            news = self._news[which] = _lacking(self.sections(seen, you, _), dict(has))
        if not news.polls:  # as nearly always, so this is quick
            first, *rest = news.shared
            return first + b"".join([next(self._keys) + part for part in rest]), news.marks
        own = {poll: _in_json(html) for poll, html in self.own(seen, ticket, _).items()}
        return blanks.fill(news.parts, own).encode(), news.marks

    def sections(self, seen: Snapshot, you: You, _: Translator) -> dict[str, Section]:
        """Every section as this phone sees it."""
        return {name: self.section(name, seen, you, _) for name in _SECTIONS}

    def section(self, name: str, seen: Snapshot, you: You, _: Translator) -> Section:
        """One section as this phone sees it."""
        if seen is not self._seen:
            self._forget(seen)
        depends, view = _SECTIONS[name]
        which = (name, _.language, depends(you))
        if which not in self._drawn:
            if len(self._drawn) >= NEWS:  # as when each phone wrote something else
                self._drawn.clear()
            html = render(f"section-{name}.html", _, view=view(seen, you, _))
            self._drawn[which] = Section(html, hashlib.sha256(html.encode()).hexdigest()[:8])
        return self._drawn[which]

    def own(self, seen: Snapshot, ticket: str, _: Translator) -> dict[str, str]:
        """What this ticket chose in each named poll that is over, as HTML by poll."""
        mine = {poll: chosen[ticket] for poll, chosen in seen.named.items() if ticket in chosen}
        return {poll: self._own_vote(seen, poll, choice, _) for poll, choice in mine.items()}

    def _own_vote(self, seen: Snapshot, poll: str, choice: Choice, _: Translator) -> str:
        which = (_.language, poll, choice)
        if which not in self._own:
            self._own[which] = render("own.html", _, choice=choice_words(choice, seen.state.poll(poll), _))
        return self._own[which]

    def refused(self, seen: Snapshot, you: You, _: Translator, draft: Draft) -> Section:
        """The poll with a ballot in it that was refused, as it was filled in; no other phone sees it."""
        return Section(render("section-poll.html", _, view=poll_views.poll(seen, you, _, draft)), "")

    def _forget(self, seen: Snapshot) -> None:
        """Forget what the new snapshot makes untrue: after a ballot only the turnout."""
        before, self._seen = self._seen, seen
        self._news = {}
        if before is not None and before.state is seen.state and before.people is seen.people:
            self._drawn = {which: section for which, section in self._drawn.items() if which[0] != "turnout"}
        else:
            self._drawn, self._own = {}, {}


def _lacking(sections: dict[str, Section], has: Mapping[str, str]) -> _News:
    fresh = {name: (each.mark, each.html) for name, each in sections.items() if has.get(name) != each.mark}
    parts = blanks.cut(msgspec.json.encode(fresh).decode())
    marks = tuple((name, each.mark) for name, each in sections.items())
    return _News(parts, [part.encode() for part in parts[::2]], blanks.polls(parts), marks)


def _in_json(html: str) -> str:
    """The HTML as it stands inside a text of JSON."""
    return msgspec.json.encode(html).decode()[1:-1]


def finish(html: str, at: datetime, own: Mapping[str, str]) -> str:
    """What is this phone's alone: keys, its own votes, and the time left where no script will count it down."""
    filled = blanks.fill(blanks.cut(html), own)
    return _UNTIL.sub(lambda found: f"{found[1]}{_left(int(found[2]), at)}{found[3]}", filled)


def _left(until: int, at: datetime) -> str:
    left = until / 1000 - at.timestamp()
    return duration(left) if left >= 0 else f"−{duration(-left)}"
