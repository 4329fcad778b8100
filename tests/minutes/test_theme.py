"""A theme changes logo, colours and fonts of documents; what cannot be used is said, and the document is still made."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from assembly_app import paths
from assembly_app.domain import commands as c
from assembly_app.domain.people import Person
from assembly_app.domain.preferences import Preferences
from assembly_app.i18n import translator
from assembly_app.minutes import theme
from assembly_app.minutes.bilingual import Edition
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.pdf import archive
from assembly_app.minutes.pdf import minutes as pdf
from assembly_app.minutes.theme import PLAIN, Theme
from tests.minutes.conftest import Evening
from tests.minutes.reading import by_pypdf, run
from tests.minutes.structure import Read

ENGLISH = translator("en")
FONT = (paths.RESOURCES / "fonts" / "DejaVuSans-Bold.ttf").as_posix()


def read(folder: Path, text: str) -> tuple[Theme, list[str]]:
    (folder / "city.toml").write_text(text, "utf-8")
    return theme.read(folder / "city.toml", ENGLISH)


def logo(folder: Path, name: str = "logo.png") -> None:
    Image.new("RGBA", (120, 40), (0, 90, 60, 128)).save(folder / name)


def test_a_whole_theme_is_read_without_a_word(tmp_path: Path) -> None:
    logo(tmp_path)
    found, notices = read(
        tmp_path, f'[logo]\nfile = "logo.png"\nheight = 20\n[colours]\nink = "#00593C"\n[fonts]\nbold = "{FONT}"\n'
    )
    assert notices == []
    assert found.ink == "#00593c"
    assert found.text == PLAIN.text
    assert found.logo is not None
    assert found.logo.height == 20
    assert found.faces.bold != PLAIN.faces.bold
    assert found.faces.regular == PLAIN.faces.regular


def test_the_document_is_made_in_the_theme(evening: Evening, tmp_path: Path) -> None:
    folder = evening.desk.store.path.parent
    logo(folder)
    read(folder, f'[logo]\nfile = "logo.png"\n[colours]\nink = "#00593c"\n[fonts]\nregular = "{FONT}"\n')
    evening.desk.store.prefer(Preferences(theme="city.toml"))
    made = archive.previewed(evening.desk, drafted(evening.desk), Edition(("nl",)))
    assert made.notices == ()
    document = Read(made.pdf)
    assert document.document.children("Figure")[0].alt == "Logo: Wijkraad Noord"
    (tmp_path / "minutes.pdf").write_bytes(made.pdf)
    fonts = run("pdffonts", tmp_path / "minutes.pdf")
    assert "DejaVuSans-Bold" in fonts
    assert "NotoSans" not in fonts
    pages = b"".join(page.Contents.read_bytes() for page in document.pdf.pages)
    assert b"0 .34902 .235294 rg" in pages


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[logo]\nfile = "none.png"', "The logo {folder}/none.png of the theme is missing, so the document has none."),
        ('[logo]\nfile = "city.toml"', "is neither PNG nor JPEG, so the document has none."),
        ('[fonts]\nbold = "none.ttf"', "The font {folder}/none.ttf of the theme is missing"),
        ('[fonts]\nbold = "city.toml"', "The font {folder}/city.toml of the theme cannot be embedded"),
        ('[colours]\nink = "green"', 'The colour "ink" of the theme is not written as #rrggbb'),
        ('[colours]\nquiet = "#999999"', "its contrast with white is 2.8:1, and at least 4.5:1 is asked for."),
        ("[colours", "is not valid TOML"),
    ],
)
def test_what_cannot_be_used_is_said_and_left_out(tmp_path: Path, text: str, said: str) -> None:
    found, notices = read(tmp_path, text)
    assert len(notices) == 1
    assert said.format(folder=tmp_path) in notices[0]
    assert found.logo is None
    assert found.faces == PLAIN.faces


def test_a_missing_theme_file_is_said_and_the_document_still_made(evening: Evening) -> None:
    evening.desk.store.prefer(Preferences(theme="gone.toml"))
    made = archive.previewed(evening.desk, drafted(evening.desk), Edition(("en",)))
    assert "gone.toml is missing, so the document has the program's own look." in made.notices[0]
    assert made.pdf.startswith(b"%PDF-1.7")


def test_the_programs_own_colours_can_be_read() -> None:
    for colour in (PLAIN.ink, PLAIN.text, PLAIN.quiet):
        assert theme.contrast(colour, "#ffffff") >= theme.READABLE
        assert theme.contrast(colour, PLAIN.pale) >= theme.READABLE
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)


def test_two_themes_at_the_same_time_do_not_meet(evening: Evening) -> None:
    minutes, edition = drafted(evening.desk), Edition(("nl",))
    red = pdf.made(minutes, edition, Theme(ink="#aa0000")).pdf
    plain = pdf.made(minutes, edition).pdf
    for written, colour in ((red, b".666667 0 0 rg"), (plain, b".105882 .164706 .239216 rg")):
        with pikepdf.open(BytesIO(written)) as document:
            pages = b"".join(page.Contents.read_bytes() for page in document.pages)
            assert (colour in pages, b".666667 0 0 rg" in pages) == (True, written is red)


def test_signs_that_no_font_has_are_said(evening: Evening) -> None:
    evening.do(c.Enrol((Person("x", "\ue123 Fred 😀"),)))
    made = pdf.made(drafted(evening.desk), Edition(("en",)))
    assert made.notices == ("No font has these signs, so � stands for each of them: \ue123",)
    assert "� Fred 😀" in by_pypdf(made.pdf)
