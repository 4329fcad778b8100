"""The blocks of a document in the order of the pages: what belongs together, and where a page may end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, KeepTogether

from assembly_app.i18n import Translator
from assembly_app.minutes.parts import Block, Columns, Heading, Picture, Sentence, Signatures, Tone
from assembly_app.minutes.pdf import styles
from assembly_app.minutes.pdf.blocks import Drawing
from assembly_app.minutes.pdf.rows import Form, Rows
from assembly_app.minutes.pdf.setting import Setter
from assembly_app.minutes.pdf.tagging import Element

_ROOM = {2: 40 * mm, 3: 26 * mm, 4: 26 * mm}
"""A heading of a level goes to the next page when less than this is left."""
_OF_POLL = (Tone.ASIDE, Tone.WARNING, Tone.RESULT)


def story(blocks: Iterable[Block], root: Element, setter: Setter, _: Translator) -> list[Flowable]:
    """Every block in order, drawn, its elements under `root`."""
    told = _Story(root, Drawing(setter, _))
    flowables: list[Flowable] = []
    for group in _groups(list(blocks)):
        drawn = [flowable for block in group for flowable in told.block(block)]
        if len(group) > 1:
            breaks = [flowable for flowable in drawn if isinstance(flowable, CondPageBreak)]
            drawn = [*breaks, KeepTogether([flowable for flowable in drawn if flowable not in breaks])]
        flowables += drawn
    return flowables


def _groups(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Blocks that stay on one page: headings, the question under them and its result; and signatures under theirs."""
    place = 0
    while place < len(blocks):
        end = place + 1
        while end < len(blocks) and _heads(blocks[end - 1]) and (_heads(blocks[end]) or _asks(blocks[end])):
            end += 1
        if _asks(blocks[end - 1]):
            while end < len(blocks) and _explains(blocks[end]):
                end += 1
                if _first(blocks[end - 1], Tone.RESULT):
                    break
        elif end < len(blocks) and isinstance(_one(blocks[end]), Signatures):
            end += 1
        elif end - place > 1:
            end = place + 1  # only headings: they keep with what follows by themselves
        yield blocks[place:end]
        place = end


def _one(block: Block) -> Block:
    """The block, or what its first language says."""
    return block.sides[0].block if isinstance(block, Columns) else block


def _first(block: Block, *tones: Tone) -> bool:
    one = _one(block)
    return isinstance(one, Sentence) and one.tone in tones


def _heads(block: Block) -> bool:
    return isinstance(_one(block), Heading)


def _asks(block: Block) -> bool:
    return _first(block, Tone.QUESTION)


def _explains(block: Block) -> bool:
    return _first(block, *_OF_POLL) or isinstance(_one(block), Picture)


class _Rule(HRFlowable):
    """A line between items; none at the head of a page, where one stands already."""

    def draw(self) -> None:
        if self.canv.absolutePosition(0, 0)[1] < styles.PAGE_HEIGHT - styles.TOP - 4 * mm:
            super().draw()


class _Story:
    """Holds the sections that are open, and whether the title or the heading of a section has just been told."""

    def __init__(self, root: Element, drawing: Drawing) -> None:
        self._root, self._drawing = root, drawing
        self._sections: list[tuple[int, Element]] = []
        self._under_title = False
        self._under_section = False

    @property
    def _parent(self) -> Element:
        return self._sections[-1][1] if self._sections else self._root

    @property
    def _level(self) -> int:
        return self._sections[-1][0] if self._sections else 1

    def block(self, block: Block) -> Iterator[Flowable]:
        heading = block.heading if isinstance(block, Columns) else block if isinstance(block, Heading) else None
        if heading:
            yield from self._heading(block, heading)
        elif self._under_title and (sentence := _one(block)) and isinstance(sentence, Sentence):
            yield self._subtitle(block, sentence)
        else:
            self._under_title = self._under_section = False
            yield from self._drawing.block(block, self._parent, self._level)

    def _heading(self, block: Block, heading: Heading) -> Iterator[Flowable]:
        """A heading opens a section, which ends with the next heading of its level."""
        level = heading.level
        while self._sections and self._sections[-1][0] >= level:
            self._sections.pop()
        self._under_title = level == 1
        if level > 1:
            self._sections.append((level, self._parent.add("Sect")))
            yield CondPageBreak(_ROOM.get(level, 0))
        if level == 3 and not self._under_section:
            yield _Rule("100%", 0.5, color=self._drawing.look.line, spaceBefore=3 * mm, spaceAfter=0)
        self._under_section = level == 2
        if isinstance(block, Columns):
            yield self._drawing.headings(block, heading, self._parent)
        else:
            yield self._drawing.heading(heading, self._parent)

    def _subtitle(self, block: Block, sentence: Sentence) -> Flowable:
        """What stands under the title: whose minutes, of which day, and how far they are, in a frame."""
        look, setter = self._drawing.look, self._drawing.setter
        if sentence.tone is Tone.WARNING:
            words = [flowable for one in self._told(block) for flowable in
                     [setter.words(one, look.notice, self._root.add("P"))]]  # fmt: skip
            frame = Form((self._drawing.width,), top=6, bottom=7, padding=8, right=8, outer=(0.9, look.ink),
                         background=look.pale)  # fmt: skip
            return Rows([[words]], frame, before=4 * mm, after=3 * mm)
        return setter.words("\n".join(self._told(block)), look.subtitle, self._root.add("P"))

    @staticmethod
    def _told(block: Block) -> list[str]:
        """The sentence, or that of each language."""
        sides = [side.block for side in block.sides] if isinstance(block, Columns) else [block]
        return [side.words for side in sides if isinstance(side, Sentence)]
