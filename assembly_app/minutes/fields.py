"""Live fields: what the journal knows, in the middle of a secretary's text, always as the journal has it now.

A field that nobody knows stays as it was typed. A standing phrase is a field too, so that the program translates it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from assembly_app.documents import Field, Offer
from assembly_app.domain.people import Role
from assembly_app.domain.record import Record
from assembly_app.i18n import N_, Translator
from assembly_app.minutes import phrases, poll_words
from assembly_app.minutes.model import ItemMinutes, Minutes, PollMinutes
from assembly_app.minutes.parts import Tone, Written
from assembly_app.prose import Passage, Prose, Span, filled, read

STANDING: Mapping[str, str] = {
    "opens": N_("{chair} opens the session at {opened}."),
    "quorum-found": N_("{chair} finds that the quorum is reached. Present with a vote: {voters}."),
    "quorum-missing": N_("{chair} finds that the quorum is not reached. The assembly discusses, but does not decide."),
    "previous-approved": N_("The minutes of the previous session are approved."),
    "previous-remarks": N_("The minutes of the previous session are approved, with the remarks that were made."),
    "urgent": N_("The assembly agrees to deal with this item although it was not on the agenda."),
    "noted": N_("The assembly takes note of it."),
    "consensus": N_("The assembly decides so without a vote, as nobody objects."),
    "postponed": N_("The item is postponed to the next session."),
    "withdrawn": N_("The item is withdrawn from the agenda."),
    "later": N_("The question will be answered in writing."),
    "no-questions": N_("There are no questions."),
    "suspends": N_("{chair} suspends the session."),
    "closes": N_("{chair} closes the session at {closed}."),
}
"""Phrases that minutes need again and again, with live fields in them."""

_SESSION: Mapping[str, tuple[str, Callable[[Minutes, Translator], str]]] = {
    "assembly": (N_("Name of the assembly"), lambda m, _: _.pick(m.assembly)),
    "session": (N_("Number of the session"), lambda m, _: _.number(m.session)),
    "title": (N_("Title of the session"), lambda m, _: _.pick(m.details.title)),
    "date": (N_("Date"), lambda m, _: _.date(m.opened or m.starts)),
    "place": (N_("Place"), lambda m, _: m.details.place or phrases.NOTHING),
    "opened": (N_("Opened at"), lambda m, _: _.time(m.opened) if m.opened else phrases.NOTHING),
    "closed": (N_("Closed at"), lambda m, _: _.time(m.closed) if m.closed else phrases.NOTHING),
    "chair": (N_("Chair"), lambda m, _: phrases.names(m.presence.with_role(Role.CHAIR), _)),
    "secretary": (N_("Secretary"), lambda m, _: phrases.names(m.presence.with_role(Role.SECRETARY), _)),
    "present": (N_("How many were present"), lambda m, _: _.number(len(m.presence.present))),
    "voters": (N_("How many with a vote were present"), lambda m, _: _.number(m.presence.voting)),
    "represented": (N_("How many were represented"), lambda m, _: _.number(len(m.presence.givers))),
    "excused": (N_("How many were excused"), lambda m, _: _.number(len(m.presence.excused))),
    "absent": (N_("How many were absent"), lambda m, _: _.number(len(m.presence.absent))),
    "quorum": (N_("Quorum"), lambda m, _: " ".join(phrases.quorum(m, _))),
    "next-meeting": (N_("Next meeting"), lambda m, _: phrases.next_meeting(m, _) or phrases.NOTHING),
}
_ITEM: Mapping[str, tuple[str, Callable[[ItemMinutes, Translator], str]]] = {
    "item": (N_("Number and title of the item"), lambda i, _: phrases.heading(i, _)),
    "item-times": (
        N_("When the item was dealt with"),
        lambda i, _: _.list([phrases.stretch(time, _) for time in i.stretches]) or phrases.NOTHING,
    ),
    "speakers": (N_("Who spoke"), lambda i, _: phrases.speakers(i.subject.turns, _) or phrases.NOTHING),
}


def written(
    record: Record, label: str, tone: Tone, minutes: Minutes, item: ItemMinutes | None, _: Translator
) -> Written:
    """An entry as the minutes tell it to a reader of this language, its fields filled."""
    text, language = record.told(_.language)
    prose = filled(read(text), lambda name: words(name, minutes, item, _))
    other = language != _.language
    return Written(prose, tone, label, language if other else "", untranslated=other)


def words(name: str, minutes: Minutes, item: ItemMinutes | None, _: Translator) -> Prose | None:
    """What a field says; None when there is no such field here."""
    kind, _colon, rest = name.partition(":")
    if kind == "phrase":
        text = _phrase(rest, minutes, _)
        return filled(read(text), lambda inner: _plain(inner, minutes, item, _)) if text else None
    return _plain(name, minutes, item, _)


def _plain(name: str, minutes: Minutes, item: ItemMinutes | None, _: Translator) -> Prose | None:
    found = _value(name, minutes, item, _)
    return None if found is None else literal(found)


def literal(text: str) -> Prose:
    """Words that are no markup."""
    return (Passage((Span(text),)),)


def _value(name: str, minutes: Minutes, item: ItemMinutes | None, _: Translator) -> str | None:
    if name in _SESSION:
        return _SESSION[name][1](minutes, _)
    if name in _ITEM:
        return _ITEM[name][1](item, _) if item else None
    kind, *rest = name.split(":")
    poll = _polls(minutes).get(rest[0]) if rest else None
    if poll is None:
        return None
    match kind, rest[1:]:
        case "result", []:
            return poll_words.result(poll, _) if poll.counted else phrases.NOTHING
        case "turnout", []:
            return _.number(poll.state.tally.cast) if poll.state.tally else phrases.NOTHING
        case "votes", [option] if poll.state.tally and option in poll.state.tally.counts:
            return _.number(poll.state.tally.counts[option])
    return None


def _polls(minutes: Minutes) -> Mapping[str, PollMinutes]:
    return {poll.state.poll.id: poll for _number, subject in minutes.subjects for poll in subject.polls}


def _phrase(phrase: str, minutes: Minutes, _: Translator) -> str:
    """The text of a phrase with its fields: a standing one from the catalogue, or the assembly's own."""
    if phrase in STANDING:
        return re.sub(r"\{(\w+)\}", r"{{\1}}", _(STANDING[phrase]))
    return next((_.pick(own.text) for own in minutes.phrases if own.id == phrase), "")


