"""The hall's Wi-Fi: its name and password, for the code that lets phones join it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.forms import Field, Line
from assembly_app.i18n import Translator
from assembly_app.settings import WiFi


class WiFiEdit(QWidget):
    """Saves by itself. The password stays on this laptop and on the paper and screen that show its code."""

    def __init__(self, preferences: Preferences, _: Translator) -> None:
        super().__init__()
        self._preferences = preferences
        self.name, self.password = Line(), Line()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.reveal = QCheckBox(_("Show the password"))
        self.reveal.toggled.connect(self._reveal)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.SPACE * 2)
        down.addWidget(Field(_("Name of the Wi-Fi"), self.name))
        down.addWidget(Field(_("Password"), self.password, _("Leave it empty for a Wi-Fi without one.")))
        down.addWidget(self.reveal)
        for line in (self.name, self.password):
            line.edited.connect(self._save)
        preferences.changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        """Show what is known."""
        wifi = self._preferences.values.wifi
        self.name.show_value(wifi.name)
        self.password.show_value(wifi.password)

    def _reveal(self, shown: bool) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _save(self) -> None:
        wifi = WiFi(self.name.value(), self.password.text())
        if wifi != self._preferences.values.wifi:
            self._preferences.change(wifi=wifi)
