"""Polls as they are prepared: the question, what a ballot looks like, who may vote, and how it is counted."""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec.structs import replace

from assembly_app.domain.counting.majority import MOST_VOTES, SIMPLE, Majority
from assembly_app.domain.errors import Refused
from assembly_app.i18n import LocalText

SMALL = 10
"""A secret poll with fewer voters than this never stores a ballot alone (rule 2)."""

LONGEST_TEXT = 1000
"""How many characters an open answer may have."""

LONGEST_WORD = 40
"""How many characters one entry of a word cloud may have."""


class PollKind(StrEnum):
    """What is asked."""

    YES_NO_ABSTAIN = "yes-no-abstain"
    SINGLE = "single"
    MULTIPLE = "multiple"
    """Approval of several options."""
    SCORE = "score"
    RANKING = "ranking"
    POINTS = "points"
    BUDGET = "budget"
    ELECTION = "election"
    TEXT = "text"
    WORDS = "words"


class BallotForm(StrEnum):
    """What a ballot looks like: the voter marks options, scores or ranks them, spreads points, or writes."""

    MARK = "mark"
    SCORE = "score"
    RANK = "rank"
    SPREAD = "spread"
    WRITE = "write"


class Method(StrEnum):
    """How the ballots are counted."""

    MAJORITY = "majority"
    MOST_VOTES = "most-votes"
    MEAN = "mean"
    MAJORITY_JUDGEMENT = "majority-judgement"
    INSTANT_RUNOFF = "instant-runoff"
    SCHULZE = "schulze"
    BORDA = "borda"
    TRANSFERABLE_VOTE = "single-transferable-vote"
    MOST_POINTS = "most-points"
    EQUAL_SHARES = "equal-shares"
    EQUAL_SHARES_ADD1 = "equal-shares/add1"
    EQUAL_SHARES_ADD1_GREEDY = "equal-shares/add1/utilitarian"
    EQUAL_SHARES_COMPARED = "equal-shares/add1/utilitarian/comparison"
    GREEDY = "greedy"
    GREEDY_PER_COST = "greedy/per-cost"
    NONE = "none"


METHODS: dict[PollKind, tuple[Method, ...]] = {
    PollKind.YES_NO_ABSTAIN: (Method.MAJORITY,),
    PollKind.SINGLE: (Method.MOST_VOTES,),
    PollKind.MULTIPLE: (Method.MOST_VOTES,),
    PollKind.SCORE: (Method.MEAN, Method.MAJORITY_JUDGEMENT),
    PollKind.RANKING: (Method.INSTANT_RUNOFF, Method.SCHULZE, Method.BORDA),
    PollKind.POINTS: (Method.MOST_POINTS,),
    PollKind.BUDGET: (
        Method.EQUAL_SHARES_ADD1_GREEDY, Method.EQUAL_SHARES_ADD1, Method.EQUAL_SHARES_COMPARED,
        Method.EQUAL_SHARES, Method.GREEDY, Method.GREEDY_PER_COST,
    ),
    PollKind.ELECTION: (Method.MOST_VOTES, Method.TRANSFERABLE_VOTE),
    PollKind.TEXT: (Method.NONE,),
    PollKind.WORDS: (Method.NONE,),
}  # fmt: skip
"""The methods that fit a kind of poll, the usual one first."""


class BudgetBallot(StrEnum):
    """How people say what they want of a participatory budget."""

    APPROVAL = "approval"
    BASKET = "basket"
    """Approval of projects that together fit the budget."""
    POINTS = "points"


class Electorate(StrEnum):
    """Who may vote: present members with a vote, or every device in the room (a straw poll)."""

    MEMBERS = "members"
    ROOM = "room"


class Option(msgspec.Struct, frozen=True):
    """One answer, in the languages it was written in; `cost` is a project's, in the budget's currency."""

    id: str
    label: LocalText
    cost: int = 0


YES, NO, ABSTAIN = "yes", "no", "abstain"


class Scale(msgspec.Struct, frozen=True):
    """The scores that an option can get, from `low` to `high`, and what the ends mean."""

    low: int = 0
    high: int = 5
    low_label: LocalText = {}
    high_label: LocalText = {}


