"""The phones' server, with its box as it is, or changed in one way, to see what storing costs."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from assembly_app.desk import Cast, Desk, voter
from assembly_app.domain.ballots import valid_choice
from assembly_app.phones import urn
from assembly_app.phones.server import serve
from assembly_app.store import ballot_box
from assembly_app.store.ballot_box import Vote
from assembly_app.store.tables import BallotRow, MarkRow


def forget(desk: Desk, casts: Sequence[Cast]) -> list[str]:
    """Check every ballot and answer it with its receipt, but open no transaction and keep nothing."""
    answers = []
    for cast in casts:
        poll = desk.state.check_voter(cast.poll, cast.person, cast.giver).poll
        choice = valid_choice(poll, cast.choice)
        answers.append(Vote(poll.id, voter(poll, cast.ticket, cast.device), choice, cast.key, poll.secret).receipt)
    return answers


def through_the_orm(connection: Connection, votes: Sequence[Vote]) -> list[bool]:
    """Keep ballots as objects of the mapped classes, as one would write it first."""
    with Session(connection) as session:
        for vote in votes:
            if session.get(MarkRow, (vote.poll, vote.ticket)) is None:
                session.add(MarkRow(poll=vote.poll, ticket=vote.ticket))
                session.add(BallotRow(poll=vote.poll, id=vote.receipt, choice=ballot_box._text(vote.choice)))
        session.flush()
    return [True] * len(votes)


if __name__ == "__main__":
    file, mode = sys.argv[1:]
    if mode == "forgetful":
        Desk.cast = forget  # type: ignore[assignment, method-assign]
    elif mode == "one-by-one":
        urn.GROUP = 1
        ballot_box.cast = through_the_orm
    serve(file, None, "127.0.0.1", 0, child=True)
