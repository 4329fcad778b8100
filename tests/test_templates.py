"""Session templates: those of the program can be played, the user's own come back, and bad files are told."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from assembly_app import paths, templates
from assembly_app.desk import Cast, Desk, new_id
from assembly_app.domain import commands
from assembly_app.domain.agenda import AgendaItem, Dossier
from assembly_app.domain.ballots import Choice, Ranking, Scores, Selection, Writing
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import Person
from assembly_app.domain.polls import BallotForm, Option, Poll, PollKind
from assembly_app.domain.preferences import Arrangement, Phrase, Preferences
from assembly_app.domain.state import Phase
from assembly_app.i18n import LANGUAGES, Explained
from assembly_app.store.store import Store
from assembly_app.templates import Template
from tests.conftest import EVENING, Clock

SUPPLIED = [kept for kept in templates.everything() if not kept.own]
PEOPLE = (Person("lea", "Léa Dubois", email="lea@example.org"), Person("jan", "Jan Vermeulen"),
          Person("omar", "Omar Kaya"))  # fmt: skip

LAYOUT = Preferences(("fr", "nl"), Arrangement.AFTER, phrases=(Phrase("p", {"nl": "Met dank aan Léa Dubois."}),))


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def ballot(poll: Poll) -> Choice:
    first = poll.options[0].id if poll.options else ""
    match poll.form:
        case BallotForm.MARK:
            return Selection((first,))
        case BallotForm.RANK:
            return Ranking((first,))
        case BallotForm.SCORE:
            return Scores(((first, poll.scale.high),))
        case BallotForm.SPREAD:
            return Scores(((first, 1),))
        case BallotForm.WRITE:
            return Writing(("green",))


def begun(store: Store, template: Template, clock: Clock) -> Desk:
    """A session of the template with three people in the room."""
    desk = Desk.create(store, template.ruled(SessionDetails({"nl": "Zitting"}, EVENING)), clock)
    for command in (*template.commands(new_id), commands.Enrol(PEOPLE)):
        desk.execute(command)
    for person in PEOPLE:
        desk.execute(commands.CheckIn(person.id))
    return desk


def play(desk: Desk) -> None:
    """Open the session, work through the agenda, hold every vote, and close."""
    desk.execute(commands.OpenSession())
    for item in desk.state.items:
        desk.execute(commands.NextItem())
        for kept in desk.state.polls.values():
            if kept.poll.item == item.id:
                desk.execute(commands.OpenPoll(kept.poll.id))
                for person in PEOPLE:
                    found = Cast(kept.poll.id, person.id, person.id, person.id, ballot(kept.poll), person.id)
                    assert isinstance(desk.cast([found])[0], str)
                desk.execute(commands.ClosePoll(kept.poll.id))
    desk.execute(commands.CloseSession())


def test_five_templates_come_with_the_program() -> None:
    assert len(SUPPLIED) == 5
    assert not [kept.problem for kept in SUPPLIED if kept.problem]


@pytest.mark.parametrize("kept", SUPPLIED, ids=lambda kept: kept.file.stem)
def test_a_template_makes_a_session_that_can_be_played(kept: templates.Kept, store: Store, clock: Clock) -> None:
    assert kept.template
    desk = begun(store, kept.template, clock)
    play(desk)
    assert desk.state.phase is Phase.CLOSED
    assert all(poll.tally and poll.tally.ballots == 3 for poll in desk.state.polls.values())
    assert not {item.id for item in desk.state.items} & {item.id for item in kept.template.items}
    desk.close()


@pytest.mark.parametrize("kept", SUPPLIED, ids=lambda kept: kept.file.stem)
def test_every_text_of_a_template_is_in_every_language(kept: templates.Kept) -> None:
    def texts(value: object) -> list[dict[str, str]]:
        if isinstance(value, dict):
            if value and all(len(key) == 2 for key in value):
                return [value]
            return [text for part in value.values() for text in texts(part)]
        return [text for part in value for text in texts(part)] if isinstance(value, list | tuple) else []

    found = texts(msgspec.to_builtins(kept.template))
    assert len(found) > 10
    assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in found)


def test_a_users_own_template_comes_back_as_it_was_without_anyones_name(desk: Desk) -> None:
    desk.execute(commands.Enrol(PEOPLE))
    desk.execute(commands.AddItem(AgendaItem(
        "talk", {"nl": "Voorstel van Léa Dubois", "fr": "Proposition"}, presenter="Jan Vermeulen",
        dossier=Dossier(aim={"nl": "Vragen aan LEA@example.org"}),
    )))  # fmt: skip
    desk.execute(commands.AddPoll(Poll(
        "board", {"nl": "Wie?"}, PollKind.ELECTION, item="talk",
        options=(Option("a", {"nl": "Omar Kaya"}), Option("b", {"nl": "Een vreemde"})),
    )))  # fmt: skip
    made = templates.from_session(desk.state, PEOPLE, LAYOUT, {"nl": "Onze avond"}, {"nl": "Zoals altijd"})
    file = templates.save(made)
    [kept] = [kept for kept in templates.everything() if kept.own]
    assert (kept.file, kept.template) == (file, made)
    written = file.read_text("utf-8").casefold()
    for word in ("léa", "dubois", "jan vermeulen", "omar", "vreemde", "example.org"):
        assert word not in written
    assert made.ruled(desk.state.session()) == desk.state.session()
    with pytest.raises(Explained, match="this name already"):
        templates.save(made)
    templates.remove(file)
    assert not [kept for kept in templates.everything() if kept.own]


def test_a_cancelled_vote_is_no_part_of_a_template(desk: Desk) -> None:
    for command in (commands.AddPoll(Poll("vote", {"nl": "Ja?"})), commands.OpenSession(), commands.OpenPoll("vote"),
                    commands.CancelPoll("vote", "verkeerd")):  # fmt: skip
        desk.execute(command)
    assert templates.from_session(desk.state, (), Preferences(), {"nl": "Leeg"}, {}).polls == ()


def test_the_programs_templates_stay() -> None:
    with pytest.raises(Explained, match="belongs to the program"):
        templates.remove(SUPPLIED[0].file)
    assert SUPPLIED[0].file.exists()


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"not json", "is damaged"),
        (b"{}", "is damaged"),
        (b'{"name": {"nl": "x"}, "surprise": 1}', "is damaged"),
        (b'{"name": {"nl": " "}}', "has no name"),
        (b'{"name": {"nl": "x"}, "items": [{"id": "a", "title": {}}]}', "has no title"),
        (b'{"name": {"nl": "x"}, "items": [{"id": "a", "title": {"nl": "A"}, "parent": "b"}]}', "not there"),
        (b'{"name": {"nl": "x"}, "polls": [{"id": "a", "question": {"nl": "?"}, "item": "b"}]}', "not there"),
        (b'{"name": {"nl": "x"}, "rules": {"quorum": {"kind": "share", "number": 3, "of": 2}}}', "quorum"),
        (b" " * 1_000_001, "too large"),
    ],
)
def test_a_bad_file_says_what_is_wrong_and_the_others_are_there(content: bytes, part: str) -> None:
    folder = paths.own_templates()
    folder.mkdir(parents=True)
    (folder / "bad.json").write_bytes(content)
    with pytest.raises(Explained, match=part):
        templates.read(folder / "bad.json")
    found = templates.everything()
    assert [kept.problem is not None for kept in found] == [False] * 5 + [True]


def test_a_template_brings_the_layout_of_the_minutes_and_its_phrases() -> None:
    [council] = [kept.template for kept in SUPPLIED if kept.file.stem.endswith("neighbourhood-council")]
    assert council is not None
    brought = council.minutes.preferences(("fr", "nl", "en"))
    assert (brought.languages, brought.arrangement) == (("fr", "nl"), Arrangement.COLUMNS)
    assert [sorted(phrase.text) for phrase in brought.phrases] == [sorted(LANGUAGES)]


def test_a_template_of_ones_own_keeps_the_layout_but_no_name(desk: Desk) -> None:
    made = templates.from_session(desk.state, PEOPLE, LAYOUT, {"nl": "Onze avond"}, {})
    assert made.minutes.bilingual
    assert made.minutes.phrases == (Phrase("p", {"nl": "Met dank aan …."}),)
