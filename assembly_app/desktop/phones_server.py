"""The phones' server as a child process: started, watched, started again on the same port, ended with the window."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtNetwork import QHostAddress, QTcpServer, QTcpSocket

from assembly_app import links
from assembly_app.desktop import network
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.network import Address, Situation
from assembly_app.domain.signals import Signal as PhoneSignal
from assembly_app.i18n import Translator

PORTS = (8080, 8081, 8082, 8088, 8888, 8000)
"""The ports to try, the one that people know best first; then any free one."""

BACKOFF = (200, 500, 1000, 2000, 5000)
"""How long to wait before another start after a crash, in milliseconds; the last one over and over."""

LOOK_AROUND = 5000
"""How often the laptop's addresses and the way to the server are looked at, in milliseconds."""

CONNECTING = 3000
"""How long the server may take to accept a connection from this laptop itself, in milliseconds."""


class Health(StrEnum):
    """How the server is."""

    STARTING = "starting"
    RUNNING = "running"
    DOWN = "down"


class Line(msgspec.Struct, frozen=True):
    """What the child says on a line of its own: the port once it listens, then how many phones are connected, and how
    many give each signal."""

    ready: int | None = None
    phones: int | None = None
    signals: dict[PhoneSignal, int] | None = None


class PhonesServer(QObject):
    """Keeps the child alive. `command` replaces the program in tests; the port comes after it."""

    changed = Signal()

    def __init__(
        self,
        file: Path,
        session: int,
        preferences: Preferences,
        _: Translator,
        command: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._ = _
        self._preferences = preferences
        self._command = tuple(command) or (
            sys.executable, "-m", "assembly_app", "serve", str(file), "--session", str(session), "--host", "0.0.0.0",
        )  # fmt: skip
        self.health = Health.STARTING
        self.port = 0
        self.connected = 0
        self.signals: dict[PhoneSignal, int] = {}
        """How many phones give each signal now."""
        self.notice = ""
        """What the user should know of the port, in a sentence; empty when there is nothing."""
        self.addresses: tuple[Address, ...] = ()
        self.address = network.LOOPBACK
        self._reachable: bool | None = None
        self._since = time.monotonic()
        self._crashes = 0
        self._wanted = 0
        self._ending = False
        self._process = self._new_process()
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._launch)
        self._looking = QTimer(self, interval=LOOK_AROUND)
        self._looking.timeout.connect(self._look_around)
        self._probe: QTcpSocket | None = None

    # --- what pages show ---

    @property
    def room_url(self) -> str:
        """The address that the room's QR code leads to; empty while there is no port yet."""
        return links.room_url(self.address, self.port) if self.port else ""

    @property
    def process_id(self) -> int:
        """The child's process; 0 while there is none."""
        return self._process.processId()

    def situation(self, present: int = 0) -> Situation:
        """What is known, for `network.diagnose`; `present` is how many people are in the room."""
        return Situation(
            self.addresses, self.address, self.port, self.health is not Health.DOWN, self._reachable,
            (time.monotonic() - self._since) / 60, self.connected, present, self._preferences.values.wifi.name,
        )  # fmt: skip

    # --- what pages ask ---

    def start(self) -> None:
        """Choose a port and start the child."""
        self._look_around()
        self._looking.start()
        self._choose_port()
        self._launch()

    def use_address(self, address: str) -> None:
        """Show this address of the laptop to the phones from now on; empty: the program chooses."""
        self._preferences.change(address=address)
        self._look_around()

    def use_port(self, port: int) -> None:
        """Listen on this port from now on; 0: the program chooses."""
        self._preferences.change(port=port)
        self._choose_port()
        self._say(Health.STARTING)
        self._crashes = 0
        if self._process.state() is QProcess.ProcessState.NotRunning:
            self._launch()
        else:
            self._process.closeWriteChannel()  # it ends by itself; `_ended` starts it on the new port
            QTimer.singleShot(CONNECTING, self._process, self._process.kill)

    def look(self) -> None:
        """Have the child read the journal now; without a word it looks by itself, but a moment later."""
        if self._process.state() is QProcess.ProcessState.Running:
            self._process.write(b"look\n")

    def hear(self) -> None:
        """Let the signals fall, and have the phones that gave them told that they were heard."""
        self._process.write(b"heard\n")
        self.signals = {}
        self.changed.emit()

    def speak(self, _: Translator) -> None:
        """Say what there is to say in another language from now on."""
        self._ = _

    def stop(self) -> None:
        """End the child: it stops at the end of its input, and is killed when it does not within two seconds."""
        self._ending = True
        self._again.stop()
        self._looking.stop()
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.closeWriteChannel()
            if not self._process.waitForFinished(2000):
                self._process.kill()
                self._process.waitForFinished(1000)

    # --- the child ---

    def _new_process(self) -> QProcess:
        process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(process.readAllStandardError)  # nobody else may fill the pipe
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        return process

    def _choose_port(self) -> None:
        """The user's port, else that of last time, else the first free one; says so when the first was taken."""
        chosen = self._preferences.values
        self.notice = ""
        if chosen.port:
            self._wanted = chosen.port
            if chosen.port != self.port and not is_free(chosen.port):
                self.notice = self._(
                    "Port {port} is in use by another program. Close that program, or choose another port.",
                    port=chosen.port,
                )
            return
        first, *others = dict.fromkeys(port for port in (chosen.last_port, *PORTS) if port)
        self._wanted = next((port for port in (first, *others) if port == self.port or is_free(port)), 0)
        if self._wanted not in (0, first):
            self.notice = self._(
                "Port {port} is in use by another program, so the phones use port {other}.",
                port=first, other=self._wanted,
            )  # fmt: skip

    def _launch(self) -> None:
        program, *arguments = self._command
        self._process.start(program, [*arguments, "--port", str(self._wanted), "--child"])

    def _read(self) -> None:
        while self._process.canReadLine():
            try:
                line = msgspec.json.decode(self._process.readLine().data(), type=Line)
            except msgspec.DecodeError:
                continue  # not for us
            if line.ready is not None:
                self._ready(line.ready)
            elif line.phones is not None and line.phones != self.connected:
                self.connected = line.phones
                self.changed.emit()
            elif line.signals is not None:
                self.signals = line.signals
                self.changed.emit()

    def _ready(self, port: int) -> None:
        self.port = self._wanted = port  # from now on the same one, so that phones find it again
        if self._preferences.values.port == port:
            self.notice = ""  # whoever held it is gone
        if self._preferences.values.last_port != port:
            self._preferences.change(last_port=port)
        self._crashes = 0
        self._since = time.monotonic()
        self._say(Health.RUNNING)
        self._try_connection()

    def _ended(self) -> None:
        if self._ending:
            return
        delay = BACKOFF[min(self._crashes, len(BACKOFF) - 1)]
        self._crashes += 1
        self.connected, self.signals = 0, {}
        if self._wanted != self.port:
            self._choose_port()  # it never got that port; another program may have taken it just before
        self._say(Health.DOWN if self._crashes > 1 else Health.STARTING)
        self._again.start(delay)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._ended()

    def _say(self, health: Health) -> None:
        self.health = health
        self.changed.emit()

    # --- the way to it ---

    def _look_around(self) -> None:
        before = (self.addresses, self.address)
        self.addresses = network.addresses()
        self.address = network.choose(self.addresses, self._preferences.values.address)
        if (self.addresses, self.address) != before:
            self._reachable = None
            self.changed.emit()
        self._try_connection()

    def _try_connection(self) -> None:
        """Connect to the address that the phones get, without waiting for it here."""
        if self.health is not Health.RUNNING or self._probe is not None:
            return
        probe = self._probe = QTcpSocket(self)
        probe.connected.connect(lambda: self._tried(probe, True))
        probe.errorOccurred.connect(lambda _error: self._tried(probe, False))
        QTimer.singleShot(CONNECTING, probe, lambda: self._tried(probe, False))
        probe.connectToHost(self.address, self.port)

    def _tried(self, probe: QTcpSocket, reachable: bool) -> None:
        if probe is not self._probe:
            return
        self._probe = None
        probe.abort()
        probe.deleteLater()
        if reachable != self._reachable:
            self._reachable = reachable
            self.changed.emit()


def is_free(port: int) -> bool:
    """Whether nobody listens on this port of the laptop."""
    server = QTcpServer()
    free = server.listen(QHostAddress(QHostAddress.SpecialAddress.AnyIPv4), port)
    server.close()
    return free
