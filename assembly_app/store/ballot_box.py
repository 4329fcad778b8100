"""The ballot box: who has voted (marks), what was said (ballots), and no way from one to the other."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.exc import IntegrityError

from assembly_app.domain.ballots import Choice, digest
from assembly_app.domain.polls import Poll
from assembly_app.store import database
from assembly_app.store.tables import BallotRow, MarkRow, NamedBallotRow, VoteKeyRow

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U to misread
_shuffle = random.SystemRandom().shuffle
_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(Choice).decode


class Vote(msgspec.Struct, frozen=True):
    """A checked ballot on its way into the box. `key` is the phone's random idempotency key."""

    poll: str
    ticket: str
    choice: Choice
    key: str
    secret: bool
    revote: bool = False
    """Whether it takes the place of an earlier vote of its ticket; in a named straw poll only (rule 5)."""
    instead: tuple[str, ...] = ()
    """The keys of earlier votes of the same phone that may still be under way, and must not come back."""

    @property
    def receipt(self) -> str:
        """The random id under which a secret ballot is stored, and which only its voter learns.

        It follows from the phone's key, so that a repeated request gets the same receipt although
        nothing is stored that leads from the ticket to the ballot.
        """
        seed = hashlib.sha256(f"{self.poll}\n{self.ticket}\n{self.key}".encode()).digest()
        number = int.from_bytes(seed[:8])
        letters = "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(12))
        return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def cast(connection: Connection, votes: Sequence[Vote]) -> list[bool]:
    """Put votes in the box, inside the caller's writing transaction; True where a vote is in it now.

    A vote whose ticket has a mark already counts as in only if it repeats the one that made the mark. Where votes can
    be changed, the one that came last is in. Marks and ballots are each written in random order.
    """
    marked = _existing(connection, [vote for vote in votes if not vote.revote])
    fresh: dict[tuple[str, str], Vote] = {}
    for vote in votes:
        if not vote.revote and (vote.poll, vote.ticket) not in marked:
            fresh.setdefault((vote.poll, vote.ticket), vote)
    _change(connection, [vote for vote in votes if vote.revote])
    written = _write_all(connection, list(fresh.values()))
    return [vote in written or repeats(connection, vote) for vote in votes]


def _write_all(connection: Connection, votes: list[Vote]) -> set[Vote]:
    """Write the votes and return those that are in. Only two equal receipts can keep one out: it must be sent anew."""
    try:
        with connection.begin_nested():
            _write(connection, votes)
    except IntegrityError:
        if len(votes) == 1:
            return set()
        return set().union(*(_write_all(connection, [vote]) for vote in votes))
    return set(votes)


def _change(connection: Connection, votes: Sequence[Vote]) -> None:
    """Put each ticket's newest vote in its place. One whose key came before, or that gave way, is not new."""
    if not votes:
        return
    asked = [(vote.poll, vote.ticket, key) for vote in votes for key in (vote.key, *vote.instead)]
    known = database.those_in(connection, VoteKeyRow, ("poll", "ticket", "key"), asked)
    newest: dict[tuple[str, str], Vote] = {}
    fresh: set[tuple[str, ...]] = set()
    for vote in votes:
        if (vote.poll, vote.ticket, vote.key) not in known | fresh:
            newest[vote.poll, vote.ticket] = vote
            fresh |= {(vote.poll, vote.ticket, key) for key in (vote.key, *vote.instead)}
    rows: list[tuple[str, ...]] = [(vote.poll, vote.ticket, _text(vote.choice)) for vote in newest.values()]
    for table, columns, values in (
        (MarkRow, ("poll", "ticket"), list(newest)),
        (NamedBallotRow, ("poll", "ticket", "choice"), rows),
        (VoteKeyRow, ("poll", "ticket", "key"), list(fresh - known)),
    ):
        database.insert_group(connection, table, columns, values, replacing=True)


def changes(connection: Connection, poll: str, ticket: str) -> int:
    """How many votes of this ticket the poll has known; 0 where votes cannot be changed."""
    query = select(func.count()).where(VoteKeyRow.poll == poll, VoteKeyRow.ticket == ticket)
    return connection.execute(query).scalar_one()


