"""What secretaries write is read into passages; any text can be read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assembly_app.prose import Passage, Shape, Span, fields, filled, plain, read, speaks


def test_headings_lists_bold_italics_and_links_are_read() -> None:
    told = read(
        "## Verloop\n**Vet** en *schuin*, [de site](https://stad.example)\n\n- een\n  - onder\n\n2. twee\n3. drie"
    )
    assert told == (
        Passage((Span("Verloop"),), Shape.HEADING, 2),
        Passage((Span("Vet", bold=True), Span(" en "), Span("schuin", italic=True), Span(", "),
                 Span("de site", link="https://stad.example"))),
        Passage((Span("een"),), Shape.ITEM, 0),
        Passage((Span("onder"),), Shape.ITEM, 1),
        Passage((Span("twee"),), Shape.ITEM, 0, 2),
        Passage((Span("drie"),), Shape.ITEM, 0, 3),
    )  # fmt: skip


def test_lines_stay_lines() -> None:
    assert plain("een\ntwee\n\ndrie") == "een\ntwee\ndrie"


def test_an_empty_entry_of_a_list_is_no_entry() -> None:
    assert read("-\n1") == (Passage((Span("1"),)),)


def test_a_link_that_is_no_address_stays_text() -> None:
    [passage] = read("[klik](javascript:alert)")
    assert passage.words == "[klik](javascript:alert)"
    assert not any(span.link for span in passage.spans)


def test_a_live_field_takes_the_words_it_is_given_in_its_hand() -> None:
    told = filled(read("Er zijn **{{present}} mensen** en {{wat}}."), {"present": read("41")}.get)
    assert told[0].words == "Er zijn 41 mensen en {{wat}}."
    assert Span("41", bold=True, field="present") in told[0].spans


def test_a_text_of_fields_alone_needs_no_translation() -> None:
    assert fields("{{result:p1}} {{ present }}") == {"result:p1", "present"}
    assert not speaks("{{result:p1}} – {{present}}.")
    assert speaks("Er zijn {{present}}")


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(passage.spans for passage in read(text))
