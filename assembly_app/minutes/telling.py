"""The whole minutes as blocks without a layout, in the order of the PDF: what HTML and Markdown are written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assembly_app.domain.people import Role
from assembly_app.domain.record import Record
from assembly_app.i18n import Translator
from assembly_app.minutes import fields, phrases, poll_parts, poll_words
from assembly_app.minutes.model import Attended, ItemMinutes, Minutes, PollMinutes, Presence, Someone, Subject
from assembly_app.minutes.parts import Block, Facts, Figures, Heading, Listing, Sentence, Signatures, Tone

Blocks = Iterator[Block]


def telling(minutes: Minutes, _: Translator) -> Blocks:
    """Everything in order of the document."""
    yield Heading(_.pick(minutes.details.title), 1)
    yield Sentence(_("Minutes · {assembly}", assembly=_.pick(minutes.assembly)))
    yield Sentence(_.date(minutes.opened or minutes.starts, "full"))
    if notice := phrases.notice(minutes, _):
        yield Sentence(notice, Tone.WARNING)
    yield Facts(tuple(phrases.session_facts(minutes, _)))
    yield from _presence(minutes, _)
    yield from _agenda(minutes, _)
    yield from _overview(minutes, _)
    yield Heading(_("Next meeting"), 2)
    yield Sentence(phrases.next_meeting(minutes, _) or _("No date has been set."))
    if minutes.seal:
        yield Sentence(_("This tells the journal up to entry {n}. Its seal (SHA-256): {seal}",
                         n=_.number(minutes.entries), seal=minutes.seal), Tone.SEAL)  # fmt: skip
    yield Heading(_("Signatures"), 2)
    there = minutes.presence
    yield Signatures((
        (_("The chair"), phrases.names(there.with_role(Role.CHAIR), _)),
        (_("The secretary"), phrases.names(there.with_role(Role.SECRETARY), _)),
    ))  # fmt: skip


# --- presence ---


def _presence(minutes: Minutes, _: Translator) -> Blocks:
    there = minutes.presence
    yield Heading(_("Presence"), 2)
    yield Figures(tuple(_figures(there, _)))
    if there.unnamed:
        return
    lists = (
        (_.plural("Present: {n}", "Present: {n}", len(there.present)), _attended(there.present, _)),
        (_.plural("Represented by proxy: {n}", "Represented by proxy: {n}", len(there.givers)),
         tuple(phrases.proxy(proxy, _) for proxy in there.represented)),
        (_.plural("Excused: {n}", "Excused: {n}", len(there.excused)), _people(there.excused, _)),
        (_.plural("Absent: {n}", "Absent: {n}", len(there.absent)), _people(there.absent, _)),
        (_.plural("Guest: {n}", "Guests: {n}", len(there.guests)), _attended(there.guests, _)),
        (_.plural("Observer: {n}", "Observers: {n}", len(there.observers)), _attended(there.observers, _)),
    )  # fmt: skip
    yield from (Listing(title, lines, columns=1 if n == 1 else 2) for n, (title, lines) in enumerate(lists) if lines)
    yield from (Sentence(words, label=label) for label, words in phrases.movements(there.everyone, _))


def _figures(there: Presence, _: Translator) -> Iterator[tuple[str, str]]:
    """The numbers of the evening, each with what it counts."""
    yield _.number(len(there.present)), _.context("under its number", "present")
    yield _.number(there.voting), _.context("under its number", "with a vote")
    if there.represented:
        yield _.number(len(there.givers)), _.context("under its number", "represented")
    yield _.number(len(there.excused)), _.context("under its number", "excused")
    yield _.number(len(there.absent)), _.context("under its number", "absent")
    yield _.number(len(there.guests) + len(there.observers)), _.context("under its number", "guests and observers")


def _attended(people: Iterable[Attended], _: Translator) -> tuple[str, ...]:
    return _people((person.who for person in people), _)


def _people(people: Iterable[Someone], _: Translator) -> tuple[str, ...]:
    return tuple(
        " · ".join(part for part in (phrases.name(who, _), phrases.described(who, _)) if part) for who in people
    )


# --- agenda ---


def _agenda(minutes: Minutes, _: Translator) -> Blocks:
    yield Heading(_("Agenda"), 2)
    if not minutes.items:
        yield Sentence(_("There were no items on the agenda."))
    for item in minutes.items:
        yield from _item(minutes, item, _)
    if not minutes.other.empty:
        yield Heading(_("Outside the agenda"), 2)
        yield from _subject(minutes, None, _)


def _item(minutes: Minutes, item: ItemMinutes, _: Translator) -> Blocks:
    yield Heading(phrases.heading(item, _), 3 if item.item.parent is None else 4)
    times = [phrases.stretch(time, _) for time in item.stretches]
    yield Sentence(" · ".join([*times[:1], *phrases.facts(item, _)]), Tone.ASIDE)
    if len(times) > 1:
        yield Sentence(_("Taken up several times: {times}.", times=_.list(times)), Tone.ASIDE)
    if said := phrases.fate(item, minutes.phase, _):
        yield Sentence(said, Tone.WARNING)
    dossier = item.item.dossier
    for label, told in ((_("Aim"), dossier.aim), (_("History"), dossier.history), (_("Limits"), dossier.limits)):
        if words := _.pick(told):
            yield Sentence(words, label=label)
    yield from _subject(minutes, item, _)


def _subject(minutes: Minutes, item: ItemMinutes | None, _: Translator) -> Blocks:
    told = item.subject if item else minutes.other
    if told.turns:
        yield Sentence(phrases.speakers(told.turns, _), label=_("Speakers"))
    for note in told.notes:
        yield fields.written(note, _.context("label of a note", "Note"), Tone.PLAIN, minutes, item, _)
    for poll in told.polls:
        yield from _poll(poll, _)
    for decision in told.decisions:
        yield fields.written(decision, _("Decision"), Tone.RESULT, minutes, item, _)
    for action in told.actions:
        yield from _action(action, _("Action"), minutes, item, _)


def _poll(poll: PollMinutes, _: Translator) -> Blocks:
    yield from poll_parts.head(poll, _)
    yield from poll_parts.rest(poll, _)


def _action(record: Record, label: str, minutes: Minutes, item: ItemMinutes | None, _: Translator) -> Blocks:
    yield fields.written(record, label, Tone.PLAIN, minutes, item, _)
    if who := phrases.action(record, _):
        yield Sentence(who, Tone.ASIDE)


# --- overview ---


def _overview(minutes: Minutes, _: Translator) -> Blocks:
    """Results, decisions and actions once more, each with the number of its item."""
    parts = (
        (_("Results of the votes"), list(_results(minutes, _))),
        (_("Decisions"), [
            fields.written(record, _label(item, _), Tone.PLAIN, minutes, item, _)
            for item, told in subjects(minutes) for record in told.decisions
        ]),
        (_("Actions"), [
            block for item, told in subjects(minutes) for record in told.actions
            for block in _action(record, _label(item, _), minutes, item, _)
        ]),
    )  # fmt: skip
    if any(rows for _name, rows in parts):
        yield Heading(_("Overview"), 2)
    for name, rows in parts:
        if rows:
            yield Heading(name, 3)
        yield from rows


def subjects(minutes: Minutes) -> Iterator[tuple[ItemMinutes | None, Subject]]:
    """Every subject with its item, in the order of the document."""
    yield from ((item, item.subject) for item in minutes.items)
    yield None, minutes.other


def _results(minutes: Minutes, _: Translator) -> Iterator[Sentence]:
    for item, told in subjects(minutes):
        for poll in told.polls:
            if poll.counted:
                question = _.pick(poll.state.poll.question)
                yield Sentence(f"{question}\n{poll_words.result(poll, _)}", label=_label(item, _))


def _label(item: ItemMinutes | None, _: Translator) -> str:
    return _("Item {number}", number=item.number) if item and item.number else ""
