"""The evaluation on the console: counted after the session, warned of when few answered, exported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.context import Context
from assembly_app.desktop.evaluation import EvaluationDialog
from assembly_app.domain import commands
from assembly_app.domain.feedback import Feedback
from assembly_app.store import feedback
from tests.desktop.conftest import Console
from tests.desktop.test_accessible_names import check

MANY = [Feedback(5, 4, "More chairs"), Feedback(4, 0, "=1+1"), Feedback(5), Feedback(1, 2), Feedback(5, 5)]


def answer(desk: Desk, given: list[Feedback]) -> None:
    with desk.store.writing() as tx:
        feedback.put(tx, desk.session, {f"ticket-{n}": one for n, one in enumerate(given)})


def close_session(desk: Desk) -> None:
    desk.execute(commands.OpenSession())
    desk.execute(commands.CloseSession())


def dialog(context: Context, given: list[Feedback], console: Console) -> EvaluationDialog:
    shown = EvaluationDialog(context, given, console.window)
    shown.open()
    return shown


def texts(shown: EvaluationDialog) -> list[str]:
    return [found.text() for found in shown.findChildren(QLabel) if found.isVisible()]


def test_the_card_comes_when_the_session_is_closed_and_counts_on(
    console: Console, evening: Desk, context: Context, qtbot: QtBot
) -> None:
    card = console.page.room.evaluation
    assert not card.isVisible()
    close_session(evening)
    qtbot.waitUntil(lambda: card.count.text() == "Nobody has answered yet.")
    assert card.isVisible()
    assert not card.show_all.isEnabled()
    answer(evening, MANY)  # as the phones' server writes it
    qtbot.waitUntil(lambda: card.count.text() == "5 people answered.")
    card.show_all.click()
    qtbot.waitUntil(lambda: bool(console.window.findChildren(EvaluationDialog)))
    console.window.findChildren(EvaluationDialog)[0].accept()


def test_means_spreads_and_texts_are_shown(console: Console, context: Context) -> None:
    shown = dialog(context, MANY, console)
    told = texts(shown)
    assert "Mean 4 of 5; 5 answers" in told
    assert "Mean 3.7 of 5; 3 answers" in told
    assert "• More chairs" in told
    bars = [bar.accessibleName() for bar in shown.findChildren(QProgressBar)]
    assert bars[:5] == ["1 – Not at all: 1", "2: 0", "3: 0", "4: 1", "5 – Completely: 3"]
    assert shown.export.isEnabled()


def test_few_answers_are_shown_after_a_warning_only(console: Console, context: Context) -> None:
    shown = dialog(context, MANY[:4], console)
    assert "So few answered that the answers may show who wrote them." in texts(shown)
    assert "• More chairs" not in texts(shown)
    assert not shown.export.isEnabled()
    shown.all_the_same.click()
    assert "• More chairs" in texts(shown)
    assert shown.export.isEnabled()


def test_the_evaluation_is_exported_for_a_spreadsheet(
    console: Console, context: Context, evening: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "evaluation.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_call: (str(target), ""))
    answer(evening, MANY)
    shown = dialog(context, MANY, console)
    shown.export.click()
    qtbot.waitUntil(lambda: shown.told.text() == "Saved: evaluation.csv")
    head, *rows = target.read_text("utf-8-sig").splitlines()
    assert head.startswith("Could you say what you wanted to say?,")
    assert sorted(rows) == ["1,2,", "4,,'=1+1", "5,,", "5,4,More chairs", "5,5,"]


def test_every_control_is_named_and_tab_goes_as_the_eye_reads(console: Console, context: Context) -> None:
    for given in (MANY, MANY[:2]):
        shown = dialog(context, given, console)
        check(shown)
        shown.accept()
