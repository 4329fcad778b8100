"""Names of known people in free text: as people write them, and nothing that only looks like one."""

from __future__ import annotations

import pytest

from assembly_app.name_finder import NameFinder, initials

PEOPLE = {
    "a": "Élise Van den Broeck",
    "b": "Tom D'Hondt",
    "c": "Jan Peeters",
    "d": "Łukasz Gößmann",
    "e": "Jean-Pierre Tshibangu",
    "f": "Cher",
    "g": "",
}


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(text[each.start : each.end], each.person, each.sure) for each in NameFinder(PEOPLE).find(text)]


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("Zo zei Élise Van den Broeck het.", "Élise Van den Broeck", "a"),
        ("volgens VAN DEN BROECK, ELISE", "VAN DEN BROECK, ELISE", "a"),
        ("Mevrouw Van den Broeck vertrekt.", "Van den Broeck", "a"),
        ("de heer D’Hondt vraagt", "D’Hondt", "b"),
        ("Tom D. is akkoord", "Tom D", "b"),
        ("(Jan Peeters)", "Jan Peeters", "c"),
        ("Lukasz Gossmann, Bürger", "Lukasz Gossmann", "d"),
        ("Jean-Pierre Tshibangu", "Jean-Pierre Tshibangu", "e"),
        ("gezongen door Cher", "Cher", "f"),
    ],
)
def test_a_name_is_found_as_people_write_it(text: str, name: str, person: str) -> None:
    assert found(text) == [(name, person, True)]


def test_a_first_name_alone_is_found_but_not_for_sure() -> None:
    assert found("Jan brengt de sleutel.") == [("Jan", "c", False)]


@pytest.mark.parametrize(
    "text",
    [
        "de peeters van het dorp",
        "januari",
        "Peetersstraat",
        "cher collègue",
        "Jan\nsen",
        "{{ Peeters }}",
        "",
        "Van den berg",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert not [each for each in found(text) if each[2]]


def test_sure_names_are_replaced_and_the_rest_stays() -> None:
    finder = NameFinder(PEOPLE)
    text = "Jan zag Jan Peeters en mevrouw Van den Broeck; {{chair}} keek."
    assert finder.replaced(text, lambda person: initials(PEOPLE[person])) == (
        "Jan zag J.P. en mevrouw É.V.d.B.; {{chair}} keek."
    )


def test_initials_keep_the_case_of_each_word() -> None:
    assert initials("Jean-Pierre Tshibangu") == "J.P.T."
    assert initials("  ") == ""
