"""Results as JSON without losing exactness: a whole number as a number, any other fraction as text such as "250/3"."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_json(result: object) -> bytes:
    """A result, or anything made of structs and fractions, as JSON."""
    return msgspec.json.encode(msgspec.to_builtins(result, enc_hook=plain))


def from_json(data: bytes, kind: type[T]) -> T:
    """The result that `to_json` wrote. msgspec.ValidationError when it is not one."""
    return msgspec.json.decode(data, type=kind, dec_hook=fraction)


def plain(value: object) -> int | str:
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
    raise NotImplementedError(f"no JSON for {type(value).__name__}")


def fraction(kind: type, value: Any) -> Fraction:
    if kind is Fraction and isinstance(value, int | str):
        return Fraction(value)
    raise NotImplementedError(f"no reading of {kind.__name__}")
