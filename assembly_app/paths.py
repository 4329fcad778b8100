"""Where the program's own files are, in a checkout and in an installed wheel, and where the user's go."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).parent


def _beside(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


RESOURCES = _beside("resources")
TRANSLATIONS = _beside("translations")


def settings_file() -> Path:
    """The user's settings; the folder may not exist yet."""
    return Path(platformdirs.user_config_dir("assembly-app", appauthor=False)) / "settings.json"


def own_templates() -> Path:
    """The folder of the session templates that the user saved; it may not exist yet."""
    return Path(platformdirs.user_data_dir("assembly-app", appauthor=False)) / "templates"


def documents() -> Path:
    """The folder in which a new assembly is proposed."""
    return Path(platformdirs.user_documents_dir())
