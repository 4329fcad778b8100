"""The commands `minutes` and `export`, run as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assembly_app.cli import main
from assembly_app.documents import KINDS
from assembly_app.domain.preferences import Preferences
from tests.minutes.conftest import Evening
from tests.minutes.reading import by_pypdf


@pytest.fixture
def file(evening: Evening) -> str:
    return str(evening.desk.store.path)


def test_minutes_writes_the_pdf(file: str, tmp_path: Path) -> None:
    target = tmp_path / "minutes.fr.pdf"
    assert (
        main(["minutes", file, "--session", "1", "--language", "fr", "--format", "pdf", "--output", str(target)]) == 0
    )
    assert "Séance 4" in by_pypdf(target.read_bytes())


def test_what_of_the_theme_cannot_be_used_is_said(
    evening: Evening, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evening.desk.store.prefer(Preferences(theme="city.toml"))
    target = tmp_path / "minutes.pdf"
    assert main(["minutes", file, "--session", "1", "--language", "en", "--output", str(target)]) == 0
    assert "city.toml is missing, so the document has the program's own look." in capsys.readouterr().out
    assert target.exists()


def test_export_writes_the_json(file: str, tmp_path: Path) -> None:
    target = tmp_path / "session.json"
    assert main(["export", file, "--session", "1", "--format", "json", "--output", str(target)]) == 0
    assert json.loads(target.read_text(encoding="utf-8"))["session"] == 1


def test_a_session_that_is_not_there_is_said_without_a_traceback(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "minutes.pdf"
    assert main(["minutes", file, "--session", "9", "--language", "en", "--output", str(target)]) == 2
    told = capsys.readouterr().err
    assert told.strip()
    assert "Traceback" not in told
    assert not target.exists()


def test_a_missing_folder_is_said_without_a_traceback(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", file, "--output", str(tmp_path / "no" / "session.json")]) == 2
    assert str(tmp_path / "no") in capsys.readouterr().err


@pytest.mark.parametrize("kind", KINDS)
def test_an_old_file_that_is_read_only_stays_whole_in_every_format(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    target = tmp_path / f"minutes.{kind}"
    old = target.with_stem("minutes-polls") if kind == "csv" else target
    old.write_bytes(b"the old one")
    old.chmod(0o444)
    assert main(["minutes", file, "--language", "en", "--format", kind, "--output", str(target)]) == 2
    told = capsys.readouterr().err
    assert str(old) in told
    assert "Traceback" not in told
    assert old.read_bytes() == b"the old one"
    assert list(tmp_path.glob("minutes*")) == [old]
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_is_written_in_one_language_and_in_two(file: str, tmp_path: Path, kind: str) -> None:
    for language in ("de", "nl+fr"):
        target = tmp_path / language / f"minutes.{kind}"
        target.parent.mkdir()
        assert main(["minutes", file, "--language", language, "--format", kind, "--output", str(target)]) == 0
        made = list(target.parent.iterdir())
        assert len(made) == (4 if kind == "csv" else 1)
        assert all(path.stat().st_size > 40 for path in made)
