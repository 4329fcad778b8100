"""The published JSON Schema: current, valid, and followed by every file."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from assembly_app.cli import DONE, USAGE, main
from assembly_app.desk import Desk
from assembly_app.domain import commands as c
from assembly_app.domain.record import Record, RecordKind
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.minutes.schema import PUBLISHED, session_schema
from tests.conftest import Clock
from tests.minutes import kinds
from tests.minutes.conftest import Evening
from tests.minutes.office.test_office import PROSE


def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(PUBLISHED.read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def faults(told: bytes) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(json.loads(told))]


def test_the_published_schema_is_that_of_the_program() -> None:
    """Write it anew with `assembly-app export --format schema --output resources/schema/session-1.schema.json`."""
    assert PUBLISHED.read_bytes() == session_schema()


@pytest.mark.parametrize("public", [False, True])
def test_an_evening_with_a_poll_of_every_kind_follows_it(desk: Desk, clock: Clock, *, public: bool) -> None:
    kinds.play(desk, clock)
    told = PdfDocuments().minutes(desk, "en", "json", public=public)[""]
    assert faults(told) == []
    assert json.loads(told)["$schema"] == json.loads(PUBLISHED.read_bytes())["$id"]


def test_prose_follows_it_and_so_does_a_session_without_anything(desk: Desk) -> None:
    assert faults(PdfDocuments().session_json(desk)) == []
    desk.execute(c.WriteRecord(Record("n", None, RecordKind.NOTE, PROSE, language="nl", translations={"fr": "Le."})))
    assert faults(PdfDocuments().session_json(desk)) == []


def test_it_sees_what_is_wrong(evening: Evening) -> None:
    told = json.loads(PdfDocuments().session_json(evening.desk))
    told["polls"][0]["tally"]["ballots"] = "many"
    del told["phase"]
    found = faults(json.dumps(told).encode())
    assert len(found) == 2


def test_the_command_writes_it_without_an_assembly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "schema.json"
    assert main(["export", "--format", "schema", "--output", str(target)]) == DONE
    assert target.read_bytes() == session_schema()
    assert main(["export", "--output", str(target)]) == USAGE
    assert "Traceback" not in capsys.readouterr().err
