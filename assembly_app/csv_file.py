"""Tables as CSV that spreadsheets open well, and in which nothing that a person wrote is run.

UTF-8 with a mark, and semicolons in languages that write a comma in numbers: so Excel opens it there.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from io import StringIO

from assembly_app.i18n import Translator

Cell = str | int | date | datetime | timedelta
"""A word, a number, a day, a moment on the clock of the hall, or how long something took."""
Row = Sequence[Cell]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(rows: Iterable[Row], _: Translator) -> bytes:
    """The rows as a file, the first of them its headings."""
    target = StringIO()
    mark = ";" if "," in _.number(0.5) else ","
    csv.writer(target, delimiter=mark).writerows([_cell(cell, _) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _cell(cell: Cell, _: Translator) -> str | int:
    match cell:
        case datetime():
            return _.time(cell)
        case date():
            return cell.isoformat()
        case timedelta():
            return round(cell.total_seconds())
        case str() if cell.startswith(_FORMULA):
            return f"'{cell}"  # a spreadsheet would run what starts like a formula, and a name is typed by anyone
    return cell
