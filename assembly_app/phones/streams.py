"""Server-sent events: each phone hears at once of what changed on its page, and of nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from assembly_app.i18n import PHONE_LANGUAGES, Translator, translator
from assembly_app.phones.border import reader
from assembly_app.phones.doors import Known
from assembly_app.phones.hall import Stream
from assembly_app.phones.pages import Marks

if TYPE_CHECKING:
    from assembly_app.phones.app import Phones


async def events(phones: Phones, request: Request) -> Response:
    """The stream of a phone. It says which sections it has (`have=now.1a2b,…`) and is sent the others."""
    known = await phones.doors.who(request)
    if known is None:
        return Response("event: out\ndata:\n\n", media_type="text/event-stream")  # the page loads again: the door
    stream = phones.hall.listen(known.device)
    if stream is None:
        return Response(status_code=503, headers={"Retry-After": "5"})
    wanted = request.query_params.get("lang", "")
    _ = translator(wanted) if wanted in PHONE_LANGUAGES else reader(request)
    return StreamingResponse(
        _feed(phones, known, stream, _, _marks(request.query_params.get("have", ""))),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _feed(phones: Phones, known: Known, stream: Stream, _: Translator, has: Marks) -> AsyncIterator[bytes]:
    try:
        while not stream.ended:
            stream.changed.clear()
            seen = phones.hall.snapshot
            news, has = phones.painter.news(seen, phones.you(seen, known), _, has, known.ticket.id)
            yield _message(phones.hall.desk.now(), news)
            await stream.changed.wait()
    finally:
        phones.hall.left(stream)


def _message(at: datetime, sections: bytes) -> bytes:
    return b'data: {"now":%d,"sections":%b}\n\n' % (round(at.timestamp() * 1000), sections)


def _marks(have: str) -> Marks:
    pairs = (part.partition(".") for part in have[:400].split(","))
    return tuple((name, mark) for name, _dot, mark in pairs)
