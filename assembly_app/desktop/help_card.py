"""The help card: every key on one page, on the screen and on paper; and the way to the tour."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QMarginsF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.actions import Action, by_group, keys_text
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import button, column, label, row
from assembly_app.i18n import Translator

WIDTH, LEAST = 1120, 600
"""The card's width, and its height where the texts ask for no more, in pixels."""

ACROSS = 100
"""Two columns side by side take as many letters; larger texts go one below the other."""

KEYS = 170
"""The width of the keys' column, so that what they do stands in one line; wider keys make it wider."""

MARGIN = 15.0
"""The margin of the printed page, in millimetres."""


class KeyGroup(QWidget):
    """One group of keys, and what they do."""

    def __init__(self, heading: str, actions: list[Action], _: Translator) -> None:
        super().__init__()
        self.setAccessibleName(_(heading))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE * 2)
        grid.setVerticalSpacing(theme.SPACE // 2)
        grid.setColumnMinimumWidth(0, KEYS)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(_(heading), "heading", wrap=False), 0, 0, 1, 2)
        for line, action in enumerate(actions, start=1):
            keys = label(keys_text(action), "strong", wrap=False)
            what = label(_(action.text))
            what.setAccessibleName(f"{keys.text()}: {what.text()}")
            grid.addWidget(keys, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(what, line, 1)


def key_columns(_: Translator) -> tuple[QVBoxLayout, QVBoxLayout]:
    """All keys in two columns of about the same height."""
    left, right = (column(spacing=theme.SPACE * 2) for _side in "lr")
    lines = {left: 0, right: 0}
    for heading, actions in by_group().items():
        shorter = min(lines, key=lambda side: lines[side])
        shorter.addWidget(KeyGroup(heading, actions, _))
        lines[shorter] += len(actions)
    for side in lines:
        side.addStretch()
    return left, right


class HelpCard(QDialog):
    """Shown by F1; Escape closes it."""

    def __init__(self, _: Translator, take_tour: Callable[[], object] | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self._take_tour = take_tour
        self.setWindowTitle(_("Keys"))
        told = label(_("Letters act on the console while you write no text. Everything can also be found by name."))
        self.tour = button(_("Take the tour"), self._tour, icon="flag")
        self.tour.setVisible(take_tour is not None)  # there is nothing to show round before an assembly is open
        self.paper = button(_("Print…"), self.print_card, icon="printer")
        self.shut = button(_("Close"), self.accept)
        self.shut.setDefault(True)
        screen = self.screen().availableSize() - QSize(theme.SPACE * 4, theme.SPACE * 8)
        two = min(WIDTH, screen.width()) > self.fontMetrics().averageCharWidth() * ACROSS
        across = QHBoxLayout() if two else QVBoxLayout()
        across.setContentsMargins(0, 0, theme.SPACE * 2, 0)
        across.setSpacing(theme.SPACE * 4)
        for side in key_columns(_):
            across.addLayout(side, 1)
        foot = row(self.tour, self.paper)
        foot.addStretch()
        foot.addWidget(self.shut)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addWidget(label(_("Every key"), "title"))
        whole.addWidget(told)
        inside = QWidget()
        inside.setLayout(across)
        whole.addWidget(scrolled(inside, _("Every key")), 1)
        whole.addLayout(foot)
        margins = whole.contentsMargins()
        wide = WIDTH - margins.left() - margins.right()
        rest = told.heightForWidth(wide) + theme.SPACE * 22
        self.resize(QSize(WIDTH, max(LEAST, across.totalHeightForWidth(wide) + rest)).boundedTo(screen))
        self.shut.setFocus()

    def _tour(self) -> None:
        self.accept()
        if self._take_tour is not None:
            self._take_tour()

    def print_card(self) -> None:
        """Ask for a printer and print the card on one page."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            print_on(printer, self._)


def print_on(printer: QPrinter, _: Translator) -> None:
    """Print every key on one A4 page, dark on white whatever the screen's colours are."""
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN), QPageLayout.Unit.Millimeter,
        )
    )  # fmt: skip
    document = QTextDocument()
    document.setDefaultFont(theme.font(theme.SMALL))
    document.setHtml(as_html(_))
    dots = QGuiApplication.primaryScreen().logicalDotsPerInch()
    document.setPageSize(printer.pageRect(QPrinter.Unit.Inch).size() * dots)  # without, Qt adds margins of its own
    document.print_(printer)


def as_html(_: Translator) -> str:
    """The card as it is printed."""
    lines = [f"<h2>{escape(_('Every key'))}</h2><table cellspacing='0' cellpadding='1' style='color: #000000'>"]
    for heading, actions in by_group().items():
        lines.append(f"<tr><td colspan='2'><br/><b>{escape(_(heading))}</b></td></tr>")
        lines += [
            f"<tr><td><b>{escape(keys_text(action))}</b>&nbsp;&nbsp;&nbsp;</td><td>{escape(_(action.text))}</td></tr>"
            for action in actions
        ]
    return "".join([*lines, "</table>"])
