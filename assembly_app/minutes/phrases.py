"""The standing sentences of minutes, in the reader's language. Exporters only decide where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assembly_app.domain.agenda import ItemKind, Status
from assembly_app.domain.people import Attendance, QuorumKind, Role
from assembly_app.domain.record import MinutesStand, Record, Stage
from assembly_app.domain.rules.sitting import local
from assembly_app.domain.state import Phase
from assembly_app.i18n import Translator, duration
from assembly_app.minutes.model import (
    Attended,
    ItemMinutes,
    Minutes,
    Proxy,
    QuorumStand,
    Someone,
    Stretch,
    Turns,
)
from assembly_app.words import wording

NOTHING = "–"
"""What stands where there is nothing to tell; the same sign in every language."""


def name(who: Someone, _: Translator) -> str:
    """The name; someone who was erased is said to be."""
    return who.name or _("(name removed)")


def names(people: Iterable[Someone], _: Translator) -> str:
    """Names as a sentence lists them, or a dash."""
    return _.list([name(who, _) for who in people]) or NOTHING


def described(who: Someone, _: Translator) -> str:
    """What someone is, beside the name: group and role, as far as they say something."""
    role = "" if who.role in (Role.MEMBER, Role.GUEST, Role.OBSERVER) else _(wording.ROLES[who.role])
    return " · ".join(part for part in (who.group, role) if part)


def notice(minutes: Minutes, _: Translator) -> str:
    """How far the minutes are: what to know before they are read."""
    version = ""
    if minutes.stand.version > 1:
        version = _("Version {n}, a correction: {reason}", n=_.number(minutes.stand.version),
                    reason=minutes.stand.reason)  # fmt: skip
    signed = _("Signed by {names}.", names=names(minutes.signed, _)) if minutes.signed else ""
    return "\n".join(filter(None, [_stage(minutes, _), signed, version]))


def _stage(minutes: Minutes, _: Translator) -> str:
    stand = minutes.stand
    match minutes.phase, stand.stage:
        case Phase.PLANNED, _stage:
            return _("Draft: the session has not been opened yet.")
        case Phase.OPEN, _stage:
            return _("Draft: the session is still open. This tells what happened until {time}.",
                     time=_.time(minutes.told))  # fmt: skip
        case _phase, Stage.DRAFT:
            return _("Draft: these minutes are not approved yet.")
        case _phase, Stage.REMARKS if stand.until:
            return _("Sent to the members, who can make remarks until {date}. Not approved yet.",
                     date=_.date(stand.until))  # fmt: skip
        case _phase, Stage.REMARKS:
            return _("Sent to the members, who can make remarks. Not approved yet.")
    return _approved(stand, _)


def _approved(stand: MinutesStand, _: Translator) -> str:
    if stand.approval is None:
        return _("Approved.")
    values = {"date": _.date(stand.approval.day), "poll": _.pick(stand.approval.poll)}
    if stand.approval.session is None:
        return _("Approved on {date}.", **values)
    values["session"] = _.number(stand.approval.session)
    if values["poll"]:
        return _("Approved on {date} in session {session}, by the vote “{poll}”.", **values)
    return _("Approved on {date} in session {session}.", **values)


def watermark(minutes: Minutes, _: Translator) -> str:
    """The word across pages that are not approved; empty for others."""
    return "" if minutes.stand.fixed else _.context("across the page", "draft")


def reopened(minutes: Minutes, _: Translator) -> list[str]:
    """A sentence for each time that the session was taken up again."""
    return [
        _("Closed at {closed} and taken up again at {reopened}.",
          closed=_.time(pause.closed), reopened=_.time(pause.reopened))
        for pause in minutes.reopenings
    ]  # fmt: skip


def session_facts(minutes: Minutes, _: Translator) -> list[tuple[str, str]]:
    """Who, where and when: label and words."""
    there = minutes.presence
    facilitators = there.with_role(Role.FACILITATOR)
    return [
        (_("Place"), minutes.details.place or NOTHING),
        (_("Planned for"), _.time(minutes.starts)),
        (_("Opened at"), _.time(minutes.opened) if minutes.opened else NOTHING),
        (_("Closed at"), _.time(minutes.closed) if minutes.closed else NOTHING),
        *((_("Interrupted"), sentence) for sentence in reopened(minutes, _)),
        (_("Chair"), names(there.with_role(Role.CHAIR), _)),
        (_("Secretary"), names(there.with_role(Role.SECRETARY), _)),
        *([(_("Facilitator"), names(facilitators, _))] if facilitators else []),
        (_("Quorum"), "\n".join(quorum(minutes, _))),
    ]


# --- presence ---


def movements(people: Sequence[Attended], _: Translator) -> list[tuple[str, str]]:
    """Who came or went in between: label and names."""
    rows = (
        (_("Came later"), arrivals(people, _)),
        (_("Left earlier"), departures(people, _)),
        (_("Out for a while"), absences(people, _)),
    )
    return [(label, words) for label, words in rows if words]


def arrivals(people: Iterable[Attended], _: Translator) -> str:
    """Who came after the opening, in order of the clock."""
    late = sorted((a.late, name(a.who, _)) for a in people if a.late)
    return _.list([_("{name} ({time})", name=who, time=_.time(at)) for at, who in late])


def departures(people: Iterable[Attended], _: Translator) -> str:
    """Who left before the end, in order of the clock."""
    early = sorted((a.early, name(a.who, _)) for a in people if a.early)
    return _.list([_("{name} ({time})", name=who, time=_.time(at)) for at, who in early])


def absences(people: Iterable[Attended], _: Translator) -> str:
    """Who went out and came back, in order of the clock."""
    away = sorted((w.left, w.back, name(a.who, _)) for a in people for w in a.away)
    return _.list(
        [
            _("{name} ({left} to {back})", name=who, left=_.time(left), back=_.time(back))
            for left, back, who in away
        ]
    )  # fmt: skip


def quorum_rule(minutes: Minutes, _: Translator) -> str:
    """The rule of the session."""
    rule = minutes.details.quorum
    match rule.kind:
        case QuorumKind.NONE:
            return _("No quorum is asked for.")
        case QuorumKind.NUMBER:
            return _.plural("{n} voter must be present.", "{n} voters must be present.", rule.number)
        case QuorumKind.SHARE:
            return _("At least {number}/{of} of all members with a vote must be present.",
                     number=rule.number, of=rule.of)  # fmt: skip


def quorum_stand(stand: QuorumStand, first: bool, _: Translator) -> str:
    """How the quorum stood, and since when."""
    values = {
        "time": _.time(stand.at),
        "voters": _voters(stand.attendance, _),
        "needed": _.number(stand.attendance.needed),
    }
    if first and stand.attendance.quorate:
        return _("At the opening the quorum was reached: {voters}, {needed} needed.", **values)
    if first:
        return _("At the opening the quorum was not reached: {voters}, {needed} needed.", **values)
    if stand.attendance.quorate:
        return _("From {time} the quorum was reached: {voters}, {needed} needed.", **values)
    return _("From {time} the quorum was not reached: {voters}, {needed} needed.", **values)


def _voters(attendance: Attendance, _: Translator) -> str:
    """How many voters counted for the quorum: those present, and those represented where there are any."""
    present = _.plural("{n} voter present", "{n} voters present", attendance.voting)
    if not attendance.represented:
        return present
    represented = _.plural("{n} represented by proxy", "{n} represented by proxy", attendance.represented)
    return _.list([present, represented])


def quorum(minutes: Minutes, _: Translator) -> list[str]:
    """The rule, how it stood at the opening, and each change."""
    stands = [
        quorum_stand(stand, number == 0, _) for number, stand in enumerate(minutes.quorum) if stand.attendance.needed
    ]
    return [quorum_rule(minutes, _), *stands]


def proxy(held: Proxy, _: Translator) -> str:
    """Who was represented by whom, and when, if not all the time."""
    giver, holder = name(held.giver, _), name(held.holder, _)
    since, until = (_.time(at) if at else "" for at in (held.since, held.until))
    if since and until:
        return _("{giver}, by proxy held by {holder} ({since} to {until})",
                 giver=giver, holder=holder, since=since, until=until)  # fmt: skip
    if since:
        return _("{giver}, by proxy held by {holder} (from {since})", giver=giver, holder=holder, since=since)
    if until:
        return _("{giver}, by proxy held by {holder} (until {until})", giver=giver, holder=holder, until=until)
    return _("{giver}, by proxy held by {holder}", giver=giver, holder=holder)


# --- items ---


def heading(item: ItemMinutes, _: Translator) -> str:
    """Number and title."""
    title = _.pick(item.item.title)
    return f"{item.number}. {title}" if item.number else title


def stretch(time: Stretch, _: Translator) -> str:
    """From when until when: 19:42–20:05, or an open end."""
    return f"{_.time(time.started)}–{_.time(time.ended) if time.ended else '…'}"


def facts(item: ItemMinutes, _: Translator) -> list[str]:
    """Kind, degree of influence, planned and actual minutes, presenter: each a few words."""
    kind, influence = item.item.kind, item.item.influence
    planned = _.plural("{n} minute planned", "{n} minutes planned", item.item.minutes)
    taken = _.plural("{n} minute taken", "{n} minutes taken", round(item.seconds / 60))
    presenter = item.item.presenter
    return [
        *([_(wording.ITEM_KINDS[kind])] if kind is not ItemKind.BREAK else []),
        *([_("influence: {degree}", degree=_(wording.INFLUENCES[influence]))] if influence else []),
        planned,
        *([taken] if item.stretches else []),
        *([_("presented by {name}", name=presenter)] if presenter else []),
    ]


def fate(item: ItemMinutes, phase: Phase, _: Translator) -> str:
    """What became of an item that was not simply dealt with."""
    match item.status:
        case Status.SKIPPED:
            return _("This item was skipped.")
        case Status.PLANNED if phase is Phase.CLOSED:
            return _("This item was not reached.")
        case Status.PLANNED:
            return _("This item has not been taken up yet.")
        case Status.RUNNING:
            return _("This item is being discussed.")
        case Status.PAUSED:
            return _("This item is paused.")
        case Status.DONE:
            return ""


def speakers(turns: Iterable[Turns], _: Translator) -> str:
    """Who spoke, how often and how long, in the order in which they first spoke."""
    return _.list(
        [
            _.plural(
                "{name} ({n} time, {duration})",
                "{name} ({n} times, {duration})",
                turn.times,
                name=name(turn.who, _),
                duration=duration(turn.seconds),
            )
            for turn in turns
        ]
    )


def action(record: Record, _: Translator) -> str:
    """Who does it and by when; empty when neither is known."""
    due = _.date(record.due) if record.due else ""
    if record.owner and due:
        return _("{owner}, by {date}", owner=record.owner, date=due)
    return record.owner or (_("by {date}", date=due) if due else "")


# --- end ---


def next_meeting(minutes: Minutes, _: Translator) -> str:
    """When and where people meet again; empty when that is not known."""
    meeting = minutes.next_meeting
    if meeting is None:
        return ""
    moment = local(minutes.details, meeting.starts)
    day, time = _.date(moment, "full"), _.time(moment)
    if meeting.place:
        return _("{day} at {time}, {place}", day=day, time=time, place=meeting.place)
    return _("{day} at {time}", day=day, time=time)
