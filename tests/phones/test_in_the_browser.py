"""The phone's page in a real Chromium, 320 pixels wide."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.i18n import PHONE_LANGUAGES
from assembly_app.phones.client import SimulatedPhone
from assembly_app.phones.server import running
from tests.phones.browser import Browser, chromium
from tests.phones.conftest import Evening, fill

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture
def browser(shared: Browser) -> Iterator[Browser]:
    """The phone as out of the box, and without errors at the end."""
    shared.driver.get_log("browser")
    yield shared
    wrong = [line for line in shared.driver.get_log("browser") if "net::ERR" not in line["message"]]
    shared.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    shared.driver.execute_script("localStorage.clear()")
    shared.driver.get("about:blank")
    shared.screen()
    assert [line for line in wrong if "status of 4" not in line["message"]] == []


@pytest.fixture
def crowd(evening: Evening) -> Evening:
    """An evening on which a ballot need not wait for company."""
    for number in range(12):
        evening.desk.execute(commands.CheckIn(f"p{number}"))
    return evening


def scan(browser: Browser, evening: Evening, person: int = 0) -> None:
    browser.open(f"{evening.url}b/{evening.code(person).replace('-', '')}")
    browser.until("h2", "")


def test_from_the_badge_to_a_receipt(browser: Browser, crowd: Evening) -> None:
    scan(browser, crowd)
    browser.until("#now", "Play street in the Rue du Nord")
    crowd.desk.execute(commands.OpenPoll("play"))  # the page follows by itself
    browser.until("#poll", "Play street on Wednesdays?")
    browser.press("#poll .option:nth-of-type(2)")
    browser.press("#poll button")
    browser.until("#poll", "Your vote is in.")
    receipt = browser.text("#poll .receipt strong")
    assert len(receipt) == 14
    assert browser.driver.execute_script("return document.activeElement.textContent") == "Play street on Wednesdays?"
    browser.driver.refresh()  # the phone keeps the receipt; the server could not tell it again
    browser.until("#poll .receipt", receipt)
    crowd.desk.close_poll("play")
    browser.until("#result", "this result shows how people voted")
    browser.press("#result summary")
    browser.until("#result", "Rejected: 0 yes, 1 no")
    assert browser.driver.execute_script("return localStorage.getItem('votes')") == "[]"


def test_the_hand_shows_its_place_and_the_countdown_runs(browser: Browser, crowd: Evening) -> None:
    scan(browser, crowd)
    for person in ("p1", "p2"):
        crowd.desk.execute(commands.JoinQueue(person))
    browser.until("#floor", "Léa Dupont")
    browser.press("#hand")
    browser.until("#floor", "You are number 3 on the list.")
    crowd.desk.execute(commands.StartSpeech("p1"))
    browser.until("#floor", "You are number 2 on the list.")
    first = browser.text("#floor time")
    browser.wait.until(lambda _: browser.text("#floor time") not in ("", first))
    browser.press("#withdraw")
    browser.wait.until(lambda _: browser.has("#hand"))


def test_half_a_ballot_survives_what_else_happens(browser: Browser, crowd: Evening) -> None:
    scan(browser, crowd)
    crowd.desk.execute(commands.OpenPoll("trees"))
    browser.until("#poll", "Which trees?")
    browser.press("#poll .option:nth-of-type(4)")
    crowd.desk.execute(commands.CallLastVotes("trees"))
    crowd.desk.execute(commands.JoinQueue("p5"))
    browser.until("#floor", "Paul Lambert")
    assert browser.driver.find_element(By.CSS_SELECTOR, "input[value=oak]").is_selected()


def test_a_vote_given_without_connection_is_sent_once_when_it_is_back(
    browser: Browser, desk: Desk, tmp_path: Path
) -> None:
    fill(desk)
    for number in range(12):
        desk.execute(commands.CheckIn(f"p{number}"))
    desk.execute(commands.OpenPoll("play"))
    with running(desk) as url:
        scan(browser, Evening(desk, url))
        browser.until("#poll", "Play street on Wednesdays?")
    browser.until("#offline", "No connection. Trying again…")
    browser.press("#poll .option")
    browser.press("#poll button")
    browser.until("#offline", "No connection. Your vote is kept and will be sent.")
    assert desk.turnout("play") == 0
    with running(desk, port=int(url.rstrip("/").rsplit(":", 1)[1])):
        browser.until("#poll", "Your vote is in.")
        browser.wait.until(lambda _: not browser.has("#offline"))
    assert desk.close_poll("play").poll("play").tally.counts == {"yes": 1, "no": 0, "abstain": 0}


def test_a_kept_vote_is_sent_after_the_page_was_loaded_again(browser: Browser, crowd: Evening) -> None:
    crowd.desk.execute(commands.OpenPoll("play"))
    scan(browser, crowd)
    browser.until("#poll", "Play street on Wednesdays?")
    browser.driver.execute_script(
        "localStorage.setItem('votes', JSON.stringify([{you: document.body.dataset.you, which: 'play ', poll: 'play',"
        " fields: [['poll', 'play'], ['key', '0123456789abcdef'], ['option', 'abstain']]}]))"
    )
    browser.driver.refresh()
    browser.until("#poll", "Your vote is in.")
    assert crowd.desk.turnout("play") == 1


def test_a_vote_that_is_refused_says_why_beside_the_options(browser: Browser, crowd: Evening) -> None:
    scan(browser, crowd)
    crowd.desk.execute(commands.OpenPoll("trees"))
    browser.until("#poll", "Which trees?")
    browser.press("#poll button")
    browser.until("#vote-error", "Nothing is chosen yet.")
    for place in (1, 2, 3):
        browser.press(f"#poll .option:nth-of-type({place})")
    browser.press("#poll button")
    browser.until("#vote-error", "Choose at most 2.")
    browser.press("#poll .option:nth-of-type(1)")
    browser.press("#poll button")
    browser.until("#poll", "Your vote is in.")


def test_a_lone_vote_of_a_small_poll_gets_in_at_the_close(browser: Browser, evening: Evening) -> None:
    scan(browser, evening)
    evening.desk.execute(commands.OpenPoll("play"))
    browser.until("#poll", "Play street on Wednesdays?")
    browser.press("#poll .option")
    browser.press("#poll button")
    browser.until("#poll", "Your vote is not in yet.")
    evening.desk.close_poll("play")
    browser.until("#result .receipt strong", "-")
    assert evening.desk.state.poll("play").tally.ballots == 1


def test_voting_with_the_keyboard_alone(browser: Browser, crowd: Evening) -> None:
    crowd.desk.execute(commands.OpenPoll("play"))
    scan(browser, crowd)
    browser.until("#poll", "Play street on Wednesdays?")

    def focused() -> str:
        return browser.driver.execute_script("const e = document.activeElement; return e.value || e.textContent")

    def type_(key: str) -> None:
        browser.driver.switch_to.active_element.send_keys(key)

    order = []
    for _ in range(12):
        type_(Keys.TAB)
        order.append(focused().strip())
        if order[-1] == "yes":
            break
    languages = ["nl Nederlands", "fr Français", "en English", "de Deutsch", "العربية", "A+Larger text"]
    assert order == ["Skip to what happens now", "Wijkraad Noord", *languages, "yes"]
    type_(Keys.ARROW_DOWN)
    assert focused() == "no"
    type_(Keys.TAB)
    assert focused() == "Vote"
    type_(Keys.ENTER)
    browser.until("#poll", "Your vote is in.")


def test_everything_fits_in_every_language_at_320_pixels_and_at_twice_the_size(
    browser: Browser, crowd: Evening
) -> None:
    desk = crowd.desk
    wide = dict.fromkeys(PHONE_LANGUAGES, "Donaudampfschifffahrtsgesellschaftskapitänswitwe " * 2)
    desk.execute(commands.ChangeItem(_titled(desk, wide)))
    for language in PHONE_LANGUAGES:
        browser.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        browser.open(f"{crowd.url}language/{language}")
        assert browser.driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == language
        assert browser.overflow() <= 0, language
        scan(browser, crowd)
        for poll in [p for p in ("play", "trees") if language == PHONE_LANGUAGES[0]]:
            desk.execute(commands.OpenPoll(poll))
            browser.until("#poll", "?")
            assert browser.overflow() <= 0, (language, poll)
            desk.close_poll(poll)
        desk.execute(commands.JoinQueue("p0"))
        browser.driver.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert browser.overflow() <= 0, language
        browser.driver.execute_script("document.documentElement.style.fontSize = '200%'")
        assert browser.overflow() <= 0, language
        browser.open(f"{crowd.url}help")
        assert browser.overflow() <= 0, language


def _titled(desk: Desk, title: dict[str, str]):
    from msgspec.structs import replace

    return replace(desk.state.item("street"), title=title)


def test_what_is_touched_is_large_enough(browser: Browser, crowd: Evening) -> None:
    small = (
        "return [...document.querySelectorAll('a, button, input, summary, .option')]"
        ".filter((e) => e.checkVisibility() && !e.closest('.option input') && !e.matches('.skip, .option input'))"
        ".map((e) => [e.textContent.trim(), e.getBoundingClientRect()])"
        ".filter(([_, r]) => r.height < 44 || r.width < 44).map(([t, r]) => `${t} ${r.width}x${r.height}`)"
    )
    browser.open(crowd.url)
    assert browser.driver.execute_script(small) == []
    scan(browser, crowd)
    crowd.desk.execute(commands.OpenPoll("trees"))
    browser.until("#poll", "Which trees?")
    assert browser.driver.execute_script(small) == []


@pytest.mark.parametrize("dark", [False, True])
def test_texts_stand_out_from_what_is_behind_them(browser: Browser, crowd: Evening, dark: bool) -> None:
    browser.screen(dark=dark)
    scan(browser, crowd)
    crowd.desk.execute(commands.OpenPoll("play"))
    browser.until("#poll", "Play street on Wednesdays?")
    assert browser.driver.execute_script(CONTRAST) == []
    crowd.desk.execute(commands.CheckOut("p0"))
    browser.until("#you", "You are not checked in")
    assert browser.driver.execute_script(CONTRAST) == []


def test_the_language_switch_stays(browser: Browser, crowd: Evening) -> None:
    scan(browser, crowd)
    browser.press("nav a[lang=fr]")
    browser.until("#now h2", "Rue aux enfants rue du Nord")
    crowd.desk.execute(commands.NextItem())
    browser.until("#now h2", "Budget du quartier")
    browser.driver.refresh()
    assert browser.driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == "fr"


def test_without_scripts_every_form_works(crowd: Evening, tmp_path: Path) -> None:
    async def others() -> None:
        async with SimulatedPhone(crowd.url) as phone:
            await phone.scan(crowd.code(1))
            await phone.vote("play", ["yes"])

    with chromium(tmp_path, scripts=False) as browser:
        browser.open(crowd.url)
        browser.driver.find_element(By.ID, "code").send_keys(crowd.code(0))
        browser.press("form[action='/code'] button")
        browser.until("#now", "Play street in the Rue du Nord")
        assert browser.driver.find_elements(By.CSS_SELECTOR, "noscript meta[http-equiv=refresh]")
        browser.press("#hand")
        browser.until("#floor", "You are next to speak.")
        browser.press("#withdraw")
        browser.until("#floor", "Nobody is waiting")
        crowd.desk.execute(commands.OpenPoll("play"))
        asyncio.run(others())
        browser.driver.refresh()
        browser.until("#poll", "Play street on Wednesdays?")
        assert not browser.driver.find_elements(By.CSS_SELECTOR, "noscript meta[http-equiv=refresh]")
        browser.press("#poll button")
        browser.until("#summary", "Nothing is chosen yet.")
        browser.press("#poll .option")
        browser.press("#poll button")
        browser.until(".voted", "Your vote is in.")
        receipt = browser.text(".receipt strong")
        browser.driver.refresh()  # sends the form again, as browsers do
        browser.until(".receipt strong", receipt)
        browser.press("main .button")
        browser.until("#poll", "Your vote is in.")
        assert not browser.has(".receipt")
    assert crowd.desk.turnout("play") == 2


CONTRAST = """
const colour = (text) => text.match(/[0-9.]+/g).map(Number);
const light = (c) => c.slice(0, 3).map((v) => v / 255).map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const behind = (e) => { for (; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor);
  if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
return [...document.querySelectorAll('body *')]
  .filter((e) => e.checkVisibility() && !e.matches('.skip, .unseen, noscript *')
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .map((e) => { const [a, b] = [light(colour(getComputedStyle(e).color)), light(behind(e))];
    return [e.textContent.trim(), (Math.max(a, b) + .05) / (Math.min(a, b) + .05)]; })
  .filter(([_, ratio]) => ratio < 4.5);
"""
