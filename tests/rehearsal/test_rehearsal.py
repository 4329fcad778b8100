"""A rehearsal plays in a copy, on a server process of its own, and tells what it found."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import msgspec
import pytest

from assembly_app.demo import evening as demo
from assembly_app.desk import Desk, opened
from assembly_app.domain import commands
from assembly_app.domain.people import Person
from assembly_app.domain.polls import Poll
from assembly_app.i18n import Explained, translator
from assembly_app.rehearsal import rehearse as rehearsal
from assembly_app.rehearsal.rehearse import Latency, Report
from assembly_app.rehearsal_copy import made_ready
from assembly_app.store.errors import StoreError
from assembly_app.store.store import Store


def fingerprint(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_every_acknowledged_vote_is_counted_and_the_assembly_is_not_touched(tmp_path: Path) -> None:
    file = demo.create(tmp_path)
    before = fingerprint(tmp_path)
    report = rehearsal.rehearse(str(file), 50)
    assert fingerprint(tmp_path) == before
    assert report.errors == {}
    assert report.sound
    assert (report.phones, report.badges, report.guests) == (50, 37, 13)
    assert report.acknowledged == report.counted == 37 + 50
    assert report.sent == 37 + 4 + 50 + 5  # every tenth phone sends twice
    assert (report.join.count, report.hand.count, report.vote.count) == (50, 75, report.sent)
    assert 0 < report.join.median <= report.join.p95 <= report.join.maximum


@pytest.mark.parametrize("phones", [1, 2])
def test_an_assembly_without_people_sessions_or_items_gets_what_a_rehearsal_needs(store: Store, phones: int) -> None:
    report = rehearsal.rehearse(str(store.path), phones)
    assert report.sound, report.errors
    assert report.acknowledged == report.counted == (0 if phones == 1 else 1) + phones
    assert store.sessions() == []


def test_a_session_in_full_swing_is_cleared_in_the_copy(store: Store, desk: Desk) -> None:
    for command in (
        commands.Enrol((Person("p1", "An"), Person("p2", "Bo", may_vote=False))), commands.OpenSession(),
        commands.CheckIn("p1"), commands.AddPoll(Poll("q", {"nl": "Goed?"})), commands.OpenPoll("q"),
    ):  # fmt: skip
        desk.execute(command)
    state = made_ready(store, 8).state
    assert state.open_poll is None
    assert state.present == frozenset()
    assert state.speakers.open
    assert sum(member.may_vote for member in state.members.values()) == 6


def test_a_closed_session_is_reopened_in_the_copy(store: Store, desk: Desk) -> None:
    for command in (commands.OpenSession(), commands.CloseSession()):
        desk.execute(command)
    assert rehearsal.rehearse(str(store.path), 4).sound
    with opened(store.path) as again:
        assert again.state.phase == "closed"


@pytest.mark.parametrize("phones", [0, -1, rehearsal.MOST + 1])
def test_a_number_of_phones_that_makes_no_sense_is_refused(store: Store, phones: int) -> None:
    with pytest.raises(Explained, match="1 to 2000"):
        rehearsal.rehearse(str(store.path), phones)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not there"):
        rehearsal.rehearse(str(tmp_path / "gone.assembly"), 5)


REPORT = Report(
    5, 3, 2, 1.5, Latency(5, 12.0, 20.0, 31.0), Latency(5, 1.0, 2.0, 3.0), Latency(6, 1.0, 2.0, 3.0), 6, 5, 5, {}
)


def test_a_report_is_sound_only_without_errors_and_lost_votes() -> None:
    assert REPORT.sound
    assert not msgspec.structs.replace(REPORT, counted=4).sound
    assert not msgspec.structs.replace(REPORT, counted=6).sound
    assert not msgspec.structs.replace(REPORT, errors={"ReadTimeout": 1}).sound


def test_a_report_can_be_read_by_people_and_programs() -> None:
    bad = msgspec.structs.replace(REPORT, errors={"ReadTimeout": 2})
    assert json.loads(rehearsal.as_json(bad))["sound"] is False
    assert json.loads(rehearsal.as_json(REPORT))["join"]["p95"] == 20.0
    text = rehearsal.summary(bad, translator("en"))
    assert "5 phones: 3 with a badge, 2 as guests." in text
    assert "the slowest 31 ms" in text
    assert "Went wrong 2 times: ReadTimeout" in text
