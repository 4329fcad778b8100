"""The JSON Schema (draft 2020-12) of the export, made from the structs that write it and published beside it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import msgspec

from assembly_app import paths
from assembly_app.minutes import export

PUBLISHED = paths.RESOURCES / "schema" / f"session-{export.VERSION}.schema.json"
"""Where the program carries it; `assembly-app export --format schema` writes the same."""


def session_schema() -> bytes:
    """The schema of a whole file, indented."""
    made = msgspec.json.schema(export.ExportedSession, schema_hook=_fraction)
    told = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": export.SCHEMA, **made}
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def _fraction(kind: type) -> dict[str, Any]:
    """How an exact number stands in JSON; see `domain.counting.exact`."""
    if kind is not Fraction:
        raise NotImplementedError(f"no schema for {kind.__name__}")
    return {
        "description": "An exact number: whole as a number, any other as text such as 250/3.",
        "anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+/[0-9]+$"}],
    }
