"""Who speaks now, with the countdown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar

from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.widgets import Card, Elided, button, label, row, set_look
from assembly_app.domain import commands
from assembly_app.domain.speakers import spoken
from assembly_app.i18n import Translator, duration
from assembly_app.words import wording


class SpeakingCard(Card):
    """Shows the speaker, the time and how often they spoke before."""

    def __init__(self, context: Context) -> None:
        super().__init__(context._("SPEAKING"), dense=True)
        _ = self._ = context._
        self._live = live = context.live
        self.name = Elided("", "large")
        self.time = label("", "clock", wrap=False)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedHeight(theme.SPACE)
        self.bar.setAccessibleName(_("Speaking time"))
        self.before = Elided("", "muted")
        self.end = button(_("End speech"), lambda: live.do(commands.EndSpeech()), icon="mic-off")
        self.body.addWidget(self.name)
        times = row(self.time, self.before, spacing=theme.SPACE * 2, stretch=1)
        self.before.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(times)
        self.body.addWidget(self.bar)
        self.body.addStretch()
        self.body.addWidget(self.end)
        live.follow(lambda scene: (scene.state.speeches, scene.people), self.draw)
        live.ticked.connect(self.tick)

    def draw(self) -> None:
        """Show the speech that runs."""
        _, state = self._, self._live.state
        speech = state.speaking
        for widget in (self.time, self.bar, self.before, self.end):
            widget.setVisible(speech is not None)
        set_look(self.name, "large" if speech else "muted")
        if speech is None:
            self.name.setText(_("Nobody has the floor."))
            return
        self.name.setText(wording.name_of(self._live.people, speech.person, _))
        earlier = spoken(state.speeches[:-1], self._live.now()).get(speech.person)
        self.before.setText(share_of_time(earlier.times, earlier.seconds, _) if earlier else _("first time"))
        self.tick()

    def tick(self) -> None:
        """Draw the countdown anew."""
        speech = self._live.state.speaking
        if speech is None:
            return
        now = self._live.now()
        spent, left = speech.span.seconds(now), speech.left(now)
        late = left is not None and left < 0
        self.time.setText(duration(spent) if speech.limit is None else f"{duration(spent)} / {duration(speech.limit)}")
        set_look(self.time, "late" if late else "clock")
        set_look(self.bar, "late" if late else "")
        self.bar.setVisible(speech.limit is not None)
        self.bar.setRange(0, speech.limit or 1)
        self.bar.setValue(min(int(spent), speech.limit or 1))


def share_of_time(times: int, seconds: float, _: Translator) -> str:
    """How often and how long someone spoke."""
    return _.plural("{n} time, {time}", "{n} times, {time}", times, time=duration(seconds))
