"""Lists of people as CSV: what the columns hold, who is in them, what is wrong on which line, who is there twice.

Three steps, each of which never raises: `read` gives a sheet, `guess_mapping` what its columns are,
`preview` the people that may be taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from assembly_app.domain.people import VOTING_ROLES, Person, Role
from assembly_app.i18n import Explained
from assembly_app.lists.csv_words import LANGUAGE_WORDS, MARKS, NO_WORDS, ROLE_WORDS, YES_WORDS, Field, field_of
from assembly_app.lists.sheets import Finding, Row, Sheet, read
from assembly_app.names import fold, key

__all__ = ["Candidate", "Field", "Finding", "Mapping", "Preview", "Row", "Sheet", "guess_mapping", "preview", "read"]

MAX_NAME = 200

Mapping = tuple[Field, ...]
"""What each column holds, one field a column."""


class Candidate(msgspec.Struct, frozen=True):
    """A person of the list, and the line; `twin` says of which line or person it is a duplicate."""

    line: int
    person: Person
    twin: Explained | None = None


class Preview(msgspec.Struct, frozen=True):
    """What an import would do."""

    good: tuple[Candidate, ...] = ()
    duplicates: tuple[Candidate, ...] = ()
    findings: tuple[Finding, ...] = ()

    def people(self, with_duplicates: bool = False) -> tuple[Person, ...]:
        """The people to enrol, in the order of the list."""
        taken = (*self.good, *(self.duplicates if with_duplicates else ()))
        return tuple(candidate.person for candidate in sorted(taken, key=lambda candidate: candidate.line))


def guess_mapping(header: Iterable[str]) -> Mapping:
    """What each column holds, by its name in Dutch, French, English or German; the rest is kept as traits."""
    fields: list[Field] = []
    for name in header:
        field = field_of(name)
        fields.append(Field.TRAIT if field in fields else field)
    if Field.NAME in fields and Field.FIRST_NAME in fields and Field.LAST_NAME not in fields:
        fields[fields.index(Field.NAME)] = Field.LAST_NAME  # "Nom, Prénom", "Naam, Voornaam"
    return tuple(fields)


def preview(sheet: Sheet, mapping: Mapping, existing: Iterable[Person], new_id: Callable[[], str]) -> Preview:
    """The people of a sheet; `existing` are those already there, `new_id` gives each newcomer's id."""
    wrong = _check_mapping(sheet, mapping)
    if wrong:
        return Preview(findings=(*sheet.findings, Finding(0, wrong)))
    reader = _Reader(sheet.header, mapping, _crossed(sheet, mapping), new_id)
    seen = _Seen(existing)
    good: list[Candidate] = []
    duplicates: list[Candidate] = []
    for row in sheet.rows:
        person = reader.person(row)
        if person is not None:
            twin = seen.twin(person)
            (duplicates if twin else good).append(Candidate(row.line, person, twin))
            seen.add(row.line, person)
    findings = sorted((*sheet.findings, *reader.findings), key=lambda finding: finding.line)
    return Preview(tuple(good), tuple(duplicates), tuple(findings))


def _check_mapping(sheet: Sheet, mapping: Mapping) -> Explained | None:
    if not sheet.header:
        return None  # the sheet's own finding says why
    if len(mapping) != len(sheet.header):
        return Explained("The columns changed. Choose again what each column holds.")
    once = [field for field in mapping if field not in (Field.TRAIT, Field.LEAVE_OUT)]
    if len(set(once)) < len(once):
        return Explained("Two columns are said to hold the same thing. Choose one of them.")
    if not {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME}.intersection(mapping):
        return Explained("Say which column holds the name.")
    return None


def _crossed(sheet: Sheet, mapping: Mapping) -> bool:
    """Whether the voting right is told by crosses, so that an empty cell means no vote."""
    if Field.VOTING not in mapping:
        return False
    place = mapping.index(Field.VOTING)
    told = {fold(row.cells[place]) for row in sheet.rows} - {""}
    return bool(told) and told <= MARKS


