"""The next meeting and the actions as an iCalendar file (RFC 5545), for the calendars of who must be there or act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Component, Event, Todo

from assembly_app.domain.record import Record
from assembly_app.domain.rules.sitting import local
from assembly_app.i18n import Translator
from assembly_app.minutes.model import ItemMinutes, Minutes
from assembly_app.minutes.tables import words
from assembly_app.minutes.telling import subjects

_AHEAD = timedelta(days=3653)
"""For how long the rules of the time zone are told."""


def minutes_ics(minutes: Minutes, _: Translator) -> bytes:
    """The calendar; the same bytes for the same minutes.

    An action with a day is an event of that whole day, as many calendars show no tasks; without one it is a task.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//assembly-app//minutes//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _.pick(minutes.assembly))
    for entry in (*_meeting(minutes, _), *_actions(minutes, _)):
        entry.add("dtstamp", minutes.told.astimezone(UTC))
        calendar.add_component(entry)
    calendar.add_missing_timezones(minutes.told.date(), minutes.told.date() + _AHEAD)
    return bytes(calendar.to_ical())


def _meeting(minutes: Minutes, _: Translator) -> Iterator[Component]:
    meeting = minutes.next_meeting
    if meeting is None:
        return
    entry = Event()
    entry.add("uid", _uid(minutes, "next-meeting"))
    entry.add("summary", _.pick(minutes.assembly), parameters=_spoken(_))
    entry.add("dtstart", local(minutes.details, meeting.starts))
    if meeting.place:
        entry.add("location", meeting.place)
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", _.pick(minutes.assembly))
    reminder.add("trigger", -timedelta(days=1))
    entry.add_component(reminder)
    yield entry


def _actions(minutes: Minutes, _: Translator) -> Iterator[Component]:
    for item, told in subjects(minutes):
        for action in told.actions:
            yield _action(minutes, item, action, _)


def _action(minutes: Minutes, item: ItemMinutes | None, action: Record, _: Translator) -> Component:
    entry: Component = Event() if action.due else Todo()
    _text, language = action.told(_.language)
    entry.add("uid", _uid(minutes, action.id))
    entry.add("summary", words(action, minutes, item, _).replace("\n", " "), parameters={"LANGUAGE": language})
    where = _("Item {number}", number=item.number) if item and item.number else ""
    title = _.pick(minutes.details.title)
    entry.add("description", "\n".join(part for part in (action.owner, where, title) if part))
    if action.due:
        entry.add("dtstart", action.due)
        entry.add("dtend", action.due + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    return entry


def _uid(minutes: Minutes, entry: str) -> str:
    """The same for the same entry of the same session, so that a calendar changes it and shows it once."""
    whose = sha256(repr((sorted(minutes.assembly.items()), minutes.session)).encode()).hexdigest()
    return f"{entry}.{whose[:16]}@assembly-app"


def _spoken(_: Translator) -> dict[str, str]:
    return {"LANGUAGE": _.language}
