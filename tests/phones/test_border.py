"""The border: limits per address, slow senders, and names as people type them."""

from __future__ import annotations

import asyncio
import socket
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly_app.phones import border
from assembly_app.phones.border import Limit
from assembly_app.phones.doors import NAME_LENGTH, tidy_name
from tests.phones.conftest import Evening


def test_a_limit_fills_up_again_and_is_each_address_s_own() -> None:
    moment = 0.0
    limit = Limit(3, 10.0, lambda: moment)
    for _ in range(3):
        assert not limit.spent("a")
        limit.take("a")
    assert limit.spent("a")
    assert not limit.spent("b")
    moment = 9.9
    assert limit.spent("a")
    moment = 10.1
    assert not limit.spent("a")
    moment = 10_000.0
    for _ in range(3):
        limit.take("a")
    assert limit.spent("a")


def test_a_limit_does_not_grow_with_the_number_of_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(border, "ADDRESSES", 10)
    limit = Limit(1, 10.0, lambda: 0.0)
    for number in range(1000):
        limit.take(str(number))
    assert len(limit._stock) <= 10


@given(st.text(max_size=300))
def test_a_name_is_one_short_line_whatever_is_typed(typed: str) -> None:
    name = tidy_name(typed)
    assert len(name) <= NAME_LENGTH
    assert name == name.strip()
    assert name.isprintable()
    assert tidy_name(name) == name


def test_a_form_that_never_ends_is_not_waited_for(evening: Evening, play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(border, "BODY_SECONDS", 0.2)
    address = urlsplit(evening.url)

    def slow() -> bytes:
        with socket.create_connection((address.hostname, address.port), timeout=20) as line:
            head = f"POST /join HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 100\r\n\r\nname=Z"
            line.sendall(head.encode())
            return line.recv(100)

    assert b" 503 " in play(asyncio.to_thread(slow))
