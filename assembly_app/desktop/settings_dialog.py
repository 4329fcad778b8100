"""What the user of this laptop chooses: language, look, network; what is kept where, and the keys."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assembly_app.desktop import network, theme
from assembly_app.desktop.actions import by_group
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.forms import Choice, Field, Number, titled
from assembly_app.desktop.help_card import KeyGroup
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import button, label, row
from assembly_app.desktop.wifi_edit import WiFiEdit
from assembly_app.i18n import LANGUAGES, Translator, translator


class SettingsDialog(QDialog):
    """Every choice holds at once."""

    def __init__(self, preferences: Preferences, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self._preferences = preferences
        values = preferences.values
        self.setWindowTitle(_("Settings"))
        self.resize(640, 640)
        self.language = Choice([("", _("as the system")), *((code, self._own_name(code)) for code in LANGUAGES)])
        self.language.show_value(values.language)
        self.language.edited.connect(lambda: preferences.change(language=self.language.value()))
        self.appearance = Choice([("system", _("as the system")), ("light", _("light")), ("dark", _("dark"))])
        self.appearance.show_value(values.appearance)
        self.appearance.edited.connect(self._choose_appearance)
        self.address = Choice([("", _("chosen by the program")), *self._addresses(values.address)])
        self.address.show_value(values.address)
        self.address.edited.connect(lambda: preferences.change(address=self.address.value()))
        self.port = Number(0, 65535, nothing=_("chosen by the program"))
        self.port.show_value(values.port)
        self.port.edited.connect(lambda: preferences.change(port=self.port.value()))
        self._lay_out()

    @staticmethod
    def _own_name(code: str) -> str:
        name = translator(code).language_name(code)
        return name[:1].upper() + name[1:]

    @staticmethod
    def _addresses(chosen: str) -> list[tuple[str, str]]:
        found = {address.ip: f"{address.ip} · {address.name}" for address in network.addresses()}
        return list(({chosen: chosen} | found if chosen else found).items())

    def _lay_out(self) -> None:
        _ = self._
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(*[theme.SPACE * 3] * 4)
        down.setSpacing(theme.SPACE * 2)
        down.addWidget(label(_("Settings"), "title"))
        down.addWidget(
            titled(_("LANGUAGE AND LOOK"), Field(_("Language"), self.language), Field(_("Appearance"), self.appearance))
        )
        down.addWidget(
            titled(
                _("NETWORK"),
                Field(_("Address of this laptop"), self.address, _("Phones must be on the same network.")),
                Field(_("Port"), self.port, _("A new port is used from the next time an assembly is opened.")),
                WiFiEdit(self._preferences, _),
            )
        )
        down.addWidget(titled(_("PRIVACY"), *(label(text) for text in self._privacy())))
        down.addWidget(
            titled(_("KEYBOARD"), *(KeyGroup(heading, actions, _) for heading, actions in by_group().items()))
        )
        down.addStretch()
        foot = row(stretch=-1)
        foot.setContentsMargins(theme.SPACE * 3, theme.SPACE, theme.SPACE * 3, theme.SPACE * 2)
        foot.addStretch()
        self.shut = button(_("Close"), self.accept)
        self.shut.setDefault(True)
        foot.addWidget(self.shut)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside, _("Settings")))
        whole.addLayout(foot)

    def _privacy(self) -> tuple[str, ...]:
        _ = self._
        return (
            _("Everything stays on this laptop, in the assembly's own file. Nothing is sent anywhere else."),
            _("Names are kept apart from what happened, so that a person can be erased."),
            _("A secret ballot is kept without a name, a time or a device: nobody can tell whose it is."),
            _("The Wi-Fi password is kept in your settings and in no assembly."),
        )

    def _choose_appearance(self) -> None:
        theme.choose(self.appearance.value())
        self._preferences.change(appearance=self.appearance.value())
