"""What the secretary wrote, on the page: paragraphs, headings and lists with their labels, each an element."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from assembly_app.i18n import Translator
from assembly_app.minutes.parts import Tone, Written
from assembly_app.minutes.pdf.setting import Setter
from assembly_app.minutes.pdf.tagging import Element
from assembly_app.minutes.pdf.words import Words
from assembly_app.prose import Passage, Shape, Span

_BULLET = "•"
_STEP = 12.0
"""How much further each list within a list is set in, in points."""
_DEEPEST = 6


def written(block: Written, parent: Element, level: int, setter: Setter, _: Translator) -> Iterator[Flowable]:
    """An entry under a heading of a level, its label beside the first paragraph."""
    if block.language:
        parent = parent.add("Div", language=block.language)
    label, passages = block.label, list(block.prose)
    first = passages[0].shape if passages else None
    if block.untranslated:
        notice = _("not translated yet")
        yield setter.words(f"({notice})", setter.look.warning, parent.add("P"), label)
        label = ""
    elif label and first is not Shape.PARAGRAPH:
        yield setter.words(label, setter.look.of_list, parent.add("P"))
        label = ""
    writer = _Writer(parent, level, setter, block.tone is Tone.RESULT)
    for number, passage in enumerate(passages):
        yield writer.passage(passage, label if number == 0 else "")


class _Writer:
    """Holds which lists are open, and how deep the headings are."""

    def __init__(self, parent: Element, level: int, setter: Setter, strong: bool) -> None:
        self._parent, self._level, self._setter, self._strong = parent, level, setter, strong
        self._inner = level
        self._lists: list[Element] = []
        self._bodies: list[Element] = []

    def passage(self, passage: Passage, label: str) -> Words:
        look = self._setter.look
        if passage.shape is Shape.ITEM:
            return self._item(passage)
        self._lists, self._bodies = [], []
        if passage.shape is Shape.HEADING:
            self._inner = min(self._level + passage.level, self._inner + 1, _DEEPEST)
            return self._words(passage, look.inner, self._parent.add(f"H{self._inner}"))
        return self._words(passage, look.strong if self._strong else look.body, self._parent.add("P"), label)

    def _item(self, passage: Passage) -> Words:
        """An entry of a list, its sign hanging before it."""
        numbered = passage.number is not None
        numbering = "Decimal" if numbered else "Disc"
        del self._lists[passage.level + 1 :], self._bodies[passage.level :]
        if len(self._lists) > passage.level and self._lists[-1].numbering != numbering:
            del self._lists[passage.level :]
        while len(self._lists) <= passage.level:
            around = self._bodies[-1] if self._bodies else self._parent
            self._lists.append(around.add("L", numbering=numbering))
        item = self._lists[-1].add("LI")
        base, indent = self._setter.look.entry, passage.level * _STEP
        style = base.clone(f"entry-{passage.level}", leftIndent=base.leftIndent + indent) if indent else base
        sign = f"{passage.number}." if numbered else _BULLET
        label = self._setter.words(sign, base.clone("sign", leftIndent=0), item.add("Lbl"))
        self._bodies.append(item.add("LBody"))
        words = self._words(passage, style, self._bodies[-1])
        words.label = label
        words.hangs = _STEP + (4 if numbered else 0)
        return words

    def _words(self, passage: Passage, style: ParagraphStyle, element: Element, label: str = "") -> Words:
        setter = self._setter
        heavy = self._strong or passage.shape is Shape.HEADING
        spans: list[Span] = list(passage.spans)
        runs = setter.spans(spans, style, heavy)
        if label and setter.look.narrow:
            return setter.runs([*setter.label_runs(label), *runs], style, element, f"{label} {passage.words}")
        beside = setter.words(label, setter.look.label, element) if label else None
        return setter.runs(runs, style, element, passage.words, beside)
