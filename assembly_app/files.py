"""Files put in their place whole, so that a full disk or a crash never leaves half of one."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from assembly_app.i18n import Explained


def write_whole(path: Path, content: bytes) -> None:
    """Write aside, flush to the disk, then rename. What stood there before stays until then.

    Raises `Explained` when the disk is full or the place cannot be written.
    """
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise _explained(path, error) from error


def _explained(path: Path, error: OSError) -> Explained:
    if error.errno == errno.ENOSPC:
        return Explained("The disk is full. Free some space, then try again; everything saved so far is safe.")
    return Explained(
        "{name} cannot be written there ({reason}). Choose another place.", name=path.name, reason=error.strerror
    )
