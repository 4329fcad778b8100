"""Session templates: agenda, rules, polls and the look of the minutes; those of the program and the user's own.

A template holds no person: what one writes into it is without the names and e-mail addresses of the roll.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from assembly_app import paths
from assembly_app.domain import commands
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import Person, QuorumRule
from assembly_app.domain.polls import Option, Poll, PollKind
from assembly_app.domain.preferences import Arrangement, Phrase, Preferences
from assembly_app.domain.session import run
from assembly_app.domain.speakers import QueueOrder
from assembly_app.domain.state import SessionState
from assembly_app.domain.voting import PollStatus
from assembly_app.files import write_whole
from assembly_app.i18n import Explained, LocalText, translator

ENDING = ".json"
LARGEST = 1_000_000
"""How many bytes a template's file may have."""


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a template says of the session itself."""

    quorum: QuorumRule = QuorumRule()
    speech_seconds: int | None = 180
    queue_order: QueueOrder = QueueOrder.ARRIVAL
    proxies: int = 0


class MinutesLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the minutes of a new assembly look, until it says otherwise."""

    bilingual: bool = False
    """Whether they are in the first two languages of the session; else in the first."""
    arrangement: Arrangement = Arrangement.COLUMNS
    phrases: tuple[Phrase, ...] = ()

    def preferences(self, languages: Sequence[str]) -> Preferences:
        """What an assembly with these languages begins with."""
        return Preferences(tuple(languages[: 2 if self.bilingual else 1]), self.arrangement, phrases=self.phrases)


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A session to begin with. Ids here only tie items and polls to each other; each session gets its own."""

    name: LocalText
    summary: LocalText = {}
    """What it is for, in one line."""
    rules: Rules = Rules()
    items: tuple[AgendaItem, ...] = ()
    polls: tuple[Poll, ...] = ()
    minutes: MinutesLayout = MinutesLayout()

    def ruled(self, details: SessionDetails) -> SessionDetails:
        """The details of a session with the rules of this template."""
        r = self.rules
        return replace(details, quorum=r.quorum, speech_seconds=r.speech_seconds, queue_order=r.queue_order,
                       proxies=r.proxies)  # fmt: skip

    def commands(self, new_id: Callable[[], str]) -> list[commands.Command]:
        """What brings the agenda and the polls into a session."""
        ids = {item.id: new_id() for item in self.items}
        items = [replace(item, id=ids[item.id], parent=ids[item.parent] if item.parent else None)
                 for item in self.items]  # fmt: skip
        polls = [replace(poll, id=new_id(), item=ids[poll.item] if poll.item else None) for poll in self.polls]
        return [*map(commands.AddItem, items), *map(commands.AddPoll, polls)]


class Kept(msgspec.Struct, frozen=True):
    """A template's file, and what was in it: a template, or the problem with it."""

    file: Path
    own: bool
    template: Template | None = None
    problem: Explained | None = None


# --- reading ---


def everything() -> list[Kept]:
    """The program's templates, then the user's own by name. Reads the disk; a bad file comes with its problem."""
    supplied = [_kept(file, own=False) for file in _files(paths.RESOURCES / "templates")]
    return supplied + [_kept(file, own=True) for file in _files(paths.own_templates())]


def read(file: Path) -> Template:
    """The template in a file. Raises `Explained` with what is wrong with it."""
    try:
        if file.stat().st_size > LARGEST:
            raise Explained("The template {name} is too large.", name=file.name)
        template = msgspec.json.decode(file.read_bytes(), type=Template)
    except OSError as error:
        raise Explained("The template {name} cannot be read ({reason}).", name=file.name,
                        reason=error.strerror or error) from None  # fmt: skip
    except msgspec.DecodeError as error:
        raise Explained("The template {name} is damaged: {reason}", name=file.name, reason=error) from None
    check(template)
    return template


