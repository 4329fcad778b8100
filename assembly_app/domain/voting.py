"""A poll in its session: where it stands, what came in on paper, and what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from assembly_app.domain.ballots import Choice
from assembly_app.domain.counting.majority import Hall, TieBreak, TieRule, Verdict
from assembly_app.domain.counting.ties import Ruling
from assembly_app.domain.polls import Poll, PollKind
from assembly_app.domain.results import Outcome, Result, Tally, outcome


class PollStatus(StrEnum):
    """Where a poll stands; LAST_CALL is the moment in which waiting ballots are put in before the close."""

    PREPARED = "prepared"
    OPEN = "open"
    LAST_CALL = "last-call"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ACCEPTING = frozenset({PollStatus.OPEN, PollStatus.LAST_CALL})
"""The states in which a ballot is accepted."""


class Pile(msgspec.Struct, frozen=True):
    """How many paper ballots say the same."""

    choice: Choice
    ballots: int


class PaperSheet(msgspec.Struct, frozen=True):
    """The paper ballots as one person counted them; `by` is that person's name or initials as typed."""

    by: str
    piles: tuple[Pile, ...]

    @property
    def ballots(self) -> int:
        """How many paper ballots there are."""
        return sum(pile.ballots for pile in self.piles)

    def agrees(self, other: PaperSheet) -> bool:
        """Whether two people found the same."""
        return not self.differs_at(other)

    def differs_at(self, other: PaperSheet) -> frozenset[Choice]:
        """The choices of which two people did not find as many."""
        return frozenset(pile.choice for pile in set(self.piles) ^ set(other.piles))


def handed_in(sheets: tuple[PaperSheet, ...], sheet: PaperSheet) -> tuple[PaperSheet, ...]:
    """The sheets of the last two people; who counts again takes the place of what they found before."""
    others = tuple(other for other in sheets if other.by.strip() != sheet.by.strip())
    return (*others, sheet)[-2:]


class Correction(msgspec.Struct, frozen=True):
    """A count that was put right after the close, and why."""

    at: datetime
    reason: str
    before: Tally


class PollState(msgspec.Struct, frozen=True):
    """A poll in its session: what was asked and what became of it."""

    poll: Poll
    status: PollStatus = PollStatus.PREPARED
    opened: datetime | None = None
    closed: datetime | None = None
    entitled: int = 0
    """How many could have voted at the close."""
    members: int = 0
    """How many members had a vote, here or not."""
    quorate: bool = True
    tally: Tally | None = None
    digest: str = ""
    result: Result | None = None
    reason: str = ""
    """Why it was cancelled."""
    paper: tuple[PaperSheet, ...] = ()
    """The paper ballots as each of at most two people counted them."""
    helped: int = 0
    """How many voted with the facilitator's help."""
    assisted: frozenset[str] = frozenset()
    """Who was helped: whoever changes a vote with help is counted once."""
    reminded: int = 0
    """How often those who had not voted were reminded."""
    tie_break: TieBreak | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def outcome(self) -> Outcome | None:
        """What the count means; None before it."""
        if self.tally is None:
            return None
        hall = Hall(self.entitled, self.members)
        return outcome(self.poll, self.tally, self.result, self.quorate, hall, self.tie_break)

    @property
    def paper_agreed(self) -> PaperSheet | None:
        """The paper ballots that two people counted alike; None where there are none."""
        return self.paper[0] if len(self.paper) == 2 and self.paper[0].agrees(self.paper[1]) else None

    def broken(self, chair: str | None, seed: str | None) -> TieBreak:
        """What breaks its ties once the chair also decided this one for `chair`, or the seed of the draw is known."""
        if chair is None or self.outcome is None:
            return TieBreak(seed=seed)
        before = self.tie_break.rulings if self.tie_break else ()
        over = tuple(option for option in self.outcome.leading if option != chair)
        return TieBreak((*before, Ruling(chair, over)))

    @property
    def awaits(self) -> TieRule | None:
        """What must still break a tie: the chair or a draw; None when nothing is awaited."""
        judged = self.outcome
        undecided = judged is not None and judged.verdict is Verdict.UNDECIDED
        return self.poll.carried_by.tie if undecided and self.poll.carried_by.tie is not TieRule.FAILS else None


def uncounted(poll: PollState) -> bool:
    """Whether this is a closed participatory budget whose ballots still are to be counted by a worker."""
    return poll.poll.kind is PollKind.BUDGET and poll.tally is not None and poll.result is None
