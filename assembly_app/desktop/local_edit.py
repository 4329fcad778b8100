"""Texts of the assembly's own, in each of its languages, and the choice of those languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.forms import Area, Line, in_order
from assembly_app.desktop.widgets import label
from assembly_app.i18n import LocalText, Translator


class LocalEdit(QWidget):
    """A text of the assembly's own in each of its languages, a line (or `rows` lines) a language."""

    edited = Signal()
    typing = Signal()

    def __init__(self, _: Translator, languages: Iterable[str], rows: int = 1) -> None:
        super().__init__()
        self._ = _
        self._rows = rows
        self._kept: LocalText = {}
        self._lines: dict[str, Line | Area] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SPACE)
        self._grid.setColumnStretch(1, 1)
        self.speak(languages)

    def speak(self, languages: Iterable[str]) -> None:
        """Show these languages; texts in others are kept out of sight."""
        wanted = list(languages) or [self._.language]
        if wanted == list(self._lines):
            return
        value = self.value()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._lines = {language: self._line(row, language) for row, language in enumerate(wanted)}
        in_order(self, self.lines())
        self.show_value(value)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Go to the first language. (A focus proxy would catch Tab in here.)"""
        self.lines()[0].setFocus(*reason)

    def lines(self) -> list[Line | Area]:
        """The editors, in the order of the languages."""
        return list(self._lines.values())

    def _line(self, row: int, language: str) -> Line | Area:
        line = Line() if self._rows == 1 else Area(self._rows)
        tag = label(language.upper(), "heading", wrap=False)
        tag.setBuddy(line)
        tag.setToolTip(self._.language_name(language))
        line.edited.connect(self.edited)
        line.textChanged.connect(lambda *_text: self.typing.emit())
        self._grid.addWidget(
            tag, row, 0, Qt.AlignmentFlag.AlignTop if self._rows > 1 else Qt.AlignmentFlag.AlignVCenter
        )
        self._grid.addWidget(line, row, 1)
        self._name(language, line)
        return line

    def _name(self, language: str, line: QWidget) -> None:
        line.setAccessibleName(f"{self.accessibleName()} · {self._.language_name(language)}".strip(" ·"))

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for language, line in self._lines.items():
            self._name(language, line)

    def line(self, language: str) -> Line | Area:
        """The editor of one language."""
        return self._lines[language]

    def value(self) -> LocalText:
        """The text by language, languages without one left out."""
        hidden = {language: text for language, text in self._kept.items() if language not in self._lines}
        written = {language: line.value() for language, line in self._lines.items()}
        return {language: text for language, text in (written | hidden).items() if text}

    def show_value(self, text: Mapping[str, str]) -> None:
        """Show a text, but not over a line that is being written."""
        self._kept = dict(text)
        for language, line in self._lines.items():
            line.show_value(text.get(language, ""))


class Languages(QWidget):
    """Which languages are spoken: a box for each that the program has."""

    edited = Signal()

    def __init__(self, _: Translator, languages: Iterable[str]) -> None:
        super().__init__()
        self._boxes: dict[str, QCheckBox] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE * 2)
        for language in languages:
            box = QCheckBox(_.language_name(language))
            box.clicked.connect(lambda _checked: self.edited.emit())
            self._boxes[language] = box
            row.addWidget(box)
        row.addStretch()
        self.setFocusProxy(next(iter(self._boxes.values())))

    def box(self, language: str) -> QCheckBox:
        """The box of one language."""
        return self._boxes[language]

    def value(self) -> tuple[str, ...]:
        """The languages that are ticked."""
        return tuple(language for language, box in self._boxes.items() if box.isChecked())

    def show_value(self, languages: Iterable[str]) -> None:
        """Tick these."""
        spoken = set(languages)
        for language, box in self._boxes.items():
            box.setChecked(language in spoken)
