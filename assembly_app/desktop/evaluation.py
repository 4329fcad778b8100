"""The evaluation of a session: what people answered afterwards, as bars and texts, and as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLayout, QProgressBar, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.saving import save_as
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import Card, button, column, label, row, set_look
from assembly_app.domain.feedback import SCALE, Feedback, Spread, evaluation
from assembly_app.words import feedback_words

WIDTH, HEIGHT = 640, 660


class EvaluationDialog(QDialog):
    """Means, spreads and texts; where few answered, only after a warning (rule 4)."""

    def __init__(self, context: Context, given: Sequence[Feedback], parent: QWidget) -> None:
        super().__init__(parent)
        self._ = _ = context._
        self._live = context.live
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Evaluation"))
        self._found = evaluation(given)
        self.warning = label(feedback_words.warning(self._found, _), "bad")
        self.all_the_same = button(_("Show it all the same"), self._reveal, icon="eye")
        self.export = button(_("Export CSV…"), self._save, icon="download")
        self.told = label("", "muted", wrap=False)
        self._answers = scrolled(self._content(), _("Evaluation"))
        self._warned = QWidget()
        self._warned.setLayout(column(self.warning, self.all_the_same))
        self._lay_out()
        self._show(not self._found.revealing)
        self.resize(WIDTH, HEIGHT)

    def _lay_out(self) -> None:
        _ = self._
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addWidget(label(_("Evaluation"), "title"))
        whole.addWidget(label(feedback_words.answers_sentence(self._found, _), "strong"))
        whole.addWidget(self._warned)
        whole.addWidget(self._answers, 1)
        whole.addStretch()
        whole.addLayout(row(self.told, self.export, button(_("Close"), self.accept), stretch=0))

    def _content(self) -> QWidget:
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, theme.SPACE, 0)
        down.setSpacing(theme.SPACE * 2)
        down.addWidget(self._rated(feedback_words.SAID, self._found.said))
        down.addWidget(self._rated(feedback_words.KNOWN, self._found.known))
        if self._found.better:
            down.addWidget(self._texts())
        down.addStretch()
        return inside

    def _rated(self, question: str, spread: Spread) -> Card:
        _ = self._
        card = self._card(question)
        card.body.addWidget(label(feedback_words.spread_sentence(spread, _), "muted"))
        if spread.answers:
            card.body.addLayout(self._bars(spread))
        return card

    def _bars(self, spread: Spread) -> QLayout:
        """A line a mark: what it means, its bar, how many gave it."""
        _ = self._
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE)
        grid.setColumnStretch(1, 1)
        for line, (mark, n) in enumerate(zip(SCALE, spread.counts, strict=True)):
            words = feedback_words.mark_words(mark, _)
            bar = QProgressBar(maximum=max(spread.counts), value=n, textVisible=False)
            bar.setAccessibleName(f"{words}: {_.number(n)}")
            for place, widget in enumerate((label(words, wrap=False), bar, label(_.number(n), wrap=False))):
                grid.addWidget(widget, line, place)
        return grid

    def _texts(self) -> Card:
        card = self._card(feedback_words.BETTER)
        for text in self._found.better:
            told = label(f"• {text}")
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.body.addWidget(told)
        return card

    def _card(self, question: str) -> Card:
        card = Card()
        card.setAccessibleName(self._(question))
        card.body.addWidget(label(self._(question), "strong"))
        return card

    def _reveal(self) -> None:
        self._show(True)
        self.export.setFocus()

    def _show(self, open_: bool) -> None:
        self._warned.setVisible(self._found.revealing)
        self.all_the_same.setVisible(not open_)
        self._answers.setVisible(open_)
        self.export.setEnabled(open_ and self._found.answers > 0)

    def _save(self) -> None:
        _ = self._
        name = _.context("file name", "evaluation") + f" {self._live.desk.session}.csv"
        save_as(
            self, self._live, _("Export the evaluation"), name,
            lambda desk: feedback_words.evaluation_csv(desk.feedback(), _), self._saved, self._failed,
        )  # fmt: skip

    def _saved(self, file: Path) -> None:
        self._tell(self._("Saved: {file}", file=file.name), "good")

    def _failed(self, sentence: str) -> None:
        self._tell(sentence, "bad")

    def _tell(self, sentence: str, look: str) -> None:
        self.told.setText(sentence)
        self.told.setToolTip(sentence)
        set_look(self.told, look)
