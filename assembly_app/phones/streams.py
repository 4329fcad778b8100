"""Server-sent events: each phone hears at once of what changed on its page, and of nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from assembly_app.i18n import LANGUAGES, Translator, translator
from assembly_app.phones import pages
from assembly_app.phones.border import reader
from assembly_app.phones.doors import Known
from assembly_app.phones.hall import Stream
from assembly_app.phones.pages import Section
from assembly_app.phones.views import you_of

if TYPE_CHECKING:
    from assembly_app.phones.app import Phones

BEAT_SECONDS = 10.0
"""How often a phone hears that the line is alive; the script takes it for dead after three beats."""


async def events(phones: Phones, request: Request) -> Response:
    """The stream of a phone. It says which sections it has (`have=now.1a2b,…`) and is sent the others."""
    known = await phones.doors.who(request)
    if known is None:
        return Response("event: out\ndata:\n\n", media_type="text/event-stream")  # the page loads again: the door
    stream = phones.hall.listen(known.device)
    if stream is None:
        return Response(status_code=503, headers={"Retry-After": "5"})
    wanted = request.query_params.get("lang", "")
    _ = translator(wanted) if wanted in LANGUAGES else reader(request)
    return StreamingResponse(
        _feed(phones, known, stream, _, _marks(request.query_params.get("have", ""))),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _feed(
    phones: Phones, known: Known, stream: Stream, _: Translator, has: dict[str, str]
) -> AsyncIterator[bytes]:
    try:
        while not stream.ended:
            stream.changed.clear()
            seen = phones.hall.snapshot
            sections = phones.painter.sections(seen, you_of(seen, known, phones.urn.holds), _)
            fresh = {name: section for name, section in sections.items() if has.get(name) != section.mark}
            has |= {name: section.mark for name, section in fresh.items()}
            yield _message(phones.hall.desk.now(), fresh)
            while not await _changed(stream):
                yield _message(phones.hall.desk.now(), {})
    finally:
        phones.hall.left(stream)


async def _changed(stream: Stream) -> bool:
    """Wait for a change; False when only time passed."""
    try:
        async with asyncio.timeout(BEAT_SECONDS):
            return await stream.changed.wait()
    except TimeoutError:
        return False


def _message(at: datetime, fresh: dict[str, Section]) -> bytes:
    told = {name: (section.mark, pages.with_key(section.html)) for name, section in fresh.items()}
    body = msgspec.json.encode({"now": round(at.timestamp() * 1000), "sections": told})
    return b"data: " + body + b"\n\n"


def _marks(have: str) -> dict[str, str]:
    pairs = (part.partition(".") for part in have[:400].split(","))
    return {name: mark for name, _dot, mark in pairs}
