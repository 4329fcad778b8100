"""The border: what comes in from phones is bounded and checked here, and what goes out carries the safe headers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assembly_app.domain.errors import Refused
from assembly_app.i18n import PHONE_LANGUAGES, Translator, reader_language

BODY_BYTES = 16 * 1024
FIELDS = 120
BODY_SECONDS = 15.0
"""The largest form that is read: its size, its number of fields, and how long it may take to arrive."""

ADDRESSES = 10_000
"""How many addresses a limit remembers."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    # "same-origin" tells other sites nothing, as "no-referrer" does, but lets browsers say where a form comes from.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


_SAFE = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]


class Unacceptable(Refused):
    """A request that no page of ours sends; `status` is its HTTP answer."""

    status = 400


class TooLarge(Unacceptable):
    """A form that is too large."""

    status = 413


class TooSlow(Unacceptable):
    """A form that did not arrive; the phone sends it again."""

    status = 503


class TooMany(Unacceptable):
    """A try too many from one address; later it may try again."""

    status = 429


class Elsewhere(Unacceptable):
    """A form that another site sent."""

    status = 403


class Border:
    """Puts the safe headers on every answer; pages are never kept by a cache."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"]
                headers.extend(_SAFE)
                if not any(name == b"cache-control" for name, _value in headers):
                    headers.append((b"cache-control", b"no-store"))
            await send(message)

        await self._app(scope, receive, dressed)


async def form(request: Request) -> dict[str, list[str]]:
    """The fields of a form that one of our own pages sent. Raises `Unacceptable`."""
    check_origin(request.headers)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > BODY_BYTES:
                    raise TooLarge("This form is too large, so it was not read. Go back and try again.")
    except TimeoutError:
        raise TooSlow("The form did not arrive in time. Send it again.") from None
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=FIELDS, errors="strict")
    except ValueError:  # not UTF-8, or too many fields
        raise Unacceptable("This form could not be read. Load the page again.") from None


def check_origin(headers: Headers) -> None:
    """Refuse a form that comes from another site. A client that does not say where from is no browser of a victim."""
    origin = headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != headers.get("host", "")
    if foreign or headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise Elsewhere("This form came from another website, so it was not accepted. Open this page again.")


def wants_json(request: Request) -> bool:
    """Whether the page's script asks, and not the browser itself."""
    return "application/json" in request.headers.get("accept", "")


LARGE = "large"
"""What stands behind the language in its cookie where a reader wants larger text."""


class Reader(Translator):
    """How a reader wants to be spoken to: the language, and whether in larger text."""

    def __init__(self, language: str, large: bool) -> None:
        super().__init__(language)
        self.large = large


def reader(request: Request) -> Reader:
    """The reader's language, by the switch or else by what the phone asks for, and size of text."""
    return _reader(request.cookies.get("language", "")[:20], request.headers.get("accept-language", "")[:500])


@lru_cache(maxsize=1000)
def _reader(shown: str, accept: str) -> Reader:
    chosen, _dot, size = shown.partition(".")
    accepted = sorted(
        (part.split(";") for part in accept.split(",")),
        key=lambda part: part[1].strip() if len(part) > 1 else "q=1",
        reverse=True,
    )
    languages = [part[0].strip() for part in accepted if part[0].strip()]
    chosen = chosen if chosen in PHONE_LANGUAGES else ""
    return Reader(reader_language(chosen, languages or ["en"], PHONE_LANGUAGES), size == LARGE)


class Limit:
    """A gentle limit per address: a stock of `burst` tries that fills up again by one every `seconds`."""

    def __init__(self, burst: int, seconds: float, clock: Callable[[], float]) -> None:
        self._burst = burst
        self._seconds = seconds
        self._clock = clock
        self._stock: dict[str, tuple[float, float]] = {}

    def spent(self, address: str) -> bool:
        """Whether this address has no try left."""
        return self._left(address) < 1

    def take(self, address: str) -> None:
        """Use up one try."""
        if len(self._stock) >= ADDRESSES:
            self._stock.clear()
        self._stock[address] = (self._left(address) - 1, self._clock())

    def _left(self, address: str) -> float:
        left, since = self._stock.get(address, (float(self._burst), self._clock()))
        return min(self._burst, left + (self._clock() - since) / self._seconds)
