"""A copy of the minutes for publication: what tells who somebody is goes out by rule, and the secretary hears what.

Names become initials, owners of actions roles; the attendance list, groups, remarks and the named votes of guests go.
The rules know the names on the list of people only, and say what they cannot know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from assembly_app.domain.ballots import Choice, Writing
from assembly_app.domain.people import Person, Role
from assembly_app.domain.polls import PollKind
from assembly_app.domain.record import MinutesStand, Record
from assembly_app.i18n import LocalText, translator
from assembly_app.minutes.model import (
    Attended,
    ItemMinutes,
    Minutes,
    NamedBallot,
    PollMinutes,
    Presence,
    Proxy,
    Someone,
    Subject,
)
from assembly_app.name_finder import NameFinder, initials
from assembly_app.words import wording

_VISITORS = frozenset({Role.GUEST, Role.OBSERVER})


class What(StrEnum):
    """A kind of thing that was left out, or that somebody must look at."""

    ATTENDANCE = "attendance"
    NAMES = "names"
    VISITORS_VOTES = "visitors-votes"
    TEXT = "text"
    OWNER = "owner"
    PRESENTER = "presenter"
    REMARKS = "remarks"
    CHECK_TEXT = "check-text"
    CHECK_OWNER = "check-owner"
    CHECK_PRESENTER = "check-presenter"
    CANDIDATES = "candidates"


class LeftOut(msgspec.Struct, frozen=True):
    """One thing: on which item (its number, "" elsewhere), how many, and the words that it was about."""

    what: What
    item: str = ""
    n: int = 0
    words: str = ""


def published(
    minutes: Minutes, people: Mapping[str, Person], languages: Sequence[str]
) -> tuple[Minutes, tuple[LeftOut, ...]]:
    """The copy for publication, and what was left out; `people` are all of the assembly, by id.

    `languages` are those of the document: in them roles stand for the owners of actions.
    """
    publisher = _Publisher(minutes, people, languages)
    copy = publisher.copy(minutes)
    return copy, tuple(publisher.left)


class _Publisher:
    """Takes names out, and notes what it did."""

    def __init__(self, minutes: Minutes, people: Mapping[str, Person], languages: Sequence[str]) -> None:
        self.left: list[LeftOut] = []
        self._names = {id_: person.name for id_, person in people.items()}
        self._roles = {id_: person.role for id_, person in people.items()}
        self._roles |= {each.id: each.role for each in _roll(minutes.presence)}
        self._finder = NameFinder(self._names)
        self._languages = languages
        self._item = ""

    def copy(self, minutes: Minutes) -> Minutes:
        there = minutes.presence
        listed = {each.id for each in _roll(there)}
        self._note(What.ATTENDANCE, n=len(listed))
        self._note(What.NAMES, n=len(listed))
        self._note(What.REMARKS, n=len(minutes.stand.remarks))
        return replace(
            minutes,
            details=replace(minutes.details, title=self._local(minutes.details.title)),
            presence=self._presence(there),
            items=tuple(self._item_minutes(item) for item in minutes.items),
            other=self._subject("", minutes.other),
            stand=self._stand(minutes.stand),
        )

    def _note(self, what: What, n: int = 1, words: str = "") -> None:
        if n:
            self.left.append(LeftOut(what, self._item, n, words))

    # --- people ---

    def _someone(self, who: Someone) -> Someone:
        return replace(who, name=initials(who.name), group="")

    def _attended(self, people: Iterable[Attended]) -> tuple[Attended, ...]:
        return tuple(replace(each, who=self._someone(each.who), late=None, early=None, away=()) for each in people)

    def _presence(self, there: Presence) -> Presence:
        return Presence(
            present=self._attended(there.present),
            guests=self._attended(there.guests),
            observers=self._attended(there.observers),
            represented=tuple(self._proxy(proxy) for proxy in there.represented),
            excused=tuple(map(self._someone, there.excused)),
            absent=tuple(map(self._someone, there.absent)),
            unnamed=True,
        )

    def _proxy(self, proxy: Proxy) -> Proxy:
        return replace(proxy, giver=self._someone(proxy.giver), holder=self._someone(proxy.holder))

    def _role(self, person: str) -> str:
        """The role in every language of the document."""
        role = wording.ROLES[self._roles.get(person, Role.GUEST)]
        return " / ".join(dict.fromkeys(translator(language)(role) for language in self._languages))

    def _stand(self, stand: MinutesStand) -> MinutesStand:
        return replace(stand, remarks=(), reason=self._text(stand.reason))

    # --- items ---

    def _item_minutes(self, told: ItemMinutes) -> ItemMinutes:
        self._item = told.number
        item = told.item
        dossier = item.dossier
        shown = replace(
            item,
            title=self._local(item.title),
            presenter=self._person(item.presenter, What.PRESENTER, What.CHECK_PRESENTER, by_role=False),
            dossier=replace(dossier, aim=self._local(dossier.aim), history=self._local(dossier.history),
                            limits=self._local(dossier.limits)),
        )  # fmt: skip
        return replace(told, item=shown, subject=self._subject(told.number, told.subject))

    def _subject(self, number: str, told: Subject) -> Subject:
        self._item = number
        return Subject(
            turns=tuple(replace(turns, who=self._someone(turns.who)) for turns in told.turns),
            notes=tuple(map(self._record, told.notes)),
            decisions=tuple(map(self._record, told.decisions)),
            actions=tuple(map(self._record, told.actions)),
            polls=tuple(map(self._poll, told.polls)),
        )

    def _record(self, record: Record) -> Record:
        owner = self._person(record.owner, What.OWNER, What.CHECK_OWNER, by_role=True)
        text, translations = self._text(record.text), self._local(record.translations)
        return replace(record, text=text, translations=translations, owner=owner, by="")

    def _person(self, typed: str, known: What, unknown: What, *, by_role: bool) -> str:
        """Someone whom somebody typed: by role or initials where the name is known, else unchanged, to be checked."""
        found = [each for each in self._finder.find(typed) if each.sure]
        if not typed or not found:
            self._note(unknown, bool(typed), typed)
            return typed
        self._note(known, words=typed)
        return self._finder.replaced(typed, self._role if by_role else self._initials)

    # --- polls ---

    def _poll(self, told: PollMinutes) -> PollMinutes:
        state, poll = told.state, told.state.poll
        if poll.kind is PollKind.ELECTION:
            self._note(What.CANDIDATES, words=next(iter(poll.question.values()), ""))
        else:
            options = tuple(replace(option, label=self._local(option.label)) for option in poll.options)
            poll = replace(poll, options=options)
        self._note(What.VISITORS_VOTES, sum(each.who.role in _VISITORS for each in told.roll))
        return replace(
            told,
            state=replace(
                state,
                poll=replace(poll, question=self._local(poll.question)),
                reason=self._text(state.reason),
                paper=tuple(replace(sheet, by=initials(sheet.by)) for sheet in state.paper),
                corrections=tuple(replace(each, reason=self._text(each.reason)) for each in state.corrections),
            ),
            roll=tuple(map(self._ballot, told.roll)),
            written=tuple(map(self._text, told.written)),
        )

    def _ballot(self, ballot: NamedBallot) -> NamedBallot:
        """A visitor's vote counts on without a name."""
        who = self._someone(ballot.who)
        if who.role in _VISITORS:
            who = replace(who, name="")
        proxy = self._proxy(ballot.proxy) if ballot.proxy else None
        return replace(ballot, who=who, choice=self._choice(ballot.choice), proxy=proxy)

    def _choice(self, choice: Choice) -> Choice:
        return Writing(tuple(map(self._text, choice.texts))) if isinstance(choice, Writing) else choice

    # --- free text ---

    def _initials(self, person: str) -> str:
        return initials(self._names[person])

    def _local(self, text: LocalText) -> LocalText:
        return {language: self._text(words) for language, words in text.items()}

    def _text(self, text: str) -> str:
        for found in self._finder.find(text):
            self._note(What.TEXT if found.sure else What.CHECK_TEXT, words=text[found.start : found.end])
        return self._finder.replaced(text, self._initials)


def _roll(there: Presence) -> list[Someone]:
    """Everyone whom the lists name."""
    return [*(each.who for each in there.everyone), *there.excused, *there.absent,
            *(proxy.giver for proxy in there.represented)]  # fmt: skip
