"""The first page: begin a new assembly, open one, try the demo evening, or go on with a recent one.

It is made of little, as everything else is loaded behind it: what reads files comes with `look`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from assembly_app.desktop import actions, theme
from assembly_app.desktop.background import Background
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import button, label, row, set_look, tool
from assembly_app.i18n import Translator

if TYPE_CHECKING:
    from assembly_app.desktop.recent import Recent

WIDTH = 960
"""The page is read in a column of at most so many pixels."""


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
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.tile, 1)
        across.addWidget(self.remove)

    def show_found(self, found: Recent) -> None:
        """Say what the file is."""
        _ = self._
        self.tile.title.setText(_.pick(found.name) or self.path.stem)
        self.tile.setAccessibleName(self.tile.title.text())
        told = found.told(_)
        self.tile.told.setText(told)
        self.tile.setAccessibleDescription(told)
        self.tile.setEnabled(not found.gone)
        set_look(self.tile.told, "bad" if found.gone or found.problem else "muted")


class StartPage(QWidget):
    """Where the program begins. `acts` do what its buttons say, by the ids of `actions`."""

    def __init__(
        self, preferences: Preferences, _: Translator, open_file: Callable[[Path], None], acts: actions.Bound
    ) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._ = _
        self._preferences = preferences
        self._open_file = open_file
        self._background = Background(_, 1, "recent")
        self._shown: tuple[str, ...] | None = None
        self._looks = False
        self.rows: list[RecentRow] = []
        self.new = Tile("file-plus", _("New assembly…"), _("Name it and plan its first session."), acts["new"])
        self.open = Tile("folder-open", _("Open…"), _("An assembly that you have as a file."), acts["open"])
        self.demo = Tile(
            "sparkles", _("Demo evening"), _("An invented neighbourhood council, ready to play with."), acts["demo"]
        )
        self.settings = button(_("Settings"), acts["settings"], icon="settings", look="plain")
        self.keys = button(_("Every key"), acts["help"], icon="keyboard", look="plain")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(theme.SPACE)
        self._heading = label(_("RECENT"), "heading")
        self._lay_out()
        self._bind(acts)
        preferences.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        down = QVBoxLayout()
        down.setSpacing(theme.SPACE * 2)
        down.addSpacing(theme.SPACE * 3)
        down.addWidget(label(self._("Welcome"), "display"))
        down.addWidget(label(self._("Run the assembly from here: door, agenda, speakers, votes, minutes."), "large"))
        down.addSpacing(theme.SPACE)
        choices = QHBoxLayout()
        choices.setSpacing(theme.SPACE * 2)
        for tile in (self.new, self.open, self.demo):
            choices.addWidget(tile, 1)
        down.addLayout(choices)
        down.addSpacing(theme.SPACE * 2)
        down.addWidget(self._heading)
        down.addLayout(self._recent)
        down.addStretch(1)
        foot = row(self.settings, self.keys)
        foot.addStretch()
        down.addLayout(foot)
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        inside.setLayout(down)
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.addStretch(1)
        across.addWidget(inside, 100)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(middle))

    def _bind(self, acts: actions.Bound) -> None:
        """The keys of the buttons, and one for each of the first recent assemblies."""
        for keys, act in actions.shortcuts(acts).items():
            QShortcut(QKeySequence(keys), self, act)
        for place, keys in enumerate(actions.action("recent").keys):
            QShortcut(QKeySequence(keys), self, partial(self._open_recent, place))
        named = {"new": self.new, "open": self.open, "demo": self.demo, "settings": self.settings, "help": self.keys}
        for name, made in named.items():
            made.setToolTip(actions.tip(name, self._))

    def _open_recent(self, place: int) -> None:
        if place < len(self.rows):
            self.rows[place].tile.click()  # nothing happens where the file is gone

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
        for gone in self.rows:
            gone.hide()
            gone.deleteLater()
        self.rows = [self._row(file) for file in recent]
        for made, keys in zip(self.rows, actions.action("recent").keys, strict=False):
            made.tile.setToolTip(f"{made.path} ({actions.native(keys)})")
        way = [self.demo, *(part for made in self.rows for part in (made.tile, made.remove)), self.settings, self.keys]
        for before, after in pairwise(way):
            self.setTabOrder(before, after)
        if self._looks:
            self.look()

    def _row(self, file: str) -> RecentRow:
        made = RecentRow(Path(file), self._, self._open_file, lambda: self._forget(file))
        self._recent.addWidget(made)
        return made

    def look(self) -> None:
        """Say what each of the files is; they are read off the UI thread."""
        from assembly_app.desktop.recent import look_at

        self._looks = True
        for made in self.rows:
            self._background.run(partial(look_at, made.path), partial(self._tell, made), lambda _sentence: None)

    def _tell(self, made: RecentRow, found: Recent) -> None:
        if made in self.rows and isValid(made):
            made.show_found(found)
