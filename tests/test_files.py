"""Files put in place whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembly_app.files import write_whole
from assembly_app.i18n import Explained


def test_a_file_replaces_the_one_before_it_and_leaves_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "minutes.pdf"
    write_whole(target, b"first")
    write_whole(target, b"second")
    assert target.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [target]


def test_a_place_that_cannot_be_written_is_explained_and_nothing_is_left(tmp_path: Path) -> None:
    target = tmp_path / "taken"
    target.mkdir()
    (target / "inside").touch()
    with pytest.raises(Explained, match="taken cannot be written"):
        write_whole(target, b"x")
    assert list(tmp_path.iterdir()) == [target]
    with pytest.raises(Explained, match="cannot be written"):
        write_whole(tmp_path / "nowhere" / "minutes.pdf", b"x")
