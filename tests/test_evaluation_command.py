"""`assembly-app evaluation`: the answers of one session as a file, with a warning where they are few."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembly_app import cli
from assembly_app.desk import Desk
from assembly_app.domain.feedback import Feedback
from assembly_app.store import feedback


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def answered(desk: Desk, count: int) -> Path:
    with desk.store.writing() as tx:
        feedback.put(tx, desk.session, {f"t{n}": Feedback(4, 3, "@home" if n else "") for n in range(count)})
    return desk.store.path


def run(file: Path, target: Path, session: str = "1") -> int:
    return cli.main(["evaluation", str(file), "--session", session, "--output", str(target)])


def test_answers_are_written_without_names_and_nothing_in_them_runs(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.csv"
    assert run(answered(desk, 6), target) == cli.DONE
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    _head, *rows = target.read_text("utf-8-sig").splitlines()
    assert sorted(rows) == ["4,3,", *["4,3,'@home"] * 5]
    assert capsys.readouterr() == ("6 people answered.\n", "")


def test_few_answers_are_written_with_a_warning(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(answered(desk, 1), tmp_path / "out.csv") == cli.DONE
    told = capsys.readouterr()
    assert told.out == "1 person answered.\n"
    assert told.err == "So few answered that the answers may show who wrote them.\n"


def test_a_session_that_is_not_there_is_told(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(desk.store.path, tmp_path / "out.csv", "9") == cli.USAGE
    assert "There is no session 9" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()
