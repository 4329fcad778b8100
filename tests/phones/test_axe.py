"""axe-core finds nothing on any page of the phones, in every language, in light and in dark."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator

import pytest

from assembly_app.i18n import PHONE_LANGUAGES
from tests.phones.browser import Browser, chromium
from tests.phones.conftest import Evening
from tests.phones.every_page import Visitor, every_page

pytestmark = pytest.mark.browser

AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
STRUCTURE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {
        "target-size": {"enabled": True},  # part of WCAG 2.2 AA, and not asked for by axe unless named
        "color-contrast": {"enabled": False}, "link-in-text-block": {"enabled": False},
    },
    "resultTypes": ["violations"], "preload": False,
}  # fmt: skip
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"], "preload": False,
}  # fmt: skip
"""The rules that can find something in one colour scheme and not in the other: they take most of the time."""

ASK = """
const [rules, colours, scheme, done] = arguments, page = document.documentElement;
for (const part of document.querySelectorAll('details')) part.open = true;
const told = (found) => found.violations.flatMap((rule) => rule.nodes.map(
  (node) => `${rule.id}: ${node.html.slice(0, 200)} (${node.any.concat(node.all, node.none).map((c) => c.message)})`
));
// A section that stood like this on a page before has the colours that were looked at there.
const seen = new Set(JSON.parse(sessionStorage.getItem('seen') || '[]'));
const hash = (text) => [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) | 0, 0);
const signs = new Map([...document.querySelectorAll('section[id]')].map((part) => [part, [
  scheme, page.lang, part.id, Boolean(document.querySelector('#poll form')), part.outerHTML.length, hash(part.outerHTML)
].join()]));
const known = [...signs.keys()].filter((part) => part.textContent.trim() && seen.has(signs.get(part)));
(async () => [
  ...(rules ? told(await axe.run(document, rules)) : []),
  ...told(await axe.run({ include: [page], exclude: known }, colours)),
])().then((all) => {
  sessionStorage.setItem('seen', JSON.stringify([...seen, ...signs.values()]));
  done(all);
}, (error) => done([String(error)]));
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as browser:
        browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": AXE})
        yield browser


class Reader(Visitor):
    """Notes what axe finds on each page, in light and in dark."""

    def __init__(self, browser: Browser, url: str, language: str) -> None:
        super().__init__(browser, url, language)
        self.found: list[str] = []

    def see(self, page: str) -> None:
        for scheme, rules in (("light", STRUCTURE), ("dark", None)):
            self.browser.colours(dark=scheme == "dark")
            told = self.browser.driver.execute_async_script(ASK, rules, COLOURS, scheme)
            self.found += [f"{page}, {scheme}: {one}" for one in told]


@pytest.mark.parametrize("language", PHONE_LANGUAGES)
def test_axe_finds_nothing_on_any_page(browser: Browser, evening: Evening, language: str) -> None:
    reader = Reader(browser, evening.url, language)
    reader.come()
    every_page(reader, evening)
    assert reader.found == []
    assert len(reader.seen) == len(set(reader.seen)) >= 28


def test_axe_sees_a_field_whose_label_is_gone(browser: Browser, evening: Evening) -> None:
    reader = Reader(browser, evening.url, "en")
    reader.come()
    browser.driver.execute_script("document.querySelector('label').remove()")
    reader.look("join without a label")
    assert any(told.startswith('join without a label, light: label: <input id="code"') for told in reader.found)
