"""Pictures of every page of the phones, whole pages 320 pixels wide, with all that can be opened open."""

from __future__ import annotations

import base64
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from assembly_app.desk import Desk
from assembly_app.domain.events import SessionDetails
from assembly_app.phones.server import running
from assembly_app.store.store import Store
from tests.phones.browser import Browser, chromium
from tests.phones.conftest import Evening, fill
from tests.phones.every_page import Visitor, every_page


class Photographer(Visitor):
    """Takes a picture of each page."""

    def __init__(self, browser: Browser, url: str, language: str, folder: Path) -> None:
        super().__init__(browser, url, language)
        self.folder = folder

    def see(self, page: str) -> None:
        self.browser.driver.execute_script("for (const part of document.querySelectorAll('details')) part.open = true")
        assert self.browser.overflow() <= 0, page
        shot = {"format": "png", "captureBeyondViewport": True}
        picture = self.browser.driver.execute_cdp_cmd("Page.captureScreenshot", shot)["data"]
        name = f"{len(self.seen) + 1:02}-{re.sub('[^a-z]+', '-', page)}.png"
        (self.folder / name).write_bytes(base64.b64decode(picture))


def take(folder: Path, language: str, *, dark: bool = False, large: bool = False) -> list[str]:
    """Play an evening and take the pictures; returns the pages."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        store = Store.create(Path(home) / "evening.assembly", {"nl": "Wijkraad Noord", "ar": "مجلس حي الشمال"})
        details = SessionDetails({"nl": "Zitting"}, datetime(2026, 3, 12, 18, tzinfo=UTC), languages=("nl", "fr"))
        desk = Desk.create(store, details)
        fill(desk)
        with running(desk) as url, chromium(Path(home) / "chromium", language=language) as browser:
            browser.screen(dark=dark)
            visitor = Photographer(browser, url, language, folder)
            visitor.come()
            if large:
                browser.open(f"{url}text/large")
            every_page(visitor, Evening(desk, url))
        desk.close()
        store.close()
    return visitor.seen
