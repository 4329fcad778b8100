"""The canvas that gives everything a mark, by itself: what it draws, and the tree that it writes."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4

from assembly_app.minutes.pdf import fonts
from assembly_app.minutes.pdf.tagged_canvas import TaggedCanvas
from assembly_app.minutes.pdf.tagging import Element
from tests.minutes.structure import Node, Read


class Page:
    """A canvas with a document's root, and what is read back from it."""

    def __init__(self) -> None:
        fonts.register()
        self.target = BytesIO()
        self.canvas = TaggedCanvas(self.target, pagesize=A4, initialFontName=fonts.REGULAR)
        self.root = self.canvas.root

    def write(self, words: str, element: Element | None) -> None:
        text = self.canvas.text_for(element, 100, 700)
        text.setFont(fonts.REGULAR, 10)
        text.textLine(words)
        self.canvas.drawText(text)

    def read(self) -> Read:
        self.canvas.showPage()
        self.canvas.write_tags()
        self.canvas.save()
        return Read(self.target.getvalue())


@pytest.fixture
def page() -> Page:
    return Page()


def tags(node: Node) -> list[str]:
    return [each.tag for each in node.walk()]


def test_words_belong_to_the_element_that_they_are_written_for(page: Page) -> None:
    heading, paragraph = page.root.add("H1"), page.root.add("P")
    page.write("second", paragraph)
    page.write("first", heading)
    read = page.read()
    assert [read.text(node) for node in read.document.children()] == ["first", "second"]


def test_what_no_element_asks_for_is_an_artifact(page: Page) -> None:
    page.write("told", page.root.add("P"))
    page.write("not told", None)
    page.canvas.drawString(10, 10, "not told either")
    page.canvas.line(0, 0, 10, 10)
    page.canvas.rect(0, 0, 10, 10)
    read = page.read()
    assert [(piece.text, piece.number) for piece in read.pieces] == [
        ("told", 0), ("not told", None), ("not told either", None),
    ]  # fmt: skip


def test_shapes_and_words_within_a_figure_are_one_mark(page: Page) -> None:
    figure = page.root.add("Figure", alt="A bar")
    figure.include((10, 10, 60, 30), 1)
    with page.canvas.within(figure):
        page.canvas.rect(10, 10, 50, 20)
        page.canvas.drawString(10, 10, "bar")
    read = page.read()
    assert [(piece.text, piece.number) for piece in read.pieces] == [("bar", 0)]
    assert read.document.children("Figure")[0].alt == "A bar"
    (kid,) = read.pdf.Root.StructTreeRoot.K.K
    assert [float(side) for side in kid.A.BBox] == [10, 10, 60, 30]


def test_a_figure_on_two_pages_has_no_box(page: Page) -> None:
    figure = page.root.add("Figure", alt="Bars")
    figure.include((10, 10, 60, 30), 1)
    figure.include((10, 10, 60, 30), 2)
    assert figure.box is None


def test_empty_elements_are_left_out_but_cells_are_not(page: Page) -> None:
    page.root.add("Sect").add("H2")
    row = page.root.add("Table").add("TR")
    row.add("TH", scope="Row")
    page.write("cell", row.add("TD"))
    assert tags(page.read().document) == ["Document", "Table", "TR", "TH", "TD"]


def test_an_element_over_pages_keeps_its_marks_in_order(page: Page) -> None:
    paragraph = page.root.add("P")
    page.write("one ", paragraph)
    page.canvas.showPage()
    page.write("two", paragraph)
    read = page.read()
    (told,) = read.document.children()
    assert told.kids == ((0, 0), (1, 0))
    assert read.text(told) == "one two"
    assert all(str(each.obj.Tabs) == "/S" for each in read.pdf.pages)


def test_texts_of_an_element_may_have_any_sign(page: Page) -> None:
    page.write("x", page.root.add("P", alt="(a) \\ ☕", actual="سلام 😀", language="ar"))
    (told,) = page.read().document.children()
    assert (told.alt, told.actual, told.language) == ("(a) \\ ☕", "سلام 😀", "ar")
