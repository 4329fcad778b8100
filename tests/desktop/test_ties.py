"""Ties that the chair or a draw decides, from the console to the room's screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app.desktop.context import Context
from assembly_app.domain.commands import ClosePoll
from assembly_app.domain.counting.majority import TieBreak, TieRule
from assembly_app.domain.counting.ties import Ruling, draw_order
from assembly_app.domain.polls import NO, YES, PollKind
from assembly_app.minutes import poll_words
from assembly_app.minutes.model import PollMinutes
from assembly_app.store.verify import verify
from assembly_app.words import result_words
from tests.desktop.conftest import Console
from tests.desktop.voting import asked, cast, do, found, open_vote

LEFT = Qt.MouseButton.LeftButton


def test_the_chair_chooses_among_the_options_that_tie(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot, asked(PollKind.SINGLE, TieRule.CHAIR))
    cast(context, qtbot, "place", "park", "park", "pool", "pool", "school")
    do(context, qtbot, ClosePoll("place"))
    tie = console.page.poll.tie
    qtbot.waitUntil(tie.isVisible)
    assert {key: made.text() for key, made in tie.options.items()} == {"park": "Park", "pool": "Zwembad"}
    assert not tie.decide.isEnabled()
    assert not tie.seed.isVisible()
    qtbot.mouseClick(tie.options["park"], LEFT)
    qtbot.mouseClick(tie.options["pool"], LEFT)  # until it is noted, the chair may think again
    qtbot.mouseClick(tie.decide, LEFT)
    qtbot.waitUntil(lambda: found(context, "place").tie_break == TieBreak((Ruling("pool", ("park",)),)))
    qtbot.waitUntil(lambda: not tie.isVisible())
    told = "Most votes: Zwembad (Park 2, Zwembad 2, School 1). It was a tie; the chair decided."
    assert console.page.poll.told.text() == told


def test_a_draw_follows_from_the_seed_that_everyone_saw(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot, asked(PollKind.SINGLE, TieRule.DRAW))
    cast(context, qtbot, "place", "park", "park", "pool", "pool", "school")
    do(context, qtbot, ClosePoll("place"))
    tie = console.page.poll.tie
    qtbot.waitUntil(tie.isVisible)
    assert "anyone can check it" in tie.told.text()
    assert not tie.decide.isEnabled()
    qtbot.keyClicks(tie.seed, "4 2 6")
    qtbot.mouseClick(tie.decide, LEFT)
    qtbot.waitUntil(lambda: not tie.isVisible())
    judged = found(context, "place").outcome
    assert judged is not None
    assert judged.leading == draw_order("4 2 6", ["park", "pool"])[:1]
    assert "drawn by lot with the seed “4 2 6”" in result_words.result_sentence(found(context, "place"), context._)


def test_a_motion_is_carried_by_the_chair(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot, asked(PollKind.YES_NO_ABSTAIN, TieRule.CHAIR))
    cast(context, qtbot, "place", YES, YES, YES, NO, NO, NO)
    do(context, qtbot, ClosePoll("place"))
    tie = console.page.poll.tie
    qtbot.waitUntil(tie.isVisible)
    assert [made.text() for made in tie.options.values()] == ["Yes", "No"]
    qtbot.mouseClick(tie.options["yes"], LEFT)
    qtbot.mouseClick(tie.decide, LEFT)
    qtbot.waitUntil(lambda: console.page.poll.told.text().startswith("Adopted"))


def test_a_tie_for_the_last_seat_of_an_election_is_drawn(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot, asked(PollKind.ELECTION, TieRule.DRAW))
    cast(context, qtbot, "place", "park", "park", "pool", "pool", "school")
    do(context, qtbot, ClosePoll("place"))
    tie = console.page.poll.tie
    qtbot.waitUntil(tie.isVisible)
    qtbot.keyClicks(tie.seed, "15")
    qtbot.keyClick(tie.seed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not tie.isVisible())
    judged = found(context, "place").outcome
    assert judged is not None
    assert judged.leading == draw_order("15", ["park", "pool"])[:1]


def test_a_tie_that_fails_by_rule_asks_nobody(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot, asked(PollKind.SINGLE))
    cast(context, qtbot, "place", "park", "park", "pool", "pool", "school")
    do(context, qtbot, ClosePoll("place"))
    qtbot.waitUntil(lambda: "A tie" in console.page.poll.told.text())
    assert not console.page.poll.tie.isVisible()


def test_a_tie_of_so_few_that_it_shows_votes_stays_hidden_until_it_is_shown(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot, asked(PollKind.SINGLE, TieRule.CHAIR))
    cast(context, qtbot, "place", "park", "pool")
    do(context, qtbot, ClosePoll("place"))
    qtbot.waitUntil(lambda: "shows how people voted" in console.page.poll.told.text())
    assert not console.page.poll.tie.isVisible()
    qtbot.mouseClick(console.page.poll.show_button, LEFT)
    qtbot.waitUntil(console.messages.isVisible)
    (show, _not_now) = console.messages.choices
    qtbot.mouseClick(show, LEFT)
    qtbot.waitUntil(console.page.poll.tie.isVisible)


def test_the_chair_is_asked_again_until_every_seat_is_filled(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot, asked(PollKind.ELECTION, TieRule.CHAIR, seats=2))
    cast(context, qtbot, "place", "park", "park", "pool", "pool", "school", "school")
    do(context, qtbot, ClosePoll("place"))
    tie = console.page.poll.tie
    qtbot.waitUntil(tie.isVisible)
    assert set(tie.options) == {"park", "pool", "school"}
    qtbot.mouseClick(tie.options["pool"], LEFT)
    qtbot.mouseClick(tie.decide, LEFT)
    qtbot.waitUntil(lambda: set(tie.options) == {"park", "school"})
    qtbot.mouseClick(tie.options["school"], LEFT)
    qtbot.mouseClick(tie.decide, LEFT)
    qtbot.waitUntil(lambda: not tie.isVisible())
    judged = found(context, "place").outcome
    assert judged is not None
    assert judged.leading == ("pool", "school")
    assert verify(context.live.desk.store).findings == ()
    told = poll_words.tie(PollMinutes(found(context, "place")), context._)
    assert told == (
        "There was a tie between Park, Zwembad and School. The chair decided for Zwembad. "
        "There was a tie between Park and School. The chair decided for School."
    )
