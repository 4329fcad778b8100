"""What the secretary writes down during the session: notes, decisions and actions; and how far the minutes are."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec

from assembly_app.i18n import LocalText


class RecordKind(StrEnum):
    """What an entry of the minutes is."""

    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"


class Record(msgspec.Struct, frozen=True):
    """One entry of the minutes; `item` None: not tied to an item. Only actions have owner and due date.

    `text` is prose (see `assembly_app.prose`) in `language` (empty: nobody said which); `translations` are the same
    in other languages, by people.
    """

    id: str
    item: str | None
    kind: RecordKind
    text: str
    owner: str = ""
    due: date | None = None
    language: str = ""
    translations: LocalText = {}
    by: str = ""
    """Who wrote this version (a person's id), where that was said."""

    def told(self, language: str) -> tuple[str, str]:
        """The text for a reader of `language`, and the language that it is in: another one where nobody translated."""
        if language in (self.language, "") or not self.language:
            return self.text, language
        if written := self.translations.get(language, "").strip():
            return written, language
        return self.text, self.language


class NextMeeting(msgspec.Struct, frozen=True):
    """When and where people meet again."""

    starts: datetime
    place: str = ""


class Stage(StrEnum):
    """How far the minutes are on their way from the draft to the archive."""

    DRAFT = "draft"
    REMARKS = "remarks"
    """Sent to the members, who may make remarks."""
    APPROVED = "approved"
    SIGNED = "signed"


FIXED = frozenset({Stage.APPROVED, Stage.SIGNED})
"""The stages in which the text cannot change."""


class Approval(msgspec.Struct, frozen=True):
    """How the minutes were approved: on a day, perhaps by a poll of some session (`poll` is its question)."""

    day: date
    session: int | None = None
    poll: LocalText = {}


class Remark(msgspec.Struct, frozen=True):
    """What a member (by id) wants otherwise in the part on an item; `item` None: in the rest.

    `accepted` is None until it is answered.
    """

    id: str
    item: str | None
    person: str
    text: str
    answer: str = ""
    accepted: bool | None = None


class Signature(msgspec.Struct, frozen=True):
    """Someone (by id) signed, on paper or in the file; `digest` is then the SHA-256 of the signed file, in hex."""

    person: str
    digest: str = ""


class MinutesStand(msgspec.Struct, frozen=True):
    """Where the minutes stand. `version` counts the corrections of approved text, from 1; `reason` is the last one's.

    `since` is when the stage began.
    """

    stage: Stage = Stage.DRAFT
    since: datetime | None = None
    version: int = 1
    reason: str = ""
    until: date | None = None
    """The last day for remarks."""
    remarks: tuple[Remark, ...] = ()
    approval: Approval | None = None
    signatures: tuple[Signature, ...] = ()

    @property
    def fixed(self) -> bool:
        """Whether the text can change no more."""
        return self.stage in FIXED

    @property
    def unanswered(self) -> int:
        """How many remarks wait for an answer."""
        return sum(remark.accepted is None for remark in self.remarks)
