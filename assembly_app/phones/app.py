"""The phones' web app: its addresses, and what each of them answers."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from assembly_app.domain import commands
from assembly_app.domain.commands import Command
from assembly_app.domain.errors import Refused
from assembly_app.domain.people import Door
from assembly_app.domain.state import Phase
from assembly_app.i18n import PHONE_LANGUAGES, Explained, Translator
from assembly_app.phones import checking, pages
from assembly_app.phones.about_item import about_item
from assembly_app.phones.border import LARGE, Border, TooMany, Unacceptable, form, reader, wants_json
from assembly_app.phones.doors import TICKET, Doors, Known, address_of, let_out
from assembly_app.phones.feedback import Answers, feedback
from assembly_app.phones.hall import Hall, Snapshot
from assembly_app.phones.poll_views import Draft, prefix
from assembly_app.phones.signals import Signals, signal
from assembly_app.phones.streams import Streams, events
from assembly_app.phones.urn import Urn
from assembly_app.phones.views import You, you_of
from assembly_app.phones.voting import vote
from assembly_app.store.errors import StoreError
from assembly_app.store.people import Ticket

YEAR = 365 * 24 * 3600
_OWN_PAGE = re.compile(r"/(help|receipt|feedback|(item|result)/[0-9A-Za-z-]{1,64})?")
Handler = Callable[["Phones", Request], Awaitable[Response]]


class Phones:
    """What the addresses share: the hall, the doors, the urn, and the painter of pages."""

    def __init__(self, hall: Hall, urn: Urn) -> None:
        self.hall = hall
        self.urn = urn
        self.doors = Doors(hall)
        self.signals = Signals()
        self.answers = Answers(hall)
        self.painter = pages.Painter()
        self.streams = Streams(hall.desk.now)
        hall.changed.append(self.streams.look)

    def you(self, seen: Snapshot, known: Known) -> You:
        """What the session is to this phone now."""
        you = you_of(seen, known, self.urn.holds)
        match seen.state.phase:
            case Phase.OPEN if you.present:
                return replace(you, given=self.signals.seen_by(known.device))
            case Phase.CLOSED:
                return replace(you, asked=self.answers.asks(seen.state, known.person.id, known.ticket.id))
        return you

    async def page(
        self, request: Request, known: Known, error: str = "", field: str = "main", draft: Draft | None = None
    ) -> Response:
        """The page that shows what happens now, with an error on top if there is one, and the ballot that has it."""
        _ = reader(request)
        seen = await self.hall.latest()
        you = self.you(seen, known)
        sections = self.painter.sections(seen, you, _)
        if draft is not None:
            field = f"{prefix(you, draft.giver)}o1" if you.can_vote_now or you.may_change else "main"
            sections["poll"] = self.painter.refused(seen, you, _, draft)
        at = self.hall.desk.now()
        html = pages.render(
            "session.html", _, assembly=seen.assembly, path="/", error=error, field=field, sections=sections,
            refresh=not (you.can_vote_now or you.may_change or error), name=known.person.name, mine=known.ticket.id[:6],
            at=round(at.timestamp() * 1000),
        )  # fmt: skip
        own = self.painter.own(seen, known.ticket.id, _)
        return HTMLResponse(pages.finish(html, at, own), 409 if error else 200)

    def message(self, request: Request, title: str, text: str, status: int) -> Response:
        """A page that says one thing."""
        html = pages.render(
            "message.html", reader(request), assembly=self.hall.snapshot.assembly, path="/", error=title,
            title=title, text=text,
        )  # fmt: skip
        return HTMLResponse(html, status)

    def switch(self, request: Request, now: str, then: str, code: str) -> Response:
        """A page that asks whether this phone shall speak for someone else from now on."""
        html = pages.render(
            "switch.html", reader(request), assembly=self.hall.snapshot.assembly, path="/", error="",
            now=now, then=then, code=code,
        )  # fmt: skip
        return HTMLResponse(html)

    def join(self, request: Request, _: Translator, status: int = 200, **told: str) -> Response:
        """The page of the door."""
        values = {"error": "", "field": "", "note": "", "code": "", "name": "", **told}
        html = pages.render("join.html", _, assembly=self.hall.snapshot.assembly, path="/", **values)
        return HTMLResponse(html, status)


async def home(phones: Phones, request: Request) -> Response:
    """What happens now; or the door, for a phone that nobody knows."""
    known = await phones.doors.who(request)
    if known is not None:
        page = await phones.page(request, known)
        if not phones.doors.sealed(request):  # it was let in before this server ran
            phones.doors.let_in(page, known.ticket, request)
        return page
    _ = reader(request)
    stale = TICKET in request.cookies
    note = _("Your code is not valid in this session. Sign in again, or ask at the door.") if stale else ""
    response = phones.join(request, _, note=note)
    if stale:
        let_out(response)
    return response


async def badge(phones: Phones, request: Request) -> Response:
    """A badge was scanned: its bearer is in; a phone that speaks for someone else is asked first."""
    _ = reader(request)
    scanned = request.path_params["code"]
    try:
        ticket = await phones.doors.ticket(scanned, address_of(request))
        known = await phones.doors.who(request)
        if known is not None and known.person.id != ticket.person:
            return phones.switch(request, known.person.name, phones.hall.desk.people[ticket.person].name, scanned)
        await phones.doors.enter(ticket)
    except Refused as refusal:
        return phones.message(request, _("This badge does not let you in"), _.explain(refusal), 403)
    return _in(phones, ticket, request)


async def code(phones: Phones, request: Request) -> Response:
    """A code was typed."""
    typed = (await form(request)).get("code", [""])[0]
    try:
        ticket = await phones.doors.ticket(typed, address_of(request))
        await phones.doors.enter(ticket)
    except Refused as refusal:
        _ = reader(request)
        return phones.join(request, _, 403, error=_.explain(refusal), field="code", code=typed[:40])
    return _in(phones, ticket, request)


async def join(phones: Phones, request: Request) -> Response:
    """A guest gave a name."""
    typed = (await form(request)).get("name", [""])[0]
    _ = reader(request)
    try:
        ticket = await phones.doors.as_guest(typed, _.language, address_of(request))
    except Refused as refusal:
        return phones.join(request, _, 400, error=_.explain(refusal), field="name", name=typed[:80])
    return _in(phones, ticket, request)


def _in(phones: Phones, ticket: Ticket, request: Request) -> Response:
    response = RedirectResponse("/", 303)
    phones.doors.let_in(response, ticket, request)
    return response


def asked(command: Callable[[str], Command]) -> Handler:
    """The answer to a button that asks something of the session for the phone's own person."""

    async def answer(phones: Phones, request: Request) -> Response:
        await form(request)
        known = await phones.doors.who(request)
        if known is None:
            return RedirectResponse("/", 303)
        try:
            await phones.hall.ask(phones.hall.desk.execute, command(known.person.id))
        except Refused as refusal:
            text = reader(request).explain(refusal)
            return JSONResponse({"text": text}, 409) if wants_json(request) else await phones.page(request, known, text)
        return Response(status_code=204) if wants_json(request) else RedirectResponse("/", 303)

    return answer


