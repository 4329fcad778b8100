"""Rule 6: whoever changes a box, a count or the journal in the file is found out, by everyone's own means."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing

import pytest

from assembly_app.domain.events import PollClosed
from assembly_app.store.verify import verify
from tests.attacks.means import open_large, rows
from tests.phones.conftest import Evening

CHOICES = ["yes", "no", "yes", "abstain", "no", "yes", "no"]


@pytest.fixture
def held(evening: Evening, play) -> Evening:
    """A secret poll and a named one were held, by phone."""

    async def story() -> None:
        for poll in ("play", "rollcall"):
            phones = await open_large(evening, poll)
            for phone, choice in zip(phones, CHOICES, strict=False):
                await phone.vote(poll, [choice])
            evening.desk.close_poll(poll)

    play(story())
    return evening


FORGED = {
    "a ballot is turned": "UPDATE ballot SET choice = replace(choice, 'no', 'yes') WHERE choice LIKE '%no%'",
    "a ballot is taken": "DELETE FROM ballot WHERE id = (SELECT min(id) FROM ballot)",
    "a ballot is added": "INSERT INTO ballot SELECT poll, 'AAAA-BBBB-CCCC', choice FROM ballot LIMIT 1",
    "a receipt is changed": "UPDATE ballot SET id = 'AAAA-BBBB-CCCC' WHERE id = (SELECT min(id) FROM ballot)",
    "two ballots are swapped": "UPDATE ballot SET choice = (SELECT b.choice FROM ballot b WHERE b.choice <> "
    "ballot.choice LIMIT 1) WHERE id = (SELECT min(id) FROM ballot)",
    "a named ballot is turned": "UPDATE named_ballot SET choice = replace(choice, 'no', 'yes')",
    "the count in the journal is changed": "UPDATE journal SET event = replace(event, '\"yes\":3', '\"yes\":4')",
    "the close is taken out of the journal": "DELETE FROM journal WHERE event LIKE '%PollClosed%'",
}


@pytest.mark.parametrize("forgery", FORGED.values(), ids=FORGED.keys())
def test_a_forged_file_is_found_out(held: Evening, forgery: str) -> None:
    assert verify(held.desk.store).findings == ()
    with closing(sqlite3.connect(held.desk.store.path)) as file, file:
        assert file.execute(forgery).rowcount >= 1
    assert verify(held.desk.store).findings


def test_anyone_can_work_out_the_seal_of_a_box_without_this_program(held: Evening) -> None:
    box = rows(held.desk.store.path, "SELECT id, choice FROM ballot WHERE poll = 'play'")
    seal = hashlib.sha256("\n".join(sorted(f"{id_} {choice}" for id_, choice in box)).encode()).hexdigest()
    closed = [entry.event for entry in held.desk.entries() if isinstance(entry.event, PollClosed)]
    assert closed[0].digest == seal
