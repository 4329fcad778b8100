"""The minutes as one HTML file that needs nothing else: for a website, and for readers who hear their documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from assembly_app import paths
from assembly_app.i18n import translator
from assembly_app.minutes import linked_data, poll_words
from assembly_app.minutes.bilingual import Edition, told_in
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.office import common as office
from assembly_app.minutes.parts import Block, Cloud, Columns, Facts, Heading
from assembly_app.minutes.pdf.minutes import describe
from assembly_app.minutes.theme import PLAIN, Theme
from assembly_app.prose import Passage, Prose, Shape, Span


def minutes_html(minutes: Minutes, edition: Edition, theme: Theme = PLAIN) -> bytes:
    """The whole document, UTF-8."""
    _ = edition.words
    blocks = list(told_in(minutes, edition))
    contents = [(place, found) for place, block in enumerate(blocks) if (found := _in_contents(block))]
    said = linked_data.annotated(minutes, edition.languages)
    page = _template().render(
        theme=theme, said=said, prefixes=" ".join(f"{name}: {url}" for name, url in linked_data.PREFIXES.items()),
        parts=dict(_parts(blocks, len(said.items))),
        _=_, about=describe(minutes, _), blocks=blocks, contents=contents, kind=_kind, size=_size,
        picture_title=poll_words.picture_title, prose=_prose, levels=office.levels(blocks), words_of=translator,
        facts=next((place for place, block in enumerate(blocks) if _is_facts(block)), None),
    )  # fmt: skip
    return page.encode()


@lru_cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(paths.RESOURCES / "minutes"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("minutes.html")


def _parts(blocks: Sequence[Block], items: int) -> Iterator[tuple[int, int | None]]:
    """Where the part on each item begins: the place of its heading, and which item it is; None where the last one ends.

    Items have the headings below the second heading of level 2, the agenda, in their order.
    """
    sections, item = 0, 0
    for place, block in enumerate(blocks):
        head = _heading(block)
        if head is None:
            continue
        if head.level <= 2:
            if sections == 2 and item:
                yield place, None
            sections, item = (0, 0) if head.level == 1 else (sections + 1, item)
        elif sections == 2 and item < items:
            yield place, item
            item += 1


def _kind(block: Block) -> str:
    return type(block).__name__


def _heading(block: Block) -> Heading | None:
    found = block.heading if isinstance(block, Columns) else block
    return found if isinstance(found, Heading) else None


def _in_contents(block: Block) -> Heading | None:
    found = _heading(block)
    return found if found and 1 < found.level < 4 else None


def _is_facts(block: Block) -> bool:
    sides = block.sides if isinstance(block, Columns) else ()
    return isinstance(block, Facts) or any(isinstance(side.block, Facts) for side in sides)


def _prose(prose: Prose, above: int) -> Markup:
    """What the secretary wrote as paragraphs, headings and lists, below a heading of a level."""
    html: list[str] = []
    lists: list[str] = []
    for passage, level in office.placed(prose, above):
        item = passage.shape is Shape.ITEM
        while len(lists) > (passage.level + 1 if item else 0):
            html.append(f"</li></{lists.pop()}>")
        html += _item(passage, lists) if item else [_passage(passage, level)]
    html += [f"</li></{tag}>" for tag in reversed(lists)]
    return Markup("".join(html))


def _item(passage: Passage, lists: list[str]) -> Iterator[str]:
    """An entry in the list of its kind and depth; `lists` are those around it."""
    tag = "ul" if passage.number is None else "ol"
    if len(lists) == passage.level + 1 and lists[-1] == tag:
        yield "</li>"
    elif len(lists) == passage.level + 1:
        yield f"</li></{lists.pop()}>"
    while len(lists) <= passage.level:
        lists.append(tag)
        yield f'<ol start="{passage.number}">' if tag == "ol" else "<ul>"
        if len(lists) <= passage.level:
            yield "<li>"
    yield f"<li>{_spans(passage)}"


def _passage(passage: Passage, level: int) -> str:
    tag = f"h{level}" if passage.shape is Shape.HEADING else "p"
    return f"<{tag}>{_spans(passage)}</{tag}>"


def _spans(passage: Passage) -> str:
    return "".join(_span(span) for span in passage.spans)


def _span(span: Span) -> str:
    words = str(escape(span.words)).replace("\n", "<br>")
    for tag, wanted in (("strong", span.bold), ("em", span.italic)):
        words = f"<{tag}>{words}</{tag}>" if wanted else words
    words = f'<a href="{escape(span.link)}">{words}</a>' if span.link else words
    return f'<span lang="{escape(span.language)}">{words}</span>' if span.language else words


def _size(cloud: Cloud, number: int) -> float:
    """How large a word of a cloud is, in times the text around it."""
    most = max(n for _word, n in cloud.words)
    return round(1 + 1.5 * (number - 1) / max(1, most - 1), 2)
