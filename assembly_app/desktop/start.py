"""The first page: begin a new assembly, open one, try the demo evening, or go on with a recent one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from assembly_app import paths
from assembly_app.desk import Desk
from assembly_app.desktop import theme
from assembly_app.desktop.background import Background
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.forms import scrolled
from assembly_app.desktop.new_assembly import NewAssemblyDialog
from assembly_app.desktop.widgets import label, set_look, tool
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.rules.sitting import local
from assembly_app.i18n import Explained, LocalText, Translator
from assembly_app.store.store import Store

WIDTH = 960
"""The page is read in a column of at most so many pixels."""


class Recent(msgspec.Struct, frozen=True):
    """What a file of the list turned out to be; `problem` when it cannot be read."""

    path: Path
    name: LocalText = {}
    last: SessionDetails | None = None
    gone: bool = False
    problem: Explained | None = None


def look_at(path: Path) -> Recent:
    """What is in a recent file; never raises. Reads the disk: call it off the UI thread."""
    try:
        if not path.exists():
            return Recent(path, gone=True)
        with closing(Store.open(path)) as store:
            numbers = store.sessions()
            last = Desk(store, numbers[-1]).state.details if numbers else None
            return Recent(path, store.name(), last)
    except Explained as problem:
        return Recent(path, problem=problem)
    except OSError:
        return Recent(path, gone=True)


class Tile(QPushButton):
    """A large button with an icon, a title and a sentence."""

    def __init__(self, icon: str, title: str, text: str, pressed: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.title = label(title, "large")
        self.told = label(text, "muted")
        self.picture = QLabel()
        self._icon = icon
        self._draw()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        for widget in (self.title, self.told):
            words.addWidget(widget)
        words.addStretch()
        row = self._inside = QHBoxLayout(self)
        row.setContentsMargins(*[theme.SPACE * 2] * 4)
        row.setSpacing(theme.SPACE * 2)
        row.addWidget(self.picture)
        row.addLayout(words, 1)
        for widget in (self.title, self.told, self.picture):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _checked=False: pressed())

    def _draw(self) -> None:
        self.picture.setPixmap(theme.icon(self._icon, theme.colours().accent, 32).pixmap(32, 32))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._draw()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._inside.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._inside.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside.totalMinimumSize()


class RecentRow(QWidget):
    """One recent assembly: opens it, or says that it is gone and can leave the list."""

    def __init__(
        self, path: Path, _: Translator, open_file: Callable[[Path], None], forget: Callable[[], None]
    ) -> None:
        super().__init__()
        self._ = _
        self.path = path
        self.tile = Tile("file-text", path.stem, str(path.parent), lambda: open_file(path))
        self.remove = tool("x", _("Remove {name} from this list", name=path.stem), forget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tile, 1)
        row.addWidget(self.remove)

    def show_found(self, found: Recent) -> None:
        """Say what the file is."""
        _ = self._
        self.tile.title.setText(_.pick(found.name) or self.path.stem)
        self.tile.setAccessibleName(self.tile.title.text())
        if found.gone:
            told = _("This file is gone: {file}. Bring it back, or remove it from the list.", file=self.path)
        elif found.problem is not None:
            told = _.explain(found.problem)
        else:
            told = "\n".join(filter(None, [self._session(found.last), str(self.path)]))
        self.tile.told.setText(told)
        self.tile.setAccessibleDescription(told)
        self.tile.setEnabled(not found.gone)
        set_look(self.tile.told, "bad" if found.gone or found.problem else "muted")

    def _session(self, details: SessionDetails | None) -> str:
        if details is None:
            return ""
        day = self._.date(local(details, details.starts).date())
        return " · ".join(filter(None, [self._.pick(details.title), day, details.place]))


class StartPage(QWidget):
    """Where the program begins."""

    def __init__(
        self,
        preferences: Preferences,
        _: Translator,
        open_file: Callable[[Path], None],
        open_demo: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._ = _
        self._preferences = preferences
        self._open_file = open_file
        self._background = Background(_, 1, "recent")
        self._shown: tuple[str, ...] | None = None
        self.rows: list[RecentRow] = []
        self.new = Tile("file-plus", _("New assembly…"), _("Name it and plan its first session."), self.begin)
        self.open = Tile("folder-open", _("Open…"), _("An assembly that you have as a file."), self.choose)
        self.demo = Tile(
            "sparkles", _("Demo evening"), _("An invented neighbourhood council, ready to play with."), open_demo
        )
        self._recent = QVBoxLayout()
        self._recent.setSpacing(theme.SPACE)
        self._heading = label(_("RECENT"), "heading")
        self._lay_out()
        preferences.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE * 2)
        column.addSpacing(theme.SPACE * 3)
        column.addWidget(label(self._("Welcome"), "display"))
        column.addWidget(label(self._("Run the assembly from here: door, agenda, speakers, votes, minutes."), "large"))
        column.addSpacing(theme.SPACE)
        choices = QHBoxLayout()
        choices.setSpacing(theme.SPACE * 2)
        for tile in (self.new, self.open, self.demo):
            choices.addWidget(tile, 1)
        column.addLayout(choices)
        column.addSpacing(theme.SPACE * 2)
        column.addWidget(self._heading)
        column.addLayout(self._recent)
        column.addStretch(1)
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        inside.setLayout(column)
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.addStretch(1)
        across.addWidget(inside, 100)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(middle))

    # --- what is done ---

    def begin(self) -> NewAssemblyDialog:
        """Ask for a new assembly's name and first session."""
        dialog = NewAssemblyDialog(self._, self)
        dialog.created.connect(self._open_file)
        dialog.open()
        return dialog

    def choose(self) -> None:
        """Choose a file and open it."""
        first = next(iter(self._preferences.values.recent), "")
        folder = Path(first).parent if first else paths.documents()
        chosen, _kind = QFileDialog.getOpenFileName(
            self, self._("Open an assembly"), str(folder), self._("Assemblies") + " (*.assembly)"
        )
        if chosen:
            self._open_file(Path(chosen))

    def _forget(self, file: str) -> None:
        self._preferences.change(recent=tuple(other for other in self._preferences.values.recent if other != file))

    # --- recent assemblies ---

    def refresh(self) -> None:
        """Show the recent files again when their list changed."""
        recent = self._preferences.values.recent
        self._heading.setVisible(bool(recent))
        if recent == self._shown:
            return
        self._shown = recent
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._row(file) for file in recent]

    def _row(self, file: str) -> RecentRow:
        path = Path(file)
        row = RecentRow(path, self._, self._open_file, lambda: self._forget(file))
        self._recent.addWidget(row)
        self._background.run(lambda: look_at(path), lambda found: self._tell(row, found), lambda _sentence: None)
        return row

    def _tell(self, row: RecentRow, found: Recent) -> None:
        if row in self.rows and isValid(row):
            row.show_found(found)
