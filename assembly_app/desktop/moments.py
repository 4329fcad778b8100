"""Days and hours in forms, on the clock of the hall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, QTime, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QTimeEdit, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.widgets import indent
from assembly_app.i18n import Translator


def suggested(hour: int = 19, days: int = 7) -> datetime:
    """An evening in a week or so, when nobody said yet when; a clock time without a zone."""
    day = datetime.now(UTC) + timedelta(days=days)
    return day.replace(hour=hour, minute=30, second=0, microsecond=0, tzinfo=None)


def day_number(_: Translator) -> str:
    """How a format of Qt writes the day of the month before the name of the month: German puts a point after it."""
    return "d." if _.language == "de" else "d"


class Day(QDateEdit):
    """A day, with a calendar to choose it from."""

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self.setLocale(QLocale(_.language))
        self.setCalendarPopup(True)
        self.setDisplayFormat(f"ddd {day_number(_)} MMMM yyyy")
        self.setAccessibleName(_("Date"))
        self.setMinimumWidth(220)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Hour(QTimeEdit):
    """An hour of the day."""

    def __init__(self, _: Translator) -> None:
        super().__init__()
        indent(self)
        self.setDisplayFormat("HH:mm")
        self.setAccessibleName(_("Time"))
        self.setMinimumWidth(80)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Moment(QWidget):
    """A day and an hour."""

    edited = Signal()

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self.day, self.hour = Day(_), Hour(_)
        self._shown: datetime | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self.day)
        row.addWidget(self.hour)
        row.addStretch()
        self.setFocusProxy(self.day)
        for edit in (self.day, self.hour):
            edit.editingFinished.connect(self._finish)

    def value(self, zone: str) -> datetime:
        """The moment on the clock of a time zone; an unknown zone is taken as UTC."""
        try:
            clock = ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            clock = ZoneInfo("UTC")
        return self._clock().replace(tzinfo=clock)

    def show_value(self, moment: datetime) -> None:
        """Show a moment that is already on the clock of the hall."""
        self._shown = moment.replace(tzinfo=None, second=0, microsecond=0)
        self.day.setDate(QDate(moment.year, moment.month, moment.day))
        self.hour.setTime(QTime(moment.hour, moment.minute))

    def _clock(self) -> datetime:
        day, hour = self.day.date(), self.hour.time()
        return datetime(day.year(), day.month(), day.day(), hour.hour(), hour.minute())  # noqa: DTZ001 - the caller knows the zone

    def _finish(self) -> None:
        if self._clock() != self._shown:
            self._shown = self._clock()
            self.edited.emit()
