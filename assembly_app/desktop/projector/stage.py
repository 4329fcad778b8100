"""What a view of the projector is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec

from assembly_app.desktop.context import Context
from assembly_app.desktop.live import Scene
from assembly_app.domain.room import View
from assembly_app.domain.state import SessionState
from assembly_app.i18n import PHONE_LANGUAGES, LocalText, Translator, translator
from assembly_app.settings import WiFi


class Stage(msgspec.Struct, frozen=True):
    """The scene at a moment, and the ways into the room."""

    scene: Scene
    now: datetime
    local: Callable[[datetime], datetime]
    assembly: LocalText
    room_url: str
    wifi: WiFi
    tongues: tuple[Translator, ...]
    """The languages of the session, the first one first; two at most are shown at once."""

    @property
    def state(self) -> SessionState:
        """The session."""
        return self.scene.state

    @property
    def _(self) -> Translator:
        """The first language."""
        return self.tongues[0]

    def say(self, words: Callable[[Translator], str]) -> str:
        """A sentence of the program in the languages of the session, side by side."""
        return self.beside([words(_) for _ in self.tongues[:2]])

    def beside(self, texts: Iterable[str], between: str = " · ") -> str:
        """Texts next to one another, those that are the same once."""
        return between.join(self.apart(text) for text in dict.fromkeys(texts))

    def apart(self, text: str) -> str:
        """A text among others; where languages of both directions meet, it keeps its own."""
        return f"\u2068{text}\u2069" if any(_.right_to_left for _ in self.tongues[:2]) else text

    def own(self, text: LocalText) -> list[str]:
        """A text of the assembly in the first language and, where it has it, in the second."""
        others = [text.get(_.language, "") for _ in self.tongues[1:2]]
        return list(dict.fromkeys(filter(None, [self._.pick(text), *others])))


def stage(context: Context, assembly: LocalText) -> Stage:
    """The stage now. `assembly` is the assembly's name, read beforehand from the file."""
    live = context.live
    details = live.state.details
    spoken = [code for code in (details.languages if details else ()) if code in PHONE_LANGUAGES]
    tongues = tuple(translator(code) for code in spoken) or (context._,)
    return Stage(
        live.scene, live.now(), live.local, assembly, context.phones.room_url, context.preferences.values.wifi, tongues
    )


def view_name(view: View, _: Translator) -> str:
    """What a view is called."""
    names = {
        View.WELCOME: _("Welcome"), View.ITEM: _("Agenda item"), View.SPEAKER: _("Speaker"), View.POLL: _("The vote"),
        View.RESULT: _("Result"), View.BREAK: _("Break"), View.BLANK: _("Blank"),
    }  # fmt: skip
    return names[view]


def describe(shown: Stage, _: Translator) -> str:
    """What the room sees, in one sentence for the facilitator's screen reader."""
    return _("The room sees: {view}", view=view_name(shown.state.showing.view, _))
