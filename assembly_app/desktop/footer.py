"""The foot of the window: undo at the left, and quietly whether all is well; a problem says what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from assembly_app import links
from assembly_app.desktop import network, theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.phones_server import Health
from assembly_app.desktop.widgets import button, column, label, row, set_look

GOOD, WAITING, BAD = "●", "○", "▲"
"""The signs differ by shape, so that they are told apart without colour."""


class Footer(QFrame):
    """Saved, server, phones, network, beside `undo`; `show_phones` leads to where problems are mended."""

    def __init__(self, context: Context, undo: QWidget, show_phones: Callable[[], object]) -> None:
        super().__init__()
        _ = self._ = context._
        self._live = context.live
        self._phones = context.phones
        self.setProperty("kind", "foot")
        self.setAccessibleName(_("Is all well?"))
        self.saved, self.server, self.phones, self.network = (label("", "muted", wrap=False) for _part in range(4))
        self.trouble = label("", "bad")
        self.mend = button(_("Go to Phones"), show_phones, icon="smartphone")
        self._problem = QWidget()
        self._problem.setLayout(row(self.trouble, self.mend, stretch=0))
        line = row(undo, self.saved, self.server, self.phones, self.network, spacing=theme.SPACE * 2, stretch=0)
        whole = column(self._problem, spacing=theme.SPACE // 2)
        whole.addLayout(line)
        whole.setContentsMargins(theme.SPACE * 3 // 2, 2, theme.SPACE * 2, 2)
        self.setLayout(whole)
        for signal in (context.phones.changed, context.live.ticked, context.live.settled, context.preferences.changed):
            signal.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        """Say how everything is."""
        _, live, phones = self._, self._live, self._phones
        sign = BAD if live.unsaved else WAITING if live.saving else GOOD
        words = _("not saved") if live.unsaved else _("saving…") if live.saving else _("saved")
        self._say(self.saved, sign, words)
        running = phones.health is Health.RUNNING
        server = {Health.RUNNING: GOOD, Health.STARTING: WAITING, Health.DOWN: BAD}[phones.health]
        self._say(self.server, server, _("server") if running else _("server starts…"))
        self._say(self.phones, GOOD if running else WAITING, _.plural("{n} phone", "{n} phones", phones.connected))
        found = network.diagnose(phones.situation(len(live.state.present)), _)
        self._say(self.network, BAD if found else GOOD, links.typed(phones.room_url) or _("no network"))
        problems = [live.unsaved] if live.unsaved else [f"{matter} {advice}" for matter, advice in found[:1]]
        self._tell(" ".join(problems) or phones.notice)
        self.mend.setVisible(not live.unsaved)

    @staticmethod
    def _say(part: QLabel, sign: str, words: str) -> None:
        part.setText(f"{sign} {words}")
        set_look(part, {BAD: "bad"}.get(sign, "muted"))

    def _tell(self, problem: str) -> None:
        if problem != self.trouble.text():
            self.trouble.setText(problem)
            if problem:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, problem))
        self._problem.setVisible(bool(problem))