class Poll(msgspec.Struct, frozen=True):
    """A question as it is prepared.

    `minimum` and `maximum` bound how many options a voter marks, ranks or scores, or how many words are written.
    The labels of yes, no and abstain come from the catalogue, so those options have empty labels.
    """

    id: str
    question: LocalText
    kind: PollKind = PollKind.YES_NO_ABSTAIN
    options: tuple[Option, ...] = ()
    minimum: int = 1
    maximum: int = 1
    secret: bool = True
    live: bool = False
    """Whether results are shown before the close."""
    electorate: Electorate = Electorate.MEMBERS
    item: str | None = None
    method: Method | None = None
    """How it is counted; None: the usual method of its kind."""
    majority: Majority | None = None
    """What carries a motion or one choice; None: the simple majority, or the most votes."""
    scale: Scale = Scale()
    points: int = 10
    """How many points a voter spreads."""
    most_points: int = 10
    """How many of them one option can get."""
    budget: int = 0
    """What there is to spend, in the currency of the costs."""
    budget_ballot: BudgetBallot = BudgetBallot.APPROVAL
    seats: int = 1
    """How many are elected."""
    publish: bool = False
    """Whether the list of (receipt, choice) is published after the close (rule 6)."""
    reminders: bool = False
    """Whether phones that have not voted yet may be reminded; nobody sees whose they are."""
    revote: bool = False
    """Whether voters can change their vote until the close; only where `can_revote` (rule 5)."""

    @property
    def counted_by(self) -> Method:
        """The method in force."""
        return self.method or METHODS[self.kind][0]

    @property
    def carried_by(self) -> Majority:
        """The majority in force."""
        return self.majority or (SIMPLE if self.kind is PollKind.YES_NO_ABSTAIN else MOST_VOTES)

    @property
    def can_revote(self) -> bool:
        """Whether this poll may let people change their vote: a named straw poll, as a secret ballot is nobody's."""
        return not self.secret and self.electorate is Electorate.ROOM

    @property
    def form(self) -> BallotForm:
        """What its ballot looks like."""
        match self.kind:
            case PollKind.SCORE:
                return BallotForm.SCORE
            case PollKind.RANKING:
                return BallotForm.RANK
            case PollKind.POINTS:
                return BallotForm.SPREAD
            case PollKind.TEXT | PollKind.WORDS:
                return BallotForm.WRITE
            case PollKind.BUDGET if self.budget_ballot is BudgetBallot.POINTS:
                return BallotForm.SPREAD
            case PollKind.ELECTION if self.counted_by is Method.TRANSFERABLE_VOTE:
                return BallotForm.RANK
        return BallotForm.MARK


def complete(poll: Poll) -> Poll:
    """The poll with the options and bounds that its kind fixes."""
    count = len(poll.options)
    match poll.kind:
        case PollKind.YES_NO_ABSTAIN:
            options = (Option(YES, {}), Option(NO, {}), Option(ABSTAIN, {}))
            return replace(poll, options=options, minimum=1, maximum=1)
        case PollKind.SINGLE:
            return replace(poll, minimum=1, maximum=1)
        case PollKind.TEXT:
            return replace(poll, options=(), minimum=1, maximum=1)
        case PollKind.WORDS:
            return replace(poll, options=())
        case PollKind.BUDGET:
            return replace(poll, minimum=1, maximum=count)
        case PollKind.ELECTION if poll.form is BallotForm.MARK:
            return replace(poll, maximum=poll.seats)
        case PollKind.SCORE | PollKind.RANKING | PollKind.POINTS | PollKind.ELECTION:
            return replace(poll, maximum=count)
    return poll


def check_poll(poll: Poll) -> None:
    """Refuse a poll that nobody could answer."""
    if not any(text.strip() for text in poll.question.values()):
        raise Refused("The poll has no question. Write the question first.")
    if poll.counted_by not in METHODS[poll.kind]:
        raise Refused("This kind of poll cannot be counted that way. Choose another method.")
    if not 0 <= poll.carried_by.numerator <= poll.carried_by.denominator or not poll.carried_by.denominator:
        raise Refused("The majority must be a share between nobody and everybody, such as 2/3.")
    if poll.revote and not poll.can_revote:
        raise Refused("Votes can be changed only in a named straw poll. Make it one, or let each vote stand.")
    if poll.form is BallotForm.WRITE:
        if not 1 <= poll.minimum <= poll.maximum <= 10:
            raise Refused("A voter can write 1 to 10 words. Change these numbers.")
        return
    _check_options(poll)
    _check_numbers(poll)


def _check_options(poll: Poll) -> None:
    if len(poll.options) < 2:
        raise Refused("The poll needs at least two options. Add the options first.")
    if len({option.id for option in poll.options}) < len(poll.options):
        raise Refused("Two options of the poll have the same id. Remove one of them.")
    if poll.kind is not PollKind.YES_NO_ABSTAIN and not all(
        any(text.strip() for text in option.label.values()) for option in poll.options
    ):
        raise Refused("An option of the poll has no text. Write it or remove the option.")
    if not 0 <= poll.minimum <= poll.maximum <= len(poll.options) or poll.maximum < 1:
        raise Refused(
            "A voter cannot choose between {minimum} and {maximum} of {count} options. Change these numbers.",
            minimum=poll.minimum, maximum=poll.maximum, count=len(poll.options),
        )  # fmt: skip


def _check_numbers(poll: Poll) -> None:
    if poll.form is BallotForm.SCORE and not -100 <= poll.scale.low < poll.scale.high <= 100:
        raise Refused("The scale must go up, from -100 at the lowest to 100 at the highest.")
    if poll.form is BallotForm.SPREAD and not 1 <= poll.most_points <= poll.points <= 1000:
        raise Refused("A voter spreads 1 to 1000 points, and one option can get at most all of them.")
    if poll.kind is PollKind.ELECTION and not 1 <= poll.seats < len(poll.options):
        raise Refused("There must be more candidates than seats.")
    if poll.kind is PollKind.BUDGET:
        if poll.budget <= 0:
            raise Refused("The budget is missing. Write how much there is to spend.")
        if any(not 0 < option.cost <= poll.budget for option in poll.options):
            raise Refused("Every project needs a cost that fits the budget.")


def needs_company(poll: Poll, entitled: int) -> bool:
    """Whether a ballot of this poll is never stored alone (rule 2): secret, and few who could have cast it."""
    return poll.secret and entitled < SMALL
