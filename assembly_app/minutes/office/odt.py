"""The minutes as OpenDocument text (ODF 1.3): a package of four XML files, each from a template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assembly_app import paths
from assembly_app.i18n import translator
from assembly_app.minutes import poll_words
from assembly_app.minutes.bilingual import Edition, told_in
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.office import common as office
from assembly_app.minutes.office.odt_prose import prose
from assembly_app.minutes.parts import Block, Cloud, Columns, Grid, Heading, Picture, Tone, Written
from assembly_app.minutes.pdf.minutes import describe
from assembly_app.minutes.theme import PLAIN, Theme

_TYPE = b"application/vnd.oasis.opendocument.text"
_PARTS = ("META-INF/manifest.xml", "meta.xml", "styles.xml", "content.xml")
_WIDTH, _PADDING = 170, 3
_PICTURE, _NARROW = (0.75, 0.25), (0.66, 0.34)
"""How wide the columns of a picture are on the whole page, and in a column of it."""
_TONES = {
    Tone.QUESTION: "Question", Tone.PLAIN: "Standard", Tone.ASIDE: "Aside", Tone.WARNING: "Warning",
    Tone.RESULT: "Result", Tone.SEAL: "Seal",
}  # fmt: skip


class _Spot(msgspec.Struct, frozen=True):
    """A block on the page: its place, which names what belongs to it, and the millimetres that it has."""

    place: int | str
    block: Block
    room: float = _WIDTH


def minutes_odt(minutes: Minutes, edition: Edition, theme: Theme = PLAIN) -> bytes:
    """The whole document, as LibreOffice and Word open it; the same bytes for the same minutes."""
    _ = edition.words
    blocks = list(told_in(minutes, edition))
    values = {
        "_": _, "document_language": _.language, "about": describe(minutes, _), "blocks": blocks, "look": _look(theme),
        "told": minutes.told.isoformat(timespec="seconds"), "tones": _TONES,
        "contents": office.contents(blocks), "before_contents": office.before_contents(blocks),
        **_styles(list(_spots(blocks))), "levels": office.levels(blocks),
    }  # fmt: skip
    templates = _templates()
    parts = [(name, templates.get_template(name.rpartition("/")[2]).render(values)) for name in _PARTS]
    return _packed([(name, text.strip().encode()) for name, text in parts])


def _look(theme: Theme) -> Mapping[str, Any]:
    """What the templates know of measures, colours and signs."""
    return {
        **{name.upper(): value for name, value in msgspec.structs.asdict(office.colours(theme)).items()},
        "FONT": office.FONT, "WIDTH": _WIDTH, "PADDING": _PADDING, "PAGE": office.PAGE, "PAGES": office.PAGES,
    }  # fmt: skip


def _packed(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """The package; its first entry says what it is, and is not compressed (ODF 1.3, part 2, section 3.3)."""
    target = BytesIO()
    with ZipFile(target, "w") as package:
        package.writestr(ZipInfo("mimetype"), _TYPE, ZIP_STORED)
        for name, data in parts:
            package.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return target.getvalue()


@lru_cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(paths.RESOURCES / "minutes" / "odt"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_writable,
    )  # fmt: skip
    environment.globals.update(
        tag=office.tag, page_of=office.page_of, size=office.size, kind=lambda block: type(block).__name__,
        picture_title=poll_words.picture_title, words_of=translator, prose=prose, headings=_headings,
    )  # fmt: skip
    return environment


def _writable(value: object) -> object:
    """What a template says, without the signs that XML cannot hold."""
    return office.writable(value) if type(value) is str else value


def _headings(columns: Columns) -> list[tuple[str, str]]:
    return [(side.language, side.block.words) for side in columns.sides if isinstance(side.block, Heading)]


# --- styles that blocks need for themselves ---


def _spots(blocks: Sequence[Block]) -> Iterator[_Spot]:
    """Every block, and those in columns."""
    for place, block in enumerate(blocks):
        yield _Spot(place, block)
        sides = block.sides if isinstance(block, Columns) else ()
        for side in sides:
            room = _WIDTH / len(sides) - (_PADDING if len(sides) > 1 else 0)
            yield _Spot(f"{place}-{side.language}", side.block, room)


def _styles(spots: Sequence[_Spot]) -> Mapping[str, Any]:
    clouds = [spot.block for spot in spots if isinstance(spot.block, Cloud)]
    return {
        "columns": [column for spot in spots for column in _columns(spot)],
        "tables": [(spot.place, spot.room) for spot in spots if _wide(spot)],
        "bars": [bar for spot in spots for bar in _bars(spot)],
        "sizes": sorted({office.size(cloud, number) for cloud in clouds for _word, number in cloud.words}),
        "languages": sorted({language for spot in spots for language in _languages(spot.block)}),
    }


def _languages(block: Block) -> Iterator[str]:
    if isinstance(block, Columns):
        yield from (side.language for side in block.sides)
    if isinstance(block, Written):
        yield from filter(None, (block.language, *(s.language for passage in block.prose for s in passage.spans)))


def _wide(spot: _Spot) -> Sequence[float]:
    match spot.block:
        case Grid(wide=wide):
            return wide
        case Picture():
            return _PICTURE if spot.room == _WIDTH else _NARROW
    return ()


def _columns(spot: _Spot) -> Iterator[tuple[int | str, int, float]]:
    """The columns of a table: its place, the number of the column, and its millimetres."""
    return ((spot.place, number, round(spot.room * part, 1)) for number, part in enumerate(_wide(spot)))


def _bars(spot: _Spot) -> Iterator[tuple[int | str, int, float, bool]]:
    """The bars of a picture: its place, their number, the millimetres that stay empty, and whether they lead.

    A bar is a paragraph without words, filled as far as it goes: the table says the number, nobody hears the bar.
    """
    if isinstance(spot.block, Picture):
        room = spot.room * _wide(spot)[0] - _PADDING
        for number, bar in enumerate(spot.block.bars):
            yield spot.place, number, round(room * (1 - bar.share), 1), bar.leads
