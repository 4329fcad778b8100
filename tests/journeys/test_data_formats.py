"""The demo evening as data: every number of tables, workbook, calendar and linked data is the journal's."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path

import icalendar
import openpyxl
import pytest
from rdflib import RDF
from rdflib.namespace import PROV

from assembly_app import cli
from assembly_app.i18n import translator
from tests.journeys.journal_facts import ZONE, Facts, words
from tests.journeys.test_demo_evening import EVERYONE, clock
from tests.minutes.test_linked_data import BESLUIT, SESSION, at, graph

Row = Sequence[object]
_ = translator("nl")


def made(folder: Path, target: Path) -> Path:
    """The minutes of the evening in Dutch, as the command writes them."""
    what = ["--language", "nl", "--format", target.suffix[1:], "--output", str(target)]
    assert cli.main(["minutes", str(folder / "demo.assembly"), *what]) == cli.DONE
    return target


def of_csv(folder: Path, tmp_path: Path) -> dict[str, list[Row]]:
    """The rows below the headings, with what a spreadsheet shows."""
    target = made(folder, tmp_path / "minutes.csv")
    found = {}
    for name in ("attendance", "polls", "speaking", "actions"):
        text = target.with_stem(f"minutes-{name}").read_bytes().decode("utf-8-sig")
        found[name] = list(csv.reader(StringIO(text, newline=""), delimiter=";"))[1:]
    return found  # type: ignore[return-value]


def of_xlsx(folder: Path, tmp_path: Path) -> dict[str, list[Row]]:
    """The same, with moments, days and durations told as CSV tells them."""

    def shown(value: object) -> str:
        match value:
            case datetime() if value.time() == datetime.min.time():
                return value.date().isoformat()
            case datetime():
                return clock(value)
            case timedelta():
                return str(round(value.total_seconds()))
        return "" if value is None else str(value)

    book = openpyxl.load_workbook(made(folder, tmp_path / "minutes.xlsx"))
    names = ("attendance", "polls", "speaking", "actions")
    return {
        name: [[shown(value) for value in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
        for name, sheet in zip(names, book, strict=True)
    }


@pytest.fixture(params=[of_csv, of_xlsx], ids=["csv", "xlsx"])
def tables(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> dict[str, list[Row]]:
    return request.param(folder, tmp_path)  # type: ignore[no-any-return]


def test_the_tables_list_everyone_with_their_times(tables: dict[str, list[Row]], facts: Facts) -> None:
    by_name = {row[0]: row for row in tables["attendance"]}
    assert len(by_name) == len(tables["attendance"])
    came = set(facts.people(*EVERYONE, "guest", "observer", came=True))
    assert {name for name, row in by_name.items() if row[4] == _.context("in a table", "present")} == came
    excused = {facts.names[person] for person in facts.excused}
    assert {name for name, row in by_name.items() if row[4] == _.context("in a table", "excused")} == excused
    for person, stays in facts.stays.items():
        first, last = stays[0][0], stays[-1][1]
        assert first
        late = clock(first) if first > facts.opened else ""
        assert list(by_name[facts.names[person]][5:7]) == [late, clock(last) if last else ""]


def test_the_tables_have_every_count_of_every_vote(tables: dict[str, list[Row]], facts: Facts) -> None:
    expected = []
    for poll in facts.polls.values():
        tally, question = poll.get("tally"), _.pick(poll["poll"]["question"])
        turnout = [str(poll["entitled"]), str(tally["ballots"])] if tally else ["", ""]
        counts = [str(tally["counts"][option["id"]]) if tally else "" for option in poll["poll"]["options"]]
        expected += [(question, clock(poll["opened"]), clock(poll["closed"]), *turnout, count) for count in counts]
    assert sorted((row[1], row[3], row[4], row[5], row[6], row[10]) for row in tables["polls"]) == sorted(expected)


def test_the_tables_have_every_second_that_anybody_spoke(tables: dict[str, list[Row]], facts: Facts) -> None:
    spoken: dict[tuple[str, str], list[float]] = {}
    for item, person, start, end in facts.speeches:
        spoken.setdefault((facts.numbers()[item], facts.names[person]), []).append((end - start).total_seconds())
    expected = {(*who, str(len(times)), str(round(sum(times)))) for who, times in spoken.items()}
    assert {(row[0], row[2], row[4], row[5]) for row in tables["speaking"]} == expected


def test_the_tables_have_every_action_with_its_day(tables: dict[str, list[Row]], facts: Facts) -> None:
    actions = [record for record in facts.records if record["kind"] == "action"]
    expected = {(words(record, "nl"), record["owner"], record["due"] or "") for record in actions}
    assert {tuple(row[1:]) for row in tables["actions"]} == expected != set()


def test_the_calendar_has_the_days_of_the_journal(folder: Path, facts: Facts, tmp_path: Path) -> None:
    calendar = icalendar.Calendar.from_ical(made(folder, tmp_path / "minutes.ics").read_bytes())
    meeting, *actions = calendar.walk("VEVENT")
    assert meeting.decoded("dtstart") == datetime.fromisoformat(facts.next_meeting["starts"])
    assert meeting.decoded("dtstart").utcoffset() == datetime.fromisoformat(
        facts.next_meeting["starts"]).astimezone(ZONE).utcoffset()  # fmt: skip
    due = [record for record in facts.records if record["kind"] == "action" and record["due"]]
    expected = {(words(record, "nl"), date.fromisoformat(record["due"])) for record in due}
    assert {(str(action["summary"]), action.decoded("dtstart")) for action in actions} == expected


def test_the_linked_data_has_the_times_and_counts_of_the_journal(folder: Path, facts: Facts, tmp_path: Path) -> None:
    told = graph(made(folder, tmp_path / "minutes.html").read_bytes(), tmp_path)
    assert told.value(SESSION, PROV.startedAtTime).toPython() == facts.opened
    assert told.value(SESSION, PROV.endedAtTime).toPython() == facts.closed
    assert len(set(told.subjects(RDF.type, BESLUIT.Agendapunt))) == len(facts.items)
    for item, spans in facts.spans.items():
        assert told.value(at(f"handling-{item}"), PROV.startedAtTime).toPython() == spans[0][0]
        assert told.value(at(f"handling-{item}"), PROV.endedAtTime).toPython() == spans[-1][1]
    for id_, poll in facts.polls.items():
        if "tally" in poll and poll["poll"]["kind"] == "yes-no-abstain":
            sides = {"yes": "Voorstanders", "no": "Tegenstanders", "abstain": "Onthouders"}
            counts = {
                option: told.value(at(f"vote-{id_}"), BESLUIT[f"aantal{side}"]).toPython()
                for option, side in sides.items()
            }
            assert counts == poll["tally"]["counts"]
