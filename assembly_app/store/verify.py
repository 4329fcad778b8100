"""Checking an assembly: the journals' chains, the ballot boxes' seals, and a recount of every closed poll."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, select

from assembly_app.domain.events import AnyEvent, Entry, PollClosed, PollCorrected, PollCounted
from assembly_app.domain.results import budget_result, result
from assembly_app.domain.session import follow
from assembly_app.domain.state import SessionState
from assembly_app.i18n import N_, Explained
from assembly_app.store import journal
from assembly_app.store.count import count_poll, piles
from assembly_app.store.store import Store
from assembly_app.store.tables import JournalRow


class Finding(Explained):
    """Something that does not add up; `session` and `entry` say where."""


class Report(msgspec.Struct, frozen=True):
    """What was checked, and what was found."""

    entries: int
    polls: int
    findings: tuple[Finding, ...]


def verify(store: Store, seal: str = "") -> Report:
    """Recount everything. An assembly whose report has no findings says what it said when it was written.

    `seal` is the hash of an entry that minutes printed: without that entry, the end of a journal was cut off.
    """
    findings: list[Finding] = []
    if seal and not _holds(store, seal):
        findings.append(
            Finding(
                N_("No journal has an entry with the seal {seal}: entries are missing, or it is of another assembly."),
                seal=seal,
            )
        )  # fmt: skip
    checked_entries = checked_polls = 0
    for session in store.sessions():
        with store.reading() as tx:
            bad = journal.broken(tx, session)
            if bad is not None:
                findings.append(
                    Finding(
                        N_("Session {session}: journal entry {entry} was changed, moved or is missing."),
                        session=session, entry=bad,
                    )
                )  # fmt: skip
                continue
            entries = journal.read(tx, session)
            checked_entries += len(entries)
            counted = _recount(tx, entries)
            checked_polls += sum(isinstance(entry.event, PollClosed) for entry in entries)
            findings += [
                Finding(
                    N_("Session {session}: the ballots do not give the count of journal entry {entry}."),
                    session=session, entry=entry,
                )
                for entry in counted
            ]  # fmt: skip
    return Report(checked_entries, checked_polls, tuple(findings))


def _holds(store: Store, seal: str) -> bool:
    with store.reading() as tx:
        query = select(JournalRow.number).where(JournalRow.hash == seal.strip().lower())
        return tx.execute(query).first() is not None


def _recount(tx: Connection, entries: Sequence[Entry]) -> list[int]:
    """The numbers of the entries whose count the ballots do not give, recounted as the voters stood at that moment."""
    wrong: list[int] = []
    state = SessionState()
    for place, entry in enumerate(entries, start=1):
        if not _agrees(tx, state, entry.event):
            wrong.append(entry.number)
        state = follow(state, [entry], lambda end=place: entries[:end])  # type: ignore[misc]
    return wrong


def _agrees(tx: Connection, state: SessionState, event: AnyEvent) -> bool:
    match event:
        case PollClosed():
            poll = state.poll(event.poll)
            found = count_poll(tx, state, poll, poll.paper_agreed)
            return (found.tally, found.digest) == (event.tally, event.digest)
        case PollCorrected():
            found = count_poll(tx, state, state.poll(event.poll), event.sheets[0])
            return (found.tally, found.result) == (event.tally, event.result)
        case PollCounted():
            poll = state.poll(event.poll)
            laid = piles(tx, state, poll, poll.paper_agreed)
            return event.result == (budget_result(poll.poll, laid) or result(poll.poll, laid, poll.tie_break))
    return True
