"""The minutes as OpenDocument text (ODF 1.3): a package of four XML files, each from a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assembly_app import paths
from assembly_app.i18n import Translator
from assembly_app.minutes import office, poll_words
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.parts import Block, Cloud, Grid, Picture, Tone
from assembly_app.minutes.pdf import describe
from assembly_app.minutes.telling import telling

_TYPE = b"application/vnd.oasis.opendocument.text"
_PARTS = ("META-INF/manifest.xml", "meta.xml", "styles.xml", "content.xml")
_WIDTH, _PADDING = 170, 3
_PICTURE = (0.75, 0.25)
_LOOK = SimpleNamespace(
    INK=office.INK, TEXT=office.TEXT, QUIET=office.QUIET, LINE=office.LINE, FONT=office.FONT, WIDTH=_WIDTH,
    PAGE=office.PAGE, PAGES=office.PAGES,
)  # fmt: skip
_TONES = {
    Tone.QUESTION: "Question", Tone.PLAIN: "Standard", Tone.ASIDE: "Aside", Tone.WARNING: "Warning",
    Tone.RESULT: "Result", Tone.SEAL: "Seal",
}  # fmt: skip


def minutes_odt(minutes: Minutes, _: Translator) -> bytes:
    """The whole document, as LibreOffice and Word open it; the same bytes for the same minutes."""
    blocks = list(telling(minutes, _))
    values = {
        "_": _, "about": describe(minutes, _), "told": minutes.told.isoformat(timespec="seconds"), "blocks": blocks,
        "look": _LOOK, "tones": _TONES, "columns": list(_columns(blocks)), "bars": list(_bars(blocks)),
        "sizes": sorted({office.size(block, n) for block in blocks if isinstance(block, Cloud) for _w, n in block.words}),
        "contents": office.contents(blocks), "before_contents": office.before_contents(blocks),
    }  # fmt: skip
    templates = _templates()
    parts = [(name, templates.get_template(name.rpartition("/")[2]).render(values)) for name in _PARTS]
    return _packed([(name, text.strip().encode()) for name, text in parts])


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
        tag=office.tag, page_of=office.page_of, size=office.size,
        kind=lambda block: type(block).__name__, picture_title=poll_words.picture_title,
    )  # fmt: skip
    return environment


def _writable(value: object) -> object:
    """What a template says, without the signs that XML cannot hold."""
    return office.writable(value) if type(value) is str else value


def _columns(blocks: Sequence[Block]) -> Iterator[tuple[int, int, float]]:
    """The columns of every table: the place of the block, the number of the column, and its millimetres."""
    for place, block in enumerate(blocks):
        wide = block.wide if isinstance(block, Grid) else _PICTURE if isinstance(block, Picture) else ()
        yield from ((place, number, round(_WIDTH * part, 1)) for number, part in enumerate(wide))


def _bars(blocks: Sequence[Block]) -> Iterator[tuple[int, int, float, bool]]:
    """The bars of every picture: the place of the block, their number, millimetres that stay empty, and if they lead.

    A bar is a paragraph without words, filled as far as it goes: the table says the number, nobody hears the bar.
    """
    room = _WIDTH * _PICTURE[0] - _PADDING
    for place, block in enumerate(blocks):
        if isinstance(block, Picture):
            for number, bar in enumerate(block.bars):
                yield place, number, round(room * (1 - bar.share), 1), bar.leads