def offered(minutes: Minutes, item: ItemMinutes | None, _: Translator) -> tuple[Field, ...]:
    """The fields that can be inserted in the part on an item, or outside all items."""
    return tuple(_offered(minutes, item, _))


def _offered(minutes: Minutes, item: ItemMinutes | None, _: Translator) -> Iterator[Field]:
    for name, (label, tell) in _SESSION.items():
        yield Field(name, _(label), tell(minutes, _))
    for name, (label, tell_item) in _ITEM.items() if item else ():
        yield Field(name, _(label), tell_item(item, _))  # type: ignore[arg-type]
    for poll in (item.subject if item else minutes.other).polls:
        question = _.pick(poll.state.poll.question)
        yield Field(f"result:{poll.state.poll.id}", _("Result: {question}", question=question),
                    poll_words.result(poll, _) if poll.counted else phrases.NOTHING)  # fmt: skip
        if poll.state.tally:
            cast = _.number(poll.state.tally.cast)
            yield Field(f"turnout:{poll.state.poll.id}", _("How many voted: {question}", question=question), cast)


def offer(minutes: Minutes, item: str | None, held: frozenset[str], _: Translator) -> Offer:
    """What the part on an item (by id) can hold; `held` are the names of the fields in it now."""
    found = next((each for each in minutes.items if each.item.id == item), None)
    own, phrases = offered(minutes, found, _), phrases_offered(minutes, _)
    known = {field.name: field for field in (*own, *phrases)}
    for other in minutes.items:  # a text may hold the result of a poll on another item
        if held <= known.keys():
            break
        known = {**{field.name: field for field in offered(minutes, other, _)}, **known}
    return Offer(own, phrases, known)


def phrases_offered(minutes: Minutes, _: Translator) -> tuple[Field, ...]:
    """The standing phrases and the assembly's own, as they read now."""
    names = [*STANDING, *(own.id for own in minutes.phrases)]
    return tuple(_phrase_field(name, minutes, _) for name in names)


def _phrase_field(name: str, minutes: Minutes, _: Translator) -> Field:
    prose = words(f"phrase:{name}", minutes, None, _) or ()
    told = "\n".join(passage.words for passage in prose)
    return Field(f"phrase:{name}", told, told)
