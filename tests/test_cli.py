"""The command line: what each command prints, and the exit codes that scripts go by."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assembly_app import cli, i18n
from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import Person
from assembly_app.store.database import FORMAT
from assembly_app.store.store import Store

COMMANDS = (
    "demo", "serve", "rehearse", "minutes", "sign", "signatures", "evaluation", "verify", "retention", "count",
    "export",
)  # fmt: skip


@pytest.fixture(autouse=True)
def dutch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A user whose system speaks Dutch and who never changed a setting."""
    monkeypatch.setenv("LC_ALL", "nl_BE.UTF-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def file(store: Store, details: SessionDetails) -> Path:
    """An assembly with one short session that is over."""
    desk = Desk.create(store, details)
    for command in (commands.Enrol((Person("p1", "An"),)), commands.OpenSession(), commands.CheckIn("p1"),
                    commands.CloseSession()):  # fmt: skip
        desk.execute(command)
    store.close()
    return store.path


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """The exit code and what was printed on both streams."""
    code = cli.main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def dutch_of(english: str, **values: object) -> str:
    return i18n.translator("nl")(english, **values)


# --- calling it ---


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_every_command_explains_itself(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([*command, "--help"])
    assert stopped.value.code == cli.DONE
    text = capsys.readouterr().out
    assert all(name in text for name in (command or COMMANDS))


@pytest.mark.parametrize("arguments", [
    ("nonsense",), ("serve",), ("verify",), ("minutes", "x.assembly"), ("demo", "--seed", "many"),
    ("minutes", "x.assembly", "--language", "xx", "--output", "x.pdf"), ("rehearse", "x.assembly", "--phones", "few"),
    ("minutes", "x.assembly", "--language", "nl", "--format", "doc", "--output", "x"),
])  # fmt: skip
def test_a_wrong_call_exits_with_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == cli.USAGE
    assert "Traceback" not in capsys.readouterr().err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--version"])
    assert stopped.value.code == cli.DONE
    assert re.match(r"assembly-app \d+\.\d+", capsys.readouterr().out)


# --- what goes well ---


def test_minutes_and_export_write_their_files(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf, export = tmp_path / "minutes.pdf", tmp_path / "session.json"
    assert (
        told(capsys, "minutes", file, "--session", "1", "--language", "nl", "--format", "pdf", "--output", pdf)[0] == 0
    )
    assert told(capsys, "export", file, "--session", "1", "--format", "json", "--output", export)[0] == 0
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert json.loads(export.read_bytes())["session"] == 1


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_minutes_come_in_every_language(file: Path, tmp_path: Path, language: str) -> None:
    output = tmp_path / f"{language}.pdf"
    assert cli.main(["minutes", str(file), "--language", language, "--output", str(output)]) == cli.DONE
    assert output.stat().st_size > 5_000


def test_minutes_come_in_two_languages_at_once(file: Path, tmp_path: Path) -> None:
    output = tmp_path / "m.html"
    assert cli.main(["minutes", str(file), "--language", "nl+fr", "--format", "html", "--output", str(output)]) == 0
    assert {'lang="nl"', 'lang="fr"'} <= {*output.read_text().replace(">", " ").split()}


@pytest.mark.parametrize("language", ["xx", "nl+xx", "nl+nl", ""])
def test_a_language_that_the_program_does_not_speak_is_refused(file: Path, tmp_path: Path, language: str) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["minutes", str(file), "--language", language, "--output", str(tmp_path / "m.pdf")])
    assert ended.value.code == 2


def test_verify_says_what_it_checked(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "verify", file)
    assert (code, err) == (cli.DONE, "")
    assert out.strip() == dutch_of("Sound: {entries} journal entries and {polls} counted votes.", entries=5, polls=0)


def test_rehearse_prints_its_report_as_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = told(capsys, "rehearse", file, "--phones", "3", "--json")
    report = json.loads(out)
    assert code == cli.DONE
    assert report["sound"] is True
    assert report["acknowledged"] == report["counted"] > 0


def test_the_program_runs_as_a_module_too(file: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "assembly_app", "verify", str(file)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (cli.DONE, "")


# --- what goes wrong ---

ON_A_FILE: list[tuple[str, ...]] = [
    ("verify",), ("serve", "--port", "0"), ("rehearse", "--phones", "2"),
    ("minutes", "--language", "nl", "--output", "never.pdf"), ("export", "--output", "never.json"),
]  # fmt: skip


@pytest.mark.parametrize("command", ON_A_FILE, ids=lambda command: command[0])
def test_a_missing_file_is_told_in_the_users_language(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *options = command
    code, out, err = told(capsys, name, tmp_path / "weg.assembly", *options)
    assert (code, out) == (cli.USAGE, "")
    assert err.strip() == dutch_of("The file {name} is not there. Was it moved or renamed?", name="weg.assembly")


@pytest.mark.parametrize("command", ON_A_FILE, ids=lambda command: command[0])
def test_a_file_that_is_no_assembly_is_told(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    list_ = tmp_path / "lijst.csv"
    list_.write_text("naam;groep\n" * 20)
    name, *options = command
    code, _out, err = told(capsys, name, list_, *options)
    assert code == cli.USAGE
    assert err.strip() == dutch_of(
        "The file {name} is not an assembly. Choose a file that ends in .assembly.", name="lijst.csv"
    )


@pytest.mark.parametrize("command", ON_A_FILE, ids=lambda command: command[0])
def test_a_file_from_a_newer_version_is_told_and_not_changed(
    command: tuple[str, ...], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA user_version = {FORMAT + 1}")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = file.read_bytes()
    name, *options = command
    code, _out, err = told(capsys, name, file, *options)
    assert code == cli.USAGE
    assert err.startswith(dutch_of(
        "The file {name} was made by a newer version of this program. Update the program to open it; "
        "the file was not changed.", name=file.name))  # fmt: skip
    assert file.read_bytes() == before


@pytest.mark.parametrize("command", [command for command in ON_A_FILE if command[0] in ("serve", "minutes", "export")],
                         ids=lambda command: command[0])  # fmt: skip
def test_an_unknown_session_is_told(command: tuple[str, ...], file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, *options = command
    code, _out, err = told(capsys, name, file, "--session", "9", *options)
    assert code == cli.USAGE
    assert err.strip() == dutch_of("There is no session {number} in this assembly.", number=9)


def test_an_assembly_without_a_session_is_told(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    code, _out, err = told(capsys, "serve", store.path, "--port", "0")
    assert code == cli.USAGE
    assert err.strip() == dutch_of("This assembly has no session yet. Make one in the desktop first.")


@pytest.mark.parametrize("name", ["minutes.pdf", "session.json"])
def test_an_output_that_is_read_only_is_refused_and_stays_whole(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    output = tmp_path / name
    output.write_text("van vorig jaar")
    output.chmod(0o444)
    call = ("minutes", file, "--language", "nl") if name == "minutes.pdf" else ("export", file)
    code, _out, err = told(capsys, *call, "--output", output)
    assert code == cli.USAGE
    assert str(output) in err
    assert output.read_text() == "van vorig jaar"


def test_an_output_in_a_folder_that_is_not_there_is_refused(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _out, err = told(capsys, "export", file, "--output", tmp_path / "weg" / "x.json")
    assert code == cli.USAGE
    assert str(tmp_path / "weg") in err


def test_verify_exits_with_1_and_names_the_entry_that_was_changed(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE journal SET event = replace(event, 'desk', 'badge') WHERE number = 4")
        database.commit()
    code, out, err = told(capsys, "verify", file)
    assert (code, out) == (cli.WRONG, "")
    assert err.strip() == dutch_of(
        "Session {session}: journal entry {entry} was changed, moved or is missing.", session=1, entry=4
    )


def test_a_demo_is_never_written_over_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "demo.assembly").write_text("van vorig jaar")
    code, _out, err = told(capsys, "demo", "--headless", "--directory", tmp_path)
    assert code == cli.USAGE
    assert str(tmp_path) in err
    assert (tmp_path / "demo.assembly").read_text() == "van vorig jaar"


def test_what_nobody_expected_is_told_without_a_traceback(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assembly_app.store.verify.verify", lambda store: 1 / 0)
    code, _out, err = told(capsys, "verify", file)
    assert code == cli.USAGE
    assert "Traceback" not in err
    assert err.strip()


def test_ctrl_c_ends_with_its_own_code(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_store: Store, _seal: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assembly_app.store.verify.verify", interrupted)
    assert cli.main(["verify", str(file)]) == cli.INTERRUPTED


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe that is closed early is a POSIX matter")
def test_a_reader_that_hangs_up_early_causes_no_traceback(file: Path) -> None:
    process = subprocess.Popen([sys.executable, "-m", "assembly_app", "verify", str(file)], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"})  # fmt: skip
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait(30)
