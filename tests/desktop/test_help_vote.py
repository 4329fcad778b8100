"""A vote for someone without a phone: the ballot counts, the receipt is shown once, and nobody sees who voted what."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app.desktop.console.help_dialog import HelpDialog
from assembly_app.desktop.context import Context
from assembly_app.domain.ballots import Ranking, Selection
from assembly_app.domain.commands import CancelPoll, CheckOut
from assembly_app.domain.polls import ABSTAIN, YES, Electorate, Poll, PollKind
from tests.desktop.conftest import Console
from tests.desktop.voting import asked, cast, choose, do, found, open_vote

LEFT = Qt.MouseButton.LeftButton


def dialog(console: Console, qtbot: QtBot) -> HelpDialog:
    choose(console.page.poll, "Vote for someone without a phone…")
    qtbot.waitUntil(lambda: any(each.isVisible() for each in console.page.poll.findChildren(HelpDialog)))
    return next(each for each in console.page.poll.findChildren(HelpDialog) if each.isVisible())


def pick(helping: HelpDialog, qtbot: QtBot, name: str) -> None:
    qtbot.keyClicks(helping.search, name)
    qtbot.keyClick(helping.search, Qt.Key.Key_Return)


def test_the_ballot_counts_and_its_receipt_is_handed_over_once(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot)
    cast(context, qtbot, "vote", YES, YES, YES, YES)
    helping = dialog(console, qtbot)
    pick(helping, qtbot, "peeters")
    assert helping.name.text() == "Zoë Peeters"
    helping.ballot.marks[ABSTAIN].click()
    qtbot.mouseClick(helping.put, LEFT)
    context.live.act(lambda desk: desk.close_poll("vote"))
    qtbot.waitUntil(helping.receipt.isVisible)
    receipt = helping.receipt.text()
    assert len(receipt) == 14
    assert helping.receipt.property("look") == "display"
    assert "shown once" in helping.told.text()
    assert not any(box.isChecked() for box in helping.ballot.marks.values())
    qtbot.mouseClick(helping.finish, LEFT)
    tally = found(context).tally
    assert tally is not None
    assert (tally.ballots, tally.counts[ABSTAIN], found(context).helped) == (5, 1, 1)
    kept = context.live.desk.entries()
    assert not any(receipt in repr(entry) for entry in kept)


def test_everyone_here_who_may_vote_is_offered_whether_they_voted_or_not(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot)
    cast(context, qtbot, "vote", YES)
    do(context, qtbot, CheckOut("zoe"))
    helping = dialog(console, qtbot)
    assert {person.id for person in helping._voters()} == {"fatima", "jan", "lea", "lukasz", "omar"}


def test_who_voted_already_is_refused_in_the_dialog_and_votes_once(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot)
    cast(context, qtbot, "vote", YES)  # Fatima
    helping = dialog(console, qtbot)
    pick(helping, qtbot, "fatima")
    helping.ballot.marks[YES].click()
    qtbot.mouseClick(helping.put, LEFT)
    qtbot.waitUntil(lambda: helping.error.text() == "This person has voted already.")
    assert helping.put.isEnabled()
    assert found(context).helped == 0


def test_an_empty_ballot_says_what_is_missing(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot)
    helping = dialog(console, qtbot)
    pick(helping, qtbot, "jan")
    qtbot.mouseClick(helping.put, LEFT)
    assert helping.error.text() == "Nothing is chosen yet. Choose one of the options."


def test_a_ranking_is_filled_in_by_places(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot, asked(PollKind.RANKING, secret=False))
    helping = dialog(console, qtbot)
    pick(helping, qtbot, "jan")
    for option, place in (("school", "1"), ("park", "2")):
        helping.ballot.numbers[option].selectAll()
        qtbot.keyClicks(helping.ballot.numbers[option], place)
    qtbot.mouseClick(helping.put, LEFT)
    qtbot.waitUntil(helping.finish.isVisible)
    assert not helping.receipt.isVisible()  # a named vote has none
    assert context.live.desk.roll_call("place") == {"jan": Ranking(("school", "park"))}


def test_in_a_straw_poll_guests_are_helped_too(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot, asked(PollKind.SINGLE, electorate=Electorate.ROOM))
    helping = dialog(console, qtbot)
    pick(helping, qtbot, "omar")
    helping.ballot.marks["park"].click()
    qtbot.mouseClick(helping.put, LEFT)
    context.live.act(lambda desk: desk.close_poll("place"))
    qtbot.waitUntil(helping.receipt.isVisible)
    tally = found(context, "place").tally
    assert tally is not None
    assert tally.counts["park"] == 1


def test_a_proxy_is_voted_at_the_desk_too(console: Console, context: Context, qtbot: QtBot) -> None:
    from msgspec.structs import replace

    from assembly_app.domain.commands import ChangeSession, GiveProxy

    do(context, qtbot, ChangeSession(replace(context.live.state.session(), proxies=1)), GiveProxy("zoe", "jan"))
    named = Poll("named", {"nl": "Goed?"}, secret=False)
    open_vote(context, qtbot, named, here=("jan", "lea"))
    helping = dialog(console, qtbot)
    pick(helping, qtbot, "jan")
    assert helping.whose_field.isVisible()
    assert [helping.whose.itemText(row) for row in range(2)] == ["own vote", "by proxy for Zoë Peeters"]
    helping.whose.setCurrentIndex(1)
    helping.ballot.marks[YES].click()
    qtbot.mouseClick(helping.put, LEFT)
    qtbot.waitUntil(helping.finish.isVisible)
    assert context.live.desk.roll_call("named") == {"zoe": Selection((YES,))}


def test_a_ballot_that_waits_for_company_keeps_its_window_until_the_receipt_is_there(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot)
    helping = dialog(console, qtbot)
    pick(helping, qtbot, "peeters")
    helping.ballot.marks[YES].click()
    qtbot.mouseClick(helping.put, LEFT)
    qtbot.waitUntil(lambda: "is not in yet" in helping.told.text())
    assert helping.isVisible()
    assert not helping.isModal()
    assert not helping.receipt.isVisible()
    assert context.live.desk.turnout("vote") == 0
    context.live.act(lambda desk: desk.close_poll("vote"))
    qtbot.waitUntil(helping.receipt.isVisible)
    assert len(helping.receipt.text()) == 14
    assert "Zoë Peeters is in" in helping.told.text()
    assert helping.finish.text() == "Done"
    tally = found(context).tally
    assert tally is not None
    assert (tally.ballots, found(context).helped) == (1, 1)


def test_a_helped_ballot_goes_in_at_the_close_though_its_window_was_left(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot)
    helping = dialog(console, qtbot)
    pick(helping, qtbot, "peeters")
    helping.ballot.marks[YES].click()
    qtbot.mouseClick(helping.put, LEFT)
    qtbot.waitUntil(lambda: "is not in yet" in helping.told.text())
    qtbot.mouseClick(helping.finish, LEFT)
    context.live.act(lambda desk: desk.close_poll("vote"))
    qtbot.waitUntil(lambda: found(context).tally is not None)
    tally = found(context).tally
    assert tally is not None
    assert (tally.ballots, found(context).helped) == (1, 1)


def test_a_helped_ballot_that_waited_in_vain_says_why(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot)
    helping = dialog(console, qtbot)
    pick(helping, qtbot, "peeters")
    helping.ballot.marks[YES].click()
    qtbot.mouseClick(helping.put, LEFT)
    qtbot.waitUntil(lambda: "is not in yet" in helping.told.text())
    do(context, qtbot, CancelPoll("vote", "asked too early"))
    qtbot.waitUntil(lambda: "did not go in" in helping.told.text())
    assert not helping.receipt.isVisible()
