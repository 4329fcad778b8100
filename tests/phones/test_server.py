"""The server: how it starts, tells, bears a crowd, and ends."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import event

from assembly_app import cli
from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.polls import Option, Poll, PollKind
from assembly_app.phones.client import Answered, SimulatedPhone
from assembly_app.phones.streams import STREAMS_PER_DEVICE
from tests.phones.conftest import Evening, fill
from tests.phones.process import ServerProcess

FIRST_LOAD = 14 * 1024


@pytest.fixture
def file(desk: Desk) -> Path:
    """An assembly file with an open session."""
    fill(desk)
    return desk.store.path


@pytest.fixture
def child(file: Path) -> Iterator[ServerProcess]:
    server = ServerProcess(file)
    yield server
    if server.process.poll() is None:
        server.kill()


def test_the_child_says_where_it_listens_how_many_phones_and_ends_with_its_parent(
    child: ServerProcess, desk: Desk, play
) -> None:
    async def story() -> None:
        async with SimulatedPhone(child.url) as phone:
            await phone.scan(desk.tickets()["p0"].code)
            heard = [phone.listen(), phone.listen()]  # two tabs of one device
            for stream in heard:
                await anext(stream)
            assert await asyncio.to_thread(child.line) == {"phones": 1}
            for stream in heard:
                await stream.aclose()
        assert await asyncio.to_thread(child.line) == {"phones": 0}

    play(story())
    assert child.end() == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_polite_signal_ends_it_cleanly_while_phones_listen(file: Path, desk: Desk, number: int, play) -> None:
    command = [sys.executable, "-m", "assembly_app", "serve", str(file), "--host", "127.0.0.1", "--port", "0"]
    environment = {**os.environ, "LC_ALL": "en_GB.UTF-8", "XDG_CONFIG_HOME": str(file.parent)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert line.startswith("Phones find the session at http://127.0.0.1:")

        async def story() -> None:
            phone = SimulatedPhone(line.split()[-1])
            await phone.scan(desk.tickets()["p0"].code)
            heard = phone.listen()
            await anext(heard)
            server.send_signal(number)
            assert [section async for section in heard] == []
            await phone.close()

        play(story())
        assert server.wait(20) == 0


def test_a_port_in_use_is_told_in_plain_words(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert cli.main(["serve", str(file), "--host", "127.0.0.1", "--port", port]) == cli.USAGE
    told = capsys.readouterr().err
    assert port in told
    assert "Traceback" not in told


@pytest.mark.parametrize("where", [["--host", "198.51.100.7"], ["--host", "no.such.host.invalid"], ["--port", "99999"]])
def test_an_address_that_is_none_is_told_in_plain_words(
    file: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["serve", str(file), *where]) == cli.USAGE
    told = capsys.readouterr().err
    assert where[1] in told
    assert "Traceback" not in told


def test_the_first_load_fits_in_14_kilobytes_on_the_wire(evening: Evening, play) -> None:
    desk = evening.desk
    for number in range(12):
        desk.execute(commands.CheckIn(f"p{number}"))
        desk.execute(commands.JoinQueue(f"p{number}"))
        desk.execute(
            commands.AddItem(AgendaItem(f"i{number}", {"en": f"An item with a title of some length {number}"}))
        )
    for poll in ("play", "rollcall", "straw"):
        desk.execute(commands.OpenPoll(poll))
        desk.close_poll(poll)
    desk.execute(commands.OpenPoll("trees"))

    async def story() -> int:
        phone = await evening.phone(0)
        weight = 0
        async with httpx.AsyncClient(base_url=evening.url, cookies=phone.cookies) as client:
            page = await client.get("/")
            addresses = ["/", *(part.split('"')[0] for part in page.text.split('"/phone.')[1:])]
            for address in addresses:
                answer = await client.get(address if address == "/" else f"/phone.{address}")
                assert answer.status_code == 200
                assert answer.headers["content-encoding"] == "gzip"
                weight += answer.num_bytes_downloaded + len(repr(answer.headers.raw))
        assert len(addresses) == 3
        return weight

    weight = play(story())
    assert weight < FIRST_LOAD, weight


def test_pages_carry_the_headers_that_keep_them_safe(evening: Evening, play) -> None:
    async def story() -> None:
        async with httpx.AsyncClient(base_url=evening.url) as client:
            for path in ("/", "/help", "/nothing", "/b/AAAAAAAA"):
                headers = (await client.get(path)).headers
                assert "default-src 'none'" in headers["content-security-policy"]
                assert "unsafe" not in headers["content-security-policy"]
                assert headers["cache-control"] == "no-store"
                assert headers["x-content-type-options"] == "nosniff"
                assert headers["referrer-policy"] == "same-origin"
            page = (await client.get("/")).text
            assert "http" not in page.replace("http-equiv", "")  # nothing is loaded from elsewhere
            entered = await client.post("/join", data={"name": "Zoë"})
            for cookie in entered.headers.get_list("set-cookie"):
                assert "HttpOnly" in cookie
                assert "SameSite=lax" in cookie

    play(story())


def test_the_language_follows_the_phone(evening: Evening, play) -> None:
    async def story() -> None:
        for asked, spoken in (("fr-BE,nl;q=0.5", "fr"), ("pt,de;q=0.3,nl;q=0.8", "nl"), ("zh", "en"), ("", "en")):
            async with httpx.AsyncClient(base_url=evening.url, headers={"Accept-Language": asked}) as client:
                assert f'<html lang="{spoken}"' in (await client.get("/")).text

    play(story())


def test_one_device_cannot_hold_more_than_a_few_streams(evening: Evening, play) -> None:
    async def story() -> None:
        phone = await evening.phone(0)
        streams = [phone.listen() for _ in range(STREAMS_PER_DEVICE + 1)]
        for stream in streams:
            await anext(stream)
        assert [section async for section in streams[0]] == []  # the oldest made way
        evening.desk.execute(commands.NextItem())
        assert "Budget" in (await anext(streams[1]))["now"]
        for stream in streams:
            await stream.aclose()

    play(story())


def test_a_full_disk_is_told_and_the_vote_can_be_sent_again(evening: Evening, play) -> None:
    long = "x" * 6000  # an option so long that its ballot needs a page of its own
    options = (Option(long, {"en": "Long"}), Option("short", {"en": "Short"}))
    evening.desk.execute(commands.AddPoll(Poll("long", {"en": "Long?"}, PollKind.SINGLE, options, secret=False)))
    full = True
    engine = evening.desk.store._engine

    @event.listens_for(engine, "begin", insert=True)
    def _fill(connection) -> None:  # type: ignore[no-untyped-def]
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages if full else 1_000_000}")

    async def story() -> None:
        nonlocal full
        full = False
        phone = await evening.phone(0)
        evening.desk.execute(commands.OpenPoll("long"))
        full = True
        with pytest.raises(Answered, match="The disk is full") as refusal:
            await phone.vote("long", [long], "0123456789abcdef")
        assert refusal.value.status == 503
        assert evening.desk.turnout("long") == 0
        full = False
        assert await phone.vote("long", [long], "0123456789abcdef") == ""
        assert evening.desk.turnout("long") == 1

    play(story())
