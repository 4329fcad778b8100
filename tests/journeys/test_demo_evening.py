"""One whole evening: played by the program's own command, and every number of its minutes held against the journal."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import closing
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from assembly_app import cli
from assembly_app.i18n import Translator, duration, translator
from assembly_app.store.store import Store
from assembly_app.store.verify import verify
from tests.journeys import readers
from tests.journeys.journal_facts import ZONE, Facts, passages, words
from tests.minutes.reading import flat

EVERYONE = ("chair", "secretary", "facilitator", "member", "substitute")


def test_the_evening_leaves_its_file_two_minutes_and_an_export(folder: Path) -> None:
    assert {path.name for path in folder.iterdir() if path.suffix not in (".assembly-wal", ".assembly-shm")} == {
        "demo.assembly", "minutes.nl.pdf", "minutes.fr.pdf", "session.json",
    }  # fmt: skip


def test_everything_in_the_file_is_sound(folder: Path, facts: Facts) -> None:
    with closing(Store.open(folder / "demo.assembly")) as store:
        report = verify(store)
    assert (report.findings, report.entries, report.polls) == ((), len(facts.events), 4)


def test_the_evening_has_all_that_a_real_one_has(facts: Facts) -> None:
    doors = {event["door"] for _, event in facts.events if event["event"] == "Arrived.1"}
    kinds = {event["event"].removesuffix(".1") for _, event in facts.events}
    assert doors == {"desk", "badge", "phone"}
    assert kinds >= {
        "SessionOpened", "ItemPaused", "ItemResumed", "ItemSkipped", "SpeakerQueued", "SpeakerWithdrew", "QueueClosed",
        "SpeechEnded", "PollClosed", "PollCancelled", "RecordWritten", "NextMeetingSet", "ViewChosen", "SessionClosed",
    }  # fmt: skip
    assert any(len(stays) > 1 for stays in facts.stays.values())
    assert any(stays[0][0] and stays[0][0] > facts.opened for stays in facts.stays.values())
    assert facts.voting_at_opening >= 25
    assert facts.opened.strftime("%H:%M") >= "19:30"
    assert "21:10" < facts.closed.strftime("%H:%M") < "22:10"


def test_the_secret_box_has_as_many_ballots_as_were_counted_and_no_more_marks(folder: Path, facts: Facts) -> None:
    with closing(Store.open(folder / "demo.assembly")) as store, store.reading() as tx:
        for id_, poll in facts.polls.items():
            table = "ballot" if poll["poll"]["secret"] else "named_ballot"
            boxed, marked = (
                tx.exec_driver_sql(f"SELECT count(*) FROM {name} WHERE poll = ?", (id_,)).scalar()
                for name in (table, "mark")
            )
            expected = poll["tally"]["ballots"] if "tally" in poll else 0
            assert boxed == marked == expected
            assert expected <= poll.get("entitled", 0)


# --- the minutes ---


class Page:
    """The text of the minutes in one language, and what is left unexplained of it."""

    def __init__(self, text: str, _: Translator) -> None:
        self.translator = _
        self.text = self.rest = text

    def says(self, *facts: str) -> None:
        """Each of these stands in the minutes; take it away."""
        for fact in sorted({flat(fact) for fact in facts}, key=len, reverse=True):
            assert fact in self.text, fact
            self.rest = self.rest.replace(fact, " ~ ")

    def between(self, start: str, end: str) -> str:
        return self.text[self.text.index(start) : self.text.index(end, self.text.index(start))]


@pytest.fixture(scope="module", params=[(kind, language) for kind in readers.KINDS for language in ("nl", "fr")],
                ids="-".join)  # fmt: skip
def told(request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """What a reader finds in the minutes of one format and language, and the language."""
    kind, language = request.param
    target = tmp_path_factory.mktemp("minutes") / f"minutes.{kind}"
    file = str(folder / "demo.assembly")
    assert cli.main(["minutes", file, "--language", language, "--format", kind, "--output", str(target)]) == cli.DONE
    return readers.KINDS[kind](target), language


@pytest.fixture
def page(told: tuple[str, str]) -> Page:
    text, language = told
    return Page(text, translator(language))


def clock(moment: datetime) -> str:
    return moment.strftime("%H:%M")


def test_the_minutes_count_who_was_there_as_the_journal_does(page: Page, facts: Facts) -> None:
    _ = page.translator
    present, absent = facts.people(*EVERYONE, came=True), set(facts.people(*EVERYONE, came=False))
    excused = {facts.names[person] for person in facts.excused}
    voting = [person for person in facts.stays if facts.votes(person)]
    guests, observers = facts.people("guest", came=True), facts.people("observer", came=True)
    absent -= excused
    figures = {
        "present": len(present), "with a vote": len(voting), "excused": len(excused), "absent": len(absent),
        "guests and observers": len(guests) + len(observers),
    }  # fmt: skip
    page.says(*(f"{n} {_.context('under its number', label)}" for label, n in figures.items()))
    lists = [("Present: {n}", present), ("Excused: {n}", excused), ("Absent: {n}", absent)]
    titles = [flat(_.plural(title, title, len(names))) for title, names in lists]
    titles.append(flat(_.plural("Guest: {n}", "Guests: {n}", len(guests))))
    for (title, names), (start, end) in zip(lists, pairwise(titles), strict=True):
        found = page.between(start, end)
        assert {name for name in facts.names.values() if name in found} == set(names), title
    assert all(name in page.text[page.text.index(titles[-1]) :] for name in (*guests, *observers))


def test_the_minutes_tell_each_coming_and_going_with_its_time(page: Page, facts: Facts) -> None:
    _ = page.translator
    for person, stays in facts.stays.items():
        name, (first, last) = facts.names[person], (stays[0][0], stays[-1][1])
        late = f"{name} ({clock(first)})" if first else ""
        assert (late in page.between(_("Came later"), _("Left earlier"))) == bool(first and first > facts.opened), name
        if last:
            assert f"{name} ({clock(last)})" in page.between(_("Left earlier"), _("Out for a while"))
        for (_in, out), (back, _out) in pairwise(stays):
            assert out
            assert back
            page.says(_("{name} ({left} to {back})", name=name, left=clock(out), back=clock(back)))


def test_the_minutes_tell_the_times_and_speakers_of_each_item(page: Page, facts: Facts) -> None:
    _ = page.translator
    for id_, number in facts.numbers().items():
        title = _.pick(facts.items[id_]["title"])
        heading = f"{number}. {title}" if number else title
        spans = facts.spans[id_]
        page.says(*(f"{clock(start)}–{clock(end)}" for start, end in spans))
        page.says(heading)
        for person in {speaker for item, speaker, _start, _end in facts.speeches if item == id_}:
            page.says(turns(facts, id_, person, _))
    assert len(facts.speeches) >= 20


def turns(facts: Facts, item: str, person: str, _: Translator) -> str:
    spoken = [end - start for where, who, start, end in facts.speeches if (where, who) == (item, person)]
    lasted = duration(sum(span.total_seconds() for span in spoken))
    return _.plural("{name} ({n} time, {duration})", "{name} ({n} times, {duration})", len(spoken),
                    name=facts.names[person], duration=lasted)  # fmt: skip


def rows(poll: dict[str, Any], _: Translator) -> list[str]:
    """Each option with its count and its share of the ballots."""
    fixed = {"yes": _("Yes"), "no": _("No"), "abstain": _("Abstain")}
    tally = poll["tally"]
    return [
        f"{_.pick(option['label']) or fixed[option['id']]} {tally['counts'][option['id']]} · "
        f"{_.percent(tally['counts'][option['id']] / tally['ballots'])}"
        for option in poll["poll"]["options"]
    ]


def held(poll: dict[str, Any], _: Translator) -> str:
    opened, closed = clock(poll["opened"]), clock(poll["closed"])
    if "tally" not in poll:
        return _("Opened at {opened}, cancelled at {closed}.", opened=opened, closed=closed)
    turnout = _("{voted} of {entitled} voted", voted=poll["tally"]["ballots"], entitled=poll["entitled"])
    return _("Opened at {opened}, closed at {closed}: {turnout}.", opened=opened, closed=closed, turnout=turnout)


def test_the_minutes_give_each_vote_its_numbers_shares_and_times(page: Page, facts: Facts) -> None:
    _ = page.translator
    assert len(facts.polls) == 5
    for poll in facts.polls.values():
        page.says(held(poll, _))
        page.says(*(rows(poll, _) if "tally" in poll else [poll["reason"]]))
        if "tally" in poll:
            assert page.text.count(poll["digest"]) == 1


def test_no_number_in_the_minutes_is_without_its_source(page: Page, facts: Facts) -> None:
    _ = page.translator
    numbers = facts.numbers()
    content = [_.pick(facts.details["title"]), facts.details["place"], facts.next_meeting["place"]]
    content += [part for record in facts.records for part in passages(words(record, _.language))]
    content += [poll.get("reason", "") for poll in facts.polls.values()]
    for item in facts.items.values():
        content += [_.pick(item["title"]), *(_.pick(item["dossier"][part]) for part in ("aim", "history", "limits"))]
    content += [_.pick(poll["poll"]["question"]) for poll in facts.polls.values()]
    page.says(*filter(None, content))
    for poll in facts.polls.values():
        page.says(held(poll, _), *(rows(poll, _) if "tally" in poll else []))
        page.rest = page.rest.replace(poll.get("digest", "~"), "~")
    page.rest = page.rest.replace(facts.seal, "~")
    for item, person, _start, _end in facts.speeches:
        page.says(turns(facts, item, person, _))
    unexplained = set(re.findall(r"\d+(?:[:.]\d+)*", page.rest)) - sources(facts, numbers, _)
    assert unexplained == set()


def sources(facts: Facts, numbers: dict[str, str], _: Translator) -> set[str]:
    """Every number that the minutes may still show, each with its reason in the journal."""
    found = {clock(at) for at, _event in facts.events}
    found |= {clock(datetime.fromisoformat(facts.details["starts"]).astimezone(ZONE))}
    found |= {number for number in numbers.values() if number}
    found |= {str(item["minutes"]) for item in facts.items.values()}
    found |= {
        str(round(sum((end - start).total_seconds() for start, end in spans) / 60)) for spans in facts.spans.values()
    }
    meeting = datetime.fromisoformat(facts.next_meeting["starts"]).astimezone(ZONE)
    found |= {clock(meeting)}
    days = [
        facts.opened,
        meeting,
        *(date.fromisoformat(record["due"]) for record in facts.records if record.get("due")),
    ]
    found |= set(re.findall(r"\d+", " ".join(_.date(day, "full") for day in days)))
    counts = [len(facts.people(*EVERYONE, came=True)), len(facts.excused), facts.voting_at_opening,
              sum(facts.votes(person) for person in facts.stays),
              len(set(facts.people(*EVERYONE, came=False)) - {facts.names[person] for person in facts.excused}),
              len(facts.people("guest", came=True)), len(facts.people("observer", came=True)),
              len(facts.people("guest", "observer", came=True))]  # fmt: skip
    counts += [facts.details["quorum"]["number"], facts.details["quorum"]["of"]]
    counts += [
        -(-facts.details["quorum"]["number"] * sum(map(facts.votes, facts.members)) // facts.details["quorum"]["of"])
    ]
    counts.append(len(facts.events))
    for poll in facts.polls.values():
        tally = poll.get("tally", {"ballots": 0, "counts": {}})
        counts += [tally["ballots"], *tally["counts"].values()]
    return found | {str(count) for count in counts} | {"256"}  # SHA-256


# --- the export ---


def test_the_export_agrees_with_the_journal(folder: Path, facts: Facts) -> None:
    told = json.loads((folder / "session.json").read_text(encoding="utf-8"))
    assert datetime.fromisoformat(told["opened"]) == facts.opened
    assert datetime.fromisoformat(told["closed"]) == facts.closed
    assert {person["id"]: person["name"] for person in told["people"]} == facts.names
    for person in told["people"]:
        stays = [[moment and datetime.fromisoformat(moment) for moment in (stay["arrived"], stay["left"])]
                 for stay in person["stays"]]  # fmt: skip
        assert stays == facts.stays.get(person["id"], [])
        assert person["excused"] == (person["id"] in facts.excused)
    assert [poll["tally"] for poll in told["polls"]] == [poll.get("tally") for poll in facts.polls.values()]
    assert [item["number"] for item in told["agenda"]] == list(facts.numbers().values())
    assert len(told["speeches"]) == len(facts.speeches)
    assert [record["text"] for record in told["records"]] == [record["text"] for record in facts.records]


def test_the_exported_journal_carries_its_own_proof(folder: Path) -> None:
    told = json.loads((folder / "session.json").read_text(encoding="utf-8"))
    previous = ""
    for entry in told["journal"]:
        event = json.dumps(entry["event"], ensure_ascii=False, separators=(",", ":"))
        lines = (previous, told["session"], entry["number"], entry["at"], event)
        previous = hashlib.sha256("\n".join(map(str, lines)).encode()).hexdigest()
        assert previous == entry["hash"], entry["number"]


def test_the_export_names_who_chose_what_in_named_votes_of_members_only(folder: Path) -> None:
    told = json.loads((folder / "session.json").read_text(encoding="utf-8"))
    named = [poll for poll in told["polls"] if poll["roll_call"] is not None]
    assert [(poll["poll"]["secret"], poll["poll"]["electorate"]) for poll in named] == [(False, "members")]
    assert len(named[0]["roll_call"]) == named[0]["tally"]["ballots"]


def test_the_same_seed_is_the_same_evening(folder: Path, facts: Facts, tmp_path: Path) -> None:
    assert cli.main(["demo", "--headless", "--directory", str(tmp_path), "--seed", "7"]) == cli.DONE
    again = Facts(tmp_path / "demo.assembly")
    assert [(at, event["event"]) for at, event in again.events] == [(at, event["event"]) for at, event in facts.events]
    assert [poll.get("tally") for poll in again.polls.values()] == [poll.get("tally") for poll in facts.polls.values()]
