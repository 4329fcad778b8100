"""What there is to do with the minutes beside writing them: find, versions, phrases, documents, who writes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from assembly_app.desktop.minutes import dialogs
from assembly_app.desktop.widgets import tool
from assembly_app.domain.people import Role
from assembly_app.words import wording

if TYPE_CHECKING:
    from assembly_app.desktop.minutes.page import MinutesPage

_WRITERS = (Role.SECRETARY, Role.CHAIR, Role.FACILITATOR)


class MoreMenu(QMenu):
    """Under a button with three dots."""

    def __init__(self, page: MinutesPage) -> None:
        super().__init__(page)
        self._page = page
        _ = page.writer.context._
        self.button = tool("ellipsis", _("More about the minutes"), lambda: None)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(self)
        self.addAction(_("Find…") + "\tCtrl+F", lambda: page.searching.find())
        self.addAction(_("Find and replace…") + "\tCtrl+H", lambda: page.searching.replace())
        self.addSeparator()
        self.addAction(_("Versions…"), partial(dialogs.versions, page))
        self.addAction(_("Check signatures…"), partial(dialogs.signatures, page))
        self.addAction(_("Own phrases…"), partial(dialogs.phrases, page))
        self.addAction(_("Documents…"), partial(dialogs.documents, page))
        self.addAction(_("Folder with dictionaries…"), partial(dialogs.dictionaries, page))
        self.addSeparator()
        self.who = self.addMenu(_("You write as"))
        self.who.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer who of the roll may write the minutes."""
        tools = self._page.writer
        _, live = tools.context._, tools.context.live
        self.who.clear()
        group = QActionGroup(self.who)
        members = [member for member in live.state.members.values() if member.role in _WRITERS]
        members.sort(key=lambda member: _WRITERS.index(member.role))
        choices = [("", _("nobody in particular"))]
        for member in members:
            name = wording.name_of(live.people, member.person, _)
            choices.append((member.person, f"{name} · {_(wording.ROLES[member.role])}"))
        for person, told in choices:
            action = self.who.addAction(told, partial(self._choose, person))
            action.setCheckable(True)
            action.setChecked(person == tools.by)
            group.addAction(action)

    def _choose(self, person: str) -> None:
        self._page.writer.by = person
