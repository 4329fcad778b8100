"""Pictures of every screen, taken from the real program: the desktop drawn by Qt, the phone by Chromium.

.venv/bin/python -m tests.pictures FOLDER [--language nl] [--dark]      every screen
.venv/bin/python -m tests.pictures FOLDER --phones [--language ar] [--dark] [--large]   every page of the phones
.venv/bin/python -m tests.pictures resources/pictures --overview        the one picture of the README
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec.structs import replace
from PySide6.QtCore import QDeadlineTimer, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from assembly_app import settings
from assembly_app.demo import evening as demo
from assembly_app.desk import Cast, Desk, new_id
from assembly_app.desktop import theme
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.window import Window
from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from assembly_app.domain.room import Projection, View
from assembly_app.domain.signals import Signal
from assembly_app.i18n import LANGUAGES, PHONE_LANGUAGES
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.settings import Settings, WiFi
from tests.dialog_pictures import every_dialog
from tests.phones import pictures as phones
from tests.phones.browser import Browser, chromium

CONSOLE = QSize(1440, 900)
SMALL = QSize(1280, 720)
ROOM = QSize(1280, 720)


class Photographer:
    """Plays a piece of the demo evening and takes a picture whenever it is worth one."""

    def __init__(self, folder: Path, language: str, dark: bool, size: QSize) -> None:
        self.folder, self.language, self.dark = folder, language, dark
        self.home = Path(tempfile.mkdtemp(prefix="assembly-app-pictures-"))
        os.environ["XDG_CONFIG_HOME"] = str(self.home)
        folder.mkdir(parents=True, exist_ok=True)
        wifi = WiFi("Zaal Noord", "speelstraat")
        settings.save(Settings(language=language, appearance="dark" if dark else "light", wifi=wifi))
        self.app = QApplication([])
        preferences = Preferences()
        theme.choose(preferences.values.appearance)
        theme.dress(self.app)
        self.window = Window(PdfDocuments(), preferences, None)
        self.window.resize(size)
        self.window.show()
        self.take("start", self.window)

    def open_demo(self) -> Desk:
        """The demo evening in the window, its phones' server running."""
        self.window.open_file(demo.create(self.home))
        self.until(lambda: self.window.page is not None and self.window.phones is not None
                   and bool(self.window.phones.room_url))  # fmt: skip
        assert self.window.live
        desk = self.window.live.desk
        if self.language not in LANGUAGES:  # the console does not speak it, but the room does
            details = desk.state.session()
            desk.execute(commands.ChangeSession(replace(details, languages=(self.language, *details.languages))))
        return desk

    def until(self, reached: Callable[[], bool]) -> None:
        """Let the window live until this is so."""
        deadline = QDeadlineTimer(30_000)
        while not reached():
            if deadline.hasExpired():
                raise TimeoutError("the window does not get there")
            QTest.qWait(20)

    def settle(self) -> None:
        """Let the window draw what has just happened."""
        assert self.window.live
        live = self.window.live
        self.until(lambda: live.state.number == live.desk.state.number)
        QTest.qWait(400)

    def take(self, name: str, widget: QWidget) -> QImage:
        """Take a picture of a widget."""
        QTest.qWait(50)
        image = widget.grab().toImage()
        image.save(str(self.folder / f"{name}.png"))
        return image

    def room(self, name: str) -> QImage:
        """Take a picture of what the room sees."""
        assert self.window.page
        picture = self.window.page.projector
        picture.resize(ROOM)
        return self.take(f"room-{name}", picture)

    def phone(self, browser: Browser, name: str, *, width: int = 390, height: int = 844) -> QImage:
        """Take a picture of the phone."""
        browser.screen(width, height, self.dark)
        QTest.qWait(600)
        file = self.folder / f"phone-{name}.png"
        browser.driver.save_screenshot(str(file))
        return QImage(str(file))

    def end(self) -> None:
        """Close the window and its server."""
        self.window.leave()


