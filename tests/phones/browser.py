"""A real phone's browser: headless Chromium with a small screen, driven through its own driver."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
)  # fmt: skip


class Browser:
    """What a person does with a phone, in words."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver
        self.wait = WebDriverWait(driver, 20, poll_frequency=0.05)

    def screen(self, width: int = 320, height: int = 640, dark: bool = False) -> None:
        """Be this large, in light or dark."""
        size = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.colours(dark=dark)

    def colours(self, *, dark: bool, still: bool = False) -> None:
        """Prefer light or dark, and things that move or `still` ones."""
        motion = {"name": "prefers-reduced-motion", "value": "reduce" if still else "no-preference"}
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, motion]})

    def open(self, url: str) -> None:
        self.driver.get(url)

    def text(self, selector: str = "body") -> str:
        """What can be read there; empty when it is not there."""
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return found[0].text if found else ""

    def has(self, selector: str) -> bool:
        return any(found.is_displayed() for found in self.driver.find_elements(By.CSS_SELECTOR, selector))

    def press(self, selector: str) -> None:
        found = self.driver.find_element(By.CSS_SELECTOR, selector)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
        found.click()

    def until(self, selector: str, text: str) -> None:
        """Wait until this can be read there."""
        self.wait.until(lambda _: self._reads(selector, text), f"{text!r} in {selector}")

    def _reads(self, selector: str, text: str) -> bool:
        try:
            return text in self.text(selector)
        except Exception:  # the section was swapped while it was read
            return False

    def overflow(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return int(self.driver.execute_script("return document.documentElement.scrollWidth - innerWidth"))


@contextmanager
def chromium(profile: Path, *, scripts: bool = True, language: str = "en") -> Iterator[Browser]:
    """A browser with a profile of its own, 320 pixels wide."""
    options = webdriver.ChromeOptions()
    for argument in (*ARGUMENTS, f"--user-data-dir={profile}", f"--lang={language}"):
        options.add_argument(argument)
    preferences: dict[str, object] = {"intl.accept_languages": language}
    if not scripts:
        preferences["profile.managed_default_content_settings.javascript"] = 2
    options.add_experimental_option("prefs", preferences)
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        browser = Browser(driver)
        browser.screen()
        yield browser
    finally:
        driver.quit()
