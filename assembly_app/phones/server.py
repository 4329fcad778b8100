"""The server process: it listens, says in plain words where, and ends cleanly. Also runs beside a caller, for tests."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType

import msgspec
import uvicorn

from assembly_app import links, settings
from assembly_app.desk import Desk, opened
from assembly_app.i18n import N_, Explained, reader_language, translator
from assembly_app.phones.app import application
from assembly_app.phones.hall import Hall

TELL_SECONDS = 0.5
"""How often at most the desktop is told how many phones there are."""

CONNECTIONS = 8192
"""How many open files and connections the server asks the system for."""

TURN = 0.0005
"""Seconds after which a thread gives way to another; by Python's own ten times that, the file waits for the phones."""

ALL_ADDRESSES = ("0.0.0.0", "::", "")


class CannotListen(Explained):
    """The server cannot listen where it was told to."""


def serve(file_or_url: str, session: int | None, host: str, port: int, *, child: bool = False) -> int:
    """Serve a session to phones until SIGINT or SIGTERM, then return 0. Raises `Explained`.

    As a child of the desktop it writes JSON lines, first `{"ready": PORT}`, then `{"phones": N}` and `{"signals": {…}}`
    at each change. On its standard input it reads the line "look", when the journal has grown, and "heard", when the
    facilitator has heard the signals; it ends when that input does, so that it never outlives the desktop.
    """
    with opened(file_or_url, session) as desk, _listening(host, port) as listener:
        desk.follow()
        sys.setswitchinterval(TURN)
        _allow_many_connections()
        server = _Server(desk)
        bound = listener.getsockname()[1]
        server.when_ready = (lambda: _say({"ready": bound})) if child else (lambda: _welcome(host, bound))
        if child:
            server.when_counted = _say
            threading.Thread(target=_heed_stdin, args=(server,), daemon=True).start()
        server.app.state.signals.reach = child  # a server alone has no console that would show them
        with _signals(server):
            server.run_on(listener)
    return 0


@contextmanager
def running(desk: Desk, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The same server on a desk of the caller's, in a thread beside it; gives its address, "http://127.0.0.1:PORT/"."""
    ready = threading.Event()
    with _listening(host, port) as listener:
        server = _Server(desk)
        server.when_ready = ready.set
        thread = threading.Thread(target=server.run_on, args=(listener,), name="phones")
        thread.start()
        while not ready.wait(0.05):
            if not thread.is_alive():
                raise CannotListen(N_("The phones' server did not start. Try again."))
        try:
            yield links.room_url(host, listener.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


class _Server(uvicorn.Server):
    """Uvicorn that ends the phones' streams before it waits for them, and writes no log."""

    def __init__(self, desk: Desk) -> None:
        self.hall = Hall(desk)
        self.app = application(self.hall)
        super().__init__(
            uvicorn.Config(
                self.app, http="httptools", ws="none", lifespan="on", access_log=False, log_config=None,
                server_header=False, timeout_graceful_shutdown=5, backlog=2048,
                timeout_keep_alive=75,  # longer than clients keep an idle line, so that none is cut while they use it
            )
        )  # fmt: skip
        logging.getLogger("uvicorn.access").disabled = True  # it would name badges, even with access_log=False
        self.when_ready: Callable[[], object] = lambda: None
        self.heard = False
        """Whether the facilitator has heard the signals, and the phones do not know it yet."""
        self.when_counted: Callable[[dict[str, object]], object] | None = None

    def run_on(self, listener: socket.socket) -> None:
        """Serve until `should_exit`."""
        with asyncio.Runner(loop_factory=self.config.get_loop_factory()) as runner:
            runner.run(self.serve(sockets=[listener]))

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the business of `serve`."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.when_ready()
            if self.when_counted is not None:
                self._telling = asyncio.create_task(self._tell(self.when_counted))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.app.state.urn.let_go()
        self.app.state.streams.end()
        await super().shutdown(sockets)

    async def _tell(self, tell: Callable[[dict[str, object]], object]) -> None:
        told: dict[str, object] = {"phones": 0, "signals": {}}
        while True:
            if self.heard:
                self.heard = False
                self.app.state.streams.look_again(self.app.state.signals.hear())
            counts = {"phones": self.app.state.streams.phones, "signals": self.app.state.signals.counts()}
            for name, count in counts.items():
                if count != told[name]:
                    tell({name: count})
            told = counts
            await asyncio.sleep(TELL_SECONDS)


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    listener = _listener(host, port)
    try:
        yield listener
    finally:
        listener.close()


def _listener(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise CannotListen(N_("{port} is not a port. Choose one from 1 to 65535, or 0 for any free one."), port=port)
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError):
        raise CannotListen(N_("{host} is not an address of this computer. Leave out --host."), host=host) from None
    try:
        if sys.platform == "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)  # now, so that a port which another program holds is told at once
    except OSError as error:
        listener.close()
        raise _explained(error, host, port) from None
    return listener


def _explained(error: OSError, host: str, port: int) -> CannotListen:
    match error.errno:
        case errno.EADDRINUSE:
            text = N_("Port {port} is in use by another program. Choose another with --port, or 0 for any free one.")
        case errno.EACCES:
            text = N_("Port {port} needs the rights of an administrator. Choose one above 1023 with --port.")
        case errno.EADDRNOTAVAIL:
            text = N_("{host} is not an address of this computer. Leave out --host.")
        case _:
            text = N_("The server cannot listen on {host}, port {port}: {reason}.")
    return CannotListen(text, host=host, port=port, reason=error.strerror or error)


def _allow_many_connections() -> None:
    """Each phone holds two lines open; systems allow 256 or 1,024 unless a program asks for more."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS if hard == resource.RLIM_INFINITY else min(CONNECTIONS, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


@contextmanager
def _signals(server: _Server) -> Iterator[None]:
    """Ctrl+C and a polite kill end the server; what they did before is put back."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _heed_stdin(server: _Server) -> None:
    for line in sys.stdin.buffer:
        if line == b"heard\n":
            server.heard = True
        elif line == b"look\n":
            server.hall.desk.look()
    server.should_exit = True


def _say(line: Mapping[str, object]) -> None:
    sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
    sys.stdout.flush()


def _welcome(host: str, port: int) -> None:
    _ = translator(reader_language(settings.load().language))
    address = _address_of_this_computer() if host in ALL_ADDRESSES else host
    sys.stdout.write(_("Phones find the session at {address}", address=links.room_url(address, port)) + "\n")
    sys.stdout.write(_("Stop with Ctrl+C.") + "\n")
    sys.stdout.flush()


def _address_of_this_computer() -> str:
    """The address from which this computer would speak to the network; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address kept for documentation (RFC 5737)
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
