"""The tables of the minutes as a workbook: days are days, moments moments, and nothing is a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import xlsxwriter

from assembly_app.csv_file import Cell, Row
from assembly_app.i18n import N_, Translator
from assembly_app.minutes import theme
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.office.common import writable
from assembly_app.minutes.pdf.minutes import describe
from assembly_app.minutes.tables import tables

SHEETS = {
    "attendance": N_("Attendance"), "polls": N_("Polls"), "speaking": N_("Speaking times"), "actions": N_("Actions"),
}  # fmt: skip
_DAY, _MOMENT, _LENGTH = 14, 22, 46
"""Excel's own formats: they follow the reader's country."""
_UNNAMEABLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_CELL = 32_767


def minutes_xlsx(minutes: Minutes, _: Translator) -> bytes:
    """The workbook, a sheet a table."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        about = describe(minutes, _)
        told = minutes.told.replace(tzinfo=None)
        workbook.set_properties(
            {"title": about.title, "subject": about.subject, "author": about.author, "created": told}
        )
        look = _Look(workbook, _)
        for name, rows in tables(minutes, _).items():
            look.sheet(_(SHEETS[name]), rows)
    return target.getvalue()


class _Look:
    """Holds the formats of a workbook while its sheets are written."""

    def __init__(self, workbook: Any, _: Translator) -> None:
        self._workbook = workbook
        self._words = _
        self._head = workbook.add_format({"bold": True, "font_color": theme.PLAIN.ink, "bottom": 2, "valign": "top"})
        self._text = workbook.add_format({"valign": "top"})
        self._formats = {
            kind: workbook.add_format({"num_format": number, "valign": "top", "align": "left"})
            for kind, number in ((datetime, _MOMENT), (date, _DAY), (timedelta, _LENGTH))
        }

    def sheet(self, name: str, rows: Iterable[Row]) -> None:
        """A sheet whose headings stay in sight."""
        _ = self._words
        sheet = self._workbook.add_worksheet(_UNNAMEABLE.sub(" ", name)[:31])
        if _.right_to_left:
            sheet.right_to_left()
        head, *lines = rows
        lengths = {column for row in lines for column, cell in enumerate(row) if isinstance(cell, timedelta)}
        for column, words in enumerate(head):
            sheet.write_string(0, column, _("Duration") if column in lengths else words, self._head)
        for number, row in enumerate(lines, start=1):
            for column, cell in enumerate(row):
                self._write(sheet, number, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(lines), len(head) - 1)
        sheet.repeat_rows(0)
        sheet.autofit(400)

    def _write(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        match cell:
            case datetime():
                sheet.write_datetime(row, column, cell.replace(tzinfo=None), self._formats[datetime])
            case date():
                sheet.write_datetime(row, column, cell, self._formats[date])
            case timedelta():
                sheet.write_datetime(row, column, cell, self._formats[timedelta])
            case int():
                sheet.write_number(row, column, cell, self._text)
            case "":
                pass
            case _words:
                sheet.write_string(row, column, writable(cell)[:_LONGEST_CELL], self._text)
