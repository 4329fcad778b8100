"""The first page of minutes: what session it was, who was there, and whether the quorum was."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table

from assembly_app.i18n import Translator
from assembly_app.minutes import phrases, styles
from assembly_app.minutes.blocks import Story, section, table, text
from assembly_app.minutes.model import Attended, Minutes, Presence, Someone
from assembly_app.minutes.page import Bookmark


def title(minutes: Minutes, _: Translator) -> Story:
    """The name of the session, and the facts about it."""
    yield Bookmark(_.pick(minutes.details.title), 0)
    yield text(_("Minutes · {assembly}", assembly=_.pick(minutes.assembly)), styles.ASSEMBLY)
    yield text(_.pick(minutes.details.title), styles.TITLE)
    yield text(_.date(minutes.opened or minutes.starts, "full"), styles.SUBTITLE)
    if notice := phrases.notice(minutes, _):
        yield text(notice, styles.NOTICE)
    yield _facts(minutes, _)


def _facts(minutes: Minutes, _: Translator) -> Table:
    """Who, where and when, label beside text."""
    rows = phrases.session_facts(minutes, _)
    cells = [[text(label, styles.CELL_BOLD), text(words, styles.CELL)] for label, words in rows]
    return table(
        cells, [styles.LABELS, styles.WIDTH - styles.LABELS],
        ("TOPPADDING", (0, 0), (-1, -1), 2.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.8),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, styles.LINE),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, styles.INK),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, styles.INK),
    )  # fmt: skip


def presence(minutes: Minutes, _: Translator) -> Story:
    """Who was there, who was not, and who came or went in between."""
    there = minutes.presence
    yield from section(_("Presence"))
    yield _figures(minutes, _)
    yield from _list(_.plural("Present: {n}", "Present: {n}", len(there.present)), _who(there.present), _)
    yield from _represented(there, _)
    yield from _list(_.plural("Excused: {n}", "Excused: {n}", len(there.excused)), there.excused, _)
    yield from _list(_.plural("Absent: {n}", "Absent: {n}", len(there.absent)), there.absent, _)
    yield from _list(_.plural("Guest: {n}", "Guests: {n}", len(there.guests)), _who(there.guests), _)
    yield from _list(_.plural("Observer: {n}", "Observers: {n}", len(there.observers)), _who(there.observers), _)
    yield from _movements(there.everyone, _)


def _who(people: Sequence[Attended]) -> list[Someone]:
    return [person.who for person in people]


def _figures(minutes: Minutes, _: Translator) -> Table:
    """The numbers of the evening in one strip."""
    there = minutes.presence
    figures = [
        (len(there.present), _.context("under its number", "present")),
        (there.voting, _.context("under its number", "with a vote")),
        *([(len(there.givers), _.context("under its number", "represented"))] if there.represented else []),
        (len(there.excused), _.context("under its number", "excused")),
        (len(there.absent), _.context("under its number", "absent")),
        (len(there.guests) + len(there.observers), _.context("under its number", "guests and observers")),
    ]
    cells = [
        [text(_.number(number), styles.FIGURE) for number, _label in figures],
        [text(label, styles.CELL_QUIET) for _number, label in figures],
    ]
    last = styles.WIDTH * 0.25  # its label is the longest
    each = (styles.WIDTH - last) / (len(figures) - 1)
    return table(
        cells, [*[each] * (len(figures) - 1), last],
        ("LEFTPADDING", (0, 0), (-1, -1), 6),
        ("BACKGROUND", (0, 0), (-1, -1), styles.PALE),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
    )  # fmt: skip


def _list(title: str, people: Sequence[Someone], _: Translator) -> Story:
    """Names in two columns, read line by line; nothing for nobody."""
    if not people:
        return
    yield CondPageBreak(24 * mm)
    yield text(title, styles.LIST)
    cells = [_person(who, _) for who in people]
    cells += [[text("", styles.CELL)]] * (len(cells) % 2)
    rows = [list(pair) for pair in zip(cells[::2], cells[1::2], strict=True)]
    yield table(
        rows, [styles.WIDTH / 2] * 2,
        ("TOPPADDING", (0, 0), (-1, -1), 1.4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8),
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, styles.LINE),
    )  # fmt: skip


def _represented(there: Presence, _: Translator) -> Story:
    """Who was represented by whom, one a line."""
    if not there.represented:
        return
    yield CondPageBreak(24 * mm)
    yield text(_.plural("Represented by proxy: {n}", "Represented by proxy: {n}", len(there.givers)), styles.LIST)
    for proxy in there.represented:
        yield text(phrases.proxy(proxy, _), styles.CELL)


def _person(who: Someone, _: Translator) -> list[Flowable]:
    more = phrases.described(who, _)
    return [text(phrases.name(who, _), styles.CELL), *([text(more, styles.CELL_QUIET)] if more else [])]


def _movements(people: Sequence[Attended], _: Translator) -> Story:
    told = phrases.movements(people, _)
    if told:
        yield Spacer(0, 4 * mm)
    for label, words in told:
        yield text(words, styles.BODY, label)