class _Reader:
    """Reads the rows of one list as people, and gathers what is wrong with them."""

    def __init__(self, header: Sequence[str], mapping: Mapping, crossed: bool, new_id: Callable[[], str]) -> None:
        self.findings: list[Finding] = []
        self._header, self._mapping, self._crossed, self._new_id = header, mapping, crossed, new_id
        self._place = {field: at for at, field in enumerate(mapping)}

    def person(self, row: Row) -> Person | None:
        """The person of a row; None, with a finding, when name, role or voting right cannot be understood."""
        name, role = self._name(row), self._role(row)
        vote = None if role is None else self._vote(row, role)
        if not name or role is None or vote is None:
            return None
        group = self._cell(row, Field.GROUP)
        return Person(self._new_id(), name, group, role, vote, self._language(row), self._email(row), self._traits(row))

    def _cell(self, row: Row, field: Field) -> str:
        return row.cells[self._place[field]] if field in self._place else ""

    def _tell(self, row: Row, field: Field, problem: Explained, taken: bool = False) -> None:
        self.findings.append(Finding(row.line, problem, self._header[self._place[field]], taken))

    def _name(self, row: Row) -> str:
        fields = (Field.FIRST_NAME, Field.NAME, Field.LAST_NAME)
        name = " ".join(filter(None, (self._cell(row, field) for field in fields)))
        if wrong := _wrong_name(name):
            self._tell(row, next(field for field in fields if field in self._place), wrong)
            return ""
        return name

    def _role(self, row: Row) -> Role | None:
        word = self._cell(row, Field.ROLE)
        bare = re.sub(r"\([^)]*\)", "", word)  # "présidente", "président(e)"
        role = ROLE_WORDS.get(fold(word), ROLE_WORDS.get(fold(bare.strip()))) if word else Role.MEMBER
        if role is None:
            problem = Explained("“{word}” is not a role. Use one such as chair, member or observer.", word=word)
            self._tell(row, Field.ROLE, problem)
        return role

    def _vote(self, row: Row, role: Role) -> bool | None:
        word = self._cell(row, Field.VOTING)
        if not word:
            return False if self._crossed else role in VOTING_ROLES
        vote = True if fold(word) in YES_WORDS | MARKS else False if fold(word) in NO_WORDS else None
        if vote is None:
            problem = Explained("“{word}” does not say whether this person votes. Write yes or no.", word=word)
            self._tell(row, Field.VOTING, problem)
        return vote

    def _language(self, row: Row) -> str:
        word = self._cell(row, Field.LANGUAGE)
        code = LANGUAGE_WORDS.get(fold(word)) or LANGUAGE_WORDS.get(re.split(r"[-_ /]", fold(word))[0], "")
        if word and not code:
            self._tell(row, Field.LANGUAGE, Explained("“{word}” is not a language. It is left out.", word=word), True)
        return code

    def _email(self, row: Row) -> str:
        word = self._cell(row, Field.EMAIL)
        if not word or re.fullmatch(r"[^@\s]+@[^@\s]+", word):
            return word
        self._tell(row, Field.EMAIL, Explained("“{word}” is not an e-mail address. It is left out.", word=word), True)
        return ""

    def _traits(self, row: Row) -> dict[str, str]:
        columns = zip(self._header, row.cells, self._mapping, strict=True)
        return {name: cell for name, cell, field in columns if field is Field.TRAIT and cell}


def _wrong_name(name: str) -> Explained | None:
    if not name:
        return Explained("The name is missing.")
    if len(name) > MAX_NAME:
        return Explained("The name is longer than {n} letters.", n=MAX_NAME)
    if "\ufffd" in name:
        return Explained("The name has letters that cannot be read. Save the list as CSV UTF-8.")
    return None


class _Seen:
    """Who was met so far: the people already there, then the lines of the list."""

    def __init__(self, existing: Iterable[Person]) -> None:
        self._names: dict[str, Explained] = {}
        self._emails: dict[str, Explained] = {}
        for person in existing:
            self._note(person, Explained("{name} is on the list of people already.", name=person.name))

    def twin(self, person: Person) -> Explained | None:
        """Why this person is taken for one met before."""
        return self._names.get(key(person.name)) or (self._emails.get(fold(person.email)) if person.email else None)

    def add(self, line: int, person: Person) -> None:
        """Remember a line's person."""
        self._note(person, Explained("The same person as {name} on line {line}.", name=person.name, line=line))

    def _note(self, person: Person, problem: Explained) -> None:
        self._names.setdefault(key(person.name), problem)
        if person.email:
            self._emails.setdefault(fold(person.email), problem)
