"""The phones' server under the desktop's eye: real child processes, killed and started again."""

from __future__ import annotations

import os
import signal
import socket
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.phones_server import Health, PhonesServer
from assembly_app.i18n import Translator

STARTING = 20_000
"""Milliseconds that a Python process may take to start on a busy machine."""

CHILD = """
import json, socket, sys
port = int(sys.argv[sys.argv.index("--port") + 1])
listener = socket.create_server(("0.0.0.0", port))
print("a line of somebody else", flush=True)
print(json.dumps({"ready": listener.getsockname()[1]}), flush=True)
print(json.dumps({"phones": 7}), flush=True)
for line in sys.stdin:
    if line == "look\\n":
        print(json.dumps({"phones": 8}), flush=True)
"""

Start = Callable[..., PhonesServer]


@pytest.fixture
def start(desk: Desk, preferences: Preferences, qtbot: QtBot) -> Iterator[Start]:
    """Starts servers on a free port and ends them; `stand_in` runs a small script instead of the program."""
    made: list[PhonesServer] = []
    preferences.values = preferences.values.__class__(last_port=free_port())

    def begin(stand_in: bool = True) -> PhonesServer:
        command = (sys.executable, "-c", CHILD) if stand_in else ()
        server = PhonesServer(desk.store.path, desk.session, preferences, Translator("en"), command)
        made.append(server)
        server.start()
        qtbot.waitUntil(lambda: server.health is Health.RUNNING, timeout=STARTING)
        return server

    yield begin
    for server in made:
        server.stop()


def free_port() -> int:
    with socket.create_server(("0.0.0.0", 0)) as listener:
        return int(listener.getsockname()[1])


def test_the_child_says_where_it_listens_and_how_many_phones_there_are(
    start: Start, preferences: Preferences, qtbot: QtBot
) -> None:
    server = start()
    qtbot.waitUntil(lambda: server.connected == 7)
    assert server.port == preferences.values.last_port
    assert server.room_url == f"http://{server.address}:{server.port}/"


def test_the_child_is_told_at_once_that_the_journal_grew(start: Start, qtbot: QtBot) -> None:
    server = start()
    server.look()
    qtbot.waitUntil(lambda: server.connected == 8)
    server.stop()
    server.look()  # with nobody to tell


def test_a_killed_child_comes_back_on_the_same_port(start: Start, qtbot: QtBot) -> None:
    server = start(stand_in=False)
    port, address = server.port, f"http://127.0.0.1:{server.port}/"
    assert urllib.request.urlopen(address, timeout=20).status == 200
    process = server.process_id
    os.kill(process, signal.SIGKILL)
    qtbot.waitUntil(lambda: server.health is not Health.RUNNING)
    qtbot.waitUntil(lambda: server.health is Health.RUNNING, timeout=STARTING)
    assert server.process_id != process
    assert server.port == port
    assert urllib.request.urlopen(address, timeout=20).status == 200


def test_a_taken_port_gives_way_to_a_free_one_and_says_so(start: Start, preferences: Preferences, qtbot: QtBot) -> None:
    with socket.create_server(("0.0.0.0", preferences.values.last_port)) as taken:
        server = start()
        assert server.port != taken.getsockname()[1]
        assert "is in use by another program" in server.notice


def test_a_fixed_port_that_is_taken_is_waited_for(
    start: Start, preferences: Preferences, desk: Desk, qtbot: QtBot
) -> None:
    server = start()
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = int(taken.getsockname()[1])
        server.use_port(port)
        qtbot.waitUntil(lambda: server.health is Health.DOWN, timeout=STARTING)
        assert server.notice == (
            f"Port {port} is in use by another program. Close that program, or choose another port."
        )
    qtbot.waitUntil(lambda: server.health is Health.RUNNING, timeout=STARTING)
    assert server.port == port
    assert server.notice == ""


def test_another_port_is_used_when_it_is_asked_for(start: Start, preferences: Preferences, qtbot: QtBot) -> None:
    server, wanted = start(), free_port()
    server.use_port(wanted)
    qtbot.waitUntil(lambda: server.port == wanted and server.health is Health.RUNNING, timeout=STARTING)
    assert preferences.values.port == wanted


def test_the_server_tries_its_own_door(start: Start, qtbot: QtBot) -> None:
    server = start()
    qtbot.waitUntil(lambda: server.situation().reachable is True)


def test_the_child_ends_with_the_window(start: Start, qtbot: QtBot) -> None:
    server = start(stand_in=False)
    process = server.process_id
    server.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_program_that_cannot_start_is_down_and_tried_again(
    desk: Desk, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    server = PhonesServer(
        desk.store.path, desk.session, preferences, Translator("en"), (str(tmp_path / "no such program"),)
    )
    server.start()
    qtbot.waitUntil(lambda: server.health is Health.DOWN)
    server.stop()
