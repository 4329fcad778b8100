"""What happens on the demo evening, minute by minute: who comes, who speaks, what is voted on real phones over HTTP."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta

import msgspec
from msgspec.structs import replace

from assembly_app.demo.plan import Moving, Prepared, early
from assembly_app.desk import new_id
from assembly_app.domain import commands
from assembly_app.domain.people import Door, Role
from assembly_app.domain.polls import ABSTAIN, NO, YES, PollKind
from assembly_app.domain.room import Projection, View
from assembly_app.domain.voting import PollState
from assembly_app.phones.client import Answered, SimulatedPhone

WITHOUT_PHONE = 0.1
"""The share of people who have no phone with them; they are checked in at the desk and do not vote."""


class Vote(msgspec.Struct, frozen=True):
    """One vote of the evening: how many ballots phones sent, how many were acknowledged, and what was counted."""

    state: PollState
    sent: int
    acknowledged: int

    @property
    def counted(self) -> int:
        """The ballots in the count; none in a cancelled poll."""
        return self.state.tally.ballots if self.state.tally else 0


class Night:
    """One evening. Chance is asked in the same order for the same seed; only ballots go their own way."""

    def __init__(self, prepared: Prepared, clock: Moving, chance: random.Random, url: str) -> None:
        self._desk, self._plan, self._prepared = prepared.desk, prepared.plan, prepared
        self._clock, self._chance, self._url = clock, chance, url
        self._phones: dict[str, SimulatedPhone] = {}
        self._votes: list[Vote] = []
        self._away = ""
        """Who goes out during the evening and comes back."""

    async def whole(self) -> list[Vote]:
        """From the door to the close; the votes that were held."""
        try:
            await self._doors_open()
            await self._welcome()
            await self._last_minutes()
            await self._street()
            await self._break()
            await self._budget()
            await self._park()
            await self._end()
        finally:
            await asyncio.gather(*(phone.close() for phone in self._phones.values()))
        return self._votes

    # --- the evening, item by item ---

    async def _doors_open(self) -> None:
        for person in early(self._desk, self._chance):
            await self._arrive(person)
            self._pass(20, 65)
        self._clock.moment = max(self._clock.moment, self._plan.played.starts + timedelta(minutes=2))
        self._do(commands.OpenSession(), commands.ChooseView(Projection(View.WELCOME)))
        self._pass(60, 120)

    async def _welcome(self) -> None:
        self._do(commands.NextItem())
        self._pass(240, 330)
        for name in self._plan.played.guests:
            self._pass(20, 60)
            phone = SimulatedPhone(self._url, "fr")
            await phone.join(name)
            guest = next(p.id for p in self._desk.people.values() if p.name == name and p.role is Role.GUEST)
            self._phones[guest] = phone
        self._write("welcome")
        await self._vote(self._prepared.polls["travel"])
        await self._come(3)

    async def _last_minutes(self) -> None:
        self._do(commands.NextItem())
        await self._come(2)
        self._write("minutes")
        self._pass(120, 200)

    async def _street(self) -> None:
        self._do(commands.NextItem())
        self._pass(400, 520)
        self._away = self._chance.choice([person for person in self._voters() if person not in self._needed()])
        self._leave(self._away)
        await self._discuss(9, withdrawn=1)
        self._do(commands.CloseQueue())
        self._pass(20, 60)
        await self._vote(self._prepared.polls["street"])
        self._write("street")
        self._pass(30, 90)

    async def _break(self) -> None:
        self._do(commands.NextItem())
        self._pass(200, 300)
        for person in self._chance.sample([p for p in self._voters() if p not in self._needed()], 3):
            self._leave(person)
            self._pass(10, 40)
        await self._arrive(self._away)
        self._pass(240, 400)

    async def _budget(self) -> None:
        self._do(commands.NextItem())
        self._pass(420, 600)
        self._do(commands.PauseItem())
        self._pass(180, 180)
        self._do(commands.ResumeItem())
        await self._discuss(8, withdrawn=0)
        await self._vote(self._prepared.polls["budget"])
        self._write("budget")

    async def _park(self) -> None:
        self._do(commands.NextItem())
        self._pass(120, 200)
        await self._discuss(4, withdrawn=0)
        first = self._desk.state.poll(self._prepared.polls["park"]).poll
        await self._vote(first.id, cancelled=self._plan.played.cancelled)
        again = replace(first, id=new_id(), options=(*first.options, self._plan.played.extra_option))
        self._do(commands.AddPoll(again))
        await self._vote(again.id)
        self._write("park")

    async def _end(self) -> None:
        skipped = replace(self._plan.played.skipped, id=new_id(), parent=self._prepared.items["varia"])
        self._do(commands.NextItem(), commands.AddItem(skipped))
        self._leave(self._one(self._plan.played.skipped.presenter))
        self._pass(60, 120)
        await self._discuss(2, withdrawn=0)
        self._do(commands.SkipItem(skipped.id), commands.SetNextMeeting(self._plan.played.next_meeting))
        self._write("varia")
        self._pass(60, 120)
        self._do(commands.CloseSession())

    # --- the door ---

    async def _arrive(self, person: str) -> None:
        """Come in: with one's own phone, by the badge at the scanner, or by name at the desk."""
        if self._chance.random() < WITHOUT_PHONE:
            self._do(commands.CheckIn(person, Door.DESK))
            return
        phone = self._phones.get(person) or SimulatedPhone(self._url, self._desk.people[person].language or "en")
        self._phones[person] = phone
        if self._chance.random() < 0.4:
            self._do(commands.CheckIn(person, Door.BADGE))
        await phone.scan(self._desk.tickets()[person].code)
        if person not in self._desk.state.present:  # whoever left is let in again by the person's own tap
            await phone.come_back()

    async def _come(self, number: int) -> None:
        """The late ones; first those whom the evening needs."""
        state = self._desk.state
        absent = {m.person for m in state.members.values() if m.may_vote and not state.was_present(m.person)}
        needed = self._sorted((absent - state.excused) & self._needed())[:number]
        others = self._sorted(absent - state.excused - self._needed())
        for person in needed + self._chance.sample(others, number - len(needed)):
            self._pass(40, 100)
            await self._arrive(person)

    def _leave(self, person: str) -> None:
        self._do(commands.CheckOut(person))

    # --- the floor ---

    async def _discuss(self, number: int, withdrawn: int) -> None:
        """People ask for the floor by phone, one is put on the list by the facilitator, and each speaks in turn."""
        asking = self._chance.sample([person for person in self._voters() if person in self._phones], number)
        for person in asking:
            await self._phones[person].raise_hand()
            self._pass(5, 25)
        quiet = [person for person in self._voters() if person not in asking]
        self._do(commands.JoinQueue(self._chance.choice(quiet)))
        for person in asking[len(asking) - withdrawn :]:
            await self._phones[person].withdraw()
        while queue := self._desk.state.speakers.queue:
            self._do(commands.StartSpeech(queue[0]))
            self._pass(40, 150)
            self._do(commands.EndSpeech())
            self._pass(5, 15)

    # --- votes ---

    async def _vote(self, poll: str, cancelled: str = "") -> None:
        """Open the vote, let every phone that may take part vote, and close it, or cancel it half way."""
        self._do(commands.OpenPoll(poll))
        self._pass(15, 30)
        found = self._desk.state.poll(poll)
        voters = [person for person in self._sorted(self._phones) if self._may_vote(poll, person)]
        ballots = dict(zip(voters, self._chosen(found, len(voters)), strict=True))
        if cancelled:
            ballots = dict(list(ballots.items())[: len(ballots) // 2])
        answers = await asyncio.gather(*(self._cast(poll, *ballot) for ballot in ballots.items()))
        self._pass(40, 90)
        if cancelled:
            self._do(commands.CancelPoll(poll, cancelled))
        else:
            self._do(commands.ClosePoll(poll), commands.ChooseView(Projection(View.RESULT, poll)))
        sent, acknowledged = (sum(numbers) for numbers in zip(*answers, strict=True))
        self._votes.append(Vote(self._desk.state.poll(poll), sent, acknowledged))
        self._pass(40, 90)

    def _may_vote(self, poll: str, person: str) -> bool:
        everyone = self._desk.state.poll(poll).poll.electorate == "room"
        return person in self._desk.state.present and (everyone or self._desk.state.may_vote(person))

    async def _cast(self, poll: str, person: str, chosen: Sequence[str]) -> tuple[int, int]:
        """Vote as a person does: look at the page, then send. How often it was sent, and whether it was acknowledged.

        Some send twice, as a phone does that lost the answer.
        """
        phone, key = self._phones[person], secrets.token_hex(16)
        seen = await phone.see()
        if seen.poll != poll or not set(chosen) <= set(seen.options):
            return 0, 0
        times = 2 if sum(map(ord, self._name(person))) % 7 == 0 else 1
        try:
            receipts = [await phone.vote(poll, chosen, key) for _ in range(times)]
        except Answered:
            return times, 0
        return times, int(len(set(receipts)) == 1)

    def _chosen(self, found: PollState, number: int) -> Iterable[tuple[str, ...]]:
        """What the voters choose. About two in three say yes to a motion, in shuffled order."""
        options = [option.id for option in found.poll.options]
        if found.poll.kind is PollKind.YES_NO_ABSTAIN:
            yes, abstain = round(number * self._chance.uniform(0.6, 0.72)), self._chance.randint(1, 3)
            votes = [YES] * yes + [ABSTAIN] * abstain + [NO] * (number - yes - abstain)
            self._chance.shuffle(votes)
            return [(vote,) for vote in votes]
        weights = [self._chance.uniform(0.3, 1) for _ in options]
        most = found.poll.maximum
        return [
            tuple({*self._chance.choices(options, weights, k=self._chance.randint(min(2, most), most))})
            for _ in range(number)
        ]

    # --- small helps ---

    def _do(self, *asked: commands.Command) -> None:
        for command in asked:
            self._desk.execute(command)

    def _pass(self, least: int, most: int) -> None:
        self._clock.on(seconds=self._chance.randint(least, most))

    def _write(self, item: str) -> None:
        for record in self._plan.played.records:
            if record.item == item:
                self._do(commands.WriteRecord(replace(record, id=new_id(), item=self._prepared.items[item])))
                self._pass(10, 40)

    def _name(self, person: str) -> str:
        return self._desk.people[person].name

    def _sorted(self, people: Iterable[str]) -> list[str]:
        return sorted(people, key=self._name)

    def _voters(self) -> list[str]:
        """Those in the room who may vote, in order of name."""
        return self._sorted(person for person in self._desk.state.present if self._desk.state.may_vote(person))

    def _one(self, name: str) -> str:
        return self._prepared.people[name]

    def _needed(self) -> set[str]:
        """People whom the evening cannot do without: those who present."""
        items = (*self._plan.items, self._plan.played.skipped)
        return {self._one(item.presenter) for item in items if item.presenter}
