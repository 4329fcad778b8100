"""Attendance, polls, speaking times and actions as tables; here as CSV, in `xlsx` as a workbook.

CSV is UTF-8 with a mark, and has semicolons in languages that write a comma in numbers: so Excel opens it there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from assembly_app import csv_file
from assembly_app.csv_file import Row
from assembly_app.domain.record import Record
from assembly_app.i18n import Translator
from assembly_app.minutes import fields, phrases, poll_words
from assembly_app.minutes.model import Attended, ItemMinutes, Minutes, Presence, Someone
from assembly_app.minutes.parts import Tone
from assembly_app.minutes.telling import subjects
from assembly_app.words import wording


def minutes_csv(minutes: Minutes, _: Translator) -> dict[str, bytes]:
    """The tables by the word that goes into the name of their file."""
    return {name: csv_file.written(rows, _) for name, rows in tables(minutes, _).items()}


def tables(minutes: Minutes, _: Translator) -> Mapping[str, Iterator[Row]]:
    """The rows of each table, the first of them its headings; where people are only counted, nobody is listed."""
    listed = {} if minutes.presence.unnamed else {"attendance": attendance(minutes, _)}
    return {
        **listed,
        "polls": polls(minutes, _),
        "speaking": speaking(minutes, _),
        "actions": actions(minutes, _),
    }


def attendance(minutes: Minutes, _: Translator) -> Iterator[Row]:
    """Everyone on the roll: there, represented, excused or absent."""
    there = minutes.presence
    yield (_("Name"), _("Group or quality"), _("Role"), _("Voting right"), _("Presence"), _("Came later"),
           _("Left earlier"), _("Represented by"))  # fmt: skip
    present = _.context("in a table", "present")
    for person in there.everyone:
        yield (*_person(person.who, _), present, *_times(person), _holders(there, person.who, _))
    came = {person.who.id for person in there.everyone}
    for giver in {proxy.giver.id: proxy.giver for proxy in there.represented}.values():
        if giver.id not in came:
            yield (*_person(giver, _), _.context("in a table", "represented"), "", "", _holders(there, giver, _))
    for who in there.excused:
        yield (*_person(who, _), _.context("in a table", "excused"), "", "", "")
    for who in there.absent:
        yield (*_person(who, _), _.context("in a table", "absent"), "", "", "")


def _person(who: Someone, _: Translator) -> Row:
    return (phrases.name(who, _), who.group, _(wording.ROLES[who.role]), _("yes") if who.may_vote else _("no"))


def _times(person: Attended) -> Row:
    return tuple(moment or "" for moment in (person.late, person.early))


def _holders(there: Presence, giver: Someone, _: Translator) -> str:
    holders = dict.fromkeys(phrases.name(proxy.holder, _) for proxy in there.represented if proxy.giver.id == giver.id)
    return ", ".join(holders)


def polls(minutes: Minutes, _: Translator) -> Iterator[Row]:
    """A row an option of every poll; an open question has one row."""
    yield (_("Item"), _("Question"), _("Rules"), _("Opened at"), _("Closed at"), _("Could vote"), _("Ballots"),
           _("Votes"), _("On paper"), _("Option"), _("Count"), _("Result"), _("Warning"))  # fmt: skip
    for number, told in minutes.subjects:
        for poll in told.polls:
            state, tally = poll.state, poll.state.tally
            moments = (poll.opened or "", poll.closed or "")
            counts = (state.entitled, tally.ballots, tally.cast, tally.paper) if tally else ("", "", "", "")
            head = (number, _.pick(state.poll.question), poll_words.rules(poll, _), *moments, *counts)
            tail = (poll_words.result(poll, _), wording.reveal_warning(state, _))
            options = state.poll.options
            for option in options:
                count: str | int = tally.counts[option.id] if tally else ""
                yield (*head, wording.option_label(option, _), count, *tail)
            if not options:
                yield (*head, "", "", *tail)


def speaking(minutes: Minutes, _: Translator) -> Iterator[Row]:
    """Who spoke on which item, how often, and for how long."""
    yield (_("Item"), _("Title"), _("Name"), _("Group or quality"), _("Times"), _("Seconds"))
    items = [(item.number, _.pick(item.item.title), item.subject.turns) for item in minutes.items]
    for number, title, turns in (*items, ("", "", minutes.other.turns)):
        for turn in turns:
            lasted = timedelta(seconds=round(turn.seconds))
            yield number, title, phrases.name(turn.who, _), turn.who.group, turn.times, lasted


def actions(minutes: Minutes, _: Translator) -> Iterator[Row]:
    """What is to be done, by whom and until when."""
    yield (_("Item"), _("Action"), _("Who"), _("Due on"))
    for item, told in subjects(minutes):
        for action in told.actions:
            yield item.number if item else "", words(action, minutes, item, _), action.owner, action.due or ""


def words(record: Record, minutes: Minutes, item: ItemMinutes | None, _: Translator) -> str:
    """An entry as plain text, its live fields filled."""
    prose = fields.written(record, "", Tone.PLAIN, minutes, item, _).prose
    return "\n".join(passage.words for passage in prose)
