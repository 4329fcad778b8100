"""What the user of this laptop chose, kept in one small JSON file."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from assembly_app import paths

RECENT = 12
"""How many recent assemblies are remembered."""


class WiFi(msgspec.Struct, frozen=True):
    """The hall's Wi-Fi, for the QR code that lets phones join it. No password: an open network."""

    name: str = ""
    password: str = ""


class Settings(msgspec.Struct, frozen=True):
    """Every choice with its default. Empty texts mean: let the program choose."""

    language: str = ""
    appearance: str = "system"
    """"system", "light" or "dark"."""
    recent: tuple[str, ...] = ()
    wifi: WiFi = WiFi()
    address: str = ""
    port: int = 0
    """The phones' port that the user fixed; 0: the program chooses."""
    last_port: int = 0
    """The phones' port of last time: printed badges lead to it."""
    toured: bool = False
    """Whether the tour was seen, or left."""
    dictionaries: str = ""
    """A folder with further dictionaries for the spelling of the minutes."""
    window: str = ""
    """The console's geometry as Qt wrote it, in base 64."""

    def opened(self, file: Path) -> Settings:
        """With `file` first among the recent ones."""
        name = str(file)
        return replace(self, recent=(name, *(other for other in self.recent if other != name))[:RECENT])


def load(path: Path | None = None) -> Settings:
    """The settings; a file that is missing or damaged gives the defaults."""
    try:
        return msgspec.json.decode((path or paths.settings_file()).read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError):
        return Settings()


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings aside and put them in place whole, readable by this user only (a Wi-Fi password)."""
    target = path or paths.settings_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_suffix(".part")
    aside.touch(mode=0o600)
    aside.write_bytes(msgspec.json.format(msgspec.json.encode(settings)))
    aside.replace(target)
