"""Files read, and put in their place whole, so that a full disk or a crash never leaves half of one."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from assembly_app.i18n import Explained

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def read_whole(path: Path) -> bytes:
    """What a file holds. Raises `Explained` with what to do."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Explained("There is no file {path}. Check its name.", path=path) from None
    except OSError as error:
        raise Explained("{path} cannot be read ({reason}). Check it and try again.", path=path,
                        reason=error.strerror or str(error)) from None  # fmt: skip


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside, make it durable, and put it in place at once; on any error the old file stays whole.

    Raises `Explained` with what to do.
    """
    target = path.resolve()
    _check(target)
    aside = target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}.part")
    try:
        try:
            _write(aside, data)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise _explained(error, target) from error


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together; none is touched when one of them may not be written. Raises `Explained`."""
    for path in files:
        _check(path.resolve())
    for path, data in files.items():
        write_whole(path, data)


def _check(target: Path) -> None:
    if not target.parent.is_dir():
        raise Explained("The folder {folder} does not exist. Make it first, or choose another one.",
                        folder=target.parent)  # fmt: skip
    if not target.exists():
        return
    if not target.is_file():
        raise Explained("{path} is not a file. Choose another name.", path=target)
    if not target.stat().st_mode & 0o222:
        raise Explained("The file {path} is read-only. Choose another name, or make it writable.", path=target)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _explained(error: OSError, target: Path) -> Explained:
    if error.errno in _FULL:
        return Explained("There is no room for {path}. Free some space, then try again.", path=target)
    if isinstance(error, PermissionError):
        return Explained(
            "{path} cannot be written: it is open in another program, or its folder is read-only. "
            "Close that program or choose another folder.", path=target,
        )  # fmt: skip
    return Explained("{path} cannot be written ({reason}). Choose another folder.", path=target,
                     reason=error.strerror or str(error))  # fmt: skip
