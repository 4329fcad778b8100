"""Paper ballots in the console: two people, one after the other, and nobody's numbers win."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from assembly_app.desktop.console.paper_dialog import PaperDialog
from assembly_app.desktop.console.paper_sheet import PileSheet, PlainSheet
from assembly_app.desktop.context import Context
from assembly_app.domain.ballots import Choice, Ranking, Scores, Selection, Writing
from assembly_app.domain.commands import ClosePoll
from assembly_app.domain.polls import NO, YES, PollKind
from assembly_app.domain.voting import Pile, PollStatus
from tests.desktop.conftest import Console
from tests.desktop.voting import asked, cast, choose, do, found, open_vote

LEFT = Qt.MouseButton.LeftButton


def dialog(console: Console, qtbot: QtBot) -> PaperDialog:
    choose(console.page.poll, "Paper ballots…")
    return shown(console, qtbot)


def shown(console: Console, qtbot: QtBot) -> PaperDialog:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in console.page.poll.findChildren(PaperDialog)))
    return next(each for each in console.page.poll.findChildren(PaperDialog) if each.isVisible())


def count(asking: PaperDialog, qtbot: QtBot, who: str, **numbers: int) -> None:
    """Someone enters a number an option and hands the sheet in."""
    assert isinstance(asking.sheet, PlainSheet)
    if not asking.who.isReadOnly():
        qtbot.keyClicks(asking.who, who)
    for option, n in numbers.items():
        field = asking.sheet.numbers[Selection((option,))]
        field.selectAll()
        qtbot.keyClicks(field, str(n))
    qtbot.mouseClick(asking.hand_in, LEFT)


def test_numbers_that_two_people_found_alike_count(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot)
    asking = dialog(console, qtbot)
    assert "Neither sees the other’s numbers" in asking.told.text()
    count(asking, qtbot, "Jan", yes=3, no=1)
    qtbot.waitUntil(lambda: asking.told.text().startswith("Jan has counted; those numbers stay hidden."))
    count(asking, qtbot, "Omar", yes=3, no=1)
    qtbot.waitUntil(lambda: asking.told.text() == "Jan and Omar both found the same: 4 paper ballots.")
    qtbot.mouseClick(asking.leave, LEFT)
    cast(context, qtbot, "vote", YES, NO)
    do(context, qtbot, ClosePoll("vote"))
    tally = found(context).tally
    assert tally is not None
    assert (tally.ballots, tally.paper, tally.counts[YES], tally.counts[NO]) == (6, 4, 4, 2)


def test_the_second_person_sees_no_number_of_the_first(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot)
    asking = dialog(console, qtbot)
    count(asking, qtbot, "Jan", yes=3)
    qtbot.waitUntil(lambda: len(found(context).paper) == 1)
    assert isinstance(asking.sheet, PlainSheet)
    assert [number.value() for number in asking.sheet.numbers.values()] == [0, 0, 0]
    assert asking.who.text() == ""
    assert asking.total.text() == "0 paper ballots"
    assert "3" not in asking.told.text()


def test_different_numbers_are_told_where_and_none_of_them_counts(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot)
    asking = dialog(console, qtbot)
    count(asking, qtbot, "Jan", yes=3, no=1)
    qtbot.waitUntil(lambda: len(found(context).paper) == 1)
    count(asking, qtbot, "Omar", yes=2, no=1)
    told = "Jan and Omar did not find the same. They differ at: Yes. No number counts before both agree."
    qtbot.waitUntil(lambda: asking.told.text() == told)
    assert found(context).paper_agreed is None
    context.live.do(ClosePoll("vote"))
    qtbot.waitUntil(console.messages.isVisible)
    assert found(context).status is PollStatus.OPEN
    qtbot.mouseClick(asking.second, LEFT)  # Omar counts again
    assert asking.who.text() == "Omar"
    count(asking, qtbot, "Omar", yes=3, no=1)
    qtbot.waitUntil(lambda: found(context).paper_agreed is not None)


def test_one_person_alone_is_not_two(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot)
    asking = dialog(console, qtbot)
    count(asking, qtbot, "", yes=1)
    assert asking.who_field.error.text() == "Say who counted the paper ballots."
    count(asking, qtbot, "Jan")
    qtbot.waitUntil(lambda: len(found(context).paper) == 1)
    count(asking, qtbot, "Jan", yes=1)
    assert asking.who_field.error.text() == "Jan has counted already. Another person must count too."


def test_more_paper_than_people_is_refused_in_the_dialog(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot)
    asking = dialog(console, qtbot)
    count(asking, qtbot, "Jan", yes=7)
    qtbot.waitUntil(lambda: "more paper ballots than people" in asking.error.text())
    assert asking.who.text() == "Jan"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (PollKind.MULTIPLE, Selection(("park", "pool"))),
        (PollKind.RANKING, Ranking(("pool", "park"))),
        (PollKind.SCORE, Scores((("park", 4), ("pool", 0)))),
        (PollKind.POINTS, Scores((("park", 7), ("pool", 3)))),
        (PollKind.TEXT, Writing(("Meer bomen",))),
    ],
)
def test_every_kind_of_ballot_is_built_as_on_the_phone(
    console: Console, context: Context, kind: PollKind, said: Choice, qtbot: QtBot
) -> None:
    open_vote(context, qtbot, asked(kind, maximum=3))
    asking = dialog(console, qtbot)
    for who in ("Jan", "Omar"):
        assert isinstance(asking.sheet, PileSheet)
        qtbot.keyClicks(asking.who, who)
        fill(asking.sheet, said, qtbot)
        asking.sheet.number.selectAll()
        qtbot.keyClicks(asking.sheet.number, "2")
        qtbot.keyClick(asking.sheet.number, Qt.Key.Key_Return)  # Enter adds the ballots
        assert asking.sheet.list.count() == 1
        qtbot.mouseClick(asking.hand_in, LEFT)
        qtbot.waitUntil(lambda who=who: any(sheet.by == who for sheet in found(context, "place").paper))
    agreed = found(context, "place").paper_agreed
    assert agreed is not None
    assert agreed.piles == (Pile(said, 2),)


def fill(sheet: PileSheet, said: Choice, qtbot: QtBot) -> None:
    ballot = sheet.ballot
    match said:
        case Selection(options):
            for option in options:
                ballot.marks[option].click()
        case Ranking(order):
            for place, option in enumerate(order, start=1):
                ballot.numbers[option].selectAll()
                qtbot.keyClicks(ballot.numbers[option], str(place))
        case Scores(given):
            for option, n in given:
                ballot.numbers[option].selectAll()
                qtbot.keyClicks(ballot.numbers[option], str(n))
        case Writing(texts):
            qtbot.keyClicks(ballot.texts[0], texts[0])


def test_a_ballot_that_is_none_says_why_and_a_wrong_line_is_removed(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot, asked(PollKind.RANKING))
    asking = dialog(console, qtbot)
    sheet = asking.sheet
    assert isinstance(sheet, PileSheet)
    for option in ("park", "pool"):
        sheet.ballot.numbers[option].selectAll()
        qtbot.keyClicks(sheet.ballot.numbers[option], "1")
    qtbot.mouseClick(sheet.add, LEFT)
    assert sheet.error.text() == "Two options have the same place. Give each option its own place."
    sheet.ballot.numbers["pool"].setValue(2)
    qtbot.mouseClick(sheet.add, LEFT)
    assert sheet.list.item(0).text() == "1 × Park › Zwembad"
    sheet.list.setCurrentRow(0)
    qtbot.mouseClick(sheet.remove, LEFT)
    assert sheet.value() == ()


def test_a_closed_count_is_corrected_by_two_people_with_a_reason(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot)
    cast(context, qtbot, "vote", YES, YES, NO, NO, NO)
    do(context, qtbot, ClosePoll("vote"))
    choose(console.page.poll, "Correct the paper ballots…")
    asking = shown(console, qtbot)
    assert "also those that were entered before" in asking.told.text()
    count(asking, qtbot, "Jan", yes=1)
    count(asking, qtbot, "Omar", yes=1)
    qtbot.waitUntil(asking.reason.isVisible)
    qtbot.mouseClick(asking.correct, LEFT)
    qtbot.waitUntil(lambda: asking.error.text() == "Say why the count is corrected: the minutes will tell.")
    qtbot.keyClicks(asking.reason, "An envelope lay under the table")
    with qtbot.waitSignal(asking.finished) as ended:
        qtbot.mouseClick(asking.correct, LEFT)
    assert ended.args == [QDialog.DialogCode.Accepted]
    tally = found(context).tally
    assert tally is not None
    assert (tally.counts[YES], tally.paper) == (3, 1)
    (correction,) = found(context).corrections
    assert correction.reason == "An envelope lay under the table"
