"""A real Firefox without a window, driven over WebDriver BiDi, which it speaks itself: no driver is needed."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")

QUIET = {
    "app.normandy.enabled": False, "app.update.enabled": False, "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0, "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False, "intl.accept_languages": "en",
}  # fmt: skip
"""It calls nobody, and asks nothing at its first start."""

PATIENCE = 60.0
"""How long to wait for something to happen, in seconds: the machine may be busy."""


class Firefox:
    """What a person does with a browser, in words."""

    def __init__(self, line: websocket.WebSocket) -> None:
        self._line = line
        self._asked = 0
        self._ask("session.new", capabilities={})
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def screen(self, width: int = 320, height: int = 640) -> None:
        """Be this large."""
        self._ask("browsingContext.setViewport", context=self._page, viewport={"width": width, "height": height})

    def open(self, url: str) -> None:
        """Go to an address, and wait until the page is there."""
        self._ask("browsingContext.navigate", context=self._page, url=url, wait="complete")

    def reload(self) -> None:
        """Load the page again."""
        self._ask("browsingContext.reload", context=self._page, wait="complete")

    def run(self, script: str) -> Any:
        """What an expression comes to on the page."""
        told = self._evaluate(f"JSON.stringify({script})")
        return json.loads(told["value"]) if told["type"] == "string" else None

    def text(self, selector: str) -> str:
        """What can be read there; empty when it is not there."""
        return str(self.run(f"(document.querySelector({json.dumps(selector)}) || {{ innerText: '' }}).innerText"))

    def press(self, selector: str) -> None:
        """Move the pointer there and click."""
        self.wait(lambda: self.run(f"document.querySelector({json.dumps(selector)}) !== null"), selector)
        found = self._evaluate(f"document.querySelector({json.dumps(selector)})")["sharedId"]
        self.run(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{ block: 'center' }}) || 0")
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": {"sharedId": found}}}
        steps = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        pointer = {"type": "pointer", "id": "hand", "actions": steps}
        self._ask("input.performActions", context=self._page, actions=[pointer])

    def until(self, selector: str, text: str) -> None:
        """Wait until this can be read there."""
        self.wait(lambda: text in self.text(selector), f"{text!r} in {selector}")

    def wait(self, reached: Callable[[], bool], what: str) -> None:
        """Wait until this is so."""
        last = time.monotonic() + PATIENCE
        while not reached():
            time.sleep(0.02)
            assert time.monotonic() < last, f"Firefox does not come to {what}"

    def _evaluate(self, script: str) -> dict[str, Any]:
        told = self._ask("script.evaluate", expression=script, target={"context": self._page}, awaitPromise=True)
        assert told["type"] == "success", told
        result: dict[str, Any] = told["result"]
        return result

    def _ask(self, method: str, **wanted: Any) -> dict[str, Any]:
        self._asked += 1
        self._line.send(json.dumps({"id": self._asked, "method": method, "params": wanted}))
        while True:
            told = json.loads(self._line.recv())
            if told.get("id") == self._asked:
                assert told["type"] == "success", told
                result: dict[str, Any] = told["result"]
                return result


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A browser with a profile of its own, 320 pixels wide."""
    assert PROGRAM is not None
    profile.mkdir(parents=True, exist_ok=True)
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in QUIET.items()]
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    command = [PROGRAM, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        line = websocket.create_connection(
            f"{_address(profile, process)}/session", suppress_origin=True, timeout=PATIENCE
        )
        try:
            browser = Firefox(line)
            browser.screen()
            yield browser
        finally:
            line.close()
    finally:
        process.terminate()
        process.wait(30)


def _address(profile: Path, process: subprocess.Popen[bytes]) -> str:
    """Where it listens: it says so in a file of its profile."""
    file, last = profile / "WebDriverBiDiServer.json", time.monotonic() + PATIENCE
    while not (file.exists() and file.read_text().endswith("}")):
        assert process.poll() is None, "Firefox ended"
        assert time.monotonic() < last, "Firefox does not listen"
    told = json.loads(file.read_text())
    return f"ws://{told['ws_host']}:{told['ws_port']}"
