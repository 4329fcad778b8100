"""What is written with signs is read back as it was, whatever it is."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from assembly_app.desktop.minutes.signs import canonical_link, tidy, write
from assembly_app.prose import Passage, Prose, Shape, Span, plain, read

WORDS = st.text(st.sampled_from("aé1 *_[]()#-+.)\\\n{}:<>&`!~\"'‘’ “”\u00a0"), min_size=1, max_size=12)
SPANS = st.builds(
    Span, WORDS, st.booleans(), st.booleans(), st.sampled_from(["", "", "https://stad.example/a_(b)", "mailto:a@b.be"]),
    st.sampled_from(["", "", "", "present", "result:p1"]),
)  # fmt: skip
PASSAGES = st.builds(
    Passage, st.lists(SPANS, min_size=1, max_size=4).map(tuple), st.sampled_from(Shape), st.integers(0, 3),
    st.sampled_from([None, None, 1, 2, 3, 9, 10, 11]),
)  # fmt: skip
PROSE = st.lists(PASSAGES, max_size=6).map(tuple)
SIGNS = st.text(st.sampled_from("ab1 *_[](){}#-+.\\\n\thttps://x"), max_size=60)


def bare(prose: Prose) -> Prose:
    """Without styles, which signs cannot always tell."""
    return tidy(tuple(Passage((Span(p.words),), p.shape, p.level, p.number) for p in prose))


def test_a_letter_with_everything_in_it_is_read_back() -> None:
    told = (
        Passage((Span("Verloop"),), Shape.HEADING, 2),
        Passage((Span("Vet", bold=True), Span(" en "), Span("beide", bold=True, italic=True), Span(", "),
                 Span("de site", link="https://stad.example"), Span("\n1. geen lijst"))),
        Passage((Span("een"),), Shape.ITEM, 0),
        Passage((Span("onder"),), Shape.ITEM, 1, 4),
        Passage((Span("verder "), Span("{{present}}", bold=True, field="present")), level=1),
        Passage((Span("twee"),), Shape.ITEM, 0),
        Passage((Span("een andere lijst"),), Shape.ITEM, 0, 7),
        Passage((Span("nog een"),), Shape.ITEM, 0, 1),
    )  # fmt: skip
    assert tidy(told) == told
    assert tidy(read(write(told))) == told


@given(SIGNS)
@example("- a\n\n  b\n1. c")
@example("**a*b*** _c_")
def test_what_was_read_is_written_and_read_back(text: str) -> None:
    told = tidy(read(text))
    assert tidy(read(write(told))) == told


@given(PROSE)
def test_words_and_lists_are_never_lost(prose: Prose) -> None:
    assert bare(read(write(prose))) == bare(tidy(prose))


@given(st.text())
def test_any_text_keeps_its_words(text: str) -> None:
    told = tidy((Passage((Span(text),)),))
    assert tidy(read(write(told))) == told


def test_bold_that_signs_cannot_tell_keeps_its_words() -> None:
    assert plain(write((Passage((Span("zeg"), Span("(ja)", bold=True), Span("nu"))),))) == "zeg(ja)nu"


def test_an_address_is_kept_only_where_minutes_may_lead() -> None:
    assert canonical_link(" https://stad.example/een twee ") == "https://stad.example/een%20twee"
    assert canonical_link("javascript:alert(1)") == ""
    assert canonical_link("") == ""