def check(template: Template) -> None:
    """Refuse a template that no session could begin with, by playing it into an empty one."""
    if not any(text.strip() for text in template.name.values()):
        raise Refused("The template has no name. Write one first.")
    items, polls = [item.id for item in template.items], [poll.id for poll in template.polls]
    known = {*items, None}
    if len(set(items)) < len(items) or len(set(polls)) < len(polls):
        raise Refused("Two parts of the template have the same id.")
    if not known.issuperset([item.parent for item in template.items] + [poll.item for poll in template.polls]):
        raise Refused("A part of the template belongs to an agenda item that is not there.")
    at = datetime(2026, 1, 1, tzinfo=UTC)
    state, _events = run(SessionState(), commands.CreateSession(template.ruled(SessionDetails({"en": "-"}, at))), at)
    numbers = iter(range(len(items) + len(polls)))
    for command in template.commands(lambda: str(next(numbers))):
        state, _events = run(state, command, at)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == ENDING)
    except OSError:
        return []


def _kept(file: Path, *, own: bool) -> Kept:
    try:
        return Kept(file, own, read(file))
    except Explained as problem:
        return Kept(file, own, problem=problem)


# --- the user's own ---


def from_session(
    state: SessionState, people: Iterable[Person], preferences: Preferences, name: LocalText, summary: LocalText
) -> Template:
    """What a session was prepared with, without its people: no presenter, no candidate, no name, no address."""
    details = state.session()
    rules = Rules(details.quorum, details.speech_seconds, details.queue_order, details.proxies)
    polls = [kept.poll for kept in state.polls.values() if kept.status is not PollStatus.CANCELLED]
    made = Template(
        name, summary, rules,
        tuple(replace(item, presenter="") for item in state.items),
        tuple(map(_without_candidates, polls)),
        MinutesLayout(len(preferences.languages) > 1, preferences.arrangement, preferences.phrases),
    )  # fmt: skip
    return _without_people(made, people)


def _without_candidates(poll: Poll) -> Poll:
    if poll.kind is not PollKind.ELECTION:
        return poll
    languages = {language for option in poll.options for language in option.label} or {"en"}
    return replace(poll, options=tuple(
        Option(f"candidate-{n}", {code: _candidate(code, n) for code in sorted(languages)})
        for n, _option in enumerate(poll.options, start=1)
    ))  # fmt: skip


def _candidate(language: str, number: int) -> str:
    return translator(language)("Candidate {number}", number=number)


def _without_people(template: Template, people: Iterable[Person]) -> Template:
    """The template with every name and e-mail address of these people left out of its texts."""
    words = sorted({word for person in people for word in (person.name, person.email) if word.strip()}, key=len)
    if not words:
        return template
    named = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in reversed(words)), re.IGNORECASE)
    return msgspec.convert(_mapped(msgspec.to_builtins(template), lambda text: named.sub("…", text)), Template)


def _mapped(value: object, change: Callable[[str], str]) -> object:
    """The same with every text of the assembly's own changed: those by language code, not ids and kinds."""
    if isinstance(value, dict):
        written = all(len(key) == 2 for key in value)
        return {key: change(part) if written and isinstance(part, str) else _mapped(part, change)
                for key, part in value.items()}  # fmt: skip
    return [_mapped(part, change) for part in value] if isinstance(value, list | tuple) else value


def save(template: Template) -> Path:
    """Keep a template of the user's own; one of the same name is refused. Raises `Explained`."""
    check(template)
    name = next(text for text in template.name.values() if text.strip())
    file = paths.own_templates() / (_file_name(name) + ENDING)
    if file.exists():
        raise Refused("You have a template with this name already. Choose another name.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Explained("The folder {folder} cannot be made: {reason}. Choose another one.", folder=file.parent,
                        reason=error.strerror or error) from None  # fmt: skip
    write_whole(file, msgspec.json.format(msgspec.json.encode(template)) + b"\n")
    return file


def remove(file: Path) -> None:
    """Remove one of the user's own templates; nothing happens when it is gone already."""
    if file.parent != paths.own_templates():
        raise Refused("This template belongs to the program and stays.")
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise Explained("The template {name} cannot be removed ({reason}).", name=file.name,
                        reason=error.strerror or error) from None  # fmt: skip


def _file_name(name: str) -> str:
    return "-".join(re.findall(r"\w+", name.lower()))[:60] or "template"
