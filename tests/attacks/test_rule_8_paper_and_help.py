"""Rule 8: paper and help are no back door: two people count, nobody votes twice, and the journal says it all."""

from __future__ import annotations

import pytest

from assembly_app.desk import Cast
from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import PaperCounted, PollCorrected, VoteHelped
from assembly_app.domain.voting import PaperSheet, Pile
from assembly_app.phones.client import Answered
from assembly_app.store.verify import verify
from tests.attacks.means import OTHER_KEY, ballots, open_large, tally
from tests.phones.conftest import Evening

YES = Selection(("yes",))


def sheet(by: str, ballots_: int) -> PaperSheet:
    return PaperSheet(by, (Pile(YES, ballots_),))


def helped(evening: Evening, person: str, choice: str = "yes") -> Cast:
    ticket = evening.desk.tickets()[person].id
    return Cast("play", person, ticket, ticket, Selection((choice,)), "helped-with-this-key")


def test_whoever_was_helped_does_not_vote_by_phone_too_and_the_other_way_round(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening)
        evening.desk.help_vote(helped(evening, "p0"))
        with pytest.raises(Answered, match="You have voted already"):
            await phones[0].vote("play", ["no"], OTHER_KEY)
        await phones[1].vote("play", ["no"])
        with pytest.raises(Refused, match="This person has voted already"):
            evening.desk.help_vote(helped(evening, "p1"))

    play(story())
    assert ballots(evening, "play") == (2, 2)
    assert [e.event for e in evening.desk.entries() if isinstance(e.event, VoteHelped)] == [VoteHelped("play", "p0")]


def test_paper_that_two_people_did_not_count_alike_is_not_counted(evening: Evening, play) -> None:
    play(open_large(evening))
    evening.desk.execute(commands.CountPaper("play", sheet("An", 4)))
    for other in (sheet("An", 4), sheet("Bo", 5)):  # the same person again is no second one
        evening.desk.execute(commands.CountPaper("play", other))
        with pytest.raises(Refused, match="not counted alike by two people"):
            evening.desk.close_poll("play")
    evening.desk.execute(commands.CountPaper("play", sheet("Bo", 4)))
    evening.desk.close_poll("play")
    assert (tally(evening, "play").ballots, tally(evening, "play").paper) == (4, 4)
    assert sum(isinstance(entry.event, PaperCounted) for entry in evening.desk.entries()) >= 3


def test_a_stuffed_paper_box_is_refused(evening: Evening, play) -> None:
    play(open_large(evening))
    for bad, why in ((sheet("An", 13), "more paper ballots than people"), (sheet("An", -1), "cannot be negative")):
        with pytest.raises(Refused, match=why):
            evening.desk.execute(commands.CountPaper("play", bad))


def test_a_correction_stands_in_the_journal_beside_what_was_counted_before(evening: Evening, play) -> None:
    play(open_large(evening))
    for by in ("An", "Bo"):
        evening.desk.execute(commands.CountPaper("play", sheet(by, 4)))
    evening.desk.close_poll("play")
    again = (sheet("An", 5), sheet("Bo", 5))
    with pytest.raises(Refused, match="Say why"):
        evening.desk.execute(commands.CorrectPoll("play", " ", again))
    with pytest.raises(Refused, match="Two people"):
        evening.desk.execute(commands.CorrectPoll("play", "a pile was missed", (again[0], again[0])))
    evening.desk.execute(commands.CorrectPoll("play", "a pile was missed", again))
    found = evening.desk.state.poll("play")
    assert (tally(evening, "play").ballots, found.corrections[0].before.ballots) == (5, 4)
    assert sum(isinstance(entry.event, PollCorrected) for entry in evening.desk.entries()) == 1
    assert verify(evening.desk.store).findings == ()
