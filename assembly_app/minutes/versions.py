"""Every version of the minutes: the journal keeps each, so one can be read again and compared with another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assembly_app.desk import Desk
from assembly_app.documents import Change, Changed, Version
from assembly_app.domain import events
from assembly_app.domain.agenda import numbers
from assembly_app.domain.events import AnyEvent, Entry
from assembly_app.domain.history import standing
from assembly_app.domain.record import Record, RecordKind
from assembly_app.domain.rules.sitting import local
from assembly_app.domain.session import fold
from assembly_app.domain.state import SessionState
from assembly_app.i18n import N_, Translator
from assembly_app.minutes.bilingual import Edition, told_in
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.parts import (
    Block,
    Cloud,
    Columns,
    Facts,
    Grid,
    Heading,
    Listing,
    Picture,
    Sentence,
    Signatures,
    Tone,
    Written,
)

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")

_WRITTEN = {
    RecordKind.NOTE: N_("Note on {where}"),
    RecordKind.DECISION: N_("Decision on {where}"),
    RecordKind.ACTION: N_("Action on {where}"),
}
_ACTS = {
    events.RecordRemoved: N_("An entry was removed"),
    events.NextMeetingSet: N_("The next meeting was set"),
    events.PollCorrected: N_("A result was corrected"),
    events.SessionClosed: N_("The session was closed"),
    events.SessionReopened: N_("The session was reopened"),
    events.MinutesSent: N_("Sent for remarks"),
    events.MinutesRecalled: N_("Draft again"),
    events.MinutesApproved: N_("Approved"),
    events.MinutesSigned: N_("Signed"),
    events.CorrectionBegun: N_("Correction begun"),
}
"""What makes a new version of the minutes, beside what is written in them."""


def versions(desk: Desk, _: Translator) -> tuple[Version, ...]:
    """Every version, the newest first."""
    state = desk.state
    return tuple(_version(entry, state, desk, _) for entry in reversed(standing(list(desk.entries()))) if _makes(entry))


def _makes(entry: Entry) -> bool:
    return isinstance(entry.event, (events.RecordWritten, *_ACTS))


def _version(entry: Entry, state: SessionState, desk: Desk, _: Translator) -> Version:
    by = _writer(entry.event)
    who = desk.people[by].name if by in desk.people else ""
    return Version(entry.number, local(state.session(), entry.at), _act(entry.event, state, _), who)


def _writer(event: AnyEvent) -> str:
    match event:
        case events.RecordWritten(record):
            return record.by
        case events.MinutesSigned(signature):
            return signature.person
    return ""


def _act(event: AnyEvent, state: SessionState, _: Translator) -> str:
    if isinstance(event, events.RecordWritten):
        return _(_WRITTEN[event.record.kind], where=_where(event.record, state, _))
    return _(_ACTS[type(event)])


def _where(record: Record, state: SessionState, _: Translator) -> str:
    found = next((item for item in state.items if item.id == record.item), None)
    if found is None:
        return _("no item")
    return " ".join(filter(None, (numbers(state.items)[found.id], _.pick(found.title))))


# --- comparing ---


def compare(desk: Desk, before: int, after: int, _: Translator) -> tuple[Changed, ...]:
    """The parts of the minutes that differ between two journal entries, each word kept, added or removed."""
    old, new = (_parts(desk, number, _) for number in (before, after))
    names = [*old, *(name for name in new if name not in old)]
    return tuple(
        Changed(name, tuple(differences(old.get(name, ""), new.get(name, ""))))
        for name in names
        if old.get(name, "") != new.get(name, "")
    )


def differences(old: str, new: str) -> Iterator[Change]:
    """Runs of words in the order of reading; what was removed comes before what took its place."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    for act, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if act == "equal":
            yield Change("".join(a[i:j]))
            continue
        if i < j:
            yield Change("".join(a[i:j]), removed=True)
        if k < m:
            yield Change("".join(b[k:m]), added=True)


def _parts(desk: Desk, number: int, _: Translator) -> dict[str, str]:
    """The text under each heading as it was at a journal entry."""
    entries = [entry for entry in desk.entries() if entry.number <= number]
    parts: dict[str, list[str]] = {}
    lines = parts.setdefault("", [])
    for block in told_in(drafted(desk, fold(entries)), Edition((_.language,))):
        if isinstance(block, Heading):
            lines = parts.setdefault(block.words, [])
        else:
            lines += _lines(block)
    return {name: "\n".join(lines) for name, lines in parts.items() if lines}


def _lines(block: Block) -> Sequence[str]:
    match block:
        case Sentence(tone=Tone.SEAL):
            return []  # it follows from the entries, whose words are compared
        case Sentence(words, _tone, label):
            return [f"{label}: {words}" if label else words]
        case Written():
            told = "\n".join(passage.words for passage in block.prose)
            return [f"{block.label}: {told}" if block.label else told]
        case Facts(rows) | Signatures(rows):
            return [f"{label}: {words}" for label, words in rows]
        case Listing(title, lines):
            return [title, *lines]
        case Picture(bars):
            return [f"{bar.label}: {bar.count}" for bar in bars]
        case Grid(title, head, rows):
            return [title, *(" · ".join(row) for row in (head, *rows))]
        case Cloud(title, words):
            return [title, *(f"{word} ×{n}" for word, n in words)]
        case Heading() | Columns():
            return []
    return []
