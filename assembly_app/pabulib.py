"""Pabulib files (`.pb`): real participatory budgets as text, read strictly and written so that they read back the same.

Source: pabulib.org/format; D. Stolicki, S. Szufa and N. Talmon, arXiv:2012.06081.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import msgspec

from assembly_app.domain.counting.ballots import Marks, gathered
from assembly_app.domain.counting.budget_terms import EQUAL, BudgetRules, Project, Rule
from assembly_app.i18n import Explained

MOST_BYTES = 200_000_000
MOST_PROJECTS = 10_000
MOST_VOTES = 2_000_000
MOST_MONEY = Fraction(10**15)
MOST_POINTS = 1_000_000

WITHDRAWN_COST = 999_999_999
"""What Pabulib writes as the cost of a project that was withdrawn after the vote."""

RULES: Mapping[str, BudgetRules] = {
    "greedy": BudgetRules(Rule.GREEDY),
    "greedy-threshold": BudgetRules(Rule.GREEDY),
    "greedy-no-skip": BudgetRules(Rule.GREEDY_NO_SKIP),
    "equalshares": BudgetRules(Rule.EQUAL_SHARES),
    "equalshares-comparison": BudgetRules(Rule.EQUAL_SHARES, compare=True),
    "equalshares/add1": BudgetRules(Rule.EQUAL_SHARES_ADD1, overspend=True),
    "equalshares/add1-comparison": BudgetRules(Rule.EQUAL_SHARES_ADD1, compare=True, overspend=True),
}
"""The rules that a file can name and that can be counted."""

VOTE_TYPES = ("approval", "choose-1", "cumulative", "scoring", "ordinal")
SECTIONS = ("META", "PROJECTS", "VOTES")


class PabulibError(Explained):
    """A file that cannot be read as Pabulib; its sentence names the line."""


class Row(msgspec.Struct, frozen=True):
    """A line of PROJECTS or VOTES: its text by column."""

    line: int
    fields: dict[str, str]


class Pabulib(msgspec.Struct, frozen=True):
    """A file as it was read: META by key, the projects in its order, and what each voter wrote, by column."""

    meta: dict[str, str]
    projects: tuple[Project, ...]
    project_rows: tuple[dict[str, str], ...]
    votes: tuple[Marks, ...]
    """The marks of each voter: 1 for an approval, the points, or for ordinal votes the place (1 is best)."""
    vote_rows: tuple[dict[str, str], ...]

    @property
    def budget(self) -> Fraction:
        """The money that there is."""
        return _money(self.meta["budget"])

    @property
    def selected(self) -> frozenset[str] | None:
        """The projects that were funded; None where the file does not say."""
        if not self.project_rows or "selected" not in self.project_rows[0]:
            return None
        return frozenset(row["project_id"] for row in self.project_rows if row["selected"] == "1")

    @property
    def names(self) -> dict[str, str]:
        """The projects' names by id; the id where there is none."""
        return {row["project_id"]: row.get("name", "") or row["project_id"] for row in self.project_rows}


