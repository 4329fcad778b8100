"""The blocks of a document on the page, each with its elements in the structure: tags follow from blocks.

Nothing here knows of pages: see `story`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from assembly_app.i18n import Translator, translator
from assembly_app.minutes import poll_words
from assembly_app.minutes.parts import (
    DASH,
    Block,
    Cloud,
    Columns,
    Facts,
    Figures,
    Grid,
    Heading,
    Listing,
    Picture,
    Sentence,
    Signatures,
    Tone,
    Written,
)
from assembly_app.minutes.pdf import passages, styles
from assembly_app.minutes.pdf.charts import Bars
from assembly_app.minutes.pdf.rows import Cell, Form, Rows
from assembly_app.minutes.pdf.setting import Setter
from assembly_app.minutes.pdf.styles import Look
from assembly_app.minutes.pdf.tagged_canvas import Inside
from assembly_app.minutes.pdf.tagging import Element
from assembly_app.minutes.pdf.words import Run, Words

Flowables = Iterator[Flowable]

_BETWEEN = 7 * mm
"""Between two languages."""
_LINE_FOR_NAME = 16 * mm
_FIGURES = 3
"""So many numbers stand beside each other in a column."""


class Drawing:
    """Draws blocks in one look and one language, `width` points wide."""

    def __init__(self, setter: Setter, _: Translator, width: float = styles.WIDTH) -> None:
        self.setter = setter
        self.words = _
        self.width = width

    @property
    def look(self) -> Look:
        """The styles."""
        return self.setter.look

    @property
    def _beside(self) -> bool:
        """Whether another language stands beside this one."""
        return self.width < styles.WIDTH * 0.7

    def block(self, block: Block, parent: Element, level: int) -> Flowables:
        """A block as elements of `parent`, under a heading of a level."""
        match block:
            case Heading():
                yield self.heading(block, parent)
            case Sentence(words, tone, label):
                yield self.setter.words(words, tone_style(self.look, tone), parent.add("P"), label)
            case Written():
                yield from passages.written(block, parent, level, self.setter, self.words)
            case Facts(rows):
                yield self._facts(rows, parent)
            case Figures(rows):
                yield self._figures(rows, parent)
            case Signatures(rows):
                yield self._signatures(rows, parent)
            case Listing():
                yield from self._listing(block, parent)
            case Picture():
                yield self._picture(block, parent)
            case Grid():
                yield from self._grid(block, parent)
            case Cloud():
                yield self._title(block.title, parent)
                yield self._cloud(block, parent)
            case Columns():
                yield self._columns(block, parent, level)

    # --- headings and lists ---

    def heading(self, heading: Heading, parent: Element) -> Words:
        """A heading, with its line in the outline."""
        style = heading_style(self.look, heading.level)
        words = self.setter.words(heading.words, style, parent.add(f"H{heading.level}"))
        words.outline = (heading.words, heading.level)
        return words

    def headings(self, columns: Columns, heading: Heading, parent: Element) -> Words:
        """A heading in several languages on one line."""
        style, element = heading_style(self.look, heading.level), parent.add(f"H{heading.level}")
        runs: list[Run] = []
        for number, side in enumerate(columns.sides):
            told = side.block.words if isinstance(side.block, Heading) else ""
            dash = self.setter.hand(DASH, style.fontName, style) if number else []
            runs += [*dash, *self.setter.hand(told, style.fontName, style, Inside("Span", side.language))]
        words = self.setter.runs(runs, style, element, heading.words)
        words.outline = (heading.words, heading.level)
        return words

    def _title(self, title: str, parent: Element, tag: str = "P") -> Words:
        return self.setter.words(title, self.look.roll, parent.add(tag))

    def _facts(self, rows: Sequence[tuple[str, str]], parent: Element) -> Rows:
        """Labels beside what they stand for."""
        look, told = self.look, parent.add("L", numbering="None")
        cells = []
        for label, words in rows:
            item = told.add("LI")
            cells.append([
                [self.setter.words(label, look.cell_bold, item.add("Lbl"))],
                [self.setter.words(words, look.cell, item.add("LBody"))],
            ])  # fmt: skip
        labels = self.width * 0.42 if self._beside else styles.LABELS
        return Rows(cells, Form((labels, self.width - labels), top=2.2, bottom=2.8, right=6, below=(0.4, look.line),
                                outer=(0.9, look.ink)))  # fmt: skip

    def _listing(self, listing: Listing, parent: Element) -> Flowables:
        names = listing.columns > 1
        title = self.look.of_list if names else self.look.roll
        yield self.setter.words(listing.title, title, parent.add("P"))
        told = parent.add("L", numbering="None")
        if names and not self._beside:
            yield self._names(listing, told)
            return
        style = self.look.roll_line
        yield from (self.setter.words(line, style, told.add("LI").add("LBody")) for line in listing.lines)

    def _names(self, listing: Listing, told: Element) -> Rows:
        """Names in columns, read line by line; what stands behind a name stands back."""
        cells: list[Cell] = [[self._name(line, told.add("LI").add("LBody"))] for line in listing.lines]
        widths = (self.width / listing.columns,) * listing.columns
        form = Form(widths, top=1.4, bottom=1.8, right=8, below=(0.3, self.look.line))
        return Rows(_in_rows(cells, listing.columns), form, after=2.5 * mm)

    def _name(self, line: str, element: Element) -> Words:
        name, dot, rest = line.partition(" · ")
        cell, quiet = self.look.cell, self.look.cell_quiet
        runs = self.setter.hand(name, cell.fontName, cell)
        if dot:
            runs += self.setter.hand(f" · {rest}", quiet.fontName, quiet)
        return self.setter.runs(runs, cell, element, line)

    # --- figures, charts and tables ---

    def _figures(self, rows: Sequence[tuple[str, str]], parent: Element) -> Rows:
        """Numbers in one strip, each over what it counts."""
        look, told = self.look, parent.add("L", numbering="None")
        cells: list[Cell] = []
        for number, words in rows:
            item = told.add("LI").add("LBody")
            figure = self.setter.words(number, look.figure, item)
            cells.append([figure, self.setter.words(words, look.cell_quiet, item)])
        beside = max(1, min(len(rows), _FIGURES if self._beside else len(rows)))
        form = Form((self.width / beside,) * beside, top=3, bottom=6, right=4, padding=6, background=look.pale)
        return Rows(_in_rows(cells, beside), form, after=2 * mm)

    def _picture(self, picture: Picture, parent: Element) -> Bars:
        said = "; ".join(f"{bar.label}: {bar.count}" for bar in picture.bars)
        alt = f"{poll_words.picture_title(picture, self.words)}. {said}."
        return Bars(picture, self.look, self.setter.words, parent.add("Figure", alt=alt))

    def _grid(self, grid: Grid, parent: Element) -> Flowables:
        look, table = self.look, parent.add("Table")
        yield self._title(grid.title, table, "Caption")
        row = table.add("TR")
        cells: list[list[Cell]] = [
            [[self._cell(head, look.head_cell, n in grid.figures, row.add("TH", scope="Column"))]
             for n, head in enumerate(grid.head)]
        ]  # fmt: skip
        for number, told in enumerate(grid.rows):
            style, row = look.small_cell_bold if number in grid.strong else look.small_cell, table.add("TR")
            cells.append([
                [self._cell(words, style, n in grid.figures, row.add("TD") if n else row.add("TH", scope="Row"))]
                for n, words in enumerate(told)
            ])  # fmt: skip
        room = self.width - look.labels
        form = Form(tuple(room * part for part in grid.wide), top=1.5, bottom=2, right=10, indent=look.labels, heads=1,
                    below=(0.3, look.line), first=(0.7, look.ink))  # fmt: skip
        yield Rows(cells, form, after=1.5 * mm)

    def _cell(self, words: str, style: ParagraphStyle, figure: bool, element: Element) -> Words:
        return self.setter.words(words, _to_the_right(style) if figure else style, element)

    def _cloud(self, cloud: Cloud, parent: Element) -> Words:
        """Words from small to large by how often they were written, each with its number."""
        style, most = self.look.cloud, max((n for _word, n in cloud.words), default=1)
        least, range_ = styles.CLOUD_SIZES[0], styles.CLOUD_SIZES[1] - styles.CLOUD_SIZES[0]
        runs: list[Run] = []
        for word, n in cloud.words:
            size = least + range_ * (n - 1) / max(1, most - 1)
            drawn = self.setter.hand(word, style.fontName, style)
            runs += [Run(run.words, run.font, size, run.colour) for run in drawn]
            runs.append(Run(f" ×{n}   ", style.fontName, least, style.textColor))
        return self.setter.runs(runs, style, parent.add("P"), " ".join(word for word, _n in cloud.words))

    def _signatures(self, rows: Sequence[tuple[str, str]], parent: Element) -> Rows:
        """Who signs, each over a line."""
        look = self.look
        cells: list[Cell] = []
        for title, name in rows:
            told = parent.add("P")
            cells.append([self.setter.words(title, look.cell_bold, told), self.setter.words(name, look.cell, told)])
        widths = (self.width / len(rows),) * len(rows)
        return Rows([cells], Form(widths, bottom=_LINE_FOR_NAME, right=14 * mm, below=(0.6, look.text), apart=True))

    # --- languages side by side ---

    def _columns(self, columns: Columns, parent: Element, level: int) -> Rows:
        """What each language says, beside the others."""
        count = len(columns.sides)
        wide = (self.width - _BETWEEN * (count - 1)) / count
        setter = Setter(styles.look(self.look.theme, narrow=True), self.setter)
        cells: list[list[Flowable]] = []
        for side in columns.sides:
            told = parent.add("Div", language=side.language)
            cells.append(list(Drawing(setter, translator(side.language), wide).block(side.block, told, level)))
        before = max((cell[0].getSpaceBefore() for cell in cells if cell), default=0)
        return Rows([cells], Form((wide + _BETWEEN,) * count, right=_BETWEEN, bottom=1 * mm), before=before)


def _in_rows(cells: Sequence[Cell], columns: int) -> list[Sequence[Cell]]:
    """Cells line by line, the last line filled up."""
    filled = [*cells, *([[]] * (-len(cells) % columns))]
    return [filled[place : place + columns] for place in range(0, len(filled), columns)]


def _to_the_right(style: ParagraphStyle) -> ParagraphStyle:
    return style.clone(f"{style.name}-figure", alignment=TA_RIGHT)


def heading_style(look: Look, level: int) -> ParagraphStyle:
    """The style of a heading; those within an entry stand in its column."""
    return {1: look.title, 2: look.section, 3: look.item, 4: look.nested}.get(level, look.inner)


def tone_style(look: Look, tone: Tone) -> ParagraphStyle:
    """The style of a sentence."""
    return {
        Tone.QUESTION: look.lead, Tone.PLAIN: look.body, Tone.ASIDE: look.aside, Tone.WARNING: look.warning,
        Tone.RESULT: look.strong, Tone.SEAL: look.small,
    }[tone]  # fmt: skip
