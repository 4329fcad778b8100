"""The minutes: parts at the left, the text of one in the middle, the pages as they will be printed at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, leave_field
from assembly_app.desktop.minutes import dialogs, stages
from assembly_app.desktop.minutes.aside import Aside
from assembly_app.desktop.minutes.entry import EntryEdit
from assembly_app.desktop.minutes.exporting import Exporting
from assembly_app.desktop.minutes.find_bar import FindBar
from assembly_app.desktop.minutes.live_fields import LiveFields
from assembly_app.desktop.minutes.more_menu import MoreMenu
from assembly_app.desktop.minutes.outline import Outline, rows
from assembly_app.desktop.minutes.pages import Pages
from assembly_app.desktop.minutes.part import ItemPart
from assembly_app.desktop.minutes.preview import PdfPreview
from assembly_app.desktop.minutes.prose_edit import ProseEdit
from assembly_app.desktop.minutes.searching import Searching
from assembly_app.desktop.minutes.spelling import Speller
from assembly_app.desktop.minutes.stages import StageActs, StageBar
from assembly_app.desktop.minutes.tools import Tools
from assembly_app.desktop.minutes.writer import Writer, languages
from assembly_app.desktop.saving import show_file
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import Elided, button, column, label, row, set_look
from assembly_app.documents import Offer
from assembly_app.domain.preferences import Preferences
from assembly_app.domain.record import Record
from assembly_app.domain.rules.sitting import local
from assembly_app.domain.state import SessionState
from assembly_app.i18n import LANGUAGES

OUTLINE, TEXT, PAGES = (180, 250), (400, 520), (300, 470)
"""How wide each third is at least and at first, in pixels."""

GATHERED = 20
"""For how many milliseconds changes are gathered before the pages are made anew."""


class MinutesPage(QWidget):
    """Drafted by itself; the preview follows the session, and every key, while the page is looked at."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._ = _ = context._
        self._context, self._live = context, context.live
        self.preferences = Preferences()
        self.aside = Aside(_)
        settings = context.preferences
        self.speller = Speller(self.aside, lambda: settings.values.dictionaries)
        self.speller.failed.connect(self._live.refused)
        self.writer = Writer(context, self.speller, languages(self.preferences, self._live.state, _.language))
        self.fields = LiveFields(context)
        self.parts: dict[str | None, ItemPart] = {}
        self._areas: dict[str | None, QScrollArea] = {}
        self._make_widgets()
        self._lay_out()
        self._connect()
        self.destroyed.connect(self.aside.close)
        self._live.follow(lambda scene: (scene.state.number, scene.people), self.draw)
        self._live.ask(lambda desk: desk.store.preferences(), self.prefer)

    def _make_widgets(self) -> None:
        _, context = self._, self._context
        self.stage = StageBar(_)
        self.sentence = Elided("", "muted")
        self.told = Elided("", "muted")
        self.look = button(_("Open the file"), self._look, icon="external-link", look="plain")
        self.look.hide()
        self.outline = Outline(_)
        self.count = label("", "muted")
        self.tools = Tools(_, self._offer, lambda: dialogs.phrases(self))
        self.find_bar = FindBar(_)
        self.stack = QStackedWidget()
        self.preview = PdfPreview(_("Preview of the minutes"))
        self.preview.tell(_("Drafting the minutes…"))
        self.pages = Pages(context, self.aside, self.preview)
        self.language = Choice(self._editions())
        self.language.setAccessibleName(_("Language of the minutes"))
        self.language.setMinimumContentsLength(12)
        self.export = Exporting(context, self.language.value, self.finish, self._tell)
        self.acts = StageActs(context, self, self.export.save, lambda: dialogs.sign(self))
        self.more = MoreMenu(self)
        self.searching = Searching(self, self.find_bar)
        self._soon = QTimer(self, singleShot=True, interval=GATHERED)
        self._soon.timeout.connect(self._refresh)

    def _connect(self) -> None:
        self.stage.asked.connect(self._act)
        self.outline.chosen.connect(self._show_part)
        self.fields.changed.connect(self._show_fields)
        self.language.edited.connect(self._refresh)
        QApplication.instance().focusChanged.connect(self._focused)  # type: ignore[union-attr]
        for keys, act in (("Ctrl+F", self.searching.find), ("Ctrl+H", self.searching.replace)):
            QShortcut(QKeySequence(keys), self, act)

    def _lay_out(self) -> None:
        top = row(self.stage, self.told, self.look, stretch=1)
        left = column(self.outline, self.count, stretch=0)
        middle = column(self.tools, self.find_bar, self.stack, stretch=2)
        right = column(self.preview, stretch=0)
        right.insertLayout(0, row(self.language, self.export, self.more.button, stretch=0))
        thirds = QSplitter(Qt.Orientation.Horizontal)
        thirds.setHandleWidth(theme.SPACE * 2)
        thirds.setChildrenCollapsible(False)
        for (least, _first), content in zip((OUTLINE, TEXT, PAGES), (left, middle, right), strict=True):
            third = QWidget()
            third.setLayout(content)
            third.setMinimumWidth(least)
            thirds.addWidget(third)
        thirds.setSizes([first for _least, first in (OUTLINE, TEXT, PAGES)])
        thirds.setStretchFactor(1, 1)
        thirds.setStretchFactor(2, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE * 2, theme.SPACE)
        whole.setSpacing(theme.SPACE)
        whole.addLayout(top)
        whole.addWidget(self.sentence)
        whole.addWidget(thirds, 1)

    def _editions(self) -> list[tuple[str, str]]:
        _, chosen = self._, self.preferences.languages
        both = [("+".join(chosen), " + ".join(map(_.language_name, chosen)))] if len(chosen) > 1 else []
        return [*both, *((code, _.language_name(code)) for code in LANGUAGES)]

    # --- what is there ---

    def prefer(self, preferences: Preferences) -> None:
        """Take over what the assembly chose for its documents."""
        first = self.preferences == Preferences()
        self.preferences = preferences
        spoken = languages(preferences, self._live.state, self._.language)
        if spoken != self.writer.languages:
            self.finish()
            self.writer.languages = spoken
            self.draw()
        self.language.offer(self._editions())
        if first:
            self.language.show_value("+".join(preferences.languages) or self._.language)
        self._ask_fields()
        self._refresh()

    def read_preferences(self) -> None:
        """Read anew what the assembly chose."""
        self._live.ask(lambda desk: desk.store.preferences(), self.prefer)

    def draw(self) -> None:
        """Show everything as it is now, and the pages soon."""
        state = self._live.state
        told = rows(state, self.writer.languages, self._)
        for gone in set(self.parts) - set(told):
            self._forget(gone)
        self.outline.show_rows(told)
        for item, part in self.parts.items():
            own = [record for record in state.records if record.item == item]
            part.show_records(told[item].title, self._facts(state, item), own)
            part.show_stand(state.minutes)
        self.stage.show_stand(state.minutes, state.phase)
        said = stages.sentence(state.minutes, self._context)
        self.sentence.setText(said)
        self.sentence.setVisible(bool(said))
        here = told.get(self.outline.current)
        counts = (here.words if here else 0, sum(each.words for each in told.values()))
        shown, whole = map(self._.number, counts)
        self.count.setText(self._("Words here: {here} · in all: {whole}", here=shown, whole=whole))
        self.tools.draw()
        self._ask_fields()
        self._make_pages_soon()

    def _facts(self, state: SessionState, item: str | None) -> str:
        """When an item was worked on, how many speeches and votes it had; empty before it is taken up."""
        _, progress = self._, state.progress_of(item or "")
        if item is None or progress.started is None:
            return ""
        details = state.session()
        times = [_.time(local(details, at)) for at in (progress.started, progress.ended) if at is not None]
        speeches = sum(speech.item == item for speech in state.speeches)
        votes = sum(poll.poll.item == item and poll.tally is not None for poll in state.polls.values())
        told = [
            "\u2013".join(times),
            _.plural("{n} speech", "{n} speeches", speeches) if speeches else "",
            _.plural("{n} poll", "{n} polls", votes) if votes else "",
        ]
        return " · ".join(filter(None, told))

    # --- the text ---

    def part(self, item: str | None) -> ItemPart:
        """The part on an item, shown."""
        self.outline.choose(item)
        self._show_part(item)
        return self.parts[item]

    def _show_part(self, item: str | None) -> None:
        fresh = item not in self.parts
        if fresh:
            part = self.parts[item] = ItemPart(self.writer, item)
            part.typed.connect(self._make_pages_soon)
            part.turned.connect(self._ask_fields)
            self._areas[item] = scrolled(part)
            self.stack.addWidget(self._areas[item])
        changed = self.stack.currentWidget() is not self._areas[item]
        self.stack.setCurrentWidget(self._areas[item])
        if fresh or changed:
            self.draw()
            if self.outline.number:
                self.preview.go_to(self.outline.number)

    def reveal(self, entry: EntryEdit) -> None:
        """Scroll to where the cursor of an entry is."""
        area = self._areas.get(entry.record.item)
        if area is not None:
            place = entry.text.mapTo(self.parts[entry.record.item], entry.text.cursorRect().center())
            area.ensureVisible(place.x(), place.y(), 0, theme.SPACE * 8)

    def _forget(self, item: str | None) -> None:
        del self.parts[item]
        area = self._areas.pop(item)
        self.stack.removeWidget(area)
        area.deleteLater()

    def finish(self) -> None:
        """Save what was not left yet."""
        for part in self.parts.values():
            part.finish()

    def _focused(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, ProseEdit) and self.isAncestorOf(now):
            self.tools.work_on(now)

    # --- live fields ---

    def _ask_fields(self) -> None:
        part = self.parts.get(self.outline.current)
        if part is not None:
            shown = (edit.language for edit in part.edits)
            self.fields.ask(part.item, tuple(dict.fromkeys((*self.writer.languages, *shown))))

    def _show_fields(self, item: str | None, language: str) -> None:
        if item in self.parts:
            self.parts[item].show_fields(language, self.fields.offer(item, language).known)

    def _offer(self, edit: ProseEdit) -> Offer:
        return self.fields.offer(self.outline.current, edit.dress.language)

    # --- the pages ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        leave_field(self)
        self.finish()
        super().hideEvent(event)

    @property
    def unsaved(self) -> Sequence[Record]:
        """What is being written and is not kept yet."""
        return [record for part in self.parts.values() for record in part.unsaved]

    def _make_pages_soon(self) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _refresh(self) -> None:
        if self.isVisible():
            self.pages.show(self.language.value(), self.unsaved)

    # --- acts ---

    def _act(self, act: str) -> None:
        self.finish()
        self.acts.do(act)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self._live.act(lambda desk: desk.undo())
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._live.act(lambda desk: desk.redo())
        else:
            super().keyPressEvent(event)

    def _tell(self, sentence: str, look: str) -> None:
        self.told.setText(sentence)
        set_look(self.told, look)
        self.look.setVisible(self.export.file is not None and look == "good")

    def _look(self) -> None:
        if self.export.file is not None:
            show_file(self.export.file)
