"""After the close: all about a result, the list of ballots that a poll publishes, and where a voter finds a receipt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assembly_app.domain.ballots import Choice
from assembly_app.domain.errors import Refused
from assembly_app.domain.voting import PollState
from assembly_app.i18n import Translator
from assembly_app.phones import blanks, pages, poll_views
from assembly_app.phones.border import form, reader
from assembly_app.phones.hall import Snapshot
from assembly_app.phones.views import View
from assembly_app.words import result_words

if TYPE_CHECKING:
    from assembly_app.phones.app import Phones

_MISREAD = str.maketrans("OIL", "011")  # letters that receipts do not have, and what they were meant to be


def tidy_receipt(typed: str) -> str:
    """The receipt in what someone typed: "k7fq 2m9d oo1l" is K7FQ-2M9D-0011."""
    letters = re.sub(r"[^0-9A-Z]", "", typed[:100].upper()).translate(_MISREAD)
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


async def result(phones: Phones, request: Request) -> Response:
    """All that is told of a poll that is over, with its ballots where it publishes them."""
    known = await phones.doors.who(request)
    if known is None:
        return RedirectResponse("/", 303)
    _, seen = reader(request), await phones.hall.latest()
    found = next((p for p in poll_views.over(seen) if p.poll.id == request.path_params["poll"]), None)
    if found is None:
        raise Refused("This vote has no result yet. Come back when it is closed.")
    listed = await _listed(phones, found, _) if poll_views.publishes(found) else []
    view = poll_views.whole(seen, found, _)
    html = await phones.hall.ask(lambda: pages.render(
        "whole-result.html", _, assembly=seen.assembly, path=request.url.path, error="", result=view, listed=listed,
    ))  # fmt: skip
    return HTMLResponse(blanks.fill(blanks.cut(html), phones.painter.own(seen, known.ticket.id, _)))


async def _listed(phones: Phones, found: PollState, _: Translator) -> list[tuple[str, str]]:
    """The published list, its choices in words; each choice is put in words once."""
    published = await phones.hall.ask(phones.hall.published, found)
    words: dict[Choice, str] = {}
    for choice in published.values():
        if choice not in words:
            words[choice] = result_words.choice_words(choice, found, _)
    return [(receipt, words[choice]) for receipt, choice in published.items()]


async def receipt(phones: Phones, request: Request) -> Response:
    """The page where a voter finds a receipt, and the answer to one that was typed."""
    typed = (await form(request)).get("receipt", [""])[0] if request.method == "POST" else ""
    if await phones.doors.who(request) is None:
        return RedirectResponse("/", 303)
    _, seen = reader(request), await phones.hall.latest()
    error, told = "", None
    if request.method == "POST":
        told = await _find(phones, seen, tidy_receipt(typed), _)
        error = "" if told else _not_found(tidy_receipt(typed), _)
    html = pages.render(
        "receipt.html", _, assembly=seen.assembly, path="/receipt", error=error, field="receipt", typed=typed[:40],
        told=told, polls=[(p.poll.id, _.pick(p.poll.question)) for p in _publishing(seen)],
    )  # fmt: skip
    return HTMLResponse(html, 404 if error else 200)


def _publishing(seen: Snapshot) -> list[PollState]:
    return [found for found in poll_views.over(seen) if poll_views.publishes(found)]


async def _find(phones: Phones, seen: Snapshot, typed: str, _: Translator) -> View | None:
    for found in _publishing(seen):
        published = await phones.hall.ask(phones.hall.published, found)
        if (choice := published.get(typed)) is not None:
            return {
                "receipt": typed,
                "question": _.pick(found.poll.question),
                "choice": result_words.choice_words(choice, found, _),
            }
    return None


def _not_found(typed: str, _: Translator) -> str:
    if not typed:
        return _("Type your receipt.")
    return _("{receipt} is in none of the published lists. Check each letter; if it is right, tell everyone.",
             receipt=typed)  # fmt: skip