def _back(person: str) -> Command:
    return commands.CheckIn(person, Door.PHONE)


async def out(phones: Phones, request: Request) -> Response:
    """Forget who uses this phone."""
    await form(request)
    response = RedirectResponse("/", 303)
    let_out(response)
    return response


async def help_(phones: Phones, request: Request) -> Response:
    """Help, and what is stored."""
    signed_in = await phones.doors.who(request) is not None
    html = pages.render(
        "help.html", reader(request), assembly=phones.hall.snapshot.assembly, path="/help", error="",
        signed_in=signed_in,
    )  # fmt: skip
    return HTMLResponse(html)


async def language(phones: Phones, request: Request) -> Response:
    """The language switch."""
    return _shown(request, request.path_params["language"], reader(request).large)


async def size(phones: Phones, request: Request) -> Response:
    """The switch to larger text and back."""
    return _shown(request, reader(request).language, request.path_params["size"] == LARGE)


def _shown(request: Request, language: str, large: bool) -> Response:
    """Back to the page, which is shown like this from now on."""
    to = request.query_params.get("to", "/")
    response = RedirectResponse(to if _OWN_PAGE.fullmatch(to) else "/", 303)
    if language in PHONE_LANGUAGES:
        shown = f"{language}.{LARGE}" if large else language
        response.set_cookie("language", shown, max_age=YEAR, httponly=True, samesite="lax")
    return response


