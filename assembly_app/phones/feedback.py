"""The questions after the session: asked once, and kept so that nothing leads from an answer to who gave it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assembly_app.domain.errors import Refused
from assembly_app.domain.feedback import LONGEST, SCALE, Feedback, checked
from assembly_app.domain.state import Phase, SessionState
from assembly_app.i18n import Translator
from assembly_app.phones import pages
from assembly_app.phones.border import form, reader
from assembly_app.phones.hall import Hall
from assembly_app.phones.views import Asked, View
from assembly_app.store import feedback as table
from assembly_app.store.errors import StoreError
from assembly_app.words import feedback_words

if TYPE_CHECKING:
    from assembly_app.phones.app import Phones

GATHER_SECONDS = 20.0
"""How long answers are gathered, so that they are written together and in random order."""

COMPANY = 2
"""As a ballot of a small secret poll, a single answer waits for another one, or for the server's end (rule 2)."""


class Answers:
    """Answers on their way into the file, on the server's event loop."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._answered: set[str] = set()
        self._waiting: dict[str, Feedback] = {}
        self._wake = asyncio.Event()
        self._sealed = True

    async def start(self) -> None:
        """Begin to take answers."""
        self._answered.update(await self._hall.ask(self._read))
        self._working = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Write what still waits."""
        self._working.cancel()
        with suppress(asyncio.CancelledError):
            await self._working
        with suppress(StoreError):  # out of reach to the end; the phones ask again when there is a server
            await self._write()

    def put(self, ticket: str, given: Feedback) -> None:
        """Take the answers of a ticket; only its first ones count."""
        if ticket not in self._answered:
            self._answered.add(ticket)
            self._waiting[ticket] = given
            self._wake.set()

    def asks(self, state: SessionState, person: str, ticket: str) -> Asked:
        """Whether this phone is asked: those who were there, once, after the session."""
        if state.phase is not Phase.CLOSED or not state.was_present(person):
            return Asked.NOT
        return Asked.DONE if ticket in self._answered else Asked.NOW

    async def _work(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            await asyncio.sleep(GATHER_SECONDS)
            if len(self._waiting) >= COMPANY or not self._sealed:
                with suppress(StoreError):  # out of reach for a moment: they go with the next ones
                    await self._write()
            if not self._sealed:
                self._wake.set()  # another program was reading: once more, later

    async def _write(self) -> None:
        """Write what waits in one transaction, and have the file forget with which marks it came (rule 3)."""
        group = dict(self._waiting)
        if group:
            self._sealed = False
            await self._hall.ask(self._store, group)
            self._waiting = {ticket: one for ticket, one in self._waiting.items() if ticket not in group}
        if not self._sealed:
            self._sealed = await self._hall.ask(self._hall.desk.store.seal)

    def _read(self) -> frozenset[str]:
        with self._hall.desk.store.reading() as tx:
            return table.answered(tx, self._hall.desk.session)

    def _store(self, group: Mapping[str, Feedback]) -> None:
        with self._hall.desk.store.writing() as tx:
            table.put(tx, self._hall.desk.session, group)


async def feedback(phones: Phones, request: Request) -> Response:
    """The questions, and the answers to them."""
    fields = await form(request) if request.method == "POST" else {}
    known = await phones.doors.who(request)
    if known is None:
        return RedirectResponse("/", 303)
    match phones.answers.asks(phones.hall.desk.state, known.person.id, known.ticket.id):
        case Asked.NOT:
            raise Refused("These questions are for those who were there, when the session is closed.")
        case Asked.DONE:
            return RedirectResponse("/", 303)
    filled = {name: fields.get(name, [""])[0] for name in ("said", "known", "better")}
    error = ""
    if fields:
        try:
            phones.answers.put(known.ticket.id, checked(**filled))
            return RedirectResponse("/", 303)
        except Refused as refusal:
            error = reader(request).explain(refusal)
    return _page(phones, reader(request), filled, error)


def _page(phones: Phones, _: Translator, filled: Mapping[str, str], error: str) -> Response:
    html = pages.render(
        "feedback.html", _, assembly=phones.hall.snapshot.assembly, path="/feedback", error=error, field="said-1",
        view=_view(_), filled=filled,
    )  # fmt: skip
    return HTMLResponse(html, 400 if error else 200)


def _view(_: Translator) -> View:
    return {
        "rated": [("said", _(feedback_words.SAID)), ("known", _(feedback_words.KNOWN))],
        "better": _(feedback_words.BETTER),
        "scale": [(mark, feedback_words.mark_words(mark, _)) for mark in SCALE],
        "ends": (_(feedback_words.LOWEST), _(feedback_words.HIGHEST)),
        "longest": LONGEST,
    }
