"""The file itself: what it is, how it is written, and what happens when it cannot be."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import Person
from assembly_app.domain.record import Record, RecordKind
from assembly_app.store.database import FORMAT
from assembly_app.store.errors import StoreError
from assembly_app.store.store import Store
from assembly_app.store.verify import verify


def note(number: int, length: int = 10) -> commands.WriteRecord:
    return commands.WriteRecord(Record(f"r{number}", None, RecordKind.NOTE, "x" * length))


@pytest.fixture
def file(store: Store, details: SessionDetails) -> Path:
    """A finished assembly that nobody has open."""
    Desk.create(store, details).execute(commands.Enrol((Person("p1", "An"),)))
    store.close()
    return store.path


def one(store: Store, query: str) -> object:
    with store.reading() as tx:
        return tx.exec_driver_sql(query).scalar()


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1),
                                               ("foreign_keys", 1)])  # fmt: skip
def test_every_connection_is_durable_and_overwrites_what_it_frees(store: Store, pragma: str, value: object) -> None:
    assert one(store, f"PRAGMA {pragma}") == value


@pytest.mark.parametrize(("table", "columns"), [
    ("mark", {"poll", "ticket"}), ("ballot", {"poll", "id", "choice"}), ("named_ballot", {"poll", "ticket", "choice"}),
    ("vote_key", {"poll", "ticket", "key"}),
])  # fmt: skip
def test_marks_and_ballots_have_no_row_number_and_no_time(store: Store, table: str, columns: set[str]) -> None:
    assert "WITHOUT ROWID" in str(one(store, f"SELECT sql FROM sqlite_master WHERE name = '{table}'"))
    with store.reading() as tx:
        assert {row[1] for row in tx.exec_driver_sql(f"PRAGMA table_info({table})")} == columns


def test_an_existing_file_is_never_replaced_by_a_new_assembly(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(StoreError, match="already a file"):
        Store.create(file, {"nl": "Andere"})
    assert file.read_bytes() == before


def test_a_new_assembly_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        Store.create(tmp_path / "no" / "x.assembly", {"nl": "X"})


def test_a_file_from_a_newer_version_is_refused_and_not_one_byte_changes(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA user_version = {FORMAT + 1}")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = file.read_bytes()
    with pytest.raises(StoreError, match="newer version"):
        Store.open(file)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"naam;groep\nAn;bewoner\n" * 10, os.urandom(4096)])
def test_a_file_that_is_no_assembly_is_refused_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.assembly"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not an assembly"):
        Store.open(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE photo (id INTEGER)")
    with pytest.raises(StoreError, match="not an assembly"):
        Store.open(path)


def test_a_missing_file_a_folder_and_other_databases_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not there"):
        Store.open(tmp_path / "gone.assembly")
    with pytest.raises(StoreError, match="cannot be read"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="not postgresql"):
        Store.open("postgresql://hall/assembly")
    with pytest.raises(StoreError, match="not the address"):
        Store.open("://")


@pytest.mark.parametrize("kept", [100, 4096, 20_000])
def test_a_file_that_was_cut_short_is_told_to_be_damaged(file: Path, kept: int) -> None:
    os.truncate(file, kept)
    with pytest.raises(StoreError, match=r"damaged|cannot be read"), closing(Store.open(file)) as store:
        Desk(store, 1)


def test_a_full_disk_is_told_and_what_was_saved_is_safe(desk: Desk, store: Store) -> None:
    pages = 0

    def limited(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages or 2**30}")

    event.listen(store._engine, "connect", limited)
    desk.execute(note(1))
    pages = int(str(one(store, "PRAGMA page_count"))) + 1
    store.close()  # the next connection has the limit
    with pytest.raises(StoreError, match="disk is full"):
        fill(desk)
    assert len(desk.state.records) < 100
    assert desk.state == Desk(Store.open(store.path), 1).state
    pages = 0
    store.close()
    assert desk.execute(note(100, 5000)).records[-1].id == "r100"
    assert verify(store).findings == ()


def fill(desk: Desk) -> None:
    for number in range(2, 100):
        desk.execute(note(number, 5000))


FULL = """
import resource, sys
from assembly_app.desk import opened
from assembly_app.domain.commands import WriteRecord
from assembly_app.domain.record import Record, RecordKind
from assembly_app.store.errors import StoreError
with opened(sys.argv[1]) as desk:
    limit = int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    saved = 0
    try:
        for number in range(1000):
            desk.execute(WriteRecord(Record(f"r{number}", None, RecordKind.NOTE, "x" * 2000)))
            saved += 1
    except StoreError:
        assert len(desk.state.records) == saved
        print(saved)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_when_the_system_refuses_to_write_on_every_acknowledged_act_is_in_the_file(file: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(file), "200000"], capture_output=True, text=True, check=True)
    with closing(Store.open(file)) as store:
        assert len(Desk(store, 1).state.records) == int(done.stdout) > 10
        assert verify(store).findings == ()


