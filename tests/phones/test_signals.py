"""Quick signals: given, taken back, counted once a phone, heard, and forgotten."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from assembly_app.domain import commands
from assembly_app.domain.signals import Signal
from assembly_app.phones.border import TooMany
from assembly_app.phones.client import Answered, SimulatedPhone
from assembly_app.phones.signals import BURST, HEARD, LASTING, Signals
from assembly_app.phones.views import Given
from tests.phones.browser import chromium
from tests.phones.conftest import Evening, fill
from tests.phones.process import ServerProcess


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Clock:
    return Clock()


def test_each_phone_counts_once_for_each_signal(hand: Clock) -> None:
    signals = Signals(hand)
    for device in ("one", "two", "two"):
        signals.give(device, Signal.LOUDER)
    signals.give("two", Signal.BREAK)
    assert signals.counts() == {Signal.LOUDER: 2, Signal.BREAK: 1}
    signals.take_back("two", Signal.LOUDER)
    assert signals.counts() == {Signal.LOUDER: 1, Signal.BREAK: 1}


def test_a_signal_is_gone_after_its_minutes(hand: Clock) -> None:
    signals = Signals(hand)
    signals.give("one", Signal.SLOWER)
    hand.now += LASTING - 1
    signals.give("two", Signal.SLOWER)
    assert signals.counts() == {Signal.SLOWER: 2}
    hand.now += 1
    assert signals.counts() == {Signal.SLOWER: 1}
    assert signals.seen_by("one") == Given()


def test_heard_signals_fall_and_their_phones_are_told_for_a_while(hand: Clock) -> None:
    signals = Signals(hand)
    signals.give("one", Signal.BREAK)
    assert set(signals.hear()) == {"one"}
    assert signals.counts() == {}
    assert signals.seen_by("one") == Given(heard=True)
    assert signals.seen_by("two") == Given()
    hand.now += HEARD
    assert signals.seen_by("one") == Given()


def test_a_phone_that_presses_without_end_is_asked_to_wait(hand: Clock) -> None:
    signals = Signals(hand)
    for _ in range(BURST):
        signals.give("one", Signal.LOUDER)
    with pytest.raises(TooMany):
        signals.give("one", Signal.LOUDER)
    signals.give("two", Signal.LOUDER)
    assert signals.counts() == {Signal.LOUDER: 2}


def test_a_signal_is_said_on_the_page_and_can_be_taken_back(evening: Evening, play) -> None:
    async def story() -> None:
        phone = await evening.phone(0)
        assert "Sent: Louder." in (await phone.signal(Signal.LOUDER)).text
        assert "Sent: Louder and I need a break." in (await phone.signal(Signal.BREAK)).text
        other = await evening.phone(1)
        assert "Sent:" not in (await other.see()).text
        assert "Sent: I need a break." in (await phone.signal(Signal.LOUDER, back=True)).text

    play(story())


def test_nothing_of_a_signal_is_stored(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await evening.phones(3)
        before = evening.desk.state.number, evening.desk.store.path.read_bytes()
        for phone in phones:
            await phone.signal(Signal.LOUDER)
        assert (evening.desk.state.number, evening.desk.store.path.read_bytes()) == before

    play(story())


def test_only_who_is_in_the_room_of_an_open_session_can_signal(evening: Evening, play) -> None:
    async def refused(phone: SimulatedPhone) -> None:
        with pytest.raises(Answered, match="Signals are for those who are in the room") as answer:
            await phone.signal(Signal.LOUDER)
        assert answer.value.status == 409
        assert "Signals to the facilitator" not in (await phone.see()).text

    async def story() -> None:
        phone = await evening.phone(0)
        evening.desk.execute(commands.CheckOut("p0"))
        await refused(phone)
        evening.desk.execute(commands.CheckIn("p0"))
        evening.desk.execute(commands.CloseSession())
        await refused(phone)

    play(story())


def test_what_is_no_signal_is_refused_and_a_stranger_comes_to_the_door(evening: Evening, play) -> None:
    async def story() -> None:
        phone = await evening.phone(0)
        with pytest.raises(Answered, match="could not be read"):
            await phone.signal("fire")  # type: ignore[arg-type]
        stranger = SimulatedPhone(evening.url)
        assert not (await stranger.signal(Signal.LOUDER)).signed_in

    play(story())


def test_the_child_tells_counts_and_hears_that_they_were_heard(desk, play) -> None:
    fill(desk)
    child = ServerProcess(desk.store.path)

    async def told(name: str) -> object:
        while name not in (line := await asyncio.to_thread(child.line)):
            pass
        return line[name]

    async def story() -> None:
        phones = [SimulatedPhone(child.url) for _ in range(3)]
        for number, phone in enumerate(phones):
            await phone.scan(desk.tickets()[f"p{number}"].code)
        await phones[0].signal(Signal.BREAK)
        assert await told("signals") == {"break": 1}
        heard = phones[0].listen()
        await anext(heard)
        assert child.process.stdin is not None
        child.process.stdin.write(b"heard\n")
        child.process.stdin.flush()
        assert "The facilitator has heard you." in (await anext(heard))["signals"]
        assert await told("signals") == {}
        await heard.aclose()

    play(story())
    assert child.end() == (0, "")


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_signals_on_a_small_screen(evening: Evening, tmp_path: Path, scripts: bool) -> None:
    with chromium(tmp_path, scripts=scripts) as browser:
        browser.open(f"{evening.url}b/{evening.code(0)}")
        browser.press("#signalling > summary")
        browser.press("#signal-translate")
        browser.until("#signals", "Sent: Please translate.")
        assert browser.overflow() <= 0
        if scripts:
            assert browser.driver.find_element("id", "news").get_attribute("textContent").startswith("Sent: Please")
            assert browser.driver.switch_to.active_element.get_attribute("id") == "signal-translate"
        browser.press("#signal-translate")
        browser.wait.until(lambda _: browser.has("#signal-translate[aria-pressed=false]"))
