"""The way in for phones: address, port, Wi-Fi, how it goes, and a test with one's own phone."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assembly_app import links
from assembly_app.desktop import network, theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, Field, Number, titled
from assembly_app.desktop.phones_server import Health
from assembly_app.desktop.rehearsing import PHONES
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import Card, QrCode, button, label, set_look
from assembly_app.desktop.wifi_edit import WiFiEdit

CODE = 240
"""The side of a QR code here, in pixels: enough for a phone held near the screen."""


class PhonesTab(QWidget):
    """Settings at the left, what phones scan at the right."""

    rehearsal_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ = _ = context._
        self._context = context
        self._phones = context.phones
        self.status = label("", "large")
        self.problems = label("", "bad")
        self.address = Choice()
        self.port = Number(0, 65535, nothing=_("chosen by the program"))
        self.address_field = Field(_("Address of this laptop"), self.address, _("Phones must be on the same network."))
        self.port_field = Field(_("Port"), self.port)
        self.address.edited.connect(lambda: self._phones.use_address(self.address.value()))
        self.port.edited.connect(lambda: self._phones.use_port(self.port.value()))
        self.room_code = QrCode("", _("QR code that lets phones in"))
        self.room_url = label("", "large")
        self.room_url.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.room_url.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.wifi_code = QrCode("", _("QR code that joins the Wi-Fi"))
        self.wifi_name = label("", "large")
        self.wifi_name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.practise = titled(
            _("PRACTISE"),
            label(_("Simulated phones join a copy of this session, raise hands and vote. Nothing of it is kept.")),
            button(_("Rehearse with {n} phones", n=PHONES), self.rehearsal_wanted.emit, icon="users"),
        )
        self.look = button(_("Open it on this laptop"), self._open, icon="external-link")
        for code in (self.room_code, self.wifi_code):
            code.setFixedSize(CODE, CODE)
        self._lay_out()
        self._phones.changed.connect(self.draw)
        context.preferences.changed.connect(self.draw)
        context.live.follow(lambda scene: scene.state.present, self.draw)

    def _lay_out(self) -> None:
        _ = self._
        how = titled(_("HOW IT GOES"), self.status, self.problems)
        way = titled(_("THE WAY IN"), self.address_field, self.port_field)
        wifi = titled(_("WI-FI OF THE HALL"), WiFiEdit(self._context.preferences, _))
        test = titled(_("TEST"), *(label(text) for text in self._steps()), self.look)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in ((left, (how, way, wifi)), (right, (self._codes(), test, self.practise))):
            side.setSpacing(theme.SPACE * 2)
            for card in cards:
                side.addWidget(card)
            side.addStretch()
        inside = QWidget()
        whole = QHBoxLayout(inside)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addLayout(left, 1)
        whole.addLayout(right, 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scrolled(inside))

    def _codes(self) -> QWidget:
        pair = QWidget()
        across = QHBoxLayout(pair)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.SPACE * 2)
        self.wifi_card = self._code(self._("1. JOIN THE WI-FI"), self.wifi_code, self.wifi_name)
        across.addWidget(self.wifi_card, 1)
        across.addWidget(self._code(self._("2. TAKE PART"), self.room_code, self.room_url), 1)
        return pair

    @staticmethod
    def _code(heading: str, code: QrCode, text: QWidget) -> Card:
        card = Card(heading)
        card.body.addWidget(code, 0, Qt.AlignmentFlag.AlignHCenter)
        card.body.addWidget(text)
        card.body.addStretch()
        return card

    def _steps(self) -> tuple[str, ...]:
        _ = self._
        return (
            _("1. Take your own phone and put it on the hall's Wi-Fi."),
            _("2. Scan the second code with its camera, or type the address into its browser."),
            _("3. The phone shows the name of your assembly, and one more phone is counted here."),
        )

    # --- what is shown ---

    def draw(self) -> None:
        """Show how it goes now."""
        phones, values = self._phones, self._context.preferences.values
        self.address.offer(self._addresses())
        self.address.show_value(phones.address)
        self.port.show_value(values.port)
        self.port_field.tell(self._("Now: {port}", port=phones.port) if phones.port else "")
        self.room_code.show_text(phones.room_url)
        self.room_url.setText(phones.room_url)
        self.wifi_code.show_text(links.wifi(values.wifi) if values.wifi.name else "")
        self.wifi_name.setText(values.wifi.name)
        self.wifi_card.setVisible(bool(values.wifi.name))
        self.look.setEnabled(bool(phones.room_url))
        self._tell_health()

    def _addresses(self) -> list[tuple[str, str]]:
        found = [(address.ip, f"{address.ip} · {address.name}") for address in self._phones.addresses]
        return found or [(network.LOOPBACK, self._("{address} · this laptop only", address=network.LOOPBACK))]

    def _tell_health(self) -> None:
        _, phones = self._, self._phones
        match phones.health:
            case Health.RUNNING:
                said, look = _.plural("Running · {n} phone", "Running · {n} phones", phones.connected), "good"
            case Health.STARTING:
                said, look = _("Starting…"), "muted"
            case Health.DOWN:
                said, look = _("Not running"), "bad"
        self.status.setText(said)
        set_look(self.status, look)
        present = len(self._context.live.state.present)
        found = network.diagnose(phones.situation(present), _)
        words = [phones.notice, *(f"{matter} {advice}" for matter, advice in found)]
        self.problems.setText("\n".join(filter(None, words)))
        self.problems.setVisible(bool(self.problems.text()))

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._phones.room_url))
