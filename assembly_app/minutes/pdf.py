"""The minutes as PDF: the facts of a draft, in the words of a language, laid out on A4."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, HRFlowable, KeepTogether, Spacer, Table

from assembly_app.domain.people import Role
from assembly_app.i18n import Translator
from assembly_app.minutes import fonts, phrases, styles
from assembly_app.minutes.blocks import ONE_AT_A_TIME, Story, heading, section, table, text
from assembly_app.minutes.front import presence, title
from assembly_app.minutes.model import ItemMinutes, Minutes
from assembly_app.minutes.page import Bookmark, Description, Document
from assembly_app.minutes.subject import bullets, subject


def minutes_pdf(minutes: Minutes, _: Translator) -> bytes:
    """The whole document. Safe to call from several threads."""
    fonts.register()
    target = BytesIO()
    with ONE_AT_A_TIME:
        Document(target, describe(minutes, _), _).lay_out(list(story(minutes, _)))
    return target.getvalue()


def describe(minutes: Minutes, _: Translator) -> Description:
    """What the file says of itself."""
    assembly, title = _.pick(minutes.assembly), _.pick(minutes.details.title)
    day = _.date(minutes.opened or minutes.starts)
    return Description(
        title=_("Minutes: {title}, {date}", title=title, date=day),
        author=assembly,
        subject=_("Minutes of session {number} of {assembly}", number=minutes.session, assembly=assembly),
        head=" · ".join((assembly, title, day)),
        mark=phrases.watermark(minutes, _),
    )


def story(minutes: Minutes, _: Translator) -> Story:
    """Everything in order of the document."""
    yield from title(minutes, _)
    yield from presence(minutes, _)
    yield from _agenda(minutes, _)
    yield from _overview(minutes, _)
    yield from _end(minutes, _)


# --- agenda ---


def _agenda(minutes: Minutes, _: Translator) -> Story:
    yield from section(_("Agenda"))
    if not minutes.items:
        yield text(_("There were no items on the agenda."), styles.CELL)
    for item in minutes.items:
        yield from _item(minutes, item, _)
    if not minutes.other.empty:
        yield from section(_("Outside the agenda"))
        yield from subject(minutes, None, _)


def _item(minutes: Minutes, item: ItemMinutes, _: Translator) -> Story:
    nested = item.item.parent is not None
    name = phrases.heading(item, _)
    times = [phrases.stretch(time, _) for time in item.stretches]
    yield CondPageBreak(26 * mm)
    yield Spacer(0, 1.5 * mm if nested else 3 * mm)
    if not nested:
        yield HRFlowable("100%", 0.5, color=styles.LINE, spaceBefore=0, spaceAfter=1.5 * mm)
    yield Bookmark(name, 1)
    yield text(name, styles.NESTED if nested else styles.ITEM, times[0] if times else "")
    yield text(" · ".join(phrases.facts(item, _)), styles.FACTS)
    if len(times) > 1:
        yield text(_("Taken up several times: {times}.", times=_.list(times)), styles.ASIDE)
    if said := phrases.fate(item, minutes.phase, _):
        yield text(said, styles.WARNING)
    dossier = item.item.dossier
    for label, told in ((_("Aim"), dossier.aim), (_("History"), dossier.history), (_("Limits"), dossier.limits)):
        if words := _.pick(told):
            yield text(words, styles.BODY, label)
    yield from subject(minutes, item, _)


# --- end ---


def _overview(minutes: Minutes, _: Translator) -> Story:
    """Results, decisions and actions once more, each with the number of its item."""
    parts = (
        (_("Results of the votes"), bullets(minutes, "polls", _)),
        (_("Decisions"), bullets(minutes, "decisions", _)),
        (_("Actions"), bullets(minutes, "actions", _)),
    )
    told = [(name, rows) for name, rows in parts if rows]
    if told:
        yield from section(_("Overview"))
    for name, rows in told:
        yield CondPageBreak(24 * mm)
        yield text(name, styles.LIST)
        yield from rows


def _end(minutes: Minutes, _: Translator) -> Story:
    """Next meeting and signatures, never alone on a page for want of a few lines."""
    words = phrases.next_meeting(minutes, _) or _("No date has been set.")
    yield KeepTogether(
        [
            *heading(_("Next meeting")),
            text(words, styles.CELL),
            *heading(_("Signatures")),
            _signatures(minutes, _),
        ]
    )


def _signatures(minutes: Minutes, _: Translator) -> Table:
    there = minutes.presence
    names = (phrases.names(there.with_role(Role.CHAIR), _), phrases.names(there.with_role(Role.SECRETARY), _))
    titles = (_("The chair"), _("The secretary"))
    cells = [
        [text(titles[0], styles.CELL_BOLD), "", text(titles[1], styles.CELL_BOLD)],
        [text(names[0], styles.CELL), "", text(names[1], styles.CELL)],
    ]
    gap = 14 * mm
    column = (styles.WIDTH - gap) / 2
    return table(
        cells, [column, gap, column],
        ("BOTTOMPADDING", (0, 1), (-1, 1), 18 * mm),
        ("LINEBELOW", (0, 1), (0, 1), 0.6, styles.TEXT),
        ("LINEBELOW", (2, 1), (2, 1), 0.6, styles.TEXT),
    )  # fmt: skip
