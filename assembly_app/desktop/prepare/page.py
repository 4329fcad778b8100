"""The tabs of Prepare."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import leave_field
from assembly_app.desktop.prepare.agenda_tab import AgendaTab
from assembly_app.desktop.prepare.people_tab import PeopleTab
from assembly_app.desktop.prepare.phones_tab import PhonesTab
from assembly_app.desktop.prepare.polls_tab import PollsTab
from assembly_app.desktop.prepare.session_tab import SessionTab


class PreparePage(QWidget):
    """Everything that is laid out before people come; all of it stays open to change while the session is live."""

    session_chosen = Signal(int)
    """The user wants this session of the assembly to be the live one."""
    session_wanted = Signal()
    """The user wants another session of the assembly."""
    renamed = Signal(dict)
    """The assembly has this name now."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        _ = context._
        self.session = SessionTab(context)
        self.people = PeopleTab(context)
        self.agenda = AgendaTab(context)
        self.polls = PollsTab(context)
        self.phones = PhonesTab(context)
        self.session.session_chosen.connect(self.session_chosen)
        self.session.session_wanted.connect(self.session_wanted)
        self.session.renamed.connect(self.renamed)
        self._icons: list[str] = []
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for named in (self.tabs, self.tabs.tabBar()):
            named.setAccessibleName(_("Prepare"))
        for tab, icon, name in (
            (self.session, "calendar", _("Session")),
            (self.people, "users", _("People")),
            (self.agenda, "list-ordered", _("Agenda")),
            (self.polls, "vote", _("Polls")),
            (self.phones, "smartphone", _("Phones")),
        ):
            self.tabs.addTab(tab, name)
            self._icons.append(icon)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.SPACE, 0, 0)
        whole.addWidget(self.tabs)
        self._draw_icons()

    def _draw_icons(self) -> None:
        for at, icon in enumerate(self._icons):
            self.tabs.setTabIcon(at, theme.icon(icon))

    def hideEvent(self, event: QHideEvent) -> None:
        leave_field(self)  # also when the window closes: what was typed is saved
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_icons"):
            self._draw_icons()
