"""The demo evening, played: its file, its minutes, its export, and a report of what happened."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from assembly_app.demo.night import Night, Vote
from assembly_app.demo.plan import Moving, evening, prepare
from assembly_app.desk import Desk
from assembly_app.domain.people import Door
from assembly_app.domain.rules.sitting import local
from assembly_app.files import write_whole
from assembly_app.i18n import LocalText
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.phones.server import running
from assembly_app.store.store import Store
from assembly_app.store.verify import Finding, verify


class Report(msgspec.Struct, frozen=True):
    """What happened. Times are those of the hall."""

    title: LocalText
    opened: datetime
    closed: datetime
    came: int
    by_phone: int
    speeches: int
    votes: tuple[Vote, ...]
    entries: int
    polls: int
    findings: tuple[Finding, ...]
    files: tuple[Path, ...]

    @property
    def sent(self) -> int:
        """Ballots sent in the votes that were counted, repeated ones included."""
        return sum(vote.sent for vote in self.votes if vote.state.tally)

    @property
    def acknowledged(self) -> int:
        """Phones whose ballot was acknowledged in the votes that were counted."""
        return sum(vote.acknowledged for vote in self.votes if vote.state.tally)

    @property
    def counted(self) -> int:
        """Ballots counted."""
        return sum(vote.counted for vote in self.votes)

    @property
    def sound(self) -> bool:
        """Whether every acknowledged ballot was counted, no other was, and the file verifies."""
        return not self.findings and all(v.acknowledged == v.counted for v in self.votes if v.state.tally)


def play(file: Path, seed: int) -> Report:
    """Play the evening into a new assembly file and write minutes.nl.pdf, minutes.fr.pdf and session.json beside it."""
    plan = evening()
    clock = Moving(plan.played.starts - timedelta(minutes=32))
    with closing(Store.create(file, plan.assembly)) as store:
        prepared = prepare(store, clock, plan.played.starts)
        with running(prepared.desk) as url:
            told = asyncio.run(Night(prepared, clock, random.Random(seed), url).whole())
        files = _write_documents(prepared.desk, file)
        store.seal()
        return _report(prepared.desk, told, files)


def _write_documents(desk: Desk, file: Path) -> tuple[Path, ...]:
    documents = PdfDocuments()
    files = [file]
    for language in ("nl", "fr"):
        files.append(file.with_name(f"minutes.{language}.pdf"))
        write_whole(files[-1], documents.minutes(desk, language, "pdf")[""])
    files.append(file.with_name("session.json"))
    write_whole(files[-1], documents.session_json(desk))
    return tuple(files)


def _report(desk: Desk, votes: Sequence[Vote], files: tuple[Path, ...]) -> Report:
    state, details, checked = desk.state, desk.state.session(), verify(desk.store)
    start, end = state.opened or details.starts, state.closed or details.starts
    return Report(
        title=desk.store.name(), opened=local(details, start), closed=local(details, end),
        came=len(state.spells), by_phone=sum(spells[0].door is Door.PHONE for spells in state.spells.values()),
        speeches=len(state.speeches), votes=tuple(votes), entries=checked.entries, polls=checked.polls,
        findings=checked.findings, files=files,
    )  # fmt: skip
