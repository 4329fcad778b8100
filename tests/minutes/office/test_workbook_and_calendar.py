"""The tables as a workbook and what is to come as a calendar, read back by others than who wrote them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import icalendar
import openpyxl
import pytest

from assembly_app.desk import Desk
from assembly_app.domain import commands as c
from assembly_app.domain.people import Person
from assembly_app.domain.record import Record, RecordKind
from assembly_app.i18n import translator
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.ics import minutes_ics
from assembly_app.minutes.office.xlsx import SHEETS, minutes_xlsx
from assembly_app.minutes.tables import tables
from tests.conftest import Clock
from tests.minutes.conftest import Evening

_ = translator("en")


def workbook(desk: Desk, language: str = "en") -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(minutes_xlsx(drafted(desk), translator(language))))


# --- workbook ---


def test_a_workbook_has_a_sheet_a_table_whose_headings_stay_in_sight(evening: Evening) -> None:
    book = workbook(evening.desk, "nl")
    assert book.sheetnames == [translator("nl")(name) for name in SHEETS.values()]
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    assert "Zitting 4" in str(book.properties.title)


def test_a_workbook_says_what_the_tables_say_in_their_own_types(evening: Evening) -> None:
    book = workbook(evening.desk)
    for sheet, (_name, rows) in zip(book, tables(drafted(evening.desk), _).items(), strict=True):
        _head, *lines = rows
        for read, line in zip(sheet.iter_rows(min_row=2, values_only=True), lines, strict=True):
            assert [_plain(cell) for cell in read] == [_plain(cell) for cell in line]


def _plain(cell: object) -> object:
    """Without zone, and within the hundredth of a second that a workbook keeps; a day as a moment."""
    if isinstance(cell, datetime):
        return round(cell.replace(tzinfo=UTC).timestamp(), 1)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day, tzinfo=UTC).timestamp()
    return cell if cell != "" else None


def test_times_and_days_are_no_text_in_a_workbook(evening: Evening) -> None:
    book = workbook(evening.desk)
    attendance, polls, speaking, actions = book
    late = [cell.value for cell in attendance["F"][1:] if cell.value]
    assert [moment.strftime("%H:%M") for moment in late] == ["19:08"]
    assert isinstance(polls["D2"].value, datetime)
    assert [cell.value for cell in speaking["F"][1:]] == [timedelta(seconds=133), timedelta(seconds=130)]
    assert [cell.value for cell in actions["D"][1:] if cell.value] == [datetime(2026, 4, 1)]  # noqa: DTZ001
    assert {type(cell.value) for cell in polls["K"][1:] if cell.value is not None} == {int}


def test_nothing_that_was_typed_is_a_formula(desk: Desk) -> None:
    desk.execute(c.Enrol((Person("p", '=HYPERLINK("http://x")', group="@SUM(1)\x0b+1"),)))
    row = next(workbook(desk)["Attendance"].iter_rows(min_row=2))
    assert [(cell.value, cell.data_type) for cell in row[:2]] == [
        ('=HYPERLINK("http://x")', "s"), ("@SUM(1)+1", "s"),
    ]  # fmt: skip


# --- calendar ---


def entries(desk: Desk, kind: str, language: str = "en") -> list[icalendar.Component]:
    return icalendar.Calendar.from_ical(minutes_ics(drafted(desk), translator(language))).walk(kind)


def test_a_calendar_has_the_next_meeting_on_the_clock_of_the_hall(evening: Evening) -> None:
    meeting = entries(evening.desk, "VEVENT")[0]
    assert meeting.decoded("dtstart") == datetime(2026, 4, 16, 19, 30, tzinfo=ZoneInfo("Europe/Brussels"))
    assert str(meeting["location"]) == "Zaal Noord"
    (zone,) = entries(evening.desk, "VTIMEZONE")
    assert str(zone["tzid"]) == meeting["dtstart"].params["TZID"] == "Europe/Brussels"
    assert zone.to_tz().utcoffset(datetime(2026, 4, 16, 19, 30)) == timedelta(hours=2)  # noqa: DTZ001


def test_an_action_with_a_day_stands_on_that_day_and_one_without_is_a_task(evening: Evening) -> None:
    _meeting, letter = entries(evening.desk, "VEVENT")
    (key,) = entries(evening.desk, "VTODO")
    assert (str(letter["summary"]), letter.decoded("dtstart")) == ("Buren aanschrijven", date(2026, 4, 1))
    assert letter.decoded("dtend") == date(2026, 4, 2)
    assert str(letter["description"]).splitlines() == ["Jan Peeters", "Item 2", "Zitting 4"]
    assert str(key["summary"]) == "Sleutel terugbrengen"
    assert "due" not in key


def test_the_same_entry_keeps_its_name_so_that_calendars_change_it(evening: Evening, clock: Clock) -> None:
    before = [str(entry["uid"]) for entry in entries(evening.desk, "VEVENT")]
    clock.turn(hours=1)
    evening.do(
        c.WriteRecord(Record("a1", "street", RecordKind.ACTION, "Brief sturen om {{opened}}", due=date(2026, 5, 1)))
    )
    after = entries(evening.desk, "VEVENT", "nl")
    assert [str(entry["uid"]) for entry in after] == before
    assert len(set(before)) == 2
    assert str(after[1]["summary"]) == "Brief sturen om 19:02"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_session_without_anything_to_come_is_an_empty_calendar(desk: Desk, language: str) -> None:
    assert entries(desk, "VEVENT", language) == entries(desk, "VTODO", language) == []
