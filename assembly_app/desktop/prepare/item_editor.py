"""One agenda item, to be changed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, Field, Line, Number
from assembly_app.desktop.local_edit import LocalEdit
from assembly_app.desktop.widgets import label, row
from assembly_app.domain.agenda import AgendaItem, Dossier, ItemKind
from assembly_app.domain.commands import ChangeItem
from assembly_app.words import wording

LONGEST = 600
"""Minutes that an item may be planned for: a whole day."""


class ItemEditor(QWidget):
    """Saves each field when it is left."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ = _ = context._
        self._live = context.live
        self._item: AgendaItem | None = None
        self.title = LocalEdit(_, ())
        self.kind = Choice((kind, _(text)) for kind, text in wording.ITEM_KINDS.items())
        self.minutes = Number(0, LONGEST, _("minutes"))
        self.presenter = Line()
        self.influence = Choice(
            [(None, _("not said")), *((influence, _(text)) for influence, text in wording.INFLUENCES.items())]
        )
        self.limit = Number(0, 60, _("minutes"), nothing=_("as in the session"))
        self.aim, self.history, self.limits = (LocalEdit(_, (), rows=2) for _part in range(3))
        self.title_field = Field(_("Title"), self.title)
        self.influence_field = Field(_("What happens with our voice"), self.influence)
        self._lay_out()
        for editor in self._editors():
            editor.edited.connect(self._save)  # type: ignore[attr-defined]

    def _editors(self) -> Sequence[QWidget]:
        return (
            self.title, self.kind, self.minutes, self.presenter, self.influence, self.limit,
            self.aim, self.history, self.limits,
        )  # fmt: skip

    def _lay_out(self) -> None:
        _ = self._
        numbers = row(Field(_("Planned"), self.minutes), Field(_("Time for one speech"), self.limit))
        down = QVBoxLayout(self)
        down.setContentsMargins(*[theme.SPACE * 2] * 4)
        down.setSpacing(theme.SPACE * 2)
        down.addWidget(self.title_field)
        down.addWidget(Field(_("Kind"), self.kind))
        down.addLayout(numbers)
        down.addWidget(Field(_("Presented by"), self.presenter))
        down.addWidget(self.influence_field)
        down.addSpacing(theme.SPACE)
        down.addWidget(label(_("DOSSIER"), "heading"))
        down.addWidget(Field(_("Aim"), self.aim, _("What the assembly is asked, and what for.")))
        down.addWidget(Field(_("History"), self.history, _("What came before.")))
        down.addWidget(Field(_("Limits"), self.limits, _("What cannot be changed: time, budget, law.")))
        down.addStretch()

    def show_item(self, item: AgendaItem | None, languages: Sequence[str]) -> None:
        """Edit this item."""
        if item is None or self._item is None or item.id != self._item.id:
            self.title_field.clear()
        self._item = item
        self.setEnabled(item is not None)
        shown = item or AgendaItem("", {})
        for local in (self.title, self.aim, self.history, self.limits):
            local.speak(languages)
        self.title.show_value(shown.title)
        self.kind.show_value(shown.kind)
        self.minutes.show_value(shown.minutes)
        self.presenter.show_value(shown.presenter)
        self.influence.show_value(shown.influence)
        self.limit.show_value((shown.speech_seconds or 0) // 60)
        self.aim.show_value(shown.dossier.aim)
        self.history.show_value(shown.dossier.history)
        self.limits.show_value(shown.dossier.limits)
        promise = self._(wording.PROMISES[shown.influence]) if shown.influence else ""
        self.influence_field.tell(promise)
        self.influence_field.setEnabled(shown.kind is not ItemKind.BREAK)

    def _save(self) -> None:
        if self._item is None:
            return
        self.title_field.clear()
        item = replace(
            self._item,
            title=self.title.value(), kind=self.kind.value(), minutes=self.minutes.value(),
            presenter=self.presenter.value(), influence=self.influence.value(),
            speech_seconds=self.limit.value() * 60 or None,
            dossier=Dossier(self.aim.value(), self.history.value(), self.limits.value()),
        )  # fmt: skip
        self._live.do(ChangeItem(item), failed=self.title_field.fail)
