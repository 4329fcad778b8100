"""A result in pages that can be read from the hall: the bars, then how it was counted, or what was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

import msgspec

from assembly_app.desktop.cloud import MOST
from assembly_app.desktop.live import Live, Scene
from assembly_app.domain.polls import BallotForm, PollKind
from assembly_app.domain.room import View
from assembly_app.domain.voting import PollState
from assembly_app.i18n import Translator
from assembly_app.words import result_words
from assembly_app.words.written_words import frequent

BARS, LONG_BARS = 8, 5
"""How many bars are read well at once, with short labels and with long ones."""

LONG_LABEL = 44
"""As many letters make a label long, all its languages together."""

LINES, ACROSS = 9, 56
"""How many lines of how many letters a page of text takes."""


class Page(msgspec.Struct, frozen=True):
    """Bars of some options, or lines of text, or a word cloud; `tongue` says in which of the room's languages."""

    options: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    tongue: int = 0


def pages(found: PollState, written: Sequence[str], tongues: Sequence[Translator]) -> list[Page]:
    """The pages of a result, the first of which says the most; how it was counted in both languages of the room."""
    if found.poll.form is BallotForm.WRITE:
        return list(_written(found, written, tongues[0])) or [Page()]
    options = [option.id for option in found.poll.options]
    long = any(sum(map(len, option.label.values())) > LONG_LABEL for option in found.poll.options)
    count = ceil(len(options) / (LONG_BARS if long else BARS))
    each = ceil(len(options) / max(1, count))  # pages as full as one another
    bars = [Page(options=tuple(options[at : at + each])) for at in range(0, len(options), each)]
    return bars + [
        page for tongue, _ in enumerate(tongues[:2]) for page in _texts(result_words.rounds(found, _), tongue)
    ]


def _written(found: PollState, written: Sequence[str], _: Translator) -> Iterator[Page]:
    if found.poll.kind is not PollKind.WORDS:
        yield from _texts(written)
        return
    words = frequent(written)
    if words:
        yield Page(words=tuple(words[:MOST]))
    yield from _texts([f"{_.number(n)} × {word}" for word, n in words[MOST:]])


def _texts(texts: Sequence[str], tongue: int = 0) -> Iterator[Page]:
    page: list[str] = []
    full = 0
    for text in texts:
        lines = ceil(len(text) / ACROSS)
        if page and full + lines > LINES:
            yield Page(lines=tuple(page), tongue=tongue)
            page, full = [], 0
        page.append(text)
        full += lines
    if page:
        yield Page(lines=tuple(page), tongue=tongue)


def shown_pages(scene: Scene, tongues: Sequence[Translator]) -> list[Page]:
    """The pages of the result that the room sees; none where it sees something else."""
    showing = scene.state.showing
    found = scene.state.polls.get(showing.poll or "")
    if showing.view is not View.RESULT or found is None or found.tally is None:
        return []
    return pages(found, scene.written.get(found.poll.id, ()), tongues)


def turn(live: Live, step: int, tongues: Sequence[Translator]) -> bool:
    """Turn to the next page or back; False where there is none that way."""
    last = len(shown_pages(live.scene, tongues)) - 1
    page = min(max(0, live.scene.page + step), max(0, last))
    if page == live.scene.page:
        return False
    live.turn(page)
    return True
