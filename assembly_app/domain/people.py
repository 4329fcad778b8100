"""People: roles, voting right, presence and quorum.

A `Person` has a name and lives in the people table; a `Member` is what a session's journal knows of that
person, by id and without a name, so that someone can be erased while the journal still verifies.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from math import ceil

import msgspec


class Role(StrEnum):
    """What someone is in the assembly."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    FACILITATOR = "facilitator"
    MEMBER = "member"
    SUBSTITUTE = "substitute"
    GUEST = "guest"
    OBSERVER = "observer"


VOTING_ROLES = frozenset({Role.CHAIR, Role.MEMBER})
"""The roles that have a vote unless the people's list says otherwise."""


class Person(msgspec.Struct, frozen=True):
    """Someone of this assembly. `traits` keeps whatever else the imported list told."""

    id: str
    name: str
    group: str = ""
    role: Role = Role.MEMBER
    may_vote: bool = True
    language: str = ""
    email: str = ""
    traits: dict[str, str] = {}
    weight: int = 1
    """How many votes this person has in a named poll."""

    def member(self) -> Member:
        """The nameless part that goes into a session's journal."""
        return Member(self.id, self.role, self.may_vote, self.weight)


class Member(msgspec.Struct, frozen=True):
    """A person as the journal knows them."""

    person: str
    role: Role
    may_vote: bool
    weight: int = 1


class Door(StrEnum):
    """How someone was checked in."""

    DESK = "desk"
    BADGE = "badge"
    PHONE = "phone"


class Spell(msgspec.Struct, frozen=True):
    """One stay in the room, from arriving to leaving (None: still here)."""

    arrived: datetime
    left: datetime | None = None
    door: Door = Door.DESK


class QuorumKind(StrEnum):
    """How the quorum is reckoned."""

    NONE = "none"
    NUMBER = "number"
    SHARE = "share"


class QuorumRule(msgspec.Struct, frozen=True):
    """Nobody, a `number` of voters, or the share `number`/`of` of all members with a vote."""

    kind: QuorumKind = QuorumKind.NONE
    number: int = 0
    of: int = 1

    def needed(self, voters: int) -> int:
        """How many voters must be present when the assembly counts `voters` with a vote."""
        match self.kind:
            case QuorumKind.NONE:
                return 0
            case QuorumKind.NUMBER:
                return self.number
            case QuorumKind.SHARE:
                return ceil(Fraction(self.number, self.of) * voters)


class Attendance(msgspec.Struct, frozen=True):
    """Who is in the room, counted."""

    members: int
    """Enrolled with a vote: what a share of members is a share of."""
    present: int
    voting: int
    """Present with a vote."""
    represented: int
    """Absent with a vote, their proxy held by someone present."""
    needed: int
    """Voters that the quorum asks for; 0 without a quorum."""

    @property
    def missing(self) -> int:
        """Voters still missing for the quorum; 0 when it is reached."""
        return max(0, self.needed - self.voting - self.represented)

    @property
    def quorate(self) -> bool:
        """Whether the quorum is reached."""
        return not self.missing


def is_present(spells: tuple[Spell, ...]) -> bool:
    """Whether someone with these stays is in the room now."""
    return bool(spells) and spells[-1].left is None


def attendance(
    members: Iterable[Member], present: frozenset[str], represented: frozenset[str], rule: QuorumRule
) -> Attendance:
    """Count the room: who is here, who has a vote or is represented, and whether that is a quorum."""
    roll = list(members)
    voters = sum(member.may_vote for member in roll)
    voting = sum(member.may_vote and member.person in present for member in roll)
    return Attendance(voters, len(present), voting, len(represented), rule.needed(voters))