async def static(phones: Phones, request: Request) -> Response:
    """The style sheet and the script; their addresses change with their content."""
    name = request.url.path.lstrip("/")
    content, _mark = pages.static(name)
    return Response(content, media_type=pages.STATIC[name], headers={"Cache-Control": f"max-age={YEAR}, immutable"})


def _bound(phones: Phones, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        _ = reader(request)
        try:
            return await handler(phones, request)
        except Unacceptable as error:
            title, text, status = _("This did not work"), _.explain(error), error.status
        except StoreError as error:
            title, text, status = _("This is not saved yet"), _.explain(error), 503
        except Explained as error:
            title, text, status = _("This did not work"), _.explain(error), 409
        except Exception as error:
            logging.getLogger("assembly_app").error("a phone's request failed: %s", type(error).__name__)
            title, status = _("This did not work"), 500
            text = _("Something went wrong that the program did not expect. Nothing that was saved is lost.")
        if wants_json(request):
            return JSONResponse(
                {"answer": "again" if status >= 500 or status == TooMany.status else "refused", "text": text}, status
            )
        return phones.message(request, title, text, status)

    return answer


class Quick:
    """Lets streams, and votes that the page's script sends, past what only pages need: packing, and the search for
    their address."""

    def __init__(self, app: ASGIApp, phones: Phones) -> None:
        self._app = app
        self._vote, self._events = _bound(phones, vote), _bound(phones, events)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response: Response | None = None
        if scope["type"] == "http":
            request = Request(scope, receive, send)
            match scope["method"], scope["path"]:
                case "GET", "/events":
                    response = await self._events(request)
                case "POST", "/vote" if wants_json(request):
                    response = await self._vote(request)
        await (response or self._app)(scope, receive, send)


def application(hall: Hall, urn: Urn | None = None) -> Starlette:
    """The app on a hall; it starts and stops with the server."""
    urn = urn or Urn(hall)
    phones = Phones(hall, urn)

    @asynccontextmanager
    async def living(_app: Starlette) -> AsyncIterator[None]:
        await hall.start()
        await urn.start()
        await phones.answers.start()
        phones.streams.start()
        yield
        await phones.streams.stop()
        await phones.answers.stop()
        await urn.stop()
        await hall.stop()

    def route(path: str, handler: Handler, method: str = "GET") -> Route:
        return Route(path, _bound(phones, handler), methods=[method])

    async def lost(request: Request, _error: Exception) -> Response:
        _ = reader(request)
        return phones.message(
            request, _("There is nothing here"), _("This address does not exist. Go on to the session."), 404
        )

    app = Starlette(
        routes=[
            route("/", home),
            route("/b/{code}", badge),
            route("/code", code, "POST"),
            route("/join", join, "POST"),
            route("/back", asked(_back), "POST"),
            route("/hand", asked(commands.JoinQueue), "POST"),
            route("/withdraw", asked(commands.Withdraw), "POST"),
            route("/vote", vote, "POST"),
            route("/signal", signal, "POST"),
            route("/feedback", feedback),
            route("/feedback", feedback, "POST"),
            route("/item/{item}", about_item),
            route("/result/{poll}", checking.result),
            route("/receipt", checking.receipt),
            route("/receipt", checking.receipt, "POST"),
            route("/help", help_),
            route("/out", out, "POST"),
            route("/language/{language}", language),
            route("/text/{size}", size),
            *(route(f"/{name}", static) for name in pages.STATIC),
        ],
        middleware=[
            Middleware(Border),
            Middleware(Quick, phones=phones),
            Middleware(GZipMiddleware, minimum_size=1400, compresslevel=6),
        ],
        exception_handlers={404: lost, 405: lost},
        lifespan=living,
    )
    app.state.urn = urn
    app.state.signals = phones.signals
    app.state.streams = phones.streams
    return app
