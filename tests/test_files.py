"""A file is written whole or not at all, and the message says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assembly_app.files import write_whole
from assembly_app.i18n import Explained


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(".part"))


def test_a_new_file_holds_the_bytes(tmp_path: Path) -> None:
    write_whole(tmp_path / "minutes.pdf", b"whole")
    assert (tmp_path / "minutes.pdf").read_bytes() == b"whole"
    assert leftovers(tmp_path) == []


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "minutes.pdf"
    target.write_bytes(b"old and longer")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"


def test_a_link_keeps_leading_to_the_file(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(Explained, match="does not exist"):
        write_whole(tmp_path / "nowhere" / "minutes.pdf", b"x")


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Explained, match="is not a file"):
        write_whole(tmp_path, b"x")


def test_a_read_only_file_is_refused_and_stays_whole(tmp_path: Path) -> None:
    target = tmp_path / "minutes.pdf"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(Explained, match="read-only"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert leftovers(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(Explained, match="cannot be written"):
        write_whole(tmp_path / "minutes.pdf", b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_without_room_the_old_file_stays_whole(tmp_path: Path) -> None:
    target = tmp_path / "minutes.pdf"
    target.write_bytes(b"old")
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from assembly_app.files import write_whole\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write_whole(Path(sys.argv[1]), bytes(5000))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(target)], capture_output=True, text=True, cwd=Path(__file__).parents[1]
    )
    assert "There is no room for" in done.stderr
    assert target.read_bytes() == b"old"
    assert leftovers(tmp_path) == []
