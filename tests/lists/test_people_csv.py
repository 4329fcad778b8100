"""Lists of people as they come: any encoding, any order of columns, and every mistake on its own line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assembly_app.domain.people import Person, Role
from assembly_app.i18n import LANGUAGES, translator
from assembly_app.lists.csv_words import FIELDS, Field
from assembly_app.lists.people_csv import Preview, guess_mapping, preview, read
from assembly_app.names import fold, search
from assembly_app.words.wording import ROLES


def previewed(data: bytes | str, *existing: Person) -> Preview:
    sheet = read(data if isinstance(data, bytes) else data.encode())
    numbers = count(1)
    return preview(sheet, guess_mapping(sheet.header), existing, lambda: f"p{next(numbers)}")


def told(found: Preview) -> list[tuple[int, str]]:
    return [(finding.line, str(finding.problem)) for finding in found.findings]


def test_a_dutch_list_with_semicolons_is_understood() -> None:
    found = previewed(
        "Stemrecht;Naam;Hoedanigheid;Taal;E-mail;Postcode;Rol\r\n"
        "ja;Fatima Benali;bewoner;Frans;fatima@example.org;1020;lid\r\n"
        "nee;Jan Peeters;vereniging;NL;;1000;waarnemer\r\n"
    )
    assert found.findings == ()
    assert found.people() == (
        Person("p1", "Fatima Benali", "bewoner", Role.MEMBER, True, "fr", "fatima@example.org", {"Postcode": "1020"}),
        Person("p2", "Jan Peeters", "vereniging", Role.OBSERVER, False, "nl", "", {"Postcode": "1000"}),
    )


def test_a_french_list_in_windows_1252_with_commas_is_understood() -> None:
    text = 'Nom,Prénom,Qualité,Droit de vote,Langue\n"Dupont, épouse Noël",Léa,habitante,oui,néerlandais\n'
    [person] = previewed(text.encode("cp1252")).people()
    assert (person.name, person.group, person.may_vote, person.language) == (
        "Léa Dupont, épouse Noël", "habitante", True, "nl",
    )  # fmt: skip


@pytest.mark.parametrize("data", ["naam\nZoë\n".encode("utf-8-sig"), "naam\nZoë\n".encode("utf-16"),
                                  "naam\rZoë\r".encode(), "sep=;\nnaam;rol\nZoë;\n".encode()])  # fmt: skip
def test_files_of_every_spreadsheet_are_read(data: bytes) -> None:
    assert [person.name for person in previewed(data).people()] == ["Zoë"]


@pytest.mark.parametrize(
    ("word", "votes"),
    [
        ("ja", True),
        ("Oui", True),
        ("YES", True),
        ("1", True),
        ("x", True),
        ("nee", False),
        ("Non", False),
        ("no", False),
        ("0", False),
        ("Nein", False),
    ],
)
def test_the_voting_right_is_read_in_four_languages(word: str, votes: bool) -> None:  # fmt: skip
    assert previewed(f"naam;stemrecht\nA;{word}\n").people()[0].may_vote is votes


def test_without_a_voting_right_the_role_decides() -> None:
    found = previewed("nom;rôle\nA;présidente\nB;suppléant\nC;\n")
    assert [(p.role, p.may_vote) for p in found.people()] == [
        (Role.CHAIR, True), (Role.SUBSTITUTE, False), (Role.MEMBER, True),
    ]  # fmt: skip


def test_where_crosses_tell_the_voting_right_an_empty_cell_means_none() -> None:
    assert [p.may_vote for p in previewed("naam;stemrecht\nA;x\nB;\n").people()] == [True, False]


def test_a_bad_line_is_told_with_its_number_and_the_good_ones_are_taken() -> None:
    found = previewed(
        'naam;rol;stemrecht;taal;e-mail\n'
        '"Anna";lid;ja;nl;\n'
        '"Bert"x;lid;ja;nl;\n'  # broken quoting
        ";lid;ja;nl;\n"
        "Chaima;keizer;ja;nl;\n"
        "Dirk;lid;misschien;nl;\n"
        "Emma;lid\n"
        "\n"
        "Filip;lid;ja;Klingon;filip\n"
        '"Gül\nDemir";lid;ja;nl;\n'
        "Hugo;lid;ja;nl;\n"
    )  # fmt: skip
    assert [(c.line, c.person.name) for c in found.good] == [
        (2, "Anna"), (9, "Filip"), (10, "Gül Demir"), (12, "Hugo"),
    ]  # fmt: skip
    assert [(f.line, f.column, f.taken) for f in found.findings] == [
        (3, "", False), (4, "naam", False), (5, "rol", False), (6, "stemrecht", False), (7, "", False),
        (9, "taal", True), (9, "e-mail", True),
    ]  # fmt: skip
    assert "keizer" in str(found.findings[2].problem)


def test_a_quote_that_is_never_closed_costs_one_line_only() -> None:
    rest = "".join(f"Lid {n};x\n" for n in range(100))
    found = previewed(f'naam;groep\n"Open;y\n{rest}')
    assert len(found.good) == 100
    assert [line for line, _ in told(found)] == [2]


def test_duplicates_are_found_in_the_file_and_among_people_already_there() -> None:
    found = previewed("naam;e-mail\nJosé Núñez;\nNUNEZ, Jose;\nLéa Dupont;\nAn;x@example.org\nBo;X@example.org\n",
                      Person("old", "Lea DUPONT"))  # fmt: skip
    assert [c.person.name for c in found.good] == ["José Núñez", "An"]
    assert [(c.line, str(c.twin)) for c in found.duplicates] == [
        (3, "The same person as José Núñez on line 2."),
        (4, "Lea DUPONT is on the list of people already."),
        (6, "The same person as An on line 5."),
    ]
    assert [p.name for p in found.people(with_duplicates=True)] == [
        "José Núñez",
        "NUNEZ, Jose",
        "Léa Dupont",
        "An",
        "Bo",
    ]


@pytest.mark.parametrize(("data", "sentence"), [
    (b"", "empty"), (b"\n \n", "empty"), (b"naam;groep\n", "no people"), (b"PK\x03\x04\0\0", "not a text file"),
    (b"x" * 20_000_001, "larger"), (b"naam\n" + b"A\n" * 50_000, "more than 50000 lines"),
    (b";".join(b"k%d" % n for n in range(101)) + b"\n", "columns"),
    (b"naam\n" + b"x" * 2_001, "too long"), (b"naam\n" + b"x" * 201, "longer than 200"),
    ("naam\nZo�\n".encode(), "cannot be read"), (b"datum;plaats\n1;2\n", "which column holds the name"),
])  # fmt: skip
def test_a_list_that_cannot_be_used_says_why(data: bytes, sentence: str) -> None:
    found = previewed(data)
    assert found.people() == ()
    assert any(sentence in text for _, text in told(found)), told(found)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert "cannot be read" in str(read(tmp_path / "nowhere.csv").findings[0].problem)
    assert "cannot be read" in str(read(tmp_path).findings[0].problem)


def test_the_same_field_twice_and_a_wrong_number_of_columns_are_refused() -> None:
    sheet = read(b"a;b\nx;y\n")
    for mapping in ((Field.NAME, Field.NAME), (Field.NAME,)):
        found = preview(sheet, mapping, (), lambda: "id")
        assert not found.people()
        assert found.findings


def test_a_column_can_be_left_out_and_headers_get_names_that_differ() -> None:
    sheet = read(b"naam;;x;x\nA;1;2;3\n")
    assert sheet.header == ("naam", "B", "x", "x (D)")
    found = preview(sheet, (Field.NAME, Field.LEAVE_OUT, Field.TRAIT, Field.TRAIT), (), lambda: "id")
    assert found.people()[0].traits == {"x": "2", "x (D)": "3"}


def test_every_field_has_a_name() -> None:
    assert set(FIELDS) == set(Field)


@pytest.mark.parametrize(("typed", "folded"), [("ÉLÈVE", "eleve"), ("Łukasz", "lukasz"), ("Gößmann", "gossmann"),
                                               ("Søren", "soren"), ("Işık", "isik"), ("Œuvre", "oeuvre")])  # fmt: skip
def test_folding_takes_accents_away(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_search_finds_parts_of_names_without_accents_and_ranks_beginnings_first() -> None:
    people = [
        Person(str(n), name) for n, name in enumerate(("Zanna Bel", "Anna Wójcik", "Jan-Baptiste D’Hondt", "Léa An"))
    ]
    assert [p.name for p in search(people, "an")] == ["Anna Wójcik", "Léa An", "Jan-Baptiste D’Hondt", "Zanna Bel"]
    assert [p.name for p in search(people, "woj AN")] == ["Anna Wójcik"]
    assert [p.name for p in search(people, "bapt hon")] == ["Jan-Baptiste D’Hondt"]
    assert search(people, " ") == search(people, "q") == []


# --- any bytes, any people ---


@given(st.binary(max_size=400))
def test_any_bytes_are_answered_without_a_crash(data: bytes) -> None:
    found = previewed(data)
    assert found.people() or found.findings or not found.good


@given(
    st.text(alphabet='a";,\n\r\t é@', max_size=200), st.sampled_from(["naam;rol\n", "naam,taal,groep\n", 'naam\t"x"\n'])
)
def test_any_text_under_a_header_gives_people_or_findings_with_lines_of_the_file(text: str, header: str) -> None:
    data = header + text
    lines = len(data.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    found = previewed(data)
    assert all(0 <= finding.line <= lines for finding in found.findings)
    assert all(2 <= candidate.line <= lines for candidate in (*found.good, *found.duplicates))


WINDOWS = "".join(
    sorted(set(bytes(range(0x21, 0x100)).decode("cp1252", "ignore")) - {chr(n) for n in range(0x7F, 0xA0)})
)


def cells(letters: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.text(letters, max_size=20).map(lambda text: " ".join(text.split()))


ANY = cells(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufffd\ufeff"))
WESTERN = cells(st.sampled_from(WINDOWS + " "))


@st.composite
def lists(draw: st.DrawFn) -> tuple[list[Person], bytes]:
    """People, and the file that any spreadsheet could have written of them."""
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
    words = WESTERN if encoding == "cp1252" else ANY
    person = st.builds(
        Person, id=st.just(""), name=words.filter(bool), group=words, role=st.sampled_from(Role),
        may_vote=st.booleans(), language=st.sampled_from(["", "nl", "fr", "ar"]),
        email=st.sampled_from(["", "a@example.org", "b.c@example.org"]),
        traits=words.map(lambda text: {"Wijk": text} if text else {}),
    )  # fmt: skip
    people = draw(st.lists(person, min_size=1, max_size=8))
    columns = draw(st.permutations(["Naam", "Groep", "Rol", "Stemrecht", "Taal", "E-mail", "Wijk"]))
    data = written(people, columns, draw(st.sampled_from(";,\t")), encoding)
    assume(encoding != "cp1252" or data.isascii() or not is_utf_8(data))  # "Ã©" is "é" in UTF-8: nobody can tell
    return people, data


def is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def written(people: Sequence[Person], columns: Sequence[str], delimiter: str, encoding: str) -> bytes:
    file = io.StringIO(newline="")
    rows = csv.DictWriter(file, columns, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL)
    rows.writeheader()
    for p in people:
        rows.writerow({"Naam": p.name, "Groep": p.group, "Rol": p.role.value, "Wijk": p.traits.get("Wijk", ""),
                       "Stemrecht": "ja" if p.may_vote else "nee", "Taal": p.language, "E-mail": p.email})  # fmt: skip
    return file.getvalue().encode(encoding)


@given(lists())
def test_any_people_written_as_csv_are_read_back_equal(written: tuple[list[Person], bytes]) -> None:
    people, data = written
    found = previewed(data)
    assert found.findings == ()
    assert [msgspec.structs.replace(p, id="") for p in found.people(with_duplicates=True)] == people
    assert len(found.good) + len(found.duplicates) == len(people)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_roles_are_understood_as_the_program_itself_writes_them(language: str) -> None:
    for role, word in ROLES.items():
        written = translator(language)(word)
        found = previewed(f"Naam;Rol\nA B;{written}")
        assert [person.role for person in found.people()] == [role], written
