"""Quick signals: one of a kind a phone, in memory only, gone after minutes; they leave this room as counts."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assembly_app.domain.errors import Refused
from assembly_app.domain.signals import Signal
from assembly_app.domain.state import Phase
from assembly_app.phones.border import Limit, TooMany, Unacceptable, form, wants_json
from assembly_app.phones.views import LASTING_MINUTES, Given

if TYPE_CHECKING:
    from assembly_app.phones.app import Phones

LASTING = LASTING_MINUTES * 60.0
"""How long a signal counts, in seconds, unless it is taken back."""

HEARD = 60.0
"""How long a phone says that its signals were heard, in seconds."""

BURST, SECONDS = 12, 5.0
"""How many signals one phone may give or take back at once, and how fast it gets another."""


_NONE = Given()


class Signals:
    """The signals that stand. A phone is known by its device's id, which goes nowhere from here."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.reach = True
        """Whether somebody sees the counts; without it phones are not offered any."""
        self._clock = clock
        self._given: dict[str, dict[Signal, float]] = {}
        self._heard: dict[str, float] = {}
        self._limit = Limit(BURST, SECONDS, clock)

    def give(self, device: str, signal: Signal) -> None:
        """Have a phone's signal stand from now on; given again, it lasts longer and counts once. Raises `TooMany`."""
        self._take_a_try(device)
        self._heard.pop(device, None)
        self._given.setdefault(device, {})[signal] = self._clock() + LASTING

    def take_back(self, device: str, signal: Signal) -> None:
        """Let a phone's signal fall. Raises `TooMany`."""
        self._take_a_try(device)
        self._given.get(device, {}).pop(signal, None)

    def of(self, device: str) -> tuple[Signal, ...]:
        """The signals of a phone that stand."""
        given = self._given.get(device)
        return tuple(signal for signal in Signal if given.get(signal, 0.0) > self._clock()) if given else ()

    def seen_by(self, device: str) -> Given | None:
        """What a phone shows of its own signals; None where none are offered."""
        if not self.reach:
            return None
        if device not in self._given and device not in self._heard:
            return _NONE
        return Given(self.of(device), self._heard.get(device, 0.0) > self._clock())

    def counts(self) -> Mapping[Signal, int]:
        """How many phones give each signal now."""
        return Counter(signal for device in self._given for signal in self.of(device))

    def hear(self) -> Collection[str]:
        """The facilitator has heard: every signal falls. Returns the devices that gave one and can be told now."""
        until = self._clock() + HEARD
        self._heard = {device: until for device in self._given if self.of(device)}
        self._given.clear()
        return self._heard.keys()

    def _take_a_try(self, device: str) -> None:
        if self._limit.spent(device):
            raise TooMany("Too many signals from this phone. Wait a minute, then try again.")
        self._limit.take(device)


async def signal(phones: Phones, request: Request) -> Response:
    """A signal was given, or taken back."""
    fields = await form(request)
    known = await phones.doors.who(request)
    if known is None:
        return RedirectResponse("/", 303)
    meant = fields.get("signal", [""])[0]
    if meant not in set(Signal):
        raise Unacceptable("This form could not be read. Load the page again.")
    state = phones.hall.desk.state
    if not phones.signals.reach or state.phase is not Phase.OPEN or known.person.id not in state.present:
        raise Refused("Signals are for those who are in the room, while the session is open.")
    change = phones.signals.take_back if fields.get("back") else phones.signals.give
    change(known.device, Signal(meant))
    phones.streams.look_again({known.device})
    return Response(status_code=204) if wants_json(request) else RedirectResponse(f"/#signal-{meant}", 303)
