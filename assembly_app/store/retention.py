"""Names that are kept long enough: people are erased or get a pseudonym, and everything counted still adds up.

Journals have ids only, so their chains hold. Tickets lose the code that let people in; their ids stay with the ballots
of named votes, so that those can be counted again.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, select, update

from assembly_app.domain.events import Enrolled, Entry, SessionChanged, SessionCreated
from assembly_app.domain.people import Person
from assembly_app.name_finder import NameFinder
from assembly_app.store import journal, people
from assembly_app.store.errors import StoreError
from assembly_app.store.store import Store
from assembly_app.store.tables import BallotRow, FeedbackRow, JournalRow, NamedBallotRow, PersonRow, TicketRow


class Place(msgspec.Struct, frozen=True):
    """Where a text still names someone: a journal entry of a session, or (0) what people wrote in votes or feedback."""

    words: str
    session: int = 0
    entry: int = 0


class Report(msgspec.Struct, frozen=True):
    """What was done, or would be: how many people, how many others keep their names, and where texts have names."""

    cleared: int
    kept: int
    places: tuple[Place, ...]
    whole: bool = True
    """False: another program was reading, so that freed pages may still hold names. Do it again."""


def clear(
    store: Store, days: int, now: datetime, pseudonym: Callable[[int], str] | None = None, *, rehearse: bool = False
) -> Report:
    """Take the names of everyone whose last session is more than `days` days ago.

    `pseudonym` gives the name that somebody gets by number; without it the name is empty. `rehearse` changes nothing.
    Raises `StoreError`.
    """
    if days < 1:
        raise StoreError("Names are kept at least one day after a session. Give a number of days.")
    with store.reading() as tx:
        everyone = people.load(tx)
        due = _due(tx, store.sessions(), everyone, now - timedelta(days=days))
        places = tuple(_places(tx, due))
    whole = True
    if due and not rehearse:
        with store.writing() as tx:
            _erase(tx, due, _numbered(everyone, due, pseudonym))
        whole = store.seal()
    named = sum(bool(person.name) for person in everyone.values())
    return Report(len(due), named - len(due), places, whole)


def _due(tx: Connection, sessions: Sequence[int], everyone: dict[str, Person], before: datetime) -> list[Person]:
    """Those who have something to lose, and whose sessions are all over since before then.

    Who was never in a session belongs to all of them.
    """
    last: dict[str, datetime] = {}
    latest: datetime | None = None
    for session in sessions:
        entries = journal.read(tx, session)
        at = max(_moments(entries), default=None)
        if at is None:
            continue
        latest = max(at, latest or at)
        for person in _enrolled(entries):
            last[person] = max(at, last.get(person, at))
    ended = {id_: last.get(id_, latest) for id_ in everyone}
    return [
        person for id_, person in everyone.items()
        if (at := ended[id_]) is not None and at < before and not _cleared(person)
    ]  # fmt: skip


def _moments(entries: Sequence[Entry]) -> Iterator[datetime]:
    """When something happened in a session, or is planned to."""
    for entry in entries:
        yield entry.at
        if isinstance(entry.event, SessionCreated | SessionChanged):
            yield entry.event.details.starts


def _enrolled(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry.event, Enrolled):
            yield from (member.person for member in entry.event.members)


def _cleared(person: Person) -> bool:
    """Whether there is nothing left to take: a pseudonym has a number for a name and nothing beside it."""
    bare = not (person.group or person.email or person.traits or person.language)
    return bare and (not person.name or person.name.rsplit(" ", 1)[-1].isdigit())


def _numbered(
    everyone: dict[str, Person], due: Sequence[Person], pseudonym: Callable[[int], str] | None
) -> dict[str, str]:
    """The new name of each; numbers go on from those given before, in an order that tells nothing."""
    if pseudonym is None:
        return {person.id: "" for person in due}
    first = 1 + sum(bool(person.name) and _cleared(person) for person in everyone.values())
    shuffled = sorted(due, key=lambda person: person.id)
    return {person.id: pseudonym(number) for number, person in enumerate(shuffled, start=first)}


def _erase(tx: Connection, due: Sequence[Person], names: dict[str, str]) -> None:
    for person in due:
        bare: dict[str, object] = {"name": names[person.id], "group": "", "email": "", "traits": {}, "language": ""}
        tx.execute(update(PersonRow).where(PersonRow.id == person.id).values(bare))
        gone = f"gone-{secrets.token_hex(8)}"  # no badge can say this: codes have no small letters
        tx.execute(update(TicketRow).where(TicketRow.person == person.id).values(code=gone))


def _places(tx: Connection, due: Sequence[Person]) -> Iterator[Place]:
    """Where free texts name those people. The journal is sealed: what it says can be read, and not be changed."""
    finder = NameFinder({person.id: person.name for person in due})

    def named(text: str) -> Iterator[str]:
        found = (text[each.start : each.end] for each in finder.find(text) if each.sure)
        yield from dict.fromkeys(found)

    for row in tx.execute(select(JournalRow.session, JournalRow.number, JournalRow.event)):
        yield from (Place(words, row.session, row.number) for words in named(row.event))
    for texts in (select(BallotRow.choice), select(NamedBallotRow.choice), select(FeedbackRow.answers)):
        for text in tx.execute(texts).scalars():
            yield from (Place(words) for words in named(str(text)))
