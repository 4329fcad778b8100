"""The real server process, `assembly-app serve`, as the desktop starts it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


class ServerProcess:
    """A child that serves a file, and the lines that it says."""

    def __init__(self, file: Path, port: int = 0) -> None:
        command = [sys.executable, "-m", "assembly_app", "serve", str(file), "--host", "127.0.0.1", "--child"]
        self.process = subprocess.Popen(
            [*command, "--port", str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.port: int = self.line()["ready"]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def line(self) -> dict[str, int]:
        """The next line that it says."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def kill(self) -> None:
        """Kill it without a word, as a crash would."""
        self.process.kill()
        self._finish()

    def end(self) -> tuple[int, str]:
        """Close its standard input; its exit code, and what it wrote to standard error."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self._finish()

    def _finish(self) -> tuple[int, str]:
        code = self.process.wait(20)
        assert self.process.stderr is not None
        told = self.process.stderr.read().decode()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()
        return code, told
