"""How the phones' pages look to who needs it otherwise: larger, dark, still, from right to left; and what they keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from assembly_app.domain import commands
from assembly_app.i18n import PHONE_LANGUAGES
from tests.phones.browser import Browser, chromium
from tests.phones.conftest import Evening

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture
def browser(shared: Browser) -> Iterator[Browser]:
    yield shared
    shared.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    shared.screen()


def of(browser: Browser, selector: str, style: str) -> str:
    """A style of what stands there, as it is drawn."""
    script = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
    return str(browser.driver.execute_script(script, selector, style))


def text_size(browser: Browser) -> float:
    return float(of(browser, "body", "fontSize").removesuffix("px"))


def test_larger_text_is_one_press_away_without_scripts_and_stays(evening: Evening, tmp_path: Path) -> None:
    with chromium(tmp_path, scripts=False) as browser:
        browser.open(f"{evening.url}help")
        usual = browser.driver.find_element(By.TAG_NAME, "h1").size["height"]
        browser.press(".size")
        assert browser.text(".size .unseen") == "Usual text size"
        assert browser.text("h1") == "Help and privacy"  # it comes back to the page that it left
        browser.open(f"{evening.url}b/{evening.code(0)}")
        browser.press("nav a[lang=nl]")  # the language is another choice, and leaves this one alone
        assert browser.driver.find_element(By.TAG_NAME, "html").get_attribute("class") == "large"
        browser.open(f"{evening.url}help")
        assert browser.driver.find_element(By.TAG_NAME, "h1").size["height"] > usual * 1.25
        browser.press(".size")
        assert not browser.driver.find_element(By.TAG_NAME, "html").get_attribute("class")
        assert browser.driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == "nl"


@pytest.mark.parametrize("language", PHONE_LANGUAGES)
def test_larger_text_fits_a_small_screen_and_twice_that_size_too(
    browser: Browser, evening: Evening, language: str
) -> None:
    browser.open(f"{evening.url}language/{language}")
    usual = text_size(browser)
    browser.open(f"{evening.url}text/large")
    assert text_size(browser) > usual * 1.3
    browser.open(f"{evening.url}b/{evening.code(0)}")
    evening.desk.execute(commands.OpenPoll("trees"))
    browser.wait.until(lambda _: browser.has("#poll form"))
    for zoom in ("", "200%"):
        browser.driver.execute_script("document.documentElement.style.fontSize = arguments[0]", zoom)
        for page in ("", "help"):
            browser.driver.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
            assert browser.overflow() <= 0, (language, zoom, page)


def test_a_zoom_of_twice_the_size_leaves_160_pixels_and_everything_in_them(browser: Browser, evening: Evening) -> None:
    browser.screen(width=160, height=320)
    for language in PHONE_LANGUAGES:
        browser.open(f"{evening.url}language/{language}")
        assert browser.overflow() <= 0, language
    browser.open(f"{evening.url}b/{evening.code(0)}")
    assert browser.overflow() <= 0


def test_nothing_moves_for_who_asked_for_stillness(browser: Browser, evening: Evening) -> None:
    browser.open(f"{evening.url}b/{evening.code(0)}")
    evening.desk.execute(commands.OpenPoll("play"))
    browser.wait.until(lambda _: browser.has("#turnout .bar"))
    browser.colours(dark=False)
    assert of(browser, ".bar rect", "transitionDuration") == "0.4s"
    browser.colours(dark=False, still=True)
    assert of(browser, ".bar rect", "transitionDuration") == "0s"


def test_dark_follows_the_phone(browser: Browser, evening: Evening) -> None:
    browser.open(evening.url)
    seen = []
    for dark in (False, True):
        browser.colours(dark=dark)
        seen.append(of(browser, "body", "backgroundColor"))
    assert seen == ["rgb(246, 245, 241)", "rgb(18, 20, 24)"]


def test_arabic_runs_from_the_right_with_its_bars_and_codes_run_from_the_left(
    browser: Browser, evening: Evening
) -> None:
    evening.desk.execute(commands.CheckIn("p1"))
    browser.open(f"{evening.url}language/ar")
    browser.open(f"{evening.url}b/{evening.code(0)}")
    evening.desk.execute(commands.OpenPoll("rollcall"))
    browser.wait.until(lambda _: browser.has("#poll form"))
    browser.press("#poll .option")
    browser.press("#poll button")
    browser.until("#poll", "وصل تصويتك.")
    place = "return document.querySelector(arguments[0]).getBoundingClientRect()"
    whole, part = (browser.driver.execute_script(place, found) for found in ("#turnout .bar", "#turnout .bar rect"))
    assert part["width"] == pytest.approx(whole["width"] / 2, abs=1)
    assert part["right"] == pytest.approx(whole["right"], abs=1)
    assert of(browser, "body", "direction") == "rtl"
    assert of(browser, "time", "direction") == "ltr"
    browser.open(f"{evening.url}receipt")
    assert of(browser, "#receipt", "direction") == "ltr"


def test_a_phone_keeps_three_cookies_and_its_receipts_and_nothing_else(browser: Browser, evening: Evening) -> None:
    browser.open(f"{evening.url}language/fr")
    browser.open(f"{evening.url}text/large")
    browser.open(f"{evening.url}b/{evening.code(0)}")
    browser.wait.until(lambda _: browser.has("#now"))
    kept = {cookie["name"]: cookie for cookie in browser.driver.get_cookies()}
    assert set(kept) == {"ticket", "device", "language"}
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in kept.values())
    assert kept["language"]["value"] == "fr.large"
    assert set(browser.driver.execute_script("return Object.keys(localStorage)")) <= {"votes", "receipts"}
    assert browser.driver.execute_script("return sessionStorage.length") == 0
