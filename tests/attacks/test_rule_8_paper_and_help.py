"""Rule 8: paper and help are no back door: two people count, nobody votes twice, and the journal says it all."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from assembly_app.desk import Cast
from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import PaperCounted, PollCorrected, VoteHelped
from assembly_app.domain.voting import PaperSheet, Pile
from assembly_app.phones.client import Answered, SimulatedPhone
from assembly_app.store.verify import verify
from tests.attacks.means import OTHER_KEY, ballots, open_large, rows, tally
from tests.phones.conftest import Evening

YES = Selection(("yes",))


def sheet(by: str, ballots_: int) -> PaperSheet:
    return PaperSheet(by, (Pile(YES, ballots_),))


def helped(evening: Evening, person: str, choice: str = "yes", poll: str = "play") -> Cast:
    ticket = evening.desk.tickets()[person].id
    return Cast(poll, person, ticket, ticket, Selection((choice,)), "helped-with-this-key")


def helps(evening: Evening) -> list[str]:
    """Who was helped, by the journal."""
    return [entry.event.person for entry in evening.desk.entries() if isinstance(entry.event, VoteHelped)]


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


async def open_small(evening: Evening, poll: str = "play") -> list[SimulatedPhone]:
    """Four phones: so few that a ballot stored alone would be known by its moment."""
    phones = await evening.phones(4)
    evening.desk.execute(commands.OpenPoll(poll))
    return phones


def test_a_ballot_helped_alone_in_a_small_secret_poll_waits_for_the_close(evening: Evening, play) -> None:
    play(open_small(evening))
    cast = helped(evening, "p0")
    assert evening.desk.help_vote(cast) is None
    assert evening.desk.help_vote(cast) is None  # asked again
    assert (ballots(evening, "play"), helps(evening)) == ((0, 0), [])
    evening.desk.close_poll("play")
    receipt = evening.desk.help_vote(cast)
    assert receipt
    assert rows(evening.desk.store.path, "SELECT id FROM ballot") == [(receipt,)]
    assert (ballots(evening, "play"), helps(evening)) == ((1, 1), ["p0"])
    assert verify(evening.desk.store).findings == ()


def test_two_helped_ballots_are_company_for_each_other(evening: Evening, play) -> None:
    play(open_small(evening))
    first, second = helped(evening, "p0"), helped(evening, "p1", "no")
    assert evening.desk.help_vote(first) is None
    with pytest.raises(Refused, match="the vote waits"):
        evening.desk.help_vote(helped(evening, "p0", "no"))
    receipts = {evening.desk.help_vote(second), evening.desk.help_vote(first)}
    assert receipts == {receipt for [receipt] in rows(evening.desk.store.path, "SELECT id FROM ballot")}
    assert (ballots(evening, "play"), sorted(helps(evening))) == ((2, 2), ["p0", "p1"])


def test_whoever_votes_by_phone_while_the_helped_ballot_waits_votes_once(evening: Evening, play) -> None:
    cast = helped(evening, "p0")

    async def story() -> None:
        phones = await open_small(evening)
        assert evening.desk.help_vote(cast) is None
        await asyncio.gather(phones[0].vote("play", ["no"]), phones[1].vote("play", ["no"]))

    play(story())
    evening.desk.close_poll("play")
    with pytest.raises(Refused, match="closed"):
        evening.desk.help_vote(cast)
    assert (ballots(evening, "play"), helps(evening)) == ((2, 2), [])
    assert tally(evening, "play").counts["no"] == 2


def test_a_ballot_that_waited_does_not_go_into_a_vote_that_was_cancelled(evening: Evening, play) -> None:
    play(open_small(evening))
    cast = helped(evening, "p0")
    assert evening.desk.help_vote(cast) is None
    evening.desk.execute(commands.CancelPoll("play", "asked too early"))
    with pytest.raises(Refused, match="closed"):
        evening.desk.help_vote(cast)
    assert (ballots(evening, "play"), helps(evening)) == ((0, 0), [])


@pytest.mark.parametrize("poll", ["rollcall", "mood"])
def test_where_ballots_have_names_no_helped_one_waits(evening: Evening, play, poll: str) -> None:
    play(open_small(evening, poll))
    assert evening.desk.help_vote(helped(evening, "p0", poll=poll)) == ""
    assert evening.desk.turnout(poll) == 1


def test_a_vote_that_is_changed_with_help_counts_its_person_once(evening: Evening, play) -> None:
    play(open_small(evening, "mood"))
    for key, choice in (("a" * 16, "yes"), ("b" * 16, "no")):
        evening.desk.help_vote(replace(helped(evening, "p0", choice, "mood"), key=key))
    evening.desk.close_poll("mood")
    assert (tally(evening, "mood").counts["no"], tally(evening, "mood").ballots) == (1, 1)
    assert evening.desk.state.poll("mood").helped == 1


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
