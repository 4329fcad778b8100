"""What happened in a session, reckoned from the raw rows of its journal without the program's own rules."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Brussels")


def words(record: dict[str, Any], language: str) -> str:
    """What an entry says to a reader of a language: its own words, or a translation where there is one."""
    own = record.get("language", "") in ("", language)
    return str(record["text"] if own else record["translations"].get(language) or record["text"])


def passages(text: str) -> list[str]:
    """The stretches of an entry that every format has as they are: without signs of lists and hands, between fields."""
    lines = (re.sub(r"^\s*(?:[-*]|\d+\.|#+)\s+", "", line) for line in text.splitlines())
    bare = (re.sub(r"\[(.*?)\]\(.*?\)", r"\1", line).replace("*", "") for line in lines)
    return [part.strip() for line in bare for part in re.split(r"\{\{.*?\}\}", line) if len(part.strip()) > 1]


class Facts:
    """The evening as its journal tells it; times are those of the hall."""

    def __init__(self, file: Path) -> None:
        with closing(sqlite3.connect(file)) as database:
            rows = database.execute("SELECT at, event FROM journal WHERE session = 1 ORDER BY number").fetchall()
            last = database.execute("SELECT hash FROM journal WHERE session = 1 ORDER BY number DESC").fetchone()
            people = database.execute("SELECT id, name FROM person").fetchall()
        self.names: dict[str, str] = dict(people)
        self.seal: str = last[0]
        self.details: dict[str, Any] = {}
        self.members: dict[str, dict[str, Any]] = {}
        self.excused: set[str] = set()
        self.stays: dict[str, list[list[datetime | None]]] = defaultdict(list)
        self.items: dict[str, dict[str, Any]] = {}
        self.spans: dict[str, list[list[datetime]]] = defaultdict(list)
        self.skipped: list[str] = []
        self.speeches: list[tuple[str, str, datetime, datetime]] = []
        self.polls: dict[str, dict[str, Any]] = {}
        self.records: list[dict[str, Any]] = []
        self.next_meeting: dict[str, Any] = {}
        self.events = [(datetime.fromisoformat(at).astimezone(ZONE), json.loads(event)) for at, event in rows]
        for at, event in self.events:
            getattr(self, "on_" + event["event"].removesuffix(".1"), lambda at, event: None)(at, event)

    def on_SessionCreated(self, at: datetime, event: dict[str, Any]) -> None:
        self.details = event["details"]

    def on_SessionOpened(self, at: datetime, event: dict[str, Any]) -> None:
        self.opened = at
        self.voting_at_opening = sum(self.votes(person) for person in self.inside())

    def on_SessionClosed(self, at: datetime, event: dict[str, Any]) -> None:
        self.closed = at

    def on_Enrolled(self, at: datetime, event: dict[str, Any]) -> None:
        self.members.update({member["person"]: member for member in event["members"]})

    def on_ExcuseSet(self, at: datetime, event: dict[str, Any]) -> None:
        assert event["excused"]
        self.excused.add(event["person"])

    def on_Arrived(self, at: datetime, event: dict[str, Any]) -> None:
        self.stays[event["person"]].append([at, None])

    def on_Left(self, at: datetime, event: dict[str, Any]) -> None:
        self.stays[event["person"]][-1][1] = at

    def on_ItemAdded(self, at: datetime, event: dict[str, Any]) -> None:
        self.items[event["item"]["id"]] = event["item"]

    def on_ItemStarted(self, at: datetime, event: dict[str, Any]) -> None:
        self.spans[event["item"]].append([at])

    on_ItemResumed = on_ItemStarted

    def on_ItemPaused(self, at: datetime, event: dict[str, Any]) -> None:
        self.spans[event["item"]][-1].append(at)

    on_ItemEnded = on_ItemPaused

    def on_ItemSkipped(self, at: datetime, event: dict[str, Any]) -> None:
        self.skipped.append(event["item"])

    def on_SpeechStarted(self, at: datetime, event: dict[str, Any]) -> None:
        self.speech = event["item"], event["person"], at

    def on_SpeechEnded(self, at: datetime, event: dict[str, Any]) -> None:
        assert event["person"] == self.speech[1]
        self.speeches.append((*self.speech, at))

    def on_PollAdded(self, at: datetime, event: dict[str, Any]) -> None:
        self.polls[event["poll"]["id"]] = {"poll": event["poll"]}

    def on_PollOpened(self, at: datetime, event: dict[str, Any]) -> None:
        self.polls[event["poll"]]["opened"] = at

    def on_PollClosed(self, at: datetime, event: dict[str, Any]) -> None:
        self.polls[event["poll"]] |= {"closed": at, **{k: event[k] for k in ("tally", "digest", "entitled", "quorate")}}

    def on_PollCancelled(self, at: datetime, event: dict[str, Any]) -> None:
        self.polls[event["poll"]] |= {"closed": at, "reason": event["reason"]}

    def on_RecordWritten(self, at: datetime, event: dict[str, Any]) -> None:
        self.records.append(event["record"])

    def on_NextMeetingSet(self, at: datetime, event: dict[str, Any]) -> None:
        self.next_meeting = event["meeting"]

    # --- what follows from it ---

    def inside(self) -> set[str]:
        return {person for person, stays in self.stays.items() if stays[-1][1] is None}

    def votes(self, person: str) -> bool:
        return bool(self.members[person]["may_vote"])

    def people(self, *roles: str, came: bool) -> list[str]:
        """The names of those with one of these roles who came, or did not."""
        return sorted(
            self.names[person]
            for person, member in self.members.items()
            if member["role"] in roles and (person in self.stays) == came
        )

    def numbers(self) -> dict[str, str]:
        """The printed number of each item."""
        numbers: dict[str, str] = {}
        below: dict[str, int] = defaultdict(int)
        for item in self.items.values():
            if item.get("parent"):
                below[item["parent"]] += 1
                numbers[item["id"]] = f"{numbers[item['parent']]}.{below[item['parent']]}"
            else:
                top = sum(other != "" and "." not in other for other in numbers.values())
                numbers[item["id"]] = "" if item["kind"] == "break" else str(top + 1)
        return numbers