def every_screen(photographer: Photographer) -> tuple[QImage, QImage, QImage]:
    """Play and take pictures; returns the console, the room and the phone with a vote open."""
    desk = photographer.open_demo()
    window, take, room = photographer.window, photographer.take, photographer.room
    assert window.page
    assert window.phones
    url = f"http://127.0.0.1:{window.phones.port}/"
    present = [person for person in desk.people.values() if desk.state.may_vote(person.id)]
    tickets = desk.tickets()
    take("console-doors", window)
    room("welcome")
    with chromium(photographer.home / "chromium", language=photographer.language) as browser:
        browser.open(url)
        photographer.phone(browser, "join")
        photographer.phone(browser, "join-320", width=320, height=640)
        browser.open(f"{url}b/{tickets[present[0].id].code.replace('-', '')}")
        item = next(item for item in desk.state.items if item.influence and "advise" in item.influence)
        poll = next(found.poll for found in desk.state.polls.values() if found.poll.item == item.id)
        desk.execute(commands.OpenSession())
        desk.execute(commands.StartItem(item.id))
        photographer.settle()
        room("item")
        for person in present[1:6]:
            desk.execute(commands.JoinQueue(person.id))
        desk.execute(commands.StartSpeech(present[1].id))
        window.phones.signals = {Signal.LOUDER: 4, Signal.BREAK: 1, Signal.TRANSLATE: 2}
        window.phones.changed.emit()
        photographer.settle()
        take("console-speech", window)
        room("speaker")
        window.phones.hear()
        photographer.phone(browser, "now")
        desk.execute(commands.OpenPoll(poll.id))
        choices = ["yes", "yes", "no", "yes", "abstain"] * 3
        desk.cast(
            [
                Cast(poll.id, person.id, tickets[person.id].id, new_id(), Selection((choice,)), new_id() * 2)
                for person, choice in zip(present[2:], choices, strict=False)
            ]
        )
        photographer.until(lambda: window.live is not None and window.live.scene.turnout == len(choices))
        photographer.settle()
        console, hall = take("console-vote", window), room("vote")
        phone = photographer.phone(browser, "vote")
        photographer.phone(browser, "vote-320", width=320, height=640)
        browser.press("#o1")
        browser.press("form[action='/vote'] button")
        photographer.phone(browser, "voted")
        desk.close_poll(poll.id)
        desk.execute(commands.ChooseView(Projection(View.RESULT, poll.id)))
        photographer.settle()
        take("console-result", window)
        ahead = window.page.console.room.projection.next
        ahead.choice.setCurrentIndex(1)
        ahead.choice.activated.emit(1)
        photographer.settle()
        take("room-column", window.page.console.room)
        room("result")
        photographer.phone(browser, "result")
    rest = next(item for item in desk.state.items if item.kind == "break")
    desk.execute(commands.StartItem(rest.id))
    photographer.settle()
    room("break")
    other_places(photographer)
    every_dialog(photographer, desk)
    return console, hall, phone


def other_places(photographer: Photographer) -> None:
    """Prepare, tab by tab, and Minutes."""
    page = photographer.window.page
    assert page
    page.go("prepare")
    tabs = page._made["prepare"].tabs  # type: ignore[attr-defined]
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        photographer.settle()
        photographer.take(f"prepare-{place + 1}", photographer.window)
    page.go("minutes")
    document = page._made["minutes"].findChild(QPdfDocument)
    photographer.until(lambda: document is not None and document.pageCount() > 0)
    photographer.settle()
    photographer.take("minutes", photographer.window)


def overview(console: QImage, room: QImage, phone: QImage) -> QImage:
    """The three side by side, for the README."""
    whole = QImage(1600, 940, QImage.Format.Format_ARGB32)
    whole.fill(QColor("#e4e2da"))
    painter = QPainter(whole)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    for image, left, top, width in ((console, 40, 40, 1080), (room, 540, 560, 600), (phone, 1190, 90, 350)):
        height = image.height() * width / image.width()
        place = QRectF(left, top, width, height)
        path = QPainterPath()
        path.addRoundedRect(place, 12, 12)
        painter.fillPath(path.translated(QPointF(0, 6)), QColor(0, 0, 0, 40))
        painter.save()
        painter.setClipPath(path)
        scaled = image.scaled(place.size().toSize() * 2, Qt.AspectRatioMode.IgnoreAspectRatio,
                              Qt.TransformationMode.SmoothTransformation)  # fmt: skip
        painter.drawImage(place, scaled)
        painter.restore()
    painter.end()
    return whole


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--language", default="en", choices=PHONE_LANGUAGES)
    options.add_argument("--dark", action="store_true")
    options.add_argument("--small", action="store_true", help="the smallest laptop's screen")
    options.add_argument("--phones", action="store_true", help="every page of the phones, 320 pixels wide")
    options.add_argument("--large", action="store_true", help="in larger text")
    options.add_argument("--overview", action="store_true", help="only the picture of the README")
    chosen = options.parse_args()
    if chosen.phones:
        phones.take(chosen.folder, chosen.language, dark=chosen.dark, large=chosen.large)
        return
    folder = Path(tempfile.mkdtemp()) if chosen.overview else chosen.folder
    photographer = Photographer(folder, chosen.language, chosen.dark, SMALL if chosen.small else CONSOLE)
    try:
        pictures = every_screen(photographer)
    finally:
        photographer.end()
    if chosen.overview:
        chosen.folder.mkdir(parents=True, exist_ok=True)
        overview(*pictures).save(str(chosen.folder / "overview.png"))


if __name__ == "__main__":
    main()
