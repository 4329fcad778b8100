"""The answer to a vote: given when it is durable, and then with its receipt; or why it is not in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assembly_app.desk import Cast
from assembly_app.domain.ballots import from_form, to_form
from assembly_app.domain.errors import Refused
from assembly_app.phones import pages
from assembly_app.phones.border import Unacceptable, form, reader, wants_json
from assembly_app.phones.doors import Known
from assembly_app.phones.views import you_of

if TYPE_CHECKING:
    from assembly_app.phones.app import Phones

_KEY = re.compile(r"[0-9A-Za-z-]{16,64}")


async def vote(phones: Phones, request: Request) -> Response:
    """Put a ballot in; the same form sent again gets the same answer."""
    fields = await form(request)
    known = await phones.doors.who(request)
    if known is None:
        return _unknown(request)
    try:
        cast = _cast(fields, known)
    except Unacceptable:
        raise
    except Refused as refusal:  # the fields say no ballot, such as one place for two options
        return await _refused(phones, request, known, refusal)
    answer = await phones.urn.put(cast)
    if isinstance(answer, Refused):
        return await _refused(phones, request, known, answer)
    return await _put(phones, request, known, cast, answer)


def _cast(fields: dict[str, list[str]], known: Known) -> Cast:
    poll, key = fields.get("poll", [""])[0], fields.get("key", [""])[0]
    if not _KEY.fullmatch(key):
        raise Unacceptable("This form could not be read. Load the page again.")
    choice = from_form(fields)
    return Cast(poll, known.person.id, known.ticket.id, known.device, choice, key)


def _unknown(request: Request) -> Response:
    if not wants_json(request):
        return RedirectResponse("/", 303)
    _ = reader(request)
    return JSONResponse({"answer": "refused", "text": _("You are not signed in. Sign in, then vote.")}, 401)


async def _refused(phones: Phones, request: Request, known: Known, why: Refused) -> Response:
    text = reader(request).explain(why)
    if wants_json(request):
        return JSONResponse({"answer": "refused", "text": text}, 409)
    return await phones.page(request, known, text, "o1")


async def _put(phones: Phones, request: Request, known: Known, cast: Cast, receipt: str | None) -> Response:
    _ = reader(request)
    answer, status = ("waiting", 202) if receipt is None else ("in", 200)
    if wants_json(request):
        seen = phones.hall.snapshot
        you = msgspec.structs.replace(you_of(seen, known, phones.urn.holds), vote=answer)
        section = phones.painter.section("poll", seen, you, _)
        told = {"answer": answer, "receipt": receipt or "", "poll": (section.mark, pages.with_key(section.html))}
        return JSONResponse(told, status)
    asked = phones.hall.desk.state.poll(cast.poll).poll
    view = {"id": asked.id, "question": _.pick(asked.question), "secret": asked.secret, "receipt": receipt}
    html = pages.render(
        "answer.html", _, assembly=phones.hall.snapshot.assembly, path="/", error="", answer=answer, view=view,
        sent=cast.key, fields=to_form(cast.choice),
    )  # fmt: skip
    return HTMLResponse(html, status)
