"""What is in the document is what is written, whatever it is."""

from __future__ import annotations

from hypothesis import given
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from assembly_app.desktop.minutes.prose_document import html_prose, prose_of, show_prose
from assembly_app.desktop.minutes.signs import tidy, write
from assembly_app.prose import Passage, Prose, Shape, Span, read
from tests.desktop.minutes.test_signs import PROSE, SIGNS


def shown(prose: Prose) -> Prose:
    document = QTextDocument()
    show_prose(document, prose)
    return prose_of(document)


@given(PROSE)
def test_a_document_keeps_every_word_style_and_list(prose: Prose) -> None:
    told = tidy(prose)
    assert shown(told) == told


@given(SIGNS)
def test_a_text_that_is_opened_and_saved_is_the_same(text: str) -> None:
    told = tidy(read(text))
    assert tidy(read(write(shown(told)))) == told


def test_two_chips_of_one_field_stay_two(qtbot: QtBot) -> None:
    told = tidy(read("{{present}}{{present}}"))
    assert len(told[0].spans) == 2
    assert shown(told) == told


def test_a_page_of_the_web_is_pasted_as_far_as_minutes_know_it(qtbot: QtBot) -> None:
    html = (
        "<h2 style='color:red'>Kop</h2><p style='font-family:Arial'>een <b>vet</b> <i>schuin</i> "
        "<a href='https://stad.example'>hier</a><a href='javascript:x'>niet</a><img src='x.png'></p>"
        "<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol><table><tr><td>cel</td></tr></table>"
    )
    assert html_prose(html) == (
        Passage((Span("Kop"),), Shape.HEADING, 2),
        Passage((Span("een "), Span("vet", bold=True), Span(" "), Span("schuin", italic=True), Span(" "),
                 Span("hier", link="https://stad.example"), Span("niet"))),
        Passage((Span("a"),), Shape.ITEM, 0, 1),
        Passage((Span("b"),), Shape.ITEM, 0, 2),
        Passage((Span("c"),), Shape.ITEM, 1),
        Passage((Span("cel"),)),
    )  # fmt: skip


def test_a_list_of_word_is_a_list() -> None:
    html = "<p class=MsoListParagraph><span>·<span>&nbsp;&nbsp;&nbsp;&nbsp; </span></span>Banken</p>"
    assert html_prose(html) == (Passage((Span("Banken"),), Shape.ITEM, 0),)
