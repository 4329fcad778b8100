"""Qt's own texts in the language of the console: the menu of a text field, the names of keys, the printing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

NAME = "qt texts"


def speak(language: str) -> None:
    """Have Qt speak this language from now on; English where it does not know it."""
    app = QCoreApplication.instance()
    if app is None:
        return
    for before in app.findChildren(QTranslator, NAME):
        app.removeTranslator(before)
        before.deleteLater()
    made = QTranslator(app)
    made.setObjectName(NAME)
    if made.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(made)
