"""Budgets counted beside the window, and results that are read page by page: rounds, answers, word clouds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from assembly_app.desktop.cloud import laid_out
from assembly_app.desktop.console.result_dialog import ResultDialog
from assembly_app.desktop.context import Context
from assembly_app.desktop.projector.canvas import Canvas
from assembly_app.desktop.projector.result_pages import ACROSS, LINES, pages, shown_pages
from assembly_app.desktop.projector.screen import ProjectorWindow
from assembly_app.desktop.projector.stage import stage
from assembly_app.desktop.projector.views import draw
from assembly_app.domain.ballots import Choice, Ranking, Selection, Writing
from assembly_app.domain.commands import ChooseView, ClosePoll
from assembly_app.domain.polls import Method, Option, Poll, PollKind
from assembly_app.domain.room import Projection, View
from assembly_app.i18n import translator
from assembly_app.words.result_words import rounds
from tests.desktop.conftest import Console
from tests.desktop.voting import asked, cast, choose, do, found, open_vote

LEFT = Qt.MouseButton.LeftButton
MILLION = 1_000_000


def budget(*costs: int, spend: int = MILLION, method: Method | None = None) -> Poll:
    options = tuple(Option(f"p{n}", {"nl": f"Project {n}"}, cost) for n, cost in enumerate(costs))
    return Poll("place", {"nl": "Wat betalen we?"}, PollKind.BUDGET, options, budget=spend, method=method)


def endless() -> Poll:
    """Shares are raised by 1 until three supporters pay a million: that takes very long, as no run can be left out.

    In each run the two cheap projects tie.
    """
    return budget(MILLION, MILLION, 1000, 1000, spend=MILLION + 2000, method=Method.EQUAL_SHARES_ADD1)


ENDLESS = [*[Selection((dear, "p2", "p3")) for dear in ("p0", "p1", "p0", "p1")], Selection(("p0",))]


def test_a_closed_budget_is_counted_by_itself_and_explains_each_project(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot, budget(400_000, 500_000, 300_000))
    cast(context, qtbot, "place", *[Selection(("p0", "p1"))] * 4, Selection(("p2",)), Selection(("p2",)))
    do(context, qtbot, ClosePoll("place"))
    qtbot.waitUntil(lambda: found(context, "place").result is not None)
    card = console.page.poll
    qtbot.waitUntil(lambda: "projects are chosen" in card.told.text())
    assert not card.counting.isVisible()
    choose(card, "How it was counted…")
    dialog = card.findChild(ResultDialog)
    assert dialog is not None
    assert [line.split(".")[0] for line in dialog.lines] == ["Project 0", "Project 1", "Project 2"]


def test_a_long_count_tells_how_far_it_is_and_can_be_stopped_and_begun_again(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot, endless())
    cast(context, qtbot, "place", *ENDLESS)
    do(context, qtbot, ClosePoll("place"))
    card = console.page.poll
    qtbot.waitUntil(lambda: card.counts.runs > 1)
    assert card.counting.cancel.isVisible()
    assert "runs done" in card.counting.told.text()
    assert console.page.primary.act.label != "Show the result"  # there is none yet; the evening goes on
    qtbot.mouseClick(card.counting.cancel, LEFT)
    qtbot.waitUntil(card.counting.again.isVisible)
    assert card.told.text() == "Still to be counted."
    assert found(context, "place").result is None
    qtbot.mouseClick(card.counting.again, LEFT)
    qtbot.waitUntil(lambda: card.counts.running == "place" and card.counts.runs > 1)
    card.counts.cancel()
    qtbot.waitUntil(lambda: not card.counts.running)


def test_closing_the_window_stops_a_count(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot, endless())
    cast(context, qtbot, "place", *ENDLESS)
    do(context, qtbot, ClosePoll("place"))
    qtbot.waitUntil(lambda: console.page.poll.counts.runs > 1)
    context.live.close()  # would never return if the count went on
    assert found(context, "place").result is None


# --- the room's screen ---


def picture(context: Context) -> QImage:
    image = QImage(QSize(1280, 720), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw(Canvas(painter, QSizeF(image.size())), stage(context, {"nl": "Wijkraad"}))
    painter.end()
    return image


def held(context: Context, qtbot: QtBot, poll: Poll, *choices: Choice) -> None:
    """The poll is held and its result shown in the room."""
    open_vote(context, qtbot, poll)
    cast(context, qtbot, "place", *choices)
    do(context, qtbot, ClosePoll("place"), ChooseView(Projection(View.RESULT, "place")))


RANKINGS = [Ranking(("park", "pool")), Ranking(("park",)), Ranking(("pool", "park")), Ranking(("school", "pool")),
            Ranking(("pool", "school"))]  # fmt: skip


def test_the_pages_of_a_result_are_turned_by_arrows_and_buttons(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    held(context, qtbot, asked(PollKind.RANKING), *RANKINGS)
    screen = console.page.room.projection
    qtbot.waitUntil(screen.forth.isVisible)
    assert screen.page.text() == "page 1 of 3"
    first = picture(context)
    qtbot.mouseClick(screen.forth, LEFT)
    assert screen.page.text() == "page 2 of 3"
    assert picture(context) != first
    qtbot.mouseClick(screen.forth, LEFT)
    assert screen.page.text() == "page 3 of 3"
    assert not screen.forth.isEnabled()
    window = ProjectorWindow(context, lambda: {"nl": "Wijkraad"})
    qtbot.addWidget(window)
    qtbot.keyClick(window, Qt.Key.Key_Left)
    assert context.live.scene.page == 1
    qtbot.keyClick(window, Qt.Key.Key_Left)
    assert context.live.scene.page == 0
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    assert context.live.scene.page == 1
    qtbot.keyClick(console.page, Qt.Key.Key_PageUp)
    assert context.live.scene.page == 0
    qtbot.keyClick(console.page, Qt.Key.Key_PageUp)  # nothing before the first
    assert context.live.scene.page == 0


def test_another_result_begins_at_its_first_page(console: Console, context: Context, qtbot: QtBot) -> None:
    held(context, qtbot, asked(PollKind.RANKING), *RANKINGS)
    context.live.turn(1)
    do(context, qtbot, ChooseView(None))
    assert context.live.scene.page == 0
    assert not console.page.room.projection.forth.isVisible()


def test_every_round_stands_on_some_page_and_no_page_is_too_full(context: Context, qtbot: QtBot) -> None:
    held(context, qtbot, budget(*[50_000 + n for n in range(30)]), *[Selection(("p1", "p7"))] * 5)
    context.live.act(lambda desk: desk.count_budget("place"), lambda _state: None)
    qtbot.waitUntil(lambda: found(context, "place").result is not None)
    made = pages(found(context, "place"), (), [context._])
    assert sum(len(page.options) for page in made) == 30
    assert max(len(page.options) for page in made) <= 8
    lines = [line for page in made for line in page.lines]
    assert len(lines) == 31
    for page in made:
        assert len(page.lines) <= 1 or sum(-(-len(line) // ACROSS) for line in page.lines) <= LINES


def test_the_room_reads_how_it_was_counted_in_both_its_languages(context: Context, qtbot: QtBot) -> None:
    held(context, qtbot, asked(PollKind.RANKING), *RANKINGS)
    state = next(iter(state for state in context.live.state.polls.values() if state.tally))
    tongues = [translator("nl"), translator("fr")]
    told = [(page.tongue, page.lines) for page in pages(state, (), tongues) if page.lines]
    assert [tongue for tongue, _lines in told] == [0, 1]
    for tongue, lines in told:
        assert list(lines) == rounds(state, tongues[tongue])


def test_answers_are_read_in_the_room_and_at_the_console(console: Console, context: Context, qtbot: QtBot) -> None:
    texts = ["Meer bomen", "Een bank", "Licht", "Een fontein", "Meer bomen"]
    held(context, qtbot, asked(PollKind.TEXT), *[Writing((text,)) for text in texts])
    qtbot.waitUntil(lambda: "place" in context.live.scene.written)
    (page,) = shown_pages(context.live.scene, [context._])
    assert page.lines == ("Een bank", "Een fontein", "Licht", "Meer bomen", "Meer bomen")
    choose(console.page.poll, "Read what was written…")
    dialog = console.page.poll.findChild(ResultDialog)
    assert dialog is not None
    assert dialog.lines[0] == "• Een bank"


def test_a_word_cloud_draws_frequent_words_larger_and_inside_its_place(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    said = [("bomen", "licht"), ("Bomen", "rust"), ("bomen",), ("licht", "water"), ("bomen",)]
    held(context, qtbot, asked(PollKind.WORDS, maximum=2), *[Writing(tuple(sorted(words))) for words in said])
    qtbot.waitUntil(lambda: "place" in context.live.scene.written)
    (page,) = shown_pages(context.live.scene, [context._])
    assert page.words == (("bomen", 4), ("licht", 2), ("rust", 1), ("water", 1))
    place = picture(context).rect().toRectF() if hasattr(picture(context).rect(), "toRectF") else None
    assert place is not None
    placed = laid_out(page.words, place, 110)
    sizes = [each.size for each in placed]
    assert sizes == sorted(sizes, reverse=True)
    assert all(place.contains(each.x, each.baseline) for each in placed)


def test_few_answers_are_hidden_until_the_facilitator_says_so(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot, asked(PollKind.TEXT))
    cast(context, qtbot, "place", Writing(("Meer bomen",)), Writing(("Licht",)))
    do(context, qtbot, ClosePoll("place"))
    card = console.page.poll
    qtbot.waitUntil(lambda: "shows how people voted" in card.told.text())
    card.more.fill()
    (read,) = [action for action in card.more.list.actions() if action.text() == "Read what was written…"]
    assert not read.isEnabled()


@pytest.mark.parametrize("kind", [PollKind.SCORE, PollKind.POINTS, PollKind.ELECTION])
def test_a_tie_rule_can_be_chosen_for_every_kind_that_elects(kind: PollKind, qtbot: QtBot) -> None:
    from assembly_app.desktop.prepare.counting_edit import CountingEdit
    from assembly_app.domain.counting.majority import TieRule
    from tests.desktop.conftest import ENGLISH

    edit = CountingEdit(ENGLISH)
    qtbot.addWidget(edit)
    poll = asked(kind, TieRule.DRAW)
    edit.show_poll(poll, ["nl"])
    field = edit.tie.parentWidget()
    assert field is not None
    assert not field.isHidden()
    assert edit.applied(poll).carried_by.tie is TieRule.DRAW
