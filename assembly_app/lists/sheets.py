"""Sheets as spreadsheets write them: any encoding and separator, and what cannot be read told by its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from assembly_app.i18n import Explained

MAX_BYTES, MAX_LINES, MAX_COLUMNS, MAX_CELL, MAX_HEADER = 20_000_000, 50_000, 100, 2_000, 200
MAX_CELL_LINES = 20
"""A quoted cell may hold line breaks; one that runs on for longer lacks its closing quote."""


class Finding(msgspec.Struct, frozen=True):
    """Something wrong. `line` as an editor counts (0: the file as a whole); `column` is its header, if one."""

    line: int
    problem: Explained
    column: str = ""
    taken: bool = False
    """Whether the person of this line can be taken all the same."""


class Row(msgspec.Struct, frozen=True):
    """One line of the list; `line` is where it begins in the file."""

    line: int
    cells: tuple[str, ...]


class Sheet(msgspec.Struct, frozen=True):
    """A list as it was read: rows as long as the header, and what could not be read."""

    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()


def read(source: Path | bytes) -> Sheet:
    """The sheet in a file, or in its bytes. What is wrong with it is in `findings`; nothing is raised."""
    try:
        data = source if isinstance(source, bytes) else _bytes(source)
        return _sheet(_text(data))
    except OSError as error:
        reason = error.strerror or str(error)
        return _nothing(Explained("The file cannot be read: {reason}.", reason=reason))
    except Explained as problem:
        return _nothing(problem)


def _nothing(problem: Explained) -> Sheet:
    return Sheet(findings=(Finding(0, problem),))


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _text(data: bytes) -> str:
    """Decoded: UTF-16 and UTF-8 by their marks, else UTF-8 when it is that, else Windows-1252."""
    if len(data) > MAX_BYTES:
        raise Explained("The file is larger than {n} megabytes. Is it a list of people?", n=MAX_BYTES // 1_000_000)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").replace("\0", "\ufffd")
    if b"\0" in data:
        raise Explained("This is not a text file. In your spreadsheet choose “Save as”, then CSV.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _sheet(text: str) -> Sheet:
    lines = re.split(r"\r\n|\n|\r", text)
    if len(lines) > MAX_LINES + 1:
        raise Explained("The file has more than {n} lines. Split it into several lists.", n=MAX_LINES)
    delimiter, start = _delimiter(lines)
    findings: list[Finding] = []
    rows = list(_rows(lines, start, delimiter, findings))
    if not rows:
        raise Explained("The file is empty.")
    header = _header(rows[0].cells)
    if len(header) > MAX_COLUMNS:
        raise Explained("The list has more than {n} columns. Remove those that are not needed.", n=MAX_COLUMNS)
    kept = tuple(row for row in (_fitted(row, header, findings) for row in rows[1:]) if row)
    if not kept and not findings:
        findings.append(Finding(0, Explained("The list has a header and no people.")))
    return Sheet(header, kept, tuple(sorted(findings, key=lambda finding: finding.line)))


def _delimiter(lines: Sequence[str]) -> tuple[str, int]:
    """What separates the cells, and the first line of the list: the sign that gives the most even columns."""
    declared = re.fullmatch(r"sep=([;,\t])", lines[0].strip(" \ufeff"))
    if declared:  # Excel writes this line
        return declared[1], 1
    sample = [line for line in lines if line.strip()][:30]
    return max(";,\t", key=lambda sign: _evenness(sample, sign)), 0


def _evenness(lines: Sequence[str], sign: str) -> tuple[int, int]:
    widths = [len(_cells(line, sign) or ()) for line in lines]
    if not widths or widths[0] < 2:
        return 0, 0
    return widths.count(widths[0]), widths[0]


def _cells(text: str, delimiter: str) -> tuple[str, ...] | None:
    """The tidy cells of one record; None when its quotes are broken."""
    try:
        rows = list(csv.reader([text], delimiter=delimiter, strict=True, skipinitialspace=True))
    except csv.Error:
        return None
    return tuple(_tidy(cell) for cell in (rows[0] if rows else ()))


def _tidy(cell: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", cell).split())


def _rows(lines: Sequence[str], start: int, delimiter: str, findings: list[Finding]) -> Iterator[Row]:
    """Every record that is not empty. After a broken one reading goes on at the next line, so one costs only itself."""
    at = start
    while at < len(lines):
        used, cells = _record(lines, at, delimiter)
        if cells is None:
            problem = Explained("A quotation mark is missing or in the wrong place, so this line cannot be read.")
            findings.append(Finding(at + 1, problem))
        elif any(cells):
            yield Row(at + 1, cells)
        at += used


def _record(lines: Sequence[str], at: int, delimiter: str) -> tuple[int, tuple[str, ...] | None]:
    """How many lines a record takes, and its cells; line breaks inside quotes belong to the cell."""
    text, used = lines[at], 1
    cells = _cells(text, delimiter)
    while cells is None and text.count('"') % 2 and used < MAX_CELL_LINES and at + used < len(lines):
        text = f"{text}\n{lines[at + used]}"
        used += 1
        cells = _cells(text, delimiter)
    return (1, None) if cells is None else (used, cells)


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    """Names that are there and differ: a column without one is called by its letter, as in a spreadsheet."""
    names: list[str] = []
    for place, cell in enumerate(cells):
        name = (cell or _letter(place))[:MAX_HEADER]
        names.append(name if name not in names else f"{name} ({_letter(place)})")
    return tuple(names)


def _letter(place: int) -> str:
    before, letter = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + letter)


def _fitted(row: Row, header: Sequence[str], findings: list[Finding]) -> Row | None:
    """The row with as many cells as the header; one that does not fit becomes a finding."""
    cells, width = row.cells, len(header)
    if len(cells) > width and not any(cells[width:]):
        cells = cells[:width]
    if len(cells) != width:
        problem = Explained("This line has {n} cells and the header has {width}.", n=len(cells), width=width)
        findings.append(Finding(row.line, problem))
        return None
    for name, cell in zip(header, cells, strict=True):
        if len(cell) > MAX_CELL:
            findings.append(Finding(row.line, Explained("This cell is too long to be read."), name))
            return None
    return Row(row.line, cells)
