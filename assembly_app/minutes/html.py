"""The minutes as one HTML file that needs nothing else: for a website, and for readers who hear their documents."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from assembly_app import paths
from assembly_app.i18n import Translator
from assembly_app.minutes import poll_words
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.parts import Block, Cloud, Heading
from assembly_app.minutes.pdf import describe
from assembly_app.minutes.telling import telling


def minutes_html(minutes: Minutes, _: Translator) -> bytes:
    """The whole document, UTF-8."""
    blocks = list(telling(minutes, _))
    contents = [(place, block) for place, block in enumerate(blocks) if _in_contents(block)]
    page = _template().render(
        _=_, about=describe(minutes, _), blocks=blocks, contents=contents, kind=_kind, size=_size,
        picture_title=poll_words.picture_title,
    )  # fmt: skip
    return page.encode()


@lru_cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(paths.RESOURCES / "minutes"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("minutes.html")


def _kind(block: Block) -> str:
    return type(block).__name__


def _in_contents(block: Block) -> bool:
    return isinstance(block, Heading) and 1 < block.level < 4


def _size(cloud: Cloud, number: int) -> float:
    """How large a word of a cloud is, in times the text around it."""
    most = max(n for _word, n in cloud.words)
    return round(1 + 1.5 * (number - 1) / max(1, most - 1), 2)
