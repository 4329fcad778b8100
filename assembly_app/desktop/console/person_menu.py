"""What there is to do with one person: in, out, excused, the floor, and their code."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from assembly_app import links
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.proxy_edit import ProxyDialog, may_give
from assembly_app.desktop.widgets import QrCode, button, column, label
from assembly_app.domain import commands
from assembly_app.domain.state import Phase
from assembly_app.store.people import Ticket
from assembly_app.words import wording


class PersonMenu(QMenu):
    """Made anew each time it is shown."""

    def __init__(self, context: Context, person: str, parent: QWidget) -> None:
        super().__init__(parent)
        _, live = context._, context.live
        state = live.state
        present, excused = person in state.present, person in state.excused
        self._context = context
        self._person = person
        self._head(wording.name_of(live.people, person, _))
        if present:
            self.addAction(_("Check out"), lambda: live.do(commands.CheckOut(person)))
            queue = self.addAction(_("Put on the list of speakers"), lambda: live.do(commands.JoinQueue(person)))
            queue.setEnabled(state.phase is Phase.OPEN and state.current is not None)
        else:
            name = _("Comes back") if state.was_present(person) else _("Check in")
            self.addAction(name, lambda: live.do(commands.CheckIn(person)))
            told = _("Not excused after all") if excused else _("Excused")
            self.addAction(told, lambda: live.do(commands.SetExcuse(person, not excused)))
        self._offer_proxy()
        self.addSeparator()
        self.addAction(_("Show the code for the phone"), self.show_code)

    def _offer_proxy(self) -> None:
        """Giving a proxy, or taking it back, where the rules know proxies."""
        _, live, person = self._context._, self._context.live, self._person
        holder = live.state.proxies.get(person)
        if holder is not None:
            name = wording.name_of(live.people, holder, _)
            self.addAction(
                _("Take the proxy back from {name}", name=name), lambda: live.do(commands.TakeProxyBack(person))
            )
        elif person not in live.state.present and may_give(live.state, person):
            self.addAction(_("Gives a proxy to…"), self.give_proxy)

    def give_proxy(self) -> None:
        """Ask who votes for this person."""
        ProxyDialog(self._context, self._person, self.parentWidget()).open()

    def _head(self, name: str) -> None:
        """Say whose menu it is; styles do not draw the titles of sections."""
        title = self.addAction(name)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        title.setEnabled(False)
        self.addSeparator()

    def show_code(self) -> None:
        """The person's code in large type and as QR, for someone without a badge."""
        self._context.live.ask(lambda desk: desk.tickets().get(self._person), self._open)

    def _open(self, ticket: Ticket | None) -> None:
        if ticket is not None:
            CodeDialog(self._context, ticket, self.parentWidget()).open()


class CodeDialog(QDialog):
    """One person's way in."""

    def __init__(self, context: Context, ticket: Ticket, parent: QWidget | None) -> None:
        super().__init__(parent)
        _ = context._
        name = wording.name_of(context.live.people, ticket.person, _)
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = label(name, "title")
        self.code = label(ticket.code, "display", wrap=False)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        url = context.phones.room_url
        picture = QrCode(links.badge_url(url, ticket.code) if url else "", _("The code as a QR code"))
        told = label(
            _("Scan this, or type the code on {address}.", address=links.typed(url) or "…"),
            "muted",
        )
        for widget in (title, self.code, told):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        whole = column(title, picture, self.code, told, button(_("Close"), self.accept), spacing=theme.SPACE * 2)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.resize(420, 520)
