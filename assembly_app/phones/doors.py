"""How a phone comes in: by badge, by code, or by name as a guest; and how it is known afterwards."""

from __future__ import annotations

import hmac
import re
import secrets
import time
import unicodedata

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from assembly_app.desk import Desk, new_id
from assembly_app.domain import commands
from assembly_app.domain.errors import Refused
from assembly_app.domain.people import Door, Person, Role
from assembly_app.domain.state import Phase
from assembly_app.phones.border import Limit, TooMany
from assembly_app.phones.hall import Hall
from assembly_app.store.people import Ticket, tidy_code

TICKET, DEVICE = "ticket", "device"
"""The cookies: the code by which the phone is signed in, and the first code that this phone ever had here.

The second stands for the device in straw polls: it is a ticket too, so that a forged one is worth nothing. Behind the
first code stands a seal over both, by which a phone that was let in is known from one that guesses.
"""

TICKET_SECONDS = 24 * 3600
DEVICE_SECONDS = 30 * 24 * 3600

NAME_LENGTH = 80
CODE_LENGTH = 200
GUESTS = 2000
"""The most guests on the roll of a session."""

UNKNOWN = 10_000
"""How many codes are remembered to be wrong, so that an old cookie costs its phone one try and not one a page."""

WRONG_CODES, WRONG_CODE_SECONDS = 15, 6.0
GUEST_BURST, GUEST_SECONDS = 20, 3.0
"""How many wrong codes and new guests one address may bring at once, and how fast it may bring another."""

_LOOKS_LIKE_A_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9]{4}-[A-Za-z0-9]{4}")
_LOCAL = ("127.0.0.1", "::1")


class Known(msgspec.Struct, frozen=True):
    """Whom a phone speaks for. `device` is a ticket's id, as `Cast.device` wants it."""

    ticket: Ticket
    person: Person
    device: str


class Doors:
    """Lets phones in. Remembers the tickets it has seen, so that a vote costs no look-up."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._desk: Desk = hall.desk
        self._tickets: dict[str, Ticket] = {}
        self._unknown: set[str] = set()
        self._secret = secrets.token_bytes(32)
        self._wrong = Limit(WRONG_CODES, WRONG_CODE_SECONDS, time.monotonic)
        self._guests = Limit(GUEST_BURST, GUEST_SECONDS, time.monotonic)

    async def who(self, request: Request) -> Known | None:
        """Who this phone was signed in as; None when it was not, or the ticket is not valid in this session.

        Raises `TooMany` where its cookies may be guesses and too many were.
        """
        code = request.cookies.get(TICKET, "").partition(".")[0]
        address = "" if self.sealed(request) else address_of(request)
        ticket = await self._ticket(code, address)
        if ticket is None:
            return None
        device = await self._ticket(request.cookies.get(DEVICE, ""), address) or ticket
        return Known(ticket, self._desk.people[ticket.person], device.id)

    async def ticket(self, code: str, address: str) -> Ticket:
        """The ticket of a code that was typed or scanned. Raises `Refused`."""
        ticket = await self._ticket(code, address)
        if ticket is None:
            raise Refused("This code is not valid here. Check it, or ask at the door for a new one.")
        return ticket

    def sealed(self, request: Request) -> bool:
        """Whether this server let the phone in with the very cookies that it shows."""
        code, _dot, seal = request.cookies.get(TICKET, "").partition(".")
        return bool(seal) and hmac.compare_digest(
            seal.encode(), self._seal(code, request.cookies.get(DEVICE, "")).encode()
        )

    def _seal(self, code: str, device: str) -> str:
        return hmac.digest(self._secret, f"{code}\n{device}".encode(), "sha256").hex()[:32]

    def let_in(self, response: Response, ticket: Ticket, request: Request) -> None:
        """Have the phone remember its ticket."""
        device = request.cookies.get(DEVICE, "")
        device = device if device.isascii() and 0 < len(device) <= CODE_LENGTH else ticket.code
        sealed = f"{ticket.code}.{self._seal(ticket.code, device)}"
        response.set_cookie(TICKET, sealed, max_age=TICKET_SECONDS, httponly=True, samesite="lax")
        response.set_cookie(DEVICE, device, max_age=DEVICE_SECONDS, httponly=True, samesite="lax")

    async def enter(self, ticket: Ticket) -> None:
        """Note that the ticket's person is here, by phone; after the session only the page is theirs."""
        state = self._desk.state
        if state.phase is not Phase.CLOSED and ticket.person not in state.present:
            await self._hall.ask(self._desk.execute, commands.CheckIn(ticket.person, Door.PHONE))

    async def as_guest(self, name: str, language: str, address: str) -> Ticket:
        """The ticket of a new guest who is checked in. Raises `Refused`."""
        name = tidy_name(name)
        if not name:
            raise Refused("Write your name.")
        if _LOOKS_LIKE_A_CODE.fullmatch(name):
            raise Refused("This looks like a code. Type it in the field for codes.")
        self._check_room(address)
        self._guests.take(address)
        return await self._hall.ask(self._enrol, Person(
            new_id(), name, role=Role.GUEST, may_vote=False, language=language))  # fmt: skip

    def _check_room(self, address: str) -> None:
        state = self._desk.state
        if state.phase is Phase.CLOSED:
            raise Refused("The session is closed, so nobody can be checked in any more.")
        if self._guests.spent(address) and address not in _LOCAL:  # rehearsals run on the laptop itself
            raise Refused("Too many guests joined from this phone. Wait a minute, then try again.")
        if sum(member.role is Role.GUEST for member in state.members.values()) >= GUESTS:
            raise Refused("The list of guests is full. Ask at the door.")

    def _enrol(self, guest: Person) -> Ticket:
        self._desk.execute(commands.Enrol((guest,)))
        self._desk.execute(commands.CheckIn(guest.id, Door.PHONE))
        return self._desk.tickets()[guest.id]

    async def _ticket(self, code: str, address: str) -> Ticket | None:
        """The ticket of a code, if its person is on this session's roll; an `address` may not guess on and on."""
        if not code or len(code) > CODE_LENGTH:
            return None
        if address and self._wrong.spent(address):
            raise TooMany("Too many wrong codes. Wait a minute, then try again, or ask at the door.")
        code = tidy_code(code)
        ticket = self._tickets.get(code)
        if ticket is None and (ticket := await self._look_up(code, address)) is None:
            return None
        on_roll = ticket.person in self._desk.state.members and ticket.person in self._desk.people
        return ticket if on_roll else None

    async def _look_up(self, code: str, address: str) -> Ticket | None:
        """The ticket of a code that was not met before. A wrong one costs its address a try, once."""
        if code in self._unknown:
            return None
        ticket = await self._hall.ask(self._desk.ticket, code)
        if ticket is not None:
            self._tickets[code] = ticket
            return ticket
        self._wrong.take(address)
        if len(self._unknown) >= UNKNOWN:
            self._unknown.clear()
        self._unknown.add(code)
        return None


def tidy_name(typed: str) -> str:
    """A name without control characters and doubled spaces, cut to a bearable length."""
    printable = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in unicodedata.normalize("NFC", typed))
    return " ".join(printable.split())[:NAME_LENGTH].strip()


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "?"


def let_out(response: Response) -> None:
    """Have the phone forget its ticket; it stays the same device."""
    response.delete_cookie(TICKET, httponly=True, samesite="lax")
