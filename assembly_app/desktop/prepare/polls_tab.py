"""The polls: prepared beforehand, with how each looks on a phone."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from assembly_app.desk import new_id
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice
from assembly_app.desktop.prepare.phone_preview import PhonePreview
from assembly_app.desktop.prepare.poll_editor import PollEditor
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import button, label, row
from assembly_app.domain.agenda import numbers
from assembly_app.domain.commands import RemovePoll
from assembly_app.domain.polls import Poll
from assembly_app.domain.voting import PollState, PollStatus
from assembly_app.words import wording

KEY = Qt.ItemDataRole.UserRole
LIST, EDITOR = 280, 360
"""The widths that the list and the editor need, in pixels."""


class PollsTab(QWidget):
    """List, editor, phone."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ = _ = context._
        self._live = context.live
        self._draft = Poll("", {})
        self.list = QListWidget()
        self.list.setAccessibleName(_("Polls"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(LIST)
        self.editor = PollEditor(context)
        self.phone = PhonePreview(_("How it looks on a phone"))
        self.language = Choice()
        self.language.setAccessibleName(_("Language of the phone"))
        self.new = button(_("New poll"), self.begin, icon="plus")
        self.copy = button(_("Make a copy"), self.duplicate, icon="copy")
        self.remove = button(_("Remove"), self._remove, icon="trash-2")
        self._lay_out()
        self.list.currentItemChanged.connect(lambda *_items: self._show_current())
        self.editor.drafted.connect(self._show_phone)
        self.language.edited.connect(lambda: self._show_phone(self._draft))
        self._live.follow(lambda scene: (scene.state.polls, scene.state.items, scene.state.details), self.draw)
        if not self._live.state.polls:
            self._edit(self._empty())

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE)
        left.addWidget(self.new)
        left.addWidget(self.list, 1)
        left.addLayout(row(self.copy, self.remove))
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMinimumWidth(EDITOR)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(scrolled(self.editor))
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, theme.SPACE, 0)
        right.addLayout(row(label(self._("ON A PHONE"), "heading"), self.language, stretch=0))
        right.addWidget(self.phone)
        right.addStretch()
        area = scrolled(side)
        area.setFixedWidth(self.phone.width() + theme.SPACE * 3)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 2] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addLayout(left, 2)
        whole.addWidget(card, 3)
        whole.addWidget(area)

    # --- what is shown ---

    def draw(self) -> None:
        """Show the polls as they are now; the one that is edited stays."""
        state = self._live.state
        self.language.offer((code, self._.language_name(code)) for code in state.session().languages)
        rows = [(poll.poll.id, self._row(poll)) for poll in state.polls.values()]
        if rows != [(self.list.item(at).data(KEY), self.list.item(at).text()) for at in range(self.list.count())]:
            self._fill(rows)
        self._show_current()

    def _fill(self, rows: list[tuple[str, str]]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for key, text in rows:
            item = QListWidgetItem(text)
            item.setData(KEY, key)
            self.list.addItem(item)
            if key == self.editor.poll:
                self.list.setCurrentItem(item)
        if not self.list.currentItem() and self.list.count() and not self._being_written():
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def _being_written(self) -> bool:
        return bool(self.editor.poll) and self.editor.poll not in self._live.state.polls and bool(self._draft.question)

    def _row(self, poll: PollState) -> str:
        _ = self._
        said = [_(wording.POLL_STATUSES[poll.status]), *wording.poll_rules(poll.poll, _).split(" · ")[:2]]
        return f"{_.pick(poll.poll.question)}\n{' · '.join(said)}"

    def _show_current(self) -> None:
        item = self.list.currentItem()
        poll = self._live.state.polls.get(item.data(KEY)) if item else None
        if poll is not None:
            self._edit(poll)
        self.copy.setEnabled(poll is not None)
        self.remove.setEnabled(poll is not None and poll.status is PollStatus.PREPARED)

    def _edit(self, poll: PollState) -> None:
        state = self._live.state
        printed = numbers(state.items)
        items = [(i.id, " ".join(filter(None, [printed[i.id], self._.pick(i.title)]))) for i in state.items]
        self.editor.show_poll(poll, state.session().languages, items)

    def _show_phone(self, poll: Poll) -> None:
        self._draft = poll
        self.phone.show_poll(poll, self.language.value() or self._.language)

    # --- what is done ---

    def _empty(self) -> PollState:
        return PollState(Poll(new_id(), {}, item=self._live.state.current))

    def begin(self) -> None:
        """Write a new poll."""
        self._begin(self._empty())

    def duplicate(self) -> None:
        """Begin a new poll with what the chosen one asks."""
        item = self.list.currentItem()
        if item is not None:
            self._begin(PollState(replace(self._live.state.poll(item.data(KEY)).poll, id=new_id())))
            self.editor.save()

    def _begin(self, poll: PollState) -> None:
        self.list.setCurrentRow(-1)
        self._edit(poll)
        self.copy.setEnabled(False)
        self.remove.setEnabled(False)
        self.editor.question.setFocus()

    def _remove(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._live.do(RemovePoll(item.data(KEY)), then=self._removed)

    def _removed(self) -> None:
        self._edit(self._empty())
        self.list.setCurrentRow(0)
        self.draw()