def read(path: Path | str) -> Pabulib:
    """Read a file. PabulibError when it cannot be opened, is too large, is not UTF-8 or not in the format."""
    try:
        if Path(path).stat().st_size > MOST_BYTES:
            raise PabulibError("“{file}” is too large to be a file of votes.", file=str(path))
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PabulibError("“{file}” cannot be opened. Check the name of the file.", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise PabulibError("“{file}” is not text in UTF-8, so it is not a Pabulib file.", file=str(path)) from error
    return parse(text)


def parse(text: str) -> Pabulib:
    """The content of a file. PabulibError names the line that does not fit."""
    sections = _sections(text)
    meta = _meta(sections["META"])
    projects = sections["PROJECTS"]
    found = tuple(_project(row) for row in projects)
    _check_count(meta, "num_projects", len(found), MOST_PROJECTS)
    _once("project_id", projects)
    ids = {project.id for project in found}
    votes = sections["VOTES"]
    _check_count(meta, "num_votes", len(votes), MOST_VOTES)
    _once("voter_id", votes)
    kind, longest = meta["vote_type"], _longest(meta, len(ids))
    return Pabulib(
        meta,
        found,
        tuple(row.fields for row in projects),
        tuple(_vote(row, kind, ids, longest) for row in votes),
        tuple(row.fields for row in votes),
    )


def render(file: Pabulib) -> str:
    """The file as text; the numbers of projects and votes are those that it has."""
    counts = {"num_projects": str(len(file.projects)), "num_votes": str(len(file.votes))}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerows([["META"], ["key", "value"], *(file.meta | counts).items()])
    for title, rows in (("PROJECTS", file.project_rows), ("VOTES", file.vote_rows)):
        writer.writerow([title])
        columns = list(rows[0]) if rows else _REQUIRED[title]
        writer.writerow(columns)
        writer.writerows([row[column] for column in columns] for row in rows)
    return out.getvalue()


def build(
    meta: Mapping[str, str],
    projects: Sequence[Project],
    names: Mapping[str, str],
    ballots: Iterable[Marks],
    chosen: Iterable[str],
) -> Pabulib:
    """A file of a vote of ours. `meta` needs budget, vote_type (approval or cumulative) and what Pabulib asks for.

    Votes are numbered in the order of what they say, so that the file tells nothing about who voted when.
    """
    funded = frozenset(chosen)
    votes = sorted(ballots)
    project_rows = [
        {"project_id": p.id, "cost": _plain(p.cost), "name": names[p.id], "selected": str(int(p.id in funded))}
        for p in projects
    ]
    points = meta["vote_type"] == "cumulative"
    vote_rows = [_vote_row(number, ballot, points) for number, ballot in enumerate(votes, start=1)]
    return Pabulib(dict(meta), tuple(projects), tuple(project_rows), tuple(votes), tuple(vote_rows))


def ballots(file: Pabulib) -> dict[Marks, int]:
    """The votes, gathered. PabulibError for rankings, which the rules for budgets do not count."""
    if file.meta["vote_type"] == "ordinal":
        raise PabulibError("This file holds rankings. Only approvals and points can be counted.")
    return gathered(file.votes)


def rules(file: Pabulib, rule: Rule | None = None, *, compare: bool = False) -> BudgetRules:
    """The rule to count by: the one given, else the file's; always with the threshold that the file states."""
    named = file.meta.get("rule", "")
    if rule is None and named not in RULES:
        raise PabulibError(
            "The file names the rule “{rule}”, which cannot be counted here. Choose a rule with --rule.", rule=named
        )
    found = RULES[named] if rule is None else BudgetRules(rule, compare=compare, overspend=True)
    least = file.meta.get("min_project_score_threshold", "")
    return msgspec.structs.replace(found, threshold=_whole(least, None) if least else 0)


def tie_order(file: Pabulib, found: BudgetRules) -> tuple[str, ...]:
    """How Pabulib breaks ties: equal shares by lower cost and then more votes, else as the file lists the projects."""
    listed = [project.id for project in file.projects]
    if found.rule not in EQUAL:
        return tuple(listed)
    votes = dict.fromkeys(listed, 0)
    for ballot in file.votes:
        for option, mark in ballot:
            votes[option] += mark
    cost = {project.id: project.cost for project in file.projects}
    return tuple(sorted(listed, key=lambda option: (cost[option], -votes[option])))


_REQUIRED = {"META": ["key", "value"], "PROJECTS": ["project_id", "cost"], "VOTES": ["voter_id", "vote"]}


def _sections(text: str) -> dict[str, list[Row]]:
    """The rows of the three sections, each under its title line and its line of columns."""
    rows: dict[str, list[Row]] = {}
    lines = _lines(text)
    section, columns = "", list[str]()
    for line, cells in lines:
        if cells[0] in SECTIONS and len(cells) == 1:
            section = cells[0]
            if section in rows or section != SECTIONS[len(rows)]:
                raise PabulibError("Line {line}: the section {name} is not expected here.", line=line, name=section)
            rows[section], columns = [], _columns(section, line, lines)
        elif not section:
            raise PabulibError("Line {line}: a Pabulib file starts with the line META.", line=line)
        else:
            rows[section].append(Row(line, _fields(section, columns, cells, line)))
    for name in SECTIONS:
        if name not in rows:
            raise PabulibError("The section {name} is missing. The file may be cut off.", name=name)
    return rows


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that is not empty, with its number, cut at the semicolons outside quotes."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                cells = next(csv.reader([line.rstrip("\r")], delimiter=";", skipinitialspace=True))
            except csv.Error as error:
                raise PabulibError("Line {line} cannot be read: it is too long or broken.", line=number) from error
            yield number, [cell.strip() for cell in cells]


def _columns(section: str, line: int, lines: Iterator[tuple[int, list[str]]]) -> list[str]:
    _, columns = next(lines, (line, []))
    for name in _REQUIRED[section]:
        if name not in columns:
            raise PabulibError(
                "Line {line}: the section {name} needs a column {column}.", line=line + 1, name=section, column=name
            )
    if len(set(columns)) < len(columns):
        raise PabulibError("Line {line}: a column stands there twice.", line=line + 1)
    return columns


def _fields(section: str, columns: Sequence[str], cells: Sequence[str], line: int) -> dict[str, str]:
    if section == "META" and len(cells) > 2:
        cells = [cells[0], ";".join(cells[1:])]
    if len(cells) != len(columns):
        raise PabulibError(
            "Line {line} has {found} columns; {expected} are expected.",
            line=line, found=len(cells), expected=len(columns),
        )  # fmt: skip
    return dict(zip(columns, cells, strict=True))


def _meta(rows: Sequence[Row]) -> dict[str, str]:
    _once("key", rows)
    meta = {row.fields["key"]: row.fields["value"] for row in rows}
    for key in ("budget", "vote_type"):
        if key not in meta:
            raise PabulibError("The section META does not state “{key}”.", key=key)
    line = {row.fields["key"]: row.line for row in rows}
    _money(meta["budget"], line["budget"])
    for key in ("min_project_score_threshold", "max_length", "num_projects", "num_votes"):
        if meta.get(key):
            _whole(meta[key], line[key])
    if meta["vote_type"] not in VOTE_TYPES:
        raise PabulibError(
            "Line {line}: votes of the type “{type}” are not known.", line=line["vote_type"], type=meta["vote_type"]
        )
    return meta


def _check_count(meta: Mapping[str, str], key: str, found: int, most: int) -> None:
    if found > most:
        raise PabulibError("The file has {found} rows where {most} can be read.", found=found, most=most)
    if meta.get(key) and _whole(meta[key], None) != found:
        raise PabulibError(
            "META states {key} = {stated}, but the file has {found}. It may be cut off.",
            key=key, stated=meta[key], found=found,
        )  # fmt: skip


def _once(column: str, rows: Sequence[Row]) -> None:
    seen: set[str] = set()
    for row in rows:
        value = row.fields[column]
        if not value:
            raise PabulibError("Line {line}: {column} is empty.", line=row.line, column=column)
        if value in seen:
            raise PabulibError("Line {line}: “{value}” stands there a second time.", line=row.line, value=value)
        seen.add(value)


def _project(row: Row) -> Project:
    cost = _money(row.fields["cost"], row.line)
    selected = row.fields.get("selected")
    if selected and not selected.isdecimal():
        raise PabulibError("Line {line}: “{value}” is not a whole number.", line=row.line, value=selected)
    return Project(row.fields["project_id"], cost, withdrawn=cost == WITHDRAWN_COST)


def _vote(row: Row, kind: str, ids: set[str], most: int) -> Marks:
    named = _list(row.fields["vote"])
    for option in named:
        if option not in ids:
            raise PabulibError("Line {line}: there is no project “{value}”.", line=row.line, value=option)
    if len(set(named)) < len(named):
        raise PabulibError("Line {line}: a vote names a project twice.", line=row.line)
    if len(named) > most:
        raise PabulibError("Line {line}: a vote names more than {most} projects.", line=row.line, most=most)
    match kind:
        case "cumulative" | "scoring":
            return tuple(sorted(zip(named, _points(row, len(named)), strict=True)))
        case "ordinal":
            return tuple((option, place) for place, option in enumerate(named, start=1))
        case _:
            return tuple((option, 1) for option in sorted(named))


def _longest(meta: Mapping[str, str], projects: int) -> int:
    """How many projects a vote may name."""
    if meta["vote_type"] == "choose-1":
        return 1
    return _whole(meta["max_length"], None) if meta.get("max_length") else projects


def _points(row: Row, expected: int) -> list[int]:
    points = [_whole(point, row.line) for point in _list(row.fields.get("points", ""))]
    if len(points) != expected:
        raise PabulibError(
            "Line {line} has {found} points for {expected} projects.",
            line=row.line, found=len(points), expected=expected,
        )  # fmt: skip
    return points


def _list(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(",")] if cell else []


def _number(text: str, line: int | None, most: Fraction) -> Fraction:
    whole, _, rest = text.replace(",", ".").partition(".")
    if not (whole.isascii() and whole.isdecimal() and (rest + "0").isascii() and (rest + "0").isdecimal()):
        raise PabulibError("Line {line}: “{value}” is not a number.", line=line or "META", value=text[:40])
    if len(text) > 40 or Fraction(f"{whole}.{rest}0") > most:
        raise PabulibError("Line {line}: “{value}” is too large.", line=line or "META", value=text[:40])
    return Fraction(f"{whole}.{rest}0")


def _money(text: str, line: int | None = None) -> Fraction:
    return _number(text, line, MOST_MONEY)


def _whole(text: str, line: int | None) -> int:
    number = _number(text, line, Fraction(MOST_POINTS * 10))
    if number.denominator != 1:
        raise PabulibError("Line {line}: “{value}” is not a whole number.", line=line or "META", value=text)
    return number.numerator


def _plain(cost: Fraction) -> str:
    return str(cost.numerator) if cost.denominator == 1 else f"{float(cost):.2f}"


def _vote_row(number: int, ballot: Marks, points: bool) -> dict[str, str]:
    given = sorted(((option, mark) for option, mark in ballot if mark), key=lambda each: (-each[1], each[0]))
    row = {"voter_id": str(number), "vote": ",".join(option for option, _ in given)}
    return row | ({"points": ",".join(str(mark) for _, mark in given)} if points else {})
