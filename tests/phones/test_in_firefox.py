"""The phone's page in a real Firefox, 320 pixels wide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assembly_app.domain import commands
from tests.phones.conftest import Evening
from tests.phones.firefox import PROGRAM, Firefox, firefox

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PROGRAM is None, reason="Firefox is not installed (apt-get install firefox-esr)"),
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


@pytest.fixture
def browser(shared: Firefox, evening: Evening) -> Firefox:
    """A phone that has just scanned its badge, on an evening on which a ballot need not wait for company."""
    for number in range(12):
        evening.desk.execute(commands.CheckIn(f"p{number}"))
    shared.open(f"{evening.url}b/{evening.code(0)}")
    return shared


def test_from_scan_to_ballot_to_receipt(browser: Firefox, evening: Evening) -> None:
    browser.until("#now", "Play street in the Rue du Nord")
    evening.desk.execute(commands.OpenPoll("play"))  # the page follows by itself
    browser.until("#poll", "Play street on Wednesdays?")
    browser.press("#poll .option:nth-of-type(2)")
    browser.press("#poll button")
    browser.until("#poll", "Your vote is in.")
    receipt = browser.text("#poll .receipt strong")
    assert len(receipt) == 14
    browser.reload()  # the phone keeps the receipt; the server could not tell it again
    browser.until("#poll .receipt", receipt)
    assert evening.desk.close_poll("play").poll("play").tally.counts == {"yes": 0, "no": 1, "abstain": 0}
    browser.until("#result", "this result shows how people voted")


def test_the_hand_and_the_countdown(browser: Firefox, evening: Evening) -> None:
    browser.press("#hand")
    browser.until("#floor", "You are next to speak.")
    evening.desk.execute(commands.StartSpeech("p0"))
    browser.until("#floor", "You have the floor.")
    first = browser.text("#floor time")
    browser.wait(lambda: browser.text("#floor time") not in ("", first), "another second")


def test_arabic_runs_from_the_right_and_fits(browser: Firefox, evening: Evening) -> None:
    browser.open(f"{evening.url}language/ar")
    browser.until("#floor", "أريد الكلمة")
    assert browser.run("getComputedStyle(document.body).direction") == "rtl"
    assert browser.run("document.documentElement.scrollWidth - innerWidth") <= 0
    browser.open(f"{evening.url}language/en")
