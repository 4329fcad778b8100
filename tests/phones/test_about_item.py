"""The agenda leads to what there is to know of an item: what happens with our voice, and its dossier."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from assembly_app.domain import commands
from assembly_app.domain.agenda import Dossier
from tests.phones.browser import chromium
from tests.phones.conftest import STREET, Evening

TOLD = Dossier({"en": "A street for playing."}, {"en": "Asked for in 2024."}, {"en": "No more than <b>€ 2,000</b>."})


@pytest.mark.browser
def test_from_the_agenda_to_an_item_and_back(evening: Evening, tmp_path: Path) -> None:
    evening.desk.execute(commands.ChangeItem(replace(STREET, dossier=TOLD)))
    with chromium(tmp_path) as browser:
        browser.open(f"{evening.url}b/{evening.code(0)}")
        browser.press("details:has(#agenda) > summary")
        browser.press("#agenda a")
        browser.until("h1", "Play street in the Rue du Nord")
        for told in ("What happens with our voice", "must answer it and give its reasons", "A street for playing.",
                     "Asked for in 2024.", "No more than <b>€ 2,000</b>."):  # fmt: skip
            assert told in browser.text("main")
        assert browser.overflow() <= 0
        browser.press("nav [hreflang=nl]")
        browser.until("h1", "Speelstraat in de Noordstraat")
        browser.press("footer a")
        browser.until("#now", "Speelstraat")


async def page(evening: Evening, path: str) -> httpx.Response:
    phone = await evening.phone(0)
    async with httpx.AsyncClient(base_url=evening.url, cookies=phone.cookies) as client:
        return await client.get(path)


def test_an_item_of_which_there_is_nothing_to_tell_is_no_link(evening: Evening, play) -> None:
    told = play(page(evening, "/"))
    assert '<a href="/item/street">' in told.text
    assert "/item/budget" not in told.text


def test_an_item_that_is_gone_is_told_in_plain_words(evening: Evening, play) -> None:
    told = play(page(evening, "/item/nowhere"))
    assert told.status_code == 409
    assert "This agenda item is not on the agenda any more." in told.text
