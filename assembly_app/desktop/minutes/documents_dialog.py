"""How the documents of this assembly are made: languages, arrangement, look, and for how long names are kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from assembly_app import paths
from assembly_app.desk import Desk
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, Field, Line, Number, beside
from assembly_app.desktop.minutes.asking import Asking
from assembly_app.desktop.widgets import button
from assembly_app.domain.preferences import Arrangement, Preferences
from assembly_app.i18n import LANGUAGES

YEARS = 36_500
"""Days that names can be kept at most, short of as long as the file."""


class DocumentsDialog(Asking):
    """The choices of one assembly; `changed` is called when they were kept."""

    def __init__(
        self, context: Context, preferences: Preferences, changed: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        _ = self._ = context._
        self._live, self._changed, self._before = context.live, changed, preferences
        names = [(code, _.language_name(code)) for code in LANGUAGES]
        self.first = Choice([("", _("as the session")), *names])
        self.second = Choice([("", _("none")), *names])
        self.arrangement = Choice([
            (Arrangement.COLUMNS, _("side by side")), (Arrangement.AFTER, _("one after the other")),
        ])  # fmt: skip
        self.theme = Line(preferences.theme)
        self.days = Number(0, YEARS, _("days"), nothing=_("as long as the file"))
        chosen = (*preferences.languages, "", "")
        self.first.show_value(chosen[0])
        self.second.show_value(chosen[1])
        self.arrangement.show_value(preferences.arrangement)
        self.days.show_value(preferences.keep_days or 0)
        find = button(_("Choose…"), self._find)
        find.setAutoDefault(False)
        super().__init__(
            _, _("Documents"), _("Save"), self._keep,
            Field(_("Language of the minutes"), self.first),
            Field(_("Second language"), self.second, _("Both stand in one document.")),
            Field(_("Two languages stand"), self.arrangement),
            Field(_("Theme file"), beside(self.theme, find),
                  _("Logo, colours and fonts; empty for the program’s own look.")),
            Field(_("Names are kept for"), self.days,
                  _("So many days after a session. The journal keeps everything else.")),
            parent=parent,
        )  # fmt: skip
        self.first.edited.connect(self._fit)
        self.second.edited.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Only with two languages there is something to arrange."""
        self.second.setEnabled(bool(self.first.value()))
        self.arrangement.setEnabled(len(self._languages()) > 1)

    def _languages(self) -> tuple[str, ...]:
        chosen = (self.first.value(), self.second.value()) if self.first.value() else ()
        return tuple(dict.fromkeys(filter(None, chosen)))

    def _find(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, self._("Theme file"), str(paths.documents()))
        if chosen:
            self.theme.setText(chosen)

    def _keep(self) -> None:
        kept = replace(
            self._before, languages=self._languages(), arrangement=self.arrangement.value(), theme=self.theme.value(),
            keep_days=self.days.value() or None,
        )  # fmt: skip

        def keep(desk: Desk) -> None:
            desk.store.prefer(replace(
                kept, theme=_beside(kept.theme, desk.store.path), phrases=desk.store.preferences().phrases
            ))  # fmt: skip

        self._live.act(keep, lambda _none: self._kept(), self.fail)

    def _kept(self) -> None:
        if isValid(self):
            self.accept()
        self._changed()


def _beside(theme: str, assembly: Path) -> str:
    """The theme's path from the assembly's folder where it is in it, so that both can be moved together."""
    if not theme or not os.path.isabs(theme):  # noqa: PTH117 - a path of another system is no Path of this one
        return theme
    folder = assembly.resolve().parent
    found = Path(theme).resolve()
    return str(found.relative_to(folder)) if found.is_relative_to(folder) else theme
