"""Polls: the question, who may vote, which ballots are valid, and what the count means.

The rules of secrecy are those of the project's ballot design: a ballot never meets a name here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from assembly_app.domain.errors import Refused
from assembly_app.i18n import LocalText

REVEALING = 5
"""Fewer ballots than this reveal votes (rule 4)."""

SMALL = 10
"""A secret poll with fewer voters than this never stores a ballot alone (rule 2)."""


class PollKind(StrEnum):
    """What a ballot looks like."""

    YES_NO_ABSTAIN = "yes-no-abstain"
    SINGLE = "single"
    MULTIPLE = "multiple"


class Electorate(StrEnum):
    """Who may vote: present members with a vote, or every device in the room (a straw poll)."""

    MEMBERS = "members"
    ROOM = "room"


class Option(msgspec.Struct, frozen=True):
    """One answer, in the languages it was written in."""

    id: str
    label: LocalText


YES, NO, ABSTAIN = "yes", "no", "abstain"


class Poll(msgspec.Struct, frozen=True):
    """A question as it is prepared. `minimum` and `maximum` bound a multiple choice.

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


def yes_no_abstain() -> tuple[Option, ...]:
    """The options of a motion; faces name them from the catalogue."""
    return (Option(YES, {}), Option(NO, {}), Option(ABSTAIN, {}))


def complete(poll: Poll) -> Poll:
    """The poll with the options and bounds that its kind fixes."""
    match poll.kind:
        case PollKind.YES_NO_ABSTAIN:
            return msgspec.structs.replace(poll, options=yes_no_abstain(), minimum=1, maximum=1)
        case PollKind.SINGLE:
            return msgspec.structs.replace(poll, minimum=1, maximum=1)
        case PollKind.MULTIPLE:
            return poll


def check_poll(poll: Poll) -> None:
    """Refuse a poll that nobody could answer."""
    if not any(text.strip() for text in poll.question.values()):
        raise Refused("The poll has no question. Write the question first.")
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


class PollStatus(StrEnum):
    """Where a poll stands; LAST_CALL is the moment in which waiting ballots are put in before the close."""

    PREPARED = "prepared"
    OPEN = "open"
    LAST_CALL = "last-call"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ACCEPTING = frozenset({PollStatus.OPEN, PollStatus.LAST_CALL})
"""The states in which a ballot is accepted."""


class Choice(msgspec.Struct, frozen=True, tag_field="kind", tag="selection"):
    """What a ballot says: the ids of the chosen options, sorted."""

    options: tuple[str, ...] = ()


def valid_choice(poll: Poll, chosen: Iterable[str]) -> Choice:
    """The choice as it is stored, or a refusal that says what is wrong with it."""
    picked = sorted(set(chosen))
    known = {option.id for option in poll.options}
    if not known.issuperset(picked):
        raise Refused("This option does not belong to the poll. Choose one of the options shown.")
    if len(picked) < poll.minimum:
        if poll.maximum == 1:
            raise Refused("Nothing is chosen yet. Choose one of the options.")
        raise Refused("Choose at least {minimum}.", minimum=poll.minimum)
    if len(picked) > poll.maximum:
        raise Refused("Choose at most {maximum}.", maximum=poll.maximum)
    return Choice(tuple(picked))


class Tally(msgspec.Struct, frozen=True):
    """The count: how many ballots, and how many chose each option (every option is named)."""

    ballots: int
    counts: dict[str, int]


def count(poll: Poll, choices: Iterable[Choice]) -> Tally:
    """Count the ballots of a poll."""
    total = 0
    counts = Counter({option.id: 0 for option in poll.options})
    for choice in choices:
        total += 1
        counts.update(choice.options)
    return Tally(total, dict(counts))


def digest(ballots: Iterable[str]) -> str:
    """The seal of a ballot box: SHA-256 over its ballots, each written as one line, sorted."""
    return hashlib.sha256("\n".join(sorted(ballots)).encode()).hexdigest()


def reveals_votes(tally: Tally) -> bool:
    """Whether showing this count of a secret poll tells what people chose (rule 4)."""
    return tally.ballots < REVEALING or any(n == tally.ballots for n in tally.counts.values())


class Verdict(StrEnum):
    """What a count means."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    TIE = "tie"
    CHOSEN = "chosen"
    NO_VOTES = "no-votes"
    NO_QUORUM = "no-quorum"


class Outcome(msgspec.Struct, frozen=True):
    """The meaning of a count; `leading` are the options that lead (several when they tie)."""

    verdict: Verdict
    leading: tuple[str, ...] = ()


def outcome(poll: Poll, tally: Tally, quorate: bool) -> Outcome:
    """Judge a count by the simple majority of votes cast: more yes than no, or the most votes.

    Abstentions are ballots but stand on neither side. A tie is a tie: nothing here breaks it. A straw poll
    of the room asks for no quorum.
    """
    if poll.electorate is Electorate.MEMBERS and not quorate:
        return Outcome(Verdict.NO_QUORUM)
    sides = {k: n for k, n in tally.counts.items() if k != ABSTAIN or poll.kind is not PollKind.YES_NO_ABSTAIN}
    most = max(sides.values(), default=0)
    if most == 0:
        return Outcome(Verdict.NO_VOTES)
    leading = tuple(option.id for option in poll.options if sides.get(option.id) == most)
    if len(leading) > 1:
        return Outcome(Verdict.TIE, leading)
    if poll.kind is PollKind.YES_NO_ABSTAIN:
        return Outcome(Verdict.ADOPTED if leading == (YES,) else Verdict.REJECTED, leading)
    return Outcome(Verdict.CHOSEN, leading)


class PollState(msgspec.Struct, frozen=True):
    """A poll in its session: what was asked and what became of it."""

    poll: Poll
    status: PollStatus = PollStatus.PREPARED
    opened: datetime | None = None
    closed: datetime | None = None
    entitled: int = 0
    """How many could have voted at the close."""
    quorate: bool = True
    tally: Tally | None = None
    digest: str = ""
    reason: str = ""
    """Why it was cancelled."""

    @property
    def outcome(self) -> Outcome | None:
        """What the count means; None before it."""
        return outcome(self.poll, self.tally, self.quorate) if self.tally else None


def needs_company(poll: Poll, entitled: int) -> bool:
    """Whether a ballot of this poll is never stored alone (rule 2): secret, and few who could have cast it."""
    return poll.secret and entitled < SMALL
