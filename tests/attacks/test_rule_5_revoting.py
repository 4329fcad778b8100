"""Rule 5: whoever voted does not vote again: there is no link by which a ballot could be found and changed."""

from __future__ import annotations

import pytest

from assembly_app.domain import commands
from assembly_app.phones.client import Answered
from tests.attacks.means import KEY, OTHER_KEY, ballots, open_large, rows, tally
from tests.phones.conftest import Evening


@pytest.mark.parametrize("poll", ["play", "rollcall", "straw"])
def test_a_new_mind_after_the_vote_changes_nothing(evening: Evening, play, poll: str) -> None:
    async def story() -> None:
        phones = await open_large(evening, poll)
        await phones[0].vote(poll, ["yes"], KEY)
        for key in (KEY, OTHER_KEY):
            with pytest.raises(Answered, match="You have voted already"):
                await phones[0].vote(poll, ["no"], key)
        evening.desk.execute(commands.CheckOut("p0"))
        again = await evening.phone(0)  # left, came back, and signed in anew
        with pytest.raises(Answered, match="You have voted already"):
            await again.vote(poll, ["no"], OTHER_KEY)

    play(story())
    evening.desk.close_poll(poll)
    assert tally(evening, poll).counts == {"yes": 1, "no": 0, "abstain": 0}


def test_a_poll_that_is_over_is_not_opened_again_with_its_ballots(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening)
        await phones[0].vote("play", ["yes"])
        evening.desk.close_poll("play")
        with pytest.raises(Exception, match="held already"):
            evening.desk.execute(commands.OpenPoll("play"))
        with pytest.raises(Answered, match="closed"):
            await phones[1].vote("play", ["yes"])

    play(story())
    assert ballots(evening, "play") == (1, 1)
    assert len(rows(evening.desk.store.path, "SELECT * FROM ballot")) == 1
