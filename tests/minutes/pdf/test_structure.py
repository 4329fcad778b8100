"""The tags of the PDF, held against its pages and against the blocks that it is drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from assembly_app.desk import Desk
from assembly_app.domain import commands as c
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.record import Record, RecordKind
from assembly_app.i18n import translator
from assembly_app.minutes.bilingual import Edition
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.parts import (
    Block,
    Cloud,
    Facts,
    Figures,
    Grid,
    Heading,
    Listing,
    Picture,
    Sentence,
    Signatures,
    Written,
)
from assembly_app.minutes.pdf import minutes as pdf
from assembly_app.minutes.telling import telling
from tests.conftest import Clock
from tests.minutes import kinds
from tests.minutes.conftest import Evening, roll
from tests.minutes.reading import run
from tests.minutes.structure import Node, Read

TEXT = """# Toelichting
Zie [de website](https://www.example.org/plan) en **lees** het *plan*.

## Vragen
1. Wie betaalt?
   - de gemeente
2. Wanneer?

- Een punt
"""


@pytest.fixture(params=["evening", "kinds"])
def written(request: pytest.FixtureRequest, desk: Desk, clock: Clock) -> tuple[Desk, bytes]:
    """An evening of every day, and one with a poll of every kind."""
    if request.param == "kinds":
        desk.execute(c.ChangeSession(kinds.with_proxies(desk.state.session())))
        kinds.play(desk, clock)
    else:
        request.getfixturevalue("evening")
    return desk, made(desk)


def made(desk: Desk, *languages: str) -> bytes:
    return pdf.made(drafted(desk), Edition(languages or ("en",))).pdf


def squeezed(text: str) -> str:
    """Without white, as the ends of lines are not text."""
    return "".join(text.split())


def test_all_that_is_on_a_page_is_in_a_tag_or_an_artifact(written: tuple[Desk, bytes]) -> None:
    read = Read(written[1])
    assert [piece for piece in read.pieces if piece.number == -1] == []
    marked = {(piece.page, piece.number) for piece in read.pieces if piece.number is not None}
    assert marked <= set(read.document.marks())


def test_every_mark_belongs_to_one_element_which_the_parent_tree_names(written: tuple[Desk, bytes]) -> None:
    read = Read(written[1])
    marks = list(read.document.marks())
    assert len(marks) == len(set(marks))
    for node in read.document.walk():
        for kid in node.kids:
            if not isinstance(kid, Node):
                assert str(read.parent_of(*kid).S)[1:] == node.tag


def test_the_order_of_reading_is_the_order_of_the_blocks(written: tuple[Desk, bytes]) -> None:
    desk, document = written
    read = Read(document)
    told = squeezed(read.text(read.document))
    place = 0
    for words in spoken(list(telling(drafted(desk), translator("en")))):
        found = told.find(squeezed(words), place)
        assert found >= 0, words
        place = found + len(squeezed(words))


def spoken(blocks: Sequence[Block]) -> list[str]:
    """Every word of the blocks, in their order."""
    told: list[str] = []
    for block in blocks:
        match block:
            case Heading(words, _level):
                told.append(words)
            case Sentence(words, _tone, label):
                told += [label, words]
            case Written(prose, _tone, label):
                told += [label, *(passage.words for passage in prose)]
            case Facts(rows) | Figures(rows) | Signatures(rows):
                told += [words for row in rows for words in row]
            case Listing(title, lines):
                told += [title, *lines]
            case Grid(title, head, rows):
                told += [title, *head, *(cell for row in rows for cell in row)]
            case Cloud(title, words):
                told += [title, *(word for word, _n in words)]
            case Picture(bars):
                told += [words for bar in bars for words in (bar.label, bar.count)]
    return told


def test_the_order_of_reading_is_the_order_of_the_marks_on_each_page(written: tuple[Desk, bytes]) -> None:
    marks = list(Read(written[1]).document.marks())
    assert marks == sorted(marks)


def test_headings_are_told_and_never_skip_a_level(written: tuple[Desk, bytes]) -> None:
    read = Read(written[1])
    headings = [node for node in read.document.walk() if node.tag in ("H1", "H2", "H3", "H4", "H5", "H6")]
    assert all(read.text(heading).strip() for heading in headings)
    levels = [int(heading.tag[1]) for heading in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_are_regular_and_their_heads_say_what_they_head(written: tuple[Desk, bytes]) -> None:
    tables = [node for node in Read(written[1]).document.walk() if node.tag == "Table"]
    for table in tables:
        head, *rows = table.children("TR")
        assert {cell.scope for cell in head.children()} == {"Column"}
        for row in rows:
            assert [cell.tag for cell in row.children()] == ["TH", *["TD"] * (len(head.children()) - 1)]
            assert row.children("TH")[0].scope == "Row"


def test_charts_are_told_in_words(written: tuple[Desk, bytes]) -> None:
    desk, document = written
    read = Read(document)
    figures = [node for node in read.document.walk() if node.tag == "Figure"]
    pictures = [block for block in telling(drafted(desk), translator("en")) if isinstance(block, Picture)]
    assert len(figures) == len(pictures)
    for figure, picture in zip(figures, pictures, strict=True):
        assert all(f"{bar.label}: {bar.count}" in figure.alt for bar in picture.bars)


def test_poppler_reads_the_same_order(evening: Evening, tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(made(evening.desk))
    told = squeezed(run("pdfinfo", "-struct-text", path).replace('"', ""))
    titles = [item.title["nl"] for item in evening.desk.state.items]
    places = [told.index(squeezed(title)) for title in titles]
    assert places == sorted(places)
    assert run("pdfinfo", path).split("Tagged:")[1].split()[0] == "yes"


def test_qpdf_finds_the_file_whole(evening: Evening) -> None:
    assert Read(made(evening.desk)).pdf.check_pdf_syntax() == []


# --- prose ---


@pytest.fixture
def prose(desk: Desk, clock: Clock) -> Evening:
    """An evening with an entry that has everything that prose can have."""
    evening = Evening(desk, clock)
    evening.do(c.Enrol(roll(6)), c.AddItem(AgendaItem("i", {"nl": "Plan", "fr": "Projet"})))
    evening.do(c.OpenSession(), c.NextItem())
    evening.do(c.WriteRecord(Record("n", "i", RecordKind.NOTE, TEXT, language="nl")), c.CloseSession(), minutes=1)
    return evening


def test_lists_have_signs_and_bodies_and_stand_within_one_another(prose: Evening) -> None:
    read = Read(made(prose.desk, "nl"))
    lists = [node for node in read.document.walk() if node.tag == "L" and node.children("LI")[0].children("Lbl")]
    numbered = next(each for each in lists if read.text(each).startswith("1."))
    first, second = numbered.children("LI")
    assert [kid.tag for kid in first.children()] == ["Lbl", "LBody"]
    assert read.text(first.children("LBody")[0].children("L")[0]) == "•de gemeente"
    assert read.text(second) == "2.Wanneer?"


def test_a_link_is_an_element_with_its_rectangle(prose: Evening) -> None:
    read = Read(made(prose.desk, "nl"))
    (link,) = [node for node in read.document.walk() if node.tag == "Link"]
    assert read.text(link) == "de website"
    assert link.annotations == 1
    (annotation,) = [each for page in read.pdf.pages for each in page.get("/Annots", ())]
    assert str(annotation.A.URI) == "https://www.example.org/plan"
    assert str(annotation.Contents) == "de website"


def test_a_link_over_two_pages_stays_one_element(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    words = "een lange verwijzing " * 600
    evening.do(c.AddItem(AgendaItem("i", {"nl": "Plan"})))
    evening.do(c.WriteRecord(Record("n", "i", RecordKind.NOTE, f"Zie [{words.strip()}](https://example.org) en slot.")))
    read = Read(made(desk, "nl"))
    (link,) = [node for node in read.document.walk() if node.tag == "Link"]
    assert len({page for page, _number in link.marks()}) > 1
    assert squeezed(read.text(link)) == squeezed(words)
    paragraph = next(node for node in read.document.walk() if link in node.kids)
    assert read.text(paragraph).endswith("en slot.")


def test_what_is_in_another_language_says_so(prose: Evening) -> None:
    read = Read(made(prose.desk, "fr"))
    (foreign,) = [node for node in read.document.walk() if node.language == "nl"]
    assert "de website" in read.text(foreign)
    assert str(read.pdf.Root.Lang) == "fr"


def test_two_languages_stand_side_by_side_each_with_its_own(prose: Evening) -> None:
    read = Read(made(prose.desk, "nl", "fr"))
    headings = [node for node in read.document.walk() if node.tag == "H2"]
    assert [read.text(part) for part in headings[0].children("Span")] == ["Aanwezigheden", "Présences"]
    assert [part.language for part in headings[0].children("Span")] == ["nl", "fr"]
    languages = [node.language for node in read.document.walk() if node.tag == "Div"]
    assert {"nl", "fr"} == set(languages)


# --- pages ---


def test_what_goes_over_pages_stays_one_element(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    note = "Een zin van de nota. " * 700
    evening.do(c.ChangeSession(kinds.with_proxies(desk.state.session())), c.Enrol(roll(12)))
    evening.do(*(c.CheckIn(f"p{n:03}") for n in range(12)), c.AddItem(AgendaItem("i", {"nl": "Plan"})))
    evening.do(c.WriteRecord(Record("n", "i", RecordKind.NOTE, note)), c.OpenSession())
    evening.do(c.AddPoll(kinds.many_projects(80)))
    evening.vote("many", *[("o1", "o2")] * 6)
    desk.count_budget("many")
    read = Read(made(desk))
    long = [node for node in read.document.walk() if node.tag == "P" and "zin van de nota" in read.text(node)]
    assert len(long) == 1
    assert len({page for page, _number in long[0].marks()}) > 1
    (table,) = [node for node in read.document.walk() if node.tag == "Table"]
    assert len(table.children("TR")) == 81
    assert len({page for page, _number in table.marks()}) > 1
    assert read.text(table.children("TR")[0]).count("Project") == 1


def test_the_frame_of_the_page_is_an_artifact(evening: Evening) -> None:
    read = Read(made(evening.desk))
    artifacts = " ".join(piece.text for piece in read.pieces if piece.number is None)
    assert "DRAFT" in artifacts
    assert "Wijkraad Noord · Zitting 4" in artifacts
    assert "DRAFT" not in read.text(read.document)


def test_a_text_from_right_to_left_is_told_as_it_was_written(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    arabic = "محضر الجلسة رقم 12 والسلام عليكم"
    evening.do(c.AddItem(AgendaItem("i", {"nl": "Punt"})), c.WriteRecord(Record("n", "i", RecordKind.NOTE, arabic)))
    read = Read(made(desk))
    assert any(arabic in node.actual for node in read.document.walk())


def test_the_same_minutes_make_the_same_file(evening: Evening) -> None:
    minutes = drafted(evening.desk)
    first, second = (pdf.made(minutes, Edition(("nl",))).pdf for _turn in range(2))
    assert first == second
    other = pdf.made(replace(minutes, session=9), Edition(("nl",))).pdf
    assert other != first