@pytest.fixture
def public(file: Path) -> Iterator[Path]:
    """The assembly in a folder that any user may read."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    path = Path(shutil.copy(file, folder))
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


READ_ONLY = """
import os, sys
from assembly_app.desk import opened
from assembly_app.domain.commands import OpenSession
from assembly_app.i18n import Explained
from assembly_app.store.database import as_url, connect
connect(as_url(sys.argv[1]))  # loads all that is needed while it can be read
if os.geteuid() == 0:  # root may write everything, so become somebody
    os.setgid(65534)
    os.setuid(65534)
try:
    with opened(sys.argv[1]) as desk:
        desk.execute(OpenSession())
except Explained as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o755), (0o444, 0o555), (0o644, 0o555)])
def test_a_file_or_folder_that_cannot_be_written_is_told_and_stays_as_it_is(
    public: Path, file_mode: int, folder_mode: int
) -> None:
    before = public.read_bytes()
    public.chmod(file_mode)
    public.parent.chmod(folder_mode)
    done = subprocess.run([sys.executable, "-c", READ_ONLY, str(public)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "read-only" in done.stdout or "cannot be read or written" in done.stdout
    assert public.read_bytes() == before


def test_a_copy_made_while_others_write_is_whole(desk: Desk, store: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            desk.execute(note(number))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            store.copy_to(tmp_path / "copy.assembly")
            with closing(Store.open(tmp_path / "copy.assembly")) as copied:
                assert verify(copied).findings == (), number
    finally:
        stop.set()
        writer.join()


def test_a_copy_that_cannot_be_written_leaves_the_old_one(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy.assembly"
    with pytest.raises(StoreError, match="copy could not be written"):
        store.copy_to(target)
    (tmp_path / "folder.assembly").mkdir()
    with pytest.raises(StoreError, match="copy could not be written"):
        store.copy_to(tmp_path / "folder.assembly")
    assert not list(tmp_path.glob("*.part"))


WRITER = """
import sys
from assembly_app.desk import opened
from assembly_app.domain.commands import WriteRecord
from assembly_app.domain.record import Record, RecordKind
with opened(sys.argv[1]) as desk:
    for number in range(40):
        desk.execute(WriteRecord(Record(f"{sys.argv[2]}-{number}", None, RecordKind.NOTE, "x")))
"""


def test_two_processes_writing_in_one_file_lose_nothing(file: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(file), name]) for name in ("a", "b", "c")]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    with closing(Store.open(file)) as store:
        desk = Desk(store, 1)
        assert {record.id for record in desk.state.records} == {f"{w}-{n}" for w in "abc" for n in range(40)}
        assert [entry.number for entry in desk.entries()] == list(range(1, len(desk.entries()) + 1))
        assert verify(store).findings == ()


def test_the_assembly_keeps_its_name_and_numbers_its_sessions(store: Store, details: SessionDetails) -> None:
    Desk.create(store, details)
    Desk.create(store, details)
    store.rename({"nl": "Wijkraad Zuid"})
    assert (store.name(), store.sessions()) == ({"nl": "Wijkraad Zuid"}, [1, 2])
