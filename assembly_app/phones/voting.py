"""The answer to a vote: given when it is durable, and then with its receipt; or why it is not in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assembly_app.desk import Cast
from assembly_app.domain.ballots import from_form, to_form, valid_choice
from assembly_app.domain.errors import Refused
from assembly_app.domain.voting import PollState
from assembly_app.phones import blanks, pages
from assembly_app.phones.border import Unacceptable, form, reader, wants_json
from assembly_app.phones.doors import Known
from assembly_app.phones.poll_views import Draft
from assembly_app.phones.views import Proxy, You, with_vote
from assembly_app.words import wording
from assembly_app.words.result_words import choice_words

if TYPE_CHECKING:
    from assembly_app.phones.app import Phones

_KEY = re.compile(r"[0-9A-Za-z-]{16,64}")
MOST_INSTEAD = 50
"""How many earlier votes of the same phone can still be under way when it changes its mind again."""


async def vote(phones: Phones, request: Request) -> Response:
    """Put a ballot in; the same form sent again gets the same answer."""
    fields = await form(request)
    known = await phones.doors.who(request)
    if known is None:
        return _unknown(request)
    draft = Draft(fields.get("giver", [""])[0], fields)
    try:
        cast = await _cast(phones, draft, known)
    except Unacceptable:
        raise
    except Refused as refusal:  # the fields say no ballot, such as one place for two options
        return await _refused(phones, request, known, refusal, draft)
    answer = await phones.urn.put(cast)
    if isinstance(answer, Refused):
        return await _refused(phones, request, known, answer, draft)
    return await _put(phones, request, known, cast, answer)


async def _cast(phones: Phones, draft: Draft, known: Known) -> Cast:
    fields, giver = draft.fields, draft.giver
    poll, key = fields.get("poll", [""])[0], fields.get("key", [""])[0]
    if not _KEY.fullmatch(key):
        raise Unacceptable("This form could not be read. Load the page again.")
    instead = tuple(fields.get("instead", ()))
    if len(instead) > MOST_INSTEAD or not all(map(_KEY.fullmatch, instead)):
        raise Unacceptable("This form could not be read. Load the page again.")
    choice = from_form(fields)
    ticket = await _ticket(phones, giver, known) if giver else known.ticket.id
    return Cast(poll, known.person.id, ticket, known.device, choice, key, giver, instead)


async def _ticket(phones: Phones, giver: str, known: Known) -> str:
    """The ticket of an absent member whose proxy this phone's person holds.

    Whoever does not hold it is refused here: at the box, a ballot like the one that is in would be taken for it, and
    so would tell a stranger what is in it.
    """
    holds = phones.hall.desk.state.proxies.get(giver) == known.person.id
    ticket = await phones.hall.ask(phones.hall.ticket_of, giver) if holds else None
    if ticket is None:
        raise Refused("You do not hold this person's proxy for this vote.")
    return ticket.id


def _unknown(request: Request) -> Response:
    if not wants_json(request):
        return RedirectResponse("/", 303)
    _ = reader(request)
    return JSONResponse({"answer": "refused", "text": _("You are not signed in. Sign in, then vote.")}, 401)


async def _refused(phones: Phones, request: Request, known: Known, why: Refused, draft: Draft) -> Response:
    text = reader(request).explain(why)
    if wants_json(request):
        return JSONResponse({"answer": "refused", "text": text}, 409)
    return await phones.page(request, known, text, draft=draft)


async def _put(phones: Phones, request: Request, known: Known, cast: Cast, receipt: str | None) -> Response:
    _ = reader(request)
    answer, status = ("waiting", 202) if receipt is None else ("in", 200)
    if wants_json(request):
        seen = phones.hall.snapshot
        you = _after(seen.state.open_poll, phones.you(seen, known), cast, answer)
        section = phones.painter.section("poll", seen, you, _)
        html = blanks.fill(blanks.cut(section.html), {})
        told = {"answer": answer, "receipt": receipt or "", "poll": (section.mark, html)}
        return Response(msgspec.json.encode(told), status, media_type="application/json")
    found = phones.hall.desk.state.poll(cast.poll)
    asked = found.poll
    name = wording.name_of(phones.hall.desk.people, cast.giver, _) if cast.giver else ""
    chose = "" if asked.secret or cast.giver else choice_words(cast.choice, found, _)
    view = {"id": asked.id, "question": _.pick(asked.question), "secret": asked.secret, "receipt": receipt,
            "ballot": {"giver": cast.giver, "name": name, "chose": chose}}  # fmt: skip
    html = pages.render(
        "answer.html", _, assembly=phones.hall.snapshot.assembly, path="/", error="", answer=answer, view=view,
        sent=cast.key, fields=to_form(cast.choice),
    )  # fmt: skip
    return HTMLResponse(html, status)


def _after(found: PollState | None, you: You, cast: Cast, answer: str) -> You:
    """What the phone is to the session now that this ballot is in, before the next snapshot says so."""
    if found is None or found.poll.id != cast.poll:  # an old vote, sent again while another poll is open
        return you
    if not cast.giver:
        return with_vote(you, found.poll, answer, valid_choice(found.poll, cast.choice))
    proxies = tuple(Proxy(each.giver, each.voted or each.giver == cast.giver) for each in you.proxies)
    return msgspec.structs.replace(you, proxies=proxies)
