"""The field's words, said the same way on the console, the projector, phones and in the minutes."""

from __future__ import annotations

from collections.abc import Mapping

from assembly_app.domain.agenda import Influence, ItemKind
from assembly_app.domain.people import Attendance, Person, Role
from assembly_app.domain.polls import (
    ABSTAIN,
    NO,
    YES,
    Electorate,
    Option,
    Poll,
    PollKind,
    PollState,
    PollStatus,
    Tally,
    Verdict,
    reveals_votes,
)  # fmt: skip
from assembly_app.i18n import N_, Translator

ROLES: Mapping[Role, str] = {
    Role.CHAIR: N_("chair"),
    Role.SECRETARY: N_("secretary"),
    Role.FACILITATOR: N_("facilitator"),
    Role.MEMBER: N_("member"),
    Role.SUBSTITUTE: N_("substitute"),
    Role.GUEST: N_("guest"),
    Role.OBSERVER: N_("observer"),
}

ITEM_KINDS: Mapping[ItemKind, str] = {
    ItemKind.INFORMATION: N_("information"),
    ItemKind.LISTENING: N_("listening"),
    ItemKind.ADVICE: N_("advice"),
    ItemKind.DECISION: N_("decision"),
    ItemKind.ELECTION: N_("election"),
    ItemKind.BREAK: N_("break"),
}

INFLUENCES: Mapping[Influence, str] = {
    Influence.INFORM: N_("inform"),
    Influence.CONSULT: N_("consult"),
    Influence.ADVISE: N_("advise"),
    Influence.CODECIDE: N_("co-decide"),
}

PROMISES: Mapping[Influence, str] = {
    Influence.INFORM: N_("The city tells you what it does. You can ask questions."),
    Influence.CONSULT: N_("The city listens to you and says what it did with your ideas."),
    Influence.ADVISE: N_("Your advice goes to the city council, which must answer it and give its reasons."),
    Influence.CODECIDE: N_("The city carries out what is decided here, within the limits told beforehand."),
}
"""What happens with our voice."""

POLL_KINDS: Mapping[PollKind, str] = {
    PollKind.YES_NO_ABSTAIN: N_("yes / no / abstain"),
    PollKind.SINGLE: N_("one choice"),
    PollKind.MULTIPLE: N_("several choices"),
}

POLL_STATUSES: Mapping[PollStatus, str] = {
    PollStatus.PREPARED: N_("ready"),
    PollStatus.OPEN: N_("open"),
    PollStatus.LAST_CALL: N_("closing"),
    PollStatus.CLOSED: N_("closed"),
    PollStatus.CANCELLED: N_("cancelled"),
}


def option_label(option: Option, _: Translator) -> str:
    """The option's text; yes, no and abstain come from the catalogue."""
    fixed = {YES: _("Yes"), NO: _("No"), ABSTAIN: _("Abstain")}
    return _.pick(option.label) or fixed.get(option.id, option.id)


def poll_rules(poll: Poll, _: Translator) -> str:
    """How a poll works in one line: "secret · yes / no / abstain · simple majority"."""
    return " · ".join(
        [
            _("secret vote") if poll.secret else _("named vote"),
            _(POLL_KINDS[poll.kind]),
            _("straw poll: everyone in the room, one vote a phone")
            if poll.electorate is Electorate.ROOM
            else _("simple majority"),
            *([_("results shown while voting")] if poll.live else []),
        ]
    )


def how_many(poll: Poll, _: Translator) -> str:
    """The hint above the options."""
    if poll.maximum == 1:
        return _("Choose one.")
    if poll.minimum == poll.maximum:
        return _("Choose {n}.", n=poll.maximum)
    if poll.minimum == 0:
        return _("Choose at most {n}.", n=poll.maximum)
    return _("Choose {minimum} to {maximum}.", minimum=poll.minimum, maximum=poll.maximum)


def result_sentence(state: PollState, _: Translator) -> str:
    """The result in one sentence: "Adopted: 24 yes, 10 no, 4 abstentions; simple majority." Empty before the count."""
    outcome, tally = state.outcome, state.tally
    if outcome is None or tally is None:
        return _("Cancelled: {reason}", reason=state.reason) if state.status is PollStatus.CANCELLED else ""
    labels = {option.id: option_label(option, _) for option in state.poll.options}
    leading = _.list([labels[option] for option in outcome.leading])
    counts = _counts(state.poll, tally, labels, _)
    match outcome.verdict:
        case Verdict.ADOPTED:
            return _("Adopted: {counts}; simple majority.", counts=counts)
        case Verdict.REJECTED:
            return _("Rejected: {counts}; simple majority.", counts=counts)
        case Verdict.TIE:
            return _("A tie between {options}: {counts}.", options=leading, counts=counts)
        case Verdict.CHOSEN:
            return _("Most votes: {option} ({counts}).", option=leading, counts=counts)
        case Verdict.NO_VOTES:
            return _("No valid votes, so no result ({counts}).", counts=counts)
        case Verdict.NO_QUORUM:
            return _("No decision: the quorum was not reached ({counts}).", counts=counts)


def _counts(poll: Poll, tally: Tally, labels: Mapping[str, str], _: Translator) -> str:
    if poll.kind is PollKind.YES_NO_ABSTAIN:
        abstained = tally.counts[ABSTAIN]
        return _(
            "{yes} yes, {no} no, {abstentions}",
            yes=tally.counts[YES], no=tally.counts[NO],
            abstentions=_.plural("{n} abstention", "{n} abstentions", abstained),
        )  # fmt: skip
    return ", ".join(f"{labels[option.id]} {_.number(tally.counts[option.id])}" for option in poll.options)


def turnout_sentence(state: PollState, _: Translator) -> str:
    """How many voted of how many could, after the count."""
    ballots = state.tally.ballots if state.tally else 0
    return _("{voted} of {entitled} voted", voted=_.number(ballots), entitled=_.number(state.entitled))


def reveal_warning(state: PollState, _: Translator) -> str:
    """What to say before showing a result that tells how people voted (rule 4); empty when it does not."""
    if state.tally is None or not state.poll.secret or not reveals_votes(state.tally):
        return ""
    return _("So few voted, or all alike, that this result shows how people voted.")


def quorum_sentence(attendance: Attendance, _: Translator) -> str:
    """Whether the quorum is reached, and what is missing, in words."""
    if not attendance.needed:
        return _("No quorum is asked for.")
    if attendance.quorate:
        return _("The quorum of {needed} is reached.", needed=_.number(attendance.needed))
    return _.plural(
        "{n} more voter is needed for the quorum of {needed}.",
        "{n} more voters are needed for the quorum of {needed}.",
        attendance.missing,
        needed=_.number(attendance.needed),
    )


def name_of(people: Mapping[str, Person], person: str, _: Translator) -> str:
    """A person's name; one who was erased is said to be."""
    found = people.get(person)
    return found.name if found else _("(name removed)")
