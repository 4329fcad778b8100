"""The foot of the window: quiet while all is well, and in a problem it says what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from assembly_app.desktop.context import Context
from assembly_app.desktop.footer import Footer
from assembly_app.desktop.network import Address
from assembly_app.desktop.phones_server import Health
from assembly_app.domain.commands import CheckIn
from assembly_app.store.errors import StoreError


@pytest.fixture
def asked() -> list[str]:
    """Where the foot was asked to lead."""
    return []


@pytest.fixture
def foot(context: Context, asked: list[str], qtbot: QtBot) -> Iterator[Footer]:
    """The foot of a session whose server runs, with its laptop on a network."""
    context.phones.health = Health.RUNNING
    context.phones.addresses = (Address("192.168.1.20", "wlan0", wireless=True),)
    foot = Footer(context, QWidget(), lambda: asked.append("phones"))
    qtbot.addWidget(foot)
    foot.resize(1280, 40)
    foot.show()
    yield foot
    foot.hide()


def test_all_is_well_in_four_words(foot: Footer, context: Context) -> None:
    context.phones.connected = 39
    context.phones.changed.emit()
    told = [part.text() for part in (foot.saved, foot.server, foot.phones, foot.network)]
    assert told == ["● saved", "● server", "● 39 phones", "● 192.168.1.20:8080"]
    assert not foot.trouble.isVisible()
    assert foot.accessibleName()


def test_an_act_is_being_saved_until_it_is_on_the_disk(foot: Footer, context: Context, qtbot: QtBot) -> None:
    context.live.do(CheckIn("jan"))
    assert foot.saved.text() == "○ saving…"
    qtbot.waitUntil(lambda: foot.saved.text() == "● saved")
    assert context.live.desk.state.present == {"jan"}


def test_what_the_disk_did_not_take_is_told_until_something_is_saved(
    foot: Footer, context: Context, qtbot: QtBot
) -> None:
    def full(_desk: object) -> None:
        raise StoreError("The disk is full. Free some space, then try again.")

    context.live.act(full)
    qtbot.waitUntil(lambda: foot.saved.text() == "▲ not saved")
    assert "Free some space" in foot.trouble.text()
    assert foot.trouble.isVisible()
    context.live.do(CheckIn("jan"))
    qtbot.waitUntil(lambda: foot.saved.text() == "● saved")
    assert not foot.trouble.isVisible()


def test_a_refusal_is_no_failure_to_save(foot: Footer, context: Context, qtbot: QtBot) -> None:
    with qtbot.waitSignal(context.live.refused):
        context.live.do(CheckIn("nobody"))
    assert foot.saved.text() == "● saved"


def test_a_server_that_is_down_says_what_to_do_and_leads_there(
    foot: Footer, context: Context, asked: list[str]
) -> None:
    context.phones.health = Health.DOWN
    context.phones.changed.emit()
    assert foot.server.text().startswith("▲")
    assert "choose another port" in foot.trouble.text()
    foot.mend.click()
    assert asked == ["phones"]


def test_without_a_network_it_says_how_to_get_one(foot: Footer, context: Context) -> None:
    context.phones.addresses = ()
    context.phones.changed.emit()
    assert foot.network.text().startswith("▲")
    assert "hotspot" in foot.trouble.text()
