"""The phones' server, with its box as it is, or changed in one way, to see what storing costs."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sqlalchemy import Connection

from assembly_app.phones import urn
from assembly_app.phones.server import serve
from assembly_app.store import ballot_box
from assembly_app.store.ballot_box import Vote


def forget(connection: Connection, votes: Sequence[Vote]) -> list[bool]:
    """Answer as if every ballot were in the box, and keep none."""
    return [True] * len(votes)


if __name__ == "__main__":
    file, mode = sys.argv[1:]
    if mode == "forgetful":
        ballot_box.cast = forget
    elif mode == "one-by-one":
        urn.GROUP = 1
    serve(file, None, "127.0.0.1", 0, child=True)
