"""What can go wrong with a database, each with a sentence for people."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from assembly_app.i18n import Explained


class StoreError(Explained):
    """The database did not do what was asked. Nothing was half done."""


def explained(error: DBAPIError) -> StoreError:
    """The sentence for a database error: full disk, a file in use, a read-only file, or its own words."""
    told = str(error.orig)
    if "no such savepoint" in told and (first := _before(error)):
        return explained(first)  # SQLite undid all at the first error: that one says what happened
    if "full" in told:
        return StoreError("The disk is full. Free some space, then try again; everything saved so far is safe.")
    if "readonly" in told or "read-only" in told:
        return StoreError("This file is read-only. Save a copy in a folder of your own and open the copy.")
    if "locked" in told or "busy" in told:
        return StoreError("Another program holds the file. Close that program, then try again.")
    if "malformed" in told or "not a database" in told:
        return StoreError("The file is damaged. Open your latest copy of it.")
    return StoreError("The file cannot be read or written ({reason}). Nothing was lost; try again.", reason=told)


def _before(error: BaseException) -> DBAPIError | None:
    """The database error during whose handling this one arose."""
    earlier = error.__context__
    while earlier is not None and not isinstance(earlier, DBAPIError):
        earlier = earlier.__context__
    return earlier
