"""The tour: five steps over the console, each beside what it tells of; it can be left at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.actions import action, keys_text
from assembly_app.desktop.widgets import button, column, label, row
from assembly_app.i18n import Translator

WIDTH = 400
GAP = theme.SPACE


class Step(msgspec.Struct, frozen=True):
    """What a step tells of, and what it says."""

    about: QWidget
    title: str
    text: str


def steps(primary: QWidget, agenda: QWidget, door: QWidget, screen: QWidget, menu: QWidget,
          _: Translator) -> tuple[Step, ...]:  # fmt: skip
    """The five steps, for what stands where."""
    return (
        Step(primary, _("One button leads through the evening"),
             _("It always offers the next sensible act, and says what it will do.")),
        Step(agenda, _("The agenda"),
             _("What is done, what runs, what comes. Everything is prepared under Prepare, and can change any time.")),
        Step(door, _("The door"),
             _("Type part of a name or scan a badge, at any time. People with phones let themselves in.")),
        Step(screen, _("What the room sees"),
             _("The picture is what the projector shows. It follows the session; B makes it blank at once.")),
        Step(menu, _("Find, undo, practise"),
             _("{find} finds anything. {undo} takes back the last act. In this menu you can rehearse with simulated "
               "phones. {help} shows every key.", find=keys_text(action("find")), undo=keys_text(action("undo")),
               help=keys_text(action("help")))),
    )  # fmt: skip


class Ring(QWidget):
    """A line around what the step tells of; clicks go through it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.colours().now), 4))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), theme.SPACE, theme.SPACE)


class Tour(QFrame):
    """Floats over `over`; `ended` is called when it is left or done."""

    def __init__(self, over: QWidget, told: Sequence[Step], _: Translator, ended: Callable[[], object]) -> None:
        super().__init__(over)
        self._ = _
        self._over = over
        self._steps = told
        self._ended = ended
        self._at = 0
        self.ring = Ring(over)
        self.setProperty("kind", "message")
        self.count = label("", "heading", wrap=False)
        self.title = label("", "large")
        self.text = label("")
        self.leave = button(_("Leave the tour"), self.end, look="plain", tip=_("Leave the tour (Esc)"))
        self.back = button(_("Back"), lambda: self.go(-1))
        self.on = button(_.context("button", "Next"), lambda: self.go(1))
        foot = row(self.leave)
        foot.addStretch()
        foot.addWidget(self.back)
        foot.addWidget(self.on)
        whole = column(self.count, self.title, self.text)
        whole.addLayout(foot)
        whole.setContentsMargins(*[theme.SPACE * 2] * 4)
        self._whole = whole
        self.setLayout(whole)
        over.installEventFilter(self)

    def begin(self) -> None:
        """Show the first step."""
        self._at = 0
        self._draw()
        self.on.setFocus()

    def go(self, by: int) -> None:
        """The next step, or the one before; after the last one the tour ends."""
        if self._at + by >= len(self._steps):
            self.end()
            return
        self._at = max(0, self._at + by)
        self._draw()

    def end(self) -> None:
        """Leave."""
        self._over.removeEventFilter(self)
        for widget in (self.ring, self):
            widget.hide()
            widget.deleteLater()
        self._ended()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.end()
            case Qt.Key.Key_Right:
                self.go(1)
            case Qt.Key.Key_Left:
                self.go(-1)
            case _other:
                super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        _, step = self._, self._steps[self._at]
        self.count.setText(_("{step} of {steps}", step=_.number(self._at + 1), steps=_.number(len(self._steps))))
        self.title.setText(step.title)
        self.text.setText(step.text)
        self.setAccessibleName(step.title)
        self.setAccessibleDescription(step.text)
        self.back.setEnabled(self._at > 0)
        self.on.setText(_.context("button", "Next") if self._at < len(self._steps) - 1 else _("Begin"))
        self.show()
        self._place()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{step.title}. {step.text}"))

    def _place(self) -> None:
        """Beside what is told of, on the side that has room for it."""
        about = self._steps[self._at].about
        place = QRect(about.mapTo(self._over, QPoint(0, 0)), about.size())
        self.ring.setGeometry(place.adjusted(-4, -4, 4, 4))
        self.ring.show()
        self.ring.raise_()
        height = max(self._whole.totalHeightForWidth(WIDTH), self._whole.totalMinimumSize().height())
        room = self._over.rect()
        if place.height() > room.height() // 2 or place.bottom() + height + 2 * GAP < room.bottom():
            left, top = place.right() + 2 * GAP, place.top()
        else:
            left, top = place.left(), place.top() - height - 2 * GAP
        if left + WIDTH > room.right():
            left = place.left() - WIDTH - 2 * GAP
        if left < GAP:
            left, top = place.left(), place.bottom() + 2 * GAP
        self.setGeometry(max(GAP, left), max(GAP, min(top, room.bottom() - height - GAP)), WIDTH, height)
        self.raise_()
