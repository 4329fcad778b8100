"""Checking an assembly: the journals' chains, the ballot boxes' seals, and a recount of every closed poll."""

from __future__ import annotations

import msgspec

from assembly_app.domain.events import PollClosed
from assembly_app.domain.polls import PollStatus
from assembly_app.domain.session import fold
from assembly_app.i18n import N_, Explained
from assembly_app.store import ballot_box, journal
from assembly_app.store.store import Store


class Finding(Explained):
    """Something that does not add up; `session` and `entry` say where."""


class Report(msgspec.Struct, frozen=True):
    """What was checked, and what was found."""

    entries: int
    polls: int
    findings: tuple[Finding, ...]


def verify(store: Store) -> Report:
    """Recount everything. An assembly whose report has no findings says what it said when it was written."""
    findings: list[Finding] = []
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
            closings = {e.event.poll: e.number for e in entries if isinstance(e.event, PollClosed)}
            for poll in fold(entries).polls.values():
                if poll.status is not PollStatus.CLOSED:
                    continue
                checked_polls += 1
                tally, digest = ballot_box.tally(tx, poll.poll)
                if tally != poll.tally or digest != poll.digest:
                    findings.append(
                        Finding(
                            N_("Session {session}: the ballots do not give the count of journal entry {entry}."),
                            session=session, entry=closings[poll.poll.id],
                        )
                    )  # fmt: skip
    return Report(checked_entries, checked_polls, tuple(findings))
