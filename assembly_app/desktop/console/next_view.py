"""What the room is to see next: chosen and looked at beforehand, and sent with one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assembly_app.desktop import actions, theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.elided_combo import ElidedCombo
from assembly_app.desktop.projector.screen import Picture
from assembly_app.desktop.projector.stage import Stage, view_name
from assembly_app.desktop.widgets import button
from assembly_app.domain import commands
from assembly_app.domain.room import Projection, View
from assembly_app.domain.voting import PollState, PollStatus
from assembly_app.i18n import LocalText


class Offer(msgspec.Struct, frozen=True):
    """Something that the room can see next; without a projection the screen follows the session."""

    text: str
    projection: Projection | None = None
    closed: bool = False
    """A result that shows how people voted: it is asked about when it is sent, and not looked at before."""


class NextPicture(Picture):
    """What the room would see if it were sent now. `offer` is drawn; without one nothing is."""

    offer: Offer | None = None

    def stage(self) -> Stage:
        """The stage with the prepared view on it."""
        now = super().stage()
        chosen = self.offer.projection if self.offer else None
        if self.offer and self.offer.closed and chosen:
            chosen = Projection(View.POLL, chosen.poll)
        return replace(now, scene=replace(now.scene, state=replace(now.state, chosen=chosen), page=0))

    def told(self) -> str:
        """What is prepared, for a screen reader."""
        _ = self._context._
        return _("Next, not sent yet: {view}", view=self.offer.text if self.offer else "")

    def show_offer(self, offer: Offer | None) -> None:
        """Draw this one."""
        self.offer = offer
        self._renew()


class NextView(QWidget):
    """The choice of what comes next and the button that sends it; `picture` is placed by the card around."""

    chosen = Signal()
    """Another view is prepared, or none."""

    def __init__(
        self,
        context: Context,
        assembly: Callable[[], LocalText],
        revealed: Callable[[PollState], bool],
        show_result: Callable[[str], object],
    ) -> None:
        super().__init__()
        _ = self._ = context._
        self._live = context.live
        self._revealed = revealed
        self._show_result = show_result
        self._offers: list[Offer | None] = []
        self.picture = NextPicture(context, assembly)
        self.choice = ElidedCombo()
        self.choice.setAccessibleName(_("What the room sees next"))
        self.choice.setToolTip(actions.tip("next-view", _))
        self.choice.setSizeAdjustPolicy(ElidedCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        keys = actions.keys_text(actions.action("send"))
        self.send = button(f"{_('Send to the room')} {keys}", self.send_now, icon="monitor", tip=actions.tip("send", _))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE // 2)
        whole.addWidget(self.choice)
        whole.addWidget(self.send)
        self.choice.activated.connect(lambda _place: self.prepare(self._offers[self.choice.currentIndex()]))
        self._live.follow(
            lambda scene: (scene.state.polls, scene.state.current, scene.state.speaking, scene.shown), self.draw
        )

    def _listed(self) -> Iterator[Offer]:
        """What can be shown now."""
        _, state = self._, self._live.state
        yield Offer(_("Follow the session"))
        for view in (View.WELCOME, View.BLANK):
            yield Offer(view_name(view, _), Projection(view))
        if state.current is not None:
            yield Offer(view_name(View.ITEM, _), Projection(View.ITEM))
        if state.speaking is not None:
            yield Offer(view_name(View.SPEAKER, _), Projection(View.SPEAKER))
        for kept in state.polls.values():
            question, key = _.pick(kept.poll.question), kept.poll.id
            if kept.status in (PollStatus.PREPARED, PollStatus.OPEN):
                yield Offer(_("The vote “{question}”", question=question), Projection(View.POLL, key))
            elif kept.tally is not None:
                told = _("The result of “{question}”", question=question)
                yield Offer(told, Projection(View.RESULT, key), not self._revealed(kept))

    def draw(self) -> None:
        """Offer what there is now; what is prepared stays as long as it is there."""
        self._offers = [None, *self._listed()]
        self.choice.clear()
        self.choice.addItems([offer.text if offer else self._("Prepare what comes next…") for offer in self._offers])
        self.prepare(self.picture.offer if self.picture.offer in self._offers else None)

    def prepare(self, offer: Offer | None) -> None:
        """Look at what the room could see next; None: nothing is prepared."""
        self.choice.setCurrentIndex(self._offers.index(offer))
        self.send.setEnabled(offer is not None)
        self.send.setVisible(offer is not None)
        self.picture.show_offer(offer)
        self.chosen.emit()

    def ask(self) -> None:
        """Go to the choice and open it."""
        self.choice.setFocus()
        self.choice.showPopup()

    def send_now(self) -> None:
        """Have the room see what is prepared; without anything, ask what it is to be."""
        offer = self.picture.offer
        if offer is None:
            self.ask()
            return
        if offer.projection is not None and offer.projection.view is View.RESULT:
            self._show_result(offer.projection.poll or "")
        else:
            self._live.do(commands.ChooseView(offer.projection))
        self.prepare(None)
