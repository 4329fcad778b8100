"""Attendance, polls and speaking times as CSV, for a spreadsheet.

UTF-8 with a mark, and semicolons in languages that write a comma in numbers: so Excel opens it there.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from assembly_app import wording
from assembly_app.i18n import Translator
from assembly_app.minutes import phrases, poll_words
from assembly_app.minutes.model import Attended, Minutes, Presence, Someone

Row = Sequence[str | int]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def minutes_csv(minutes: Minutes, _: Translator) -> dict[str, bytes]:
    """The three tables by the word that goes into the name of their file."""
    return {
        "attendance": _written(attendance(minutes, _), _),
        "polls": _written(polls(minutes, _), _),
        "speaking": _written(speaking(minutes, _), _),
    }


def attendance(minutes: Minutes, _: Translator) -> Iterator[Row]:
    """Everyone on the roll: there, represented, excused or absent."""
    there = minutes.presence
    yield (_("Name"), _("Group or quality"), _("Role"), _("Voting right"), _("Presence"), _("Came later"),
           _("Left earlier"), _("Represented by"))  # fmt: skip
    present = _.context("in a table", "present")
    for person in there.everyone:
        yield (*_person(person.who, _), present, *_times(person, _), _holders(there, person.who, _))
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


def _times(person: Attended, _: Translator) -> Row:
    return tuple(_.time(moment) if moment else "" for moment in (person.late, person.early))


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
            moments = (_.time(moment) if moment else "" for moment in (poll.opened, poll.closed))
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
    """Who spoke on which item, how often, and for how many seconds."""
    yield (_("Item"), _("Title"), _("Name"), _("Group or quality"), _("Times"), _("Seconds"))
    items = [(item.number, _.pick(item.item.title), item.subject.turns) for item in minutes.items]
    for number, title, turns in (*items, ("", "", minutes.other.turns)):
        for turn in turns:
            yield number, title, phrases.name(turn.who, _), turn.who.group, turn.times, round(turn.seconds)


def _written(rows: Iterable[Row], _: Translator) -> bytes:
    target = StringIO()
    mark = ";" if "," in _.number(0.5) else ","
    csv.writer(target, delimiter=mark).writerows([_harmless(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _harmless(cell: str | int) -> str | int:
    """A spreadsheet would run what starts like a formula, and a name is typed by anyone."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
