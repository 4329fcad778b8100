"""After the session: how many answered the questions on their phones, and the way to what they answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assembly_app.desktop.context import Context
from assembly_app.desktop.widgets import Card, button, label
from assembly_app.domain.feedback import Feedback, evaluation
from assembly_app.domain.state import Phase
from assembly_app.words import feedback_words


class EvaluationCard(Card):
    """There once the session is closed; the count follows the file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context._("FEEDBACK"), dense=True)
        _ = self._ = context._
        self._context = context
        self._looks = 0
        self.count = label("")
        self.hint = label(
            _("Answers come in groups of two or more, so that nobody can tell them by their moment."), "muted"
        )
        self.show_all = button(_("Evaluation…"), self.open, icon="chart-bar")
        for widget in (self.count, self.hint, self.show_all):
            self.body.addWidget(widget)
        context.live.changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        """Count the answers, once the session is closed."""
        closed = self._context.live.state.phase is Phase.CLOSED
        self.setVisible(closed)
        if closed:
            self._looks += 1
            look = self._looks
            self._ask(lambda given: self._count(given) if look == self._looks else None)  # an older look may end later

    def open(self) -> None:
        """Show what was answered."""
        self._ask(self._show)

    def _ask(self, then: Callable[[Sequence[Feedback]], None]) -> None:
        self._context.live.ask(lambda desk: desk.feedback(), then)

    def _count(self, given: Sequence[Feedback]) -> None:
        found = evaluation(given)
        self.count.setText(
            feedback_words.answers_sentence(found, self._) if given else self._("Nobody has answered yet.")
        )
        self.hint.setVisible(not given)
        self.show_all.setEnabled(bool(given))

    def _show(self, given: Sequence[Feedback]) -> None:
        from assembly_app.desktop.evaluation import EvaluationDialog  # only wanted after the session

        EvaluationDialog(self._context, given, self.window()).open()
