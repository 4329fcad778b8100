"""Names that were kept long enough: first what would happen, then taking them away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget
from shiboken6 import isValid

from assembly_app.desk import Desk
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, Field, Number
from assembly_app.desktop.widgets import button, column, label, row
from assembly_app.store.retention import Report
from assembly_app.words import retention_words

WIDTH, HEIGHT = 560, 520
YEAR, LONGEST = 365, 36_500
"""Days."""


class RetentionDialog(QDialog):
    """It cannot be undone, so that looking comes before taking: another choice asks to look again."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _ = context._
        self._live = context.live
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Take names away"))
        self.days = Number(1, LONGEST, _("days"))
        self.days.show_value(YEAR)
        self.how = Choice([(False, _("Nothing: “name removed”")), (True, _("A number: “Person 17”"))])
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        self.told.setAccessibleName(_("What happens to the names"))
        self.look = button(_("Look first"), self._look, look="primary")
        self.take = button(_("Take the names away"), self._take)
        self.leave = button(_("Close"), self.reject)
        self.take.setEnabled(False)
        for edited in (self.days.edited, self.how.edited):
            edited.connect(lambda: self.take.setEnabled(False))
        self._lay_out()
        self._live.ask(lambda desk: desk.store.preferences().keep_days or YEAR, self._suggest)

    def _lay_out(self) -> None:
        _ = self._
        foot = row(self.leave, self.look, self.take)
        foot.insertStretch(1)
        whole = column(
            label(_("Take names away"), "title"),
            label(_("Names, groups, addresses and details of people whose last session is long ago go for good. "
                    "The journal, the votes and the minutes still add up.")),
            Field(_("Last session more than"), self.days),
            Field(_("Instead of the name"), self.how),
            self.told,
            spacing=theme.SPACE * 2,
        )  # fmt: skip
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.addLayout(foot)
        self.setLayout(whole)
        self.resize(WIDTH, HEIGHT)

    def _suggest(self, days: int) -> None:
        if isValid(self):
            self.days.show_value(days)

    def _look(self) -> None:
        self._clear(rehearse=True)

    def _take(self) -> None:
        self._clear(rehearse=False)

    def _clear(self, *, rehearse: bool) -> None:
        _, days, numbered = self._, self.days.value(), bool(self.how.value())

        def pseudonym(number: int) -> str:
            return retention_words.pseudonym(number, _)

        def clear(desk: Desk) -> Report:
            return desk.clear_names(days, pseudonym if numbered else None, rehearse=rehearse)

        def say(report: Report) -> None:
            if not isValid(self):
                return  # closed meanwhile
            told = retention_words.told(report, _, pseudonyms=numbered, rehearsed=rehearse)
            self.told.setPlainText("\n".join(told))
            self.look.setEnabled(True)
            self.take.setEnabled(rehearse and report.cleared > 0)

        self.look.setEnabled(False)
        self.take.setEnabled(False)
        self._live.act(clear, say, self._fail)

    def _fail(self, sentence: str) -> None:
        if isValid(self):
            self.told.setPlainText(sentence)
            self.look.setEnabled(True)
