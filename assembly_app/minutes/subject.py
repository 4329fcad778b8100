"""What was said, written and voted on one subject, as paragraphs, bars and tables on the page."""

from __future__ import annotations

from typing import Literal

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from assembly_app.domain.record import Record
from assembly_app.i18n import Translator
from assembly_app.minutes import fields, phrases, poll_parts, poll_words, styles
from assembly_app.minutes.blocks import Story, table, text
from assembly_app.minutes.charts import Bars
from assembly_app.minutes.fonts import markup
from assembly_app.minutes.model import ItemMinutes, Minutes, PollMinutes
from assembly_app.minutes.parts import Cloud, Grid, Listing, Part, Picture, Sentence, Tone, Written


def subject(minutes: Minutes, item: ItemMinutes | None, _: Translator) -> Story:
    """Speakers, notes, polls, decisions and actions, in this order."""
    told = item.subject if item else minutes.other
    if told.turns:
        yield text(phrases.speakers(told.turns, _), styles.BODY, _("Speakers"))
    for note in told.notes:
        yield from drawn(fields.written(note, _.context("label of a note", "Note"), Tone.PLAIN, minutes, item, _))
    for poll in told.polls:
        yield from _poll(poll, _)
    for decision in told.decisions:
        yield from drawn(fields.written(decision, _("Decision"), Tone.RESULT, minutes, item, _))
    for action in told.actions:
        yield from _action(action, _("Action"), minutes, item, _)


def bullets(minutes: Minutes, part: Literal["polls", "decisions", "actions"], _: Translator) -> list[Flowable]:
    """One part of every subject for the overview, labelled with the item's number."""
    rows: list[Flowable] = []
    subjects = [*((item, item.subject) for item in minutes.items), (None, minutes.other)]
    for item, told in subjects:
        label = _("Item {number}", number=item.number) if item else phrases.NOTHING
        match part:
            case "polls":
                rows += (row for poll in told.polls for row in _result(poll, label, _))
            case "decisions":
                rows += (
                    row for decision in told.decisions
                    for row in drawn(fields.written(decision, label, Tone.PLAIN, minutes, item, _))
                )  # fmt: skip
            case "actions":
                rows += (row for action in told.actions for row in _action(action, label, minutes, item, _))
    return rows


def _action(record: Record, label: str, minutes: Minutes, item: ItemMinutes | None, _: Translator) -> Story:
    yield from drawn(fields.written(record, label, Tone.PLAIN, minutes, item, _))
    if who := phrases.action(record, _):
        yield text(who, styles.FACTS)


def _result(poll: PollMinutes, label: str, _: Translator) -> Story:
    if poll.counted:
        yield text(_.pick(poll.state.poll.question), styles.LEAD, label)
        yield text(poll_words.result(poll, _), styles.BODY)


def _poll(poll: PollMinutes, _: Translator) -> Story:
    """The question with its result together, then what explains it."""
    yield Spacer(0, 2 * mm)
    yield KeepTogether([row for part in poll_parts.head(poll, _) for row in drawn(part)])
    for part in poll_parts.rest(poll, _):
        yield from drawn(part)


def drawn(part: Part) -> Story:
    """A part of a poll on the page."""
    match part:
        case Sentence(words, tone, label):
            yield text(words, _TONES[tone], label)
        case Written():
            for passage in part.prose:
                yield text(passage.words, _TONES[part.tone], part.label if passage is part.prose[0] else "")
        case Picture():
            yield Spacer(0, 1 * mm)
            yield Bars(part, styles.LABELS)
        case Grid():
            yield text(part.title, styles.ROLL)
            yield _grid(part)
            yield Spacer(0, 1.5 * mm)
        case Listing(title, lines):
            yield text(title, styles.ROLL)
            yield from (text(line, styles.ROLL_LINE) for line in lines)
            yield Spacer(0, 1 * mm)
        case Cloud():
            yield text(part.title, styles.ROLL)
            yield Paragraph(_cloud(part), styles.CLOUD)


def _grid(grid: Grid) -> Table:
    """The table beside the column of labels; its headings come again on the next page."""
    room = styles.WIDTH - styles.LABELS
    heads = [text(head, _figure(styles.CELL_HEAD, n in grid.figures)) for n, head in enumerate(grid.head)]
    rows: list[list[Flowable | str]] = [["", *heads]]
    for number, row in enumerate(grid.rows):
        plain = styles.CELL_SMALL_BOLD if number in grid.strong else styles.CELL_SMALL
        rows.append(["", *(text(cell, _figure(plain, n in grid.figures)) for n, cell in enumerate(row))])
    return table(
        rows, [styles.LABELS, *(room * part for part in grid.wide)],
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("LINEBELOW", (1, 0), (-1, 0), 0.7, styles.INK),
        ("LINEBELOW", (1, 1), (-1, -1), 0.3, styles.LINE),
        repeat=1,
    )  # fmt: skip


def _figure(style: ParagraphStyle, right: bool) -> ParagraphStyle:
    return style.clone(f"{style.name}-right", alignment=TA_RIGHT) if right else style


def _cloud(cloud: Cloud) -> str:
    """Words from small to large by how often they were written, each with its number."""
    most = max((n for _word, n in cloud.words), default=1)
    least, range_ = styles.CLOUD_SIZES[0], styles.CLOUD_SIZES[1] - styles.CLOUD_SIZES[0]
    return " &nbsp; ".join(
        f'<font size="{least + range_ * (n - 1) / max(1, most - 1):.1f}">{markup(word)}</font>'
        f'<font size="{least}"> ×{n}</font>'
        for word, n in cloud.words
    )


_TONES = {
    Tone.QUESTION: styles.LEAD,
    Tone.PLAIN: styles.BODY,
    Tone.ASIDE: styles.ASIDE,
    Tone.WARNING: styles.WARNING,
    Tone.RESULT: styles.STRONG,
    Tone.SEAL: styles.SMALL_PRINT,
}
