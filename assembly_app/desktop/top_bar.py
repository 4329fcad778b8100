"""The bar at the top of an open assembly: which session, the places to go, the clock, and when it is likely to end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout

from assembly_app.desktop import actions, theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.widgets import Elided, button, label, set_look, tool
from assembly_app.domain.agenda import forecast
from assembly_app.domain.state import Phase

PLACE_PADDING = 28


class TopBar(QFrame):
    """`places` maps the name of each place to what goes there."""

    def __init__(
        self,
        context: Context,
        menu: QMenu,
        places: Mapping[str, Callable[[], object]],
        show_room: Callable[[], object],
        show_settings: Callable[[], object],
    ) -> None:
        super().__init__()
        _ = self._ = context._
        self._context = context
        self.setProperty("kind", "bar")
        two_lines = 2 * QFontMetrics(theme.font(bold=True)).height()
        self.setFixedHeight(max(7 * theme.SPACE, two_lines + theme.SPACE))
        self.menu = tool("list", _("Menu"), lambda: None)
        self.menu.setMenu(menu)
        self.menu.setPopupMode(self.menu.ToolButtonPopupMode.InstantPopup)
        self.menu.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.name = Elided("", "strong")
        self.session = Elided("", "muted")
        self.places = {name: self._place(name, go) for name, go in places.items()}
        self.clock = label("", "strong", wrap=False)
        self.end = label("", "muted", wrap=False)
        self.room = button(_("Room"), show_room, icon="maximize", tip=actions.tip("room", _))
        self.room.setCheckable(True)
        self.settings = tool("settings", _("Settings"), show_settings)
        self.settings.setToolTip(actions.tip("settings", _))
        self._lay_out()
        context.live.changed.connect(self.tick)
        context.live.ticked.connect(self.tick)
        self.tick()

    def _place(self, name: str, go: Callable[[], object]) -> QPushButton:
        made = button(name, go, look="place")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        bold = QFontMetrics(theme.font(bold=True)).horizontalAdvance(name)
        made.setMinimumWidth(bold + PLACE_PADDING)  # the place that is shown stands in bold, and nothing moves
        return made

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addStretch()
        titles.addWidget(self.name)
        titles.addWidget(self.session)
        titles.addStretch()
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.SPACE, 0, theme.SPACE * 2, 0)
        across.setSpacing(theme.SPACE)
        across.addWidget(self.menu)
        across.addLayout(titles, 1)
        for place in self.places.values():
            across.addWidget(place)
        across.addSpacing(theme.SPACE * 2)
        for widget in (self.clock, self.end, self.room, self.settings):
            across.addWidget(widget)

    def show_name(self, name: str) -> None:
        """Say which assembly it is."""
        self.name.setText(name)

    def tick(self) -> None:
        """Draw the clock and the forecast anew."""
        live, _ = self._context.live, self._
        details = live.state.details
        if details is None:
            return
        now = live.now()
        day = _.date(live.local(details.starts).date())
        self.session.setText(" · ".join(filter(None, [_.pick(details.title), day])))
        time = _.time(live.local(now))
        phase = {
            Phase.PLANNED: _("doors open"), Phase.OPEN: _("live"), Phase.CLOSED: _.context("session", "closed"),
        }[live.state.phase]  # fmt: skip
        mark = "●" if live.state.phase is Phase.OPEN else "○"
        self.clock.setText(f"{mark} {phase} {time}")
        self._tick_end(now)

    def _tick_end(self, now: datetime) -> None:
        live, _ = self._context.live, self._
        state = live.state
        if state.phase is Phase.CLOSED and state.closed is not None:
            self.end.setText(_("ended {time}", time=_.time(live.local(state.closed))))
            set_look(self.end, "muted")
            return
        expected = forecast(state.items, state.progress, state.session().starts, state.opened, now)
        over = round(expected.over.total_seconds() / 60)
        sign = _("on time") if over == 0 else f"{'+' if over > 0 else '−'}{_.number(abs(over))}′"
        self.end.setText(_("ends ~{time} ({over})", time=_.time(live.local(expected.end)), over=sign))
        self.end.setToolTip(_("When it is likely to end, and how many minutes after (+) or before (−) the plan."))
        set_look(self.end, "bad" if over > 5 else "muted")
