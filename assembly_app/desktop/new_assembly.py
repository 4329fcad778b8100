"""A new assembly: its name, its first session and its file."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from assembly_app import paths
from assembly_app.desktop import theme
from assembly_app.desktop.background import Background
from assembly_app.desktop.forms import Field, Line, beside, titled
from assembly_app.desktop.local_edit import Languages, LocalEdit
from assembly_app.desktop.moments import Moment, suggested
from assembly_app.desktop.opening import begin
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.template_choice import TemplateChoice
from assembly_app.desktop.widgets import button, label
from assembly_app.domain.events import SessionDetails
from assembly_app.i18n import LANGUAGES, LocalText, Translator, translator
from assembly_app.store.store import Store
from assembly_app.templates import MinutesLayout, Template

ENDING = ".assembly"


def create(file: Path, name: LocalText, details: SessionDetails, template: Template | None = None) -> Path:
    """Make the file with its first session; an existing one is refused and stays. Takes the disk's time."""
    with closing(Store.create(file, name)) as store:
        begin(store, details, template).close()
        store.prefer((template.minutes if template else MinutesLayout()).preferences(details.languages))
    return file


def file_name(name: str) -> str:
    """A file's name that every system takes."""
    return " ".join(re.sub(r"[^\w .()-]+", " ", name).split()).strip(" .")[:80]


class NewAssemblyDialog(QDialog):
    """Asks for what a new assembly needs and makes its file."""

    created = Signal(Path)

    def __init__(self, _: Translator, parent: QWidget | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self._folder = folder or paths.documents()
        self._file_follows = True
        self._background = Background(_, 1, "new")
        self.setWindowTitle(_("New assembly"))
        self.resize(720, 680)
        self._fields()
        self._lay_out()
        self.name.typing.connect(self._propose_file)
        self.file.edited.connect(self._file_chosen)
        self.languages.edited.connect(self._speak)
        self._propose_file()

    def _fields(self) -> None:
        _ = self._
        spoken = ("nl", "fr")
        self.languages = Languages(_, LANGUAGES)
        self.languages.show_value(spoken)
        self.name = LocalEdit(_, spoken)
        self.title = LocalEdit(_, spoken)
        self.title.show_value({language: text for language, text in self._first_titles().items() if language in spoken})
        self.moment = Moment(_)
        self.moment.show_value(suggested())
        self.place = Line()
        self.template = TemplateChoice(_, _("Empty"), _("No agenda yet: you write your own."))
        self.file = Line()
        self.name_field = Field(_("Name of the assembly"), self.name)
        self.languages_field = Field(_("Languages"), self.languages)
        self.title_field = Field(_("Title"), self.title)
        self.moment_field = Field(_("Date and time"), self.moment)
        self.place_field = Field(_("Place"), self.place)
        self.file_field = Field(
            _("File"),
            beside(self.file, button(_("Choose a folder…"), self.browse, icon="folder")),
            _("Everything is saved in this file when it happens. Copy it to keep it safe."),
        )

    @staticmethod
    def _first_titles() -> LocalText:
        return {language: translator(language)("Session {number}", number=1) for language in LANGUAGES}

    def _lay_out(self) -> None:
        _ = self._
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(*[theme.SPACE * 3] * 4)
        column.setSpacing(theme.SPACE * 2)
        column.addWidget(label(_("New assembly"), "title"))
        column.addWidget(titled("", self.languages_field, self.name_field))
        column.addWidget(
            titled(_("FIRST SESSION"), self.template, self.title_field, self.moment_field, self.place_field)
        )
        column.addWidget(titled("", self.file_field))
        column.addStretch()
        self.make = button(_("Make the assembly"), self.submit, look="primary")
        self.make.setDefault(True)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.SPACE * 3, theme.SPACE, theme.SPACE * 3, theme.SPACE * 2)
        foot.addStretch()
        foot.addWidget(button(_("Cancel"), self.reject))
        foot.addWidget(self.make)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(content))
        whole.addLayout(foot)

    # --- while it is filled in ---

    def _speak(self) -> None:
        spoken = self.languages.value()
        first = {language: text for language, text in self._first_titles().items() if language in spoken}
        for edit in (self.name, self.title):
            edit.speak(spoken)
        self.title.show_value(first | self.title.value())

    def _propose_file(self) -> None:
        if self._file_follows:
            name = file_name(self._.pick(self.name.value())) or self._("My assembly")
            self.file.show_value(str(self._folder / (name + ENDING)))

    def _file_chosen(self) -> None:
        self._file_follows = not self.file.value()
        self._propose_file()

    def browse(self) -> None:
        """Choose where the file goes."""
        folder = QFileDialog.getExistingDirectory(self, self._("Folder for the new assembly"), str(self._folder))
        if folder:
            self._folder = Path(folder)
            self.file.show_value(str(self._folder / Path(self.file.value()).name))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.make.isEnabled():
            super().closeEvent(event)
        else:
            event.ignore()  # the file is being made; it takes a moment

    # --- making it ---

    def submit(self) -> None:
        """Make the file if everything is filled in; else say beside each field what is missing."""
        if not self._complete():
            return
        name, details, file, template = self.name.value(), self._details(), self._path(), self.template.value()
        self.make.setEnabled(False)
        self._background.run(lambda: create(file, name, details, template), self._done, self._failed)

    def _complete(self) -> bool:
        _ = self._
        wrong: list[tuple[Field, str, Callable[[], bool]]] = [
            (self.languages_field, _("Choose at least one language."), lambda: not self.languages.value()),
            (self.name_field, _("Write the assembly's name first."), lambda: not self.name.value()),
            (self.title_field, _("The session has no title. Write one first."), lambda: not self.title.value()),
            (self.file_field, _("Say where the file goes."), lambda: not self.file.value()),
        ]
        found = False
        for field, sentence, is_wrong in wrong:
            field.clear()
            if is_wrong():
                field.fail(sentence)
                if not found:
                    field.editor.setFocus()
                found = True
        return not found

    def _path(self) -> Path:
        path = Path(self.file.value()).expanduser()
        return path if path.suffix == ENDING else path.with_name(path.name + ENDING)

    def _details(self) -> SessionDetails:
        starts: datetime = self.moment.value(SessionDetails({}, suggested()).timezone)
        return SessionDetails(self.title.value(), starts, self.place.value(), languages=self.languages.value())

    def _done(self, file: Path) -> None:
        self.accept()
        self.created.emit(file)

    def _failed(self, sentence: str) -> None:
        self.make.setEnabled(True)
        self.file_field.fail(sentence)
        self.file.setFocus()
