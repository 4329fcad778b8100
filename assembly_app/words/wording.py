"""The field's words, said the same way on the console, the projector, phones and in the minutes."""

from __future__ import annotations

from collections.abc import Mapping

from assembly_app.domain.agenda import Influence, ItemKind
from assembly_app.domain.counting.majority import Base, Majority, TieRule
from assembly_app.domain.people import Attendance, Person, Role
from assembly_app.domain.polls import (
    ABSTAIN,
    NO,
    YES,
    BallotForm,
    BudgetBallot,
    Electorate,
    Method,
    Option,
    Poll,
    PollKind,
)
from assembly_app.domain.results import reveals_votes
from assembly_app.domain.signals import Signal
from assembly_app.domain.voting import PollState, PollStatus
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

SIGNALS: Mapping[Signal, str] = {
    Signal.LOUDER: N_("Louder"),
    Signal.SLOWER: N_("Slower"),
    Signal.TRANSLATE: N_("Please translate"),
    Signal.BREAK: N_("I need a break"),
}
"""What the phones' buttons say."""

SIGNALS_SHORT: Mapping[Signal, str] = {
    Signal.LOUDER: N_("louder"),
    Signal.SLOWER: N_("slower"),
    Signal.TRANSLATE: N_("translation"),
    Signal.BREAK: N_("break"),
}
"""What the console says before the number of phones."""

POLL_KINDS: Mapping[PollKind, str] = {
    PollKind.YES_NO_ABSTAIN: N_("yes / no / abstain"),
    PollKind.SINGLE: N_("one choice"),
    PollKind.MULTIPLE: N_("several choices"),
    PollKind.SCORE: N_("a score for each option"),
    PollKind.RANKING: N_("put in order"),
    PollKind.POINTS: N_("points to spread"),
    PollKind.BUDGET: N_("participatory budget"),
    PollKind.ELECTION: N_("election of persons"),
    PollKind.TEXT: N_("open question"),
    PollKind.WORDS: N_("word cloud"),
}

METHOD_NAMES: Mapping[Method, str] = {
    Method.MAJORITY: N_("majority"),
    Method.MOST_VOTES: N_("most votes"),
    Method.MEAN: N_("highest average"),
    Method.MAJORITY_JUDGEMENT: N_("majority judgement"),
    Method.INSTANT_RUNOFF: N_("instant runoff"),
    Method.SCHULZE: N_("Schulze method"),
    Method.BORDA: N_("Borda count"),
    Method.TRANSFERABLE_VOTE: N_("single transferable vote"),
    Method.MOST_POINTS: N_("most points"),
    Method.EQUAL_SHARES: N_("equal shares"),
    Method.EQUAL_SHARES_ADD1: N_("equal shares, shares raised step by step"),
    Method.EQUAL_SHARES_ADD1_GREEDY: N_("equal shares, the rest to most votes"),
    Method.EQUAL_SHARES_COMPARED: N_("equal shares, compared with most votes"),
    Method.GREEDY: N_("most votes that fit the budget"),
    Method.GREEDY_PER_COST: N_("most votes for the money"),
    Method.NONE: N_("not counted"),
}

MAJORITIES: Mapping[tuple[bool, Base], str] = {
    (False, Base.VALID): N_("more than {share} of the votes for and against"),
    (False, Base.CAST): N_("more than {share} of all votes cast"),
    (False, Base.PRESENT): N_("more than {share} of those present"),
    (False, Base.MEMBERS): N_("more than {share} of all members"),
    (True, Base.VALID): N_("at least {share} of the votes for and against"),
    (True, Base.CAST): N_("at least {share} of all votes cast"),
    (True, Base.PRESENT): N_("at least {share} of those present"),
    (True, Base.MEMBERS): N_("at least {share} of all members"),
}

TIE_RULES: Mapping[TieRule, str] = {
    TieRule.FAILS: N_("a tie fails"),
    TieRule.CHAIR: N_("the chair decides a tie"),
    TieRule.DRAW: N_("a tie is drawn by lot, with a seed that everyone can check"),
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


def majority_words(majority: Majority, _: Translator) -> str:
    """What carries, in words: "simple majority", "at least 2/3 of all members"."""
    if not majority.numerator:
        return _("most votes")
    if (majority.numerator, majority.denominator, majority.at_least, majority.base) == (1, 2, False, Base.VALID):
        return _("simple majority")
    share = f"{majority.numerator}/{majority.denominator}"
    return _(MAJORITIES[majority.at_least, majority.base], share=share)


def poll_rules(poll: Poll, _: Translator) -> str:
    """How a poll works in one line: "secret vote · yes / no / abstain · simple majority"."""
    by_majority = poll.kind in (PollKind.YES_NO_ABSTAIN, PollKind.SINGLE)
    method = majority_words(poll.carried_by, _) if by_majority else _(METHOD_NAMES[poll.counted_by])
    return " · ".join(
        [
            _("secret vote") if poll.secret else _("named vote"),
            _(POLL_KINDS[poll.kind]),
            *([method] if poll.counted_by is not Method.NONE else []),
            *([_("straw poll: everyone in the room, one vote a phone")] if poll.electorate is Electorate.ROOM else []),
            *([_("results shown while voting")] if poll.live else []),
            *([_("votes can be changed until the close")] if poll.revote else []),
        ]
    )


def how_to(poll: Poll, _: Translator) -> str:
    """The hint above the options: what a valid ballot is."""
    match poll.form:
        case BallotForm.SCORE:
            return _("Give each a score from {low} to {high}.", low=poll.scale.low, high=poll.scale.high)
        case BallotForm.RANK:
            return _("Put them in your order: 1 is your first choice. You can leave some out.")
        case BallotForm.SPREAD:
            return _("Spread up to {points} points, at most {most} on one.", points=poll.points, most=poll.most_points)
        case BallotForm.WRITE if poll.kind is PollKind.WORDS:
            return _.plural("Write {n} word.", "Write at most {n} words.", poll.maximum)
        case BallotForm.WRITE:
            return _("Write your answer. Nobody sees who wrote it.") if poll.secret else _("Write your answer.")
    if poll.kind is PollKind.BUDGET:
        if poll.budget_ballot is BudgetBallot.BASKET:
            return _("Choose projects that together cost at most {budget}.", budget=_.number(poll.budget))
        return _("Choose every project you want. There is {budget} to spend.", budget=_.number(poll.budget))
    return _how_many_marks(poll, _)


def _how_many_marks(poll: Poll, _: Translator) -> str:
    if poll.maximum == 1:
        return _("Choose one.")
    if poll.minimum == poll.maximum:
        return _("Choose {n}.", n=poll.maximum)
    if poll.minimum == 0:
        return _("Choose at most {n}.", n=poll.maximum)
    return _("Choose {minimum} to {maximum}.", minimum=poll.minimum, maximum=poll.maximum)


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
