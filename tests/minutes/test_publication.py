"""A copy for publication: in no format does a name stay that the rules know, and every number stays."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from pypdf import PdfReader

from assembly_app.cli import DONE, main
from assembly_app.desk import Desk
from assembly_app.documents import KINDS
from assembly_app.domain import commands as c
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.people import Person, Role
from assembly_app.domain.polls import Poll
from assembly_app.domain.record import Record, RecordKind, Remark
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.publication import LeftOut, What, published
from tests.conftest import Clock
from tests.minutes.conftest import Evening
from tests.minutes.reading import by_pypdf

PEOPLE = (
    Person("a", "Zuleika Quackenbush", role=Role.CHAIR, group="Noordpoolkring"),
    Person("b", "Wolfgang Xylander", group="Noordpoolkring"),
    Person("c", "Ysolde Vantongeren", role=Role.GUEST, may_vote=True),
)
SECRETS = ("Zuleika", "Quackenbush", "Wolfgang", "Xylander", "Ysolde", "Vantongeren", "Noordpoolkring")


@pytest.fixture
def session(desk: Desk, clock: Clock) -> Desk:
    """People who speak, vote by name, act, and stand in texts; a vote that a guest takes part in."""
    evening = Evening(desk, clock)
    item = AgendaItem("i", {"nl": "Vraag van Wolfgang Xylander"}, presenter="Zuleika Quackenbush")
    evening.do(c.Enrol(PEOPLE), *(c.CheckIn(person.id) for person in PEOPLE), c.AddItem(item), c.OpenSession())
    evening.do(c.NextItem(), c.AddPoll(Poll("p", {"nl": "Akkoord?"}, secret=False, item="i")))
    evening.speak(("b", 60))
    evening.vote("p", ("yes",), ("no",), ("yes",))
    records = (
        Record("n", "i", RecordKind.NOTE, "Mevrouw **Quackenbush** dankt Wolfgang.", language="nl",
               translations={"fr": "Madame Quackenbush remercie."}),
        Record("d", "i", RecordKind.DECISION, "Xylander krijgt antwoord."),
        Record("x", "i", RecordKind.ACTION, "Bellen", "Wolfgang Xylander"),
        Record("y", "i", RecordKind.ACTION, "Schrijven", "Dienst Groen"),
    )  # fmt: skip
    evening.do(*(c.WriteRecord(record) for record in records), c.CloseSession(), minutes=1)
    return desk


def text(kind: str, files: dict[str, bytes]) -> str:
    """All that a reader of the files could find in them."""
    parts = []
    for data in files.values():
        if kind == "pdf":
            attached = PdfReader(BytesIO(data)).attachments.values()
            parts += [by_pypdf(data), *(file.decode() for files in attached for file in files)]
        elif is_zipfile(BytesIO(data)):
            with ZipFile(BytesIO(data)) as package:
                parts += [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        else:
            parts.append(data.decode())
    return "\n".join(parts).replace("\r\n ", "")


@pytest.mark.parametrize("kind", KINDS)
def test_no_format_of_a_copy_names_anybody(session: Desk, kind: str) -> None:
    documents = PdfDocuments()
    whole = text(kind, documents.minutes(session, "nl", kind))
    assert "Xylander" in whole
    copy = text(kind, documents.minutes(session, "nl", kind, public=True))
    left = {secret for secret in SECRETS if secret in copy} - {"Wolfgang"}  # the first name in the note, to be checked
    assert left == set()


def test_every_number_of_the_copy_is_that_of_the_minutes(session: Desk) -> None:
    whole = drafted(session)
    copy, _left = published(whole, session.people, ("nl",))
    assert (copy.presence.voting, len(copy.presence.everyone)) == (whole.presence.voting, len(whole.presence.everyone))
    (before, after) = (each.items[0].subject for each in (whole, copy))
    assert [(t.times, t.seconds) for t in after.turns] == [(t.times, t.seconds) for t in before.turns]
    assert after.polls[0].state.tally == before.polls[0].state.tally
    assert [each.who.name for each in after.polls[0].roll] == ["W.X.", "", "Z.Q."]
    assert (copy.quorum, copy.opened, copy.closed) == (whole.quorum, whole.opened, whole.closed)


def test_the_secretary_hears_what_was_left_out_and_what_to_check(session: Desk) -> None:
    _copy, left = published(drafted(session), session.people, ("nl", "fr"))
    assert left == (
        LeftOut(What.ATTENDANCE, n=3),
        LeftOut(What.NAMES, n=3),
        LeftOut(What.TEXT, "1", 1, "Wolfgang Xylander"),
        LeftOut(What.PRESENTER, "1", 1, "Zuleika Quackenbush"),
        LeftOut(What.TEXT, "1", 1, "Quackenbush"),
        LeftOut(What.CHECK_TEXT, "1", 1, "Wolfgang"),
        LeftOut(What.TEXT, "1", 1, "Quackenbush"),
        LeftOut(What.TEXT, "1", 1, "Xylander"),
        LeftOut(What.OWNER, "1", 1, "Wolfgang Xylander"),
        LeftOut(What.CHECK_OWNER, "1", 1, "Dienst Groen"),
        LeftOut(What.VISITORS_VOTES, "1", 1),
    )
    told = PdfDocuments().left_out(session, "en")
    assert "Left out: the attendance list with 3 persons." in told
    assert "Item 1: the owner of an action, “Dienst Groen”, is not on the list of people. Please check." in told
    assert told[-1].startswith("The program knows only the names on the list of people.")


def test_owners_become_roles_in_every_language_of_the_document(session: Desk) -> None:
    copy, _left = published(drafted(session), session.people, ("nl", "fr"))
    assert [action.owner for action in copy.items[0].subject.actions] == ["lid / membre", "Dienst Groen"]


def test_remarks_stay_inside(session: Desk) -> None:
    session.execute(c.SendMinutes())
    session.execute(c.MakeRemark(Remark("r", "i", "b", "Ik zei nee, ik Xylander.")))
    for kind in ("json", "md"):
        assert "Ik zei nee" not in text(kind, PdfDocuments().minutes(session, "nl", kind, public=True))
    assert LeftOut(What.REMARKS, n=1) in published(drafted(session), session.people, ("nl",))[1]


def test_the_json_copy_has_no_people_and_no_journal(session: Desk) -> None:
    told = json.loads(PdfDocuments().minutes(session, "nl", "json", public=True)[""])
    assert told["people"] == told["journal"] == told["proxies"] == []
    assert {speech["person"] for speech in told["speeches"]} == {""}
    assert told["polls"][0]["roll_call"] is None
    assert told["polls"][0]["tally"]["counts"] == {"yes": 2, "no": 1, "abstain": 0}


def test_the_command_writes_the_copy_and_prints_what_was_left_out(
    session: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "copy.csv"
    file = str(session.store.path)
    assert (
        main(["minutes", file, "--language", "nl", "--format", "csv", "--publication", "--output", str(target)]) == DONE
    )
    assert sorted(path.name for path in tmp_path.glob("copy*")) == [
        "copy-actions.csv", "copy-polls.csv", "copy-speaking.csv",
    ]  # fmt: skip
    assert "Xylander" in capsys.readouterr().out
