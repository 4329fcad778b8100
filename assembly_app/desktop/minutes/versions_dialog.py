"""Every version of the minutes, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QSplitter, QTextBrowser, QTreeWidget, QTreeWidgetItem, QWidget
from shiboken6 import isValid

from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.widgets import button, column, label, row
from assembly_app.documents import Change, Changed, Version


class VersionsDialog(QDialog):
    """One chosen version is compared with the one before it; two are compared with one another."""

    def __init__(self, context: Context, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _ = self._ = context._
        self._live, self._documents, self._language = context.live, context.documents, language
        self._versions: Sequence[Version] = ()
        self._asked: tuple[int, int] | None = None
        self.setWindowTitle(_("Versions of the minutes"))
        self.resize(960, 600)
        self.list = QTreeWidget()
        self.list.setAccessibleName(_("Versions"))
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([_("When"), _("Who"), _("What changed")])
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._compare)
        self.told = QTextBrowser()
        self.told.setAccessibleName(_("What differs"))
        self.told.setOpenLinks(False)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        for half in (self.list, self.told):
            halves.addWidget(half)
        halves.setSizes([440, 480])
        self.shut = button(_("Close"), self.accept)
        foot = row(label(_("Choose one version, or two to compare them. Added: [+ underlined +]. Removed: "
                           "[− struck out −]."), "muted"), self.shut, stretch=0)  # fmt: skip
        whole = column(label(_("Versions of the minutes"), "title"), halves, spacing=theme.SPACE * 2, stretch=1)
        whole.setContentsMargins(*[theme.SPACE * 2] * 4)
        whole.addLayout(foot)
        self.setLayout(whole)
        self.told.setPlainText(_("Reading…"))
        self._live.ask(lambda desk: self._documents.versions(desk, _.language), self._fill, self._tell)

    def _fill(self, versions: Sequence[Version]) -> None:
        if not isValid(self):
            return  # closed meanwhile
        self._versions = versions
        for version in versions:
            when = f"{self._.date(version.at, 'short')} {self._.time(version.at)}"
            made = QTreeWidgetItem(self.list, [when, version.by or "–", version.act])
            made.setToolTip(2, version.act)
        for place in (0, 1):
            self.list.resizeColumnToContents(place)
        if versions:
            self.list.topLevelItem(0).setSelected(True)  # type: ignore[union-attr]
            self.list.setFocus()
        else:
            self.told.setPlainText(self._("There is only the draft that the journal wrote."))

    def _compare(self) -> None:
        chosen = sorted(self.list.indexOfTopLevelItem(item) for item in self.list.selectedItems())
        if not chosen:
            return
        newer, older = chosen[0], chosen[-1] if len(chosen) > 1 else chosen[0] + 1
        after = self._versions[newer].number
        before = self._versions[older].number if older < len(self._versions) else self._versions[-1].number - 1
        pair = self._asked = before, after
        self._live.ask(
            lambda desk: self._documents.compare(desk, before, after, self._language),
            lambda found: self._show(pair, found), self._tell,
        )  # fmt: skip

    def _tell(self, sentence: str) -> None:
        if isValid(self):
            self.told.setPlainText(sentence)

    def _show(self, pair: tuple[int, int], found: Sequence[Changed]) -> None:
        if not isValid(self) or pair != self._asked:
            return
        if not found:
            self.told.setPlainText(self._("These versions say the same."))
            return
        self.told.setHtml("".join(f"<h3>{escape(part.heading)}</h3><p>{_marked(part.changes)}</p>" for part in found))


def _marked(changes: Sequence[Change]) -> str:
    """Words with what was added and removed marked by signs and lines, and by colour beside."""
    colours = theme.colours()
    told = []
    for change in changes:
        words = escape(change.words).replace("\n", "<br>")
        if change.added:
            words = f'<span style="color:{colours.good}">[+<u>{words}</u>+]</span>'
        elif change.removed:
            words = f'<span style="color:{colours.bad}">[−<s>{words}</s>−]</span>'
        told.append(words)
    return "".join(told)