def gave_way(connection: Connection, vote: Vote) -> bool:
    """Whether this vote was put in and a newer one took its place."""
    key = (vote.poll, vote.ticket, vote.key)
    return bool(database.those_in(connection, VoteKeyRow, ("poll", "ticket", "key"), [key]))


def _existing(connection: Connection, votes: Sequence[Vote]) -> set[tuple[str, ...]]:
    pairs = [(vote.poll, vote.ticket) for vote in votes]
    return database.those_in(connection, MarkRow, ("poll", "ticket"), pairs)


def _write(connection: Connection, votes: list[Vote]) -> None:
    marks: list[tuple[str, ...]] = [(vote.poll, vote.ticket) for vote in votes]
    secret: list[tuple[str, ...]] = [(v.poll, v.receipt, _text(v.choice)) for v in votes if v.secret]
    named: list[tuple[str, ...]] = [(v.poll, v.ticket, _text(v.choice)) for v in votes if not v.secret]
    for table, columns, rows in (
        (MarkRow, ("poll", "ticket"), marks),
        (BallotRow, ("poll", "id", "choice"), secret),
        (NamedBallotRow, ("poll", "ticket", "choice"), named),
    ):
        if rows:
            _shuffle(rows)
            database.insert_group(connection, table, columns, rows)


def repeats(connection: Connection, vote: Vote) -> bool:
    """Whether the box holds this very vote already, sent twice; with another choice it is another vote."""
    if vote.secret:
        query = select(BallotRow.choice).where(BallotRow.poll == vote.poll, BallotRow.id == vote.receipt)
        return connection.execute(query).scalar() == _text(vote.choice)
    query = select(NamedBallotRow.choice).where(NamedBallotRow.poll == vote.poll, NamedBallotRow.ticket == vote.ticket)
    return connection.execute(query).scalar() == _text(vote.choice)


def _text(choice: Choice) -> str:
    return _encode(choice).decode()


def turnout(connection: Connection, poll: str) -> int:
    """How many have voted."""
    return connection.execute(select(func.count()).where(MarkRow.poll == poll)).scalar_one()


def has_voted(connection: Connection, poll: str, ticket: str) -> bool:
    """Whether this ticket has voted in the poll."""
    query = select(MarkRow.poll).where(MarkRow.poll == poll, MarkRow.ticket == ticket)
    return connection.execute(query).first() is not None


def voted(connection: Connection, poll: str) -> frozenset[str]:
    """The tickets that have voted, for the phones' own pages; no face shows this list."""
    return frozenset(connection.execute(select(MarkRow.ticket).where(MarkRow.poll == poll)).scalars())


def ballots(connection: Connection, poll: Poll) -> list[tuple[str, Choice]]:
    """Every ballot, sorted by its key: the receipt in a secret poll, the ticket in a named one."""
    key, table = (BallotRow.id, BallotRow) if poll.secret else (NamedBallotRow.ticket, NamedBallotRow)
    query = select(key, table.choice).where(table.poll == poll.id).order_by(key)
    return [(row[0], _decode(row[1])) for row in connection.execute(query)]


def piles(found: Iterable[tuple[str, Choice]], weights: Mapping[str, int]) -> dict[Choice, int]:
    """How many votes each choice has among ballots; a ballot's key (its ticket) may weigh more than one."""
    laid: Counter[Choice] = Counter()
    for key, choice in found:
        laid[choice] += weights.get(key, 1)
    return dict(laid)


def seal(found: Iterable[tuple[str, Choice]]) -> str:
    """The digest that seals the box."""
    return digest(f"{key} {_text(choice)}" for key, choice in found)


def destroy(connection: Connection, poll: str) -> None:
    """Empty the box of a cancelled poll: its ballots are never counted and nobody will read them."""
    for table in (BallotRow, NamedBallotRow, VoteKeyRow, MarkRow):
        connection.execute(delete(table).where(table.poll == poll))
