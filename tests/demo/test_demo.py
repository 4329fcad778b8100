"""The demo that the desktop opens: ready at once, and never over an older one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from assembly_app import paths
from assembly_app.demo import evening as demo
from assembly_app.demo.plan import evening
from assembly_app.desk import now, opened
from assembly_app.domain import commands
from assembly_app.domain.polls import Electorate
from assembly_app.i18n import LANGUAGES, Explained
from assembly_app.lists import people_csv


def test_the_demo_opens_at_once_with_its_quorum_just_reached(tmp_path: Path) -> None:
    with opened(demo.create(tmp_path, seed=3)) as desk:
        room = desk.state.attendance()
        assert (len(desk.state.members), len(desk.state.items), len(desk.state.polls)) == (48, 7, 4)
        assert room.quorate
        assert room.voting == room.needed
        assert len(desk.state.excused) == 4
        assert abs(desk.state.session().starts - now()) < timedelta(minutes=5)
        desk.execute(commands.OpenSession())
        assert desk.execute(commands.NextItem()).current == desk.state.items[0].id


def test_its_first_poll_lets_everyone_in_the_room_vote_and_see_results(tmp_path: Path) -> None:
    with opened(demo.create(tmp_path)) as desk:
        first = next(iter(desk.state.polls.values())).poll
        assert (first.item, first.electorate, first.live) == (desk.state.items[0].id, Electorate.ROOM, True)


def test_the_same_seed_lets_the_same_people_in(tmp_path: Path) -> None:
    def there(folder: str, seed: int) -> set[str]:
        (tmp_path / folder).mkdir()
        with opened(demo.create(tmp_path / folder, seed)) as desk:
            return {desk.people[person].name for person in desk.state.present}

    assert there("a", 5) == there("b", 5) != there("c", 6)


def test_the_list_of_people_has_nothing_wrong_in_it() -> None:
    sheet = people_csv.read(paths.RESOURCES / "demo" / "people.csv")
    found = people_csv.preview(sheet, people_csv.guess_mapping(sheet.header), (), lambda: "id")
    assert (len(found.good), found.duplicates, found.findings) == (48, (), ())
    assert all(person.traits.keys() == {"Postcode"} for person in found.people())


def test_every_title_question_and_option_is_written_in_each_language() -> None:
    plan = evening()
    texts = [plan.title, plan.assembly, *(item.title for item in plan.items), *(poll.question for poll in plan.polls)]
    texts += [option.label for poll in plan.polls for option in poll.options]
    assert all(set(text) == set(LANGUAGES) for text in texts)


def test_an_older_demo_is_never_written_over(tmp_path: Path) -> None:
    folder = demo.directory(tmp_path / "new" / "folder")
    before = demo.create(folder).read_bytes()
    with pytest.raises(Explained, match="already"):
        demo.directory(folder)
    with pytest.raises(Explained, match="already"):
        demo.create(folder)
    assert (folder / demo.FILE).read_bytes() == before


def test_without_a_folder_a_free_one_among_the_documents_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "documents", lambda: tmp_path)
    first, second = demo.directory(None), demo.directory(None)
    assert first != second
    assert first.is_dir()
    assert second.is_dir()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Explained, match="cannot be made"):
        demo.directory(tmp_path / "file" / "folder")
