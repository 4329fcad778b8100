"""The session as linked data, in the vocabulary of Flemish "Lokale Besluiten als Gelinkte Open Data".

The terms are those of https://data.vlaanderen.be/ns/besluit and /ns/mandaat. Whoever takes part stands as a mandataris,
which is what the vocabulary has for people in a body. Everything has its address in the document itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from assembly_app.domain.people import Role
from assembly_app.domain.polls import ABSTAIN, NO, YES, PollKind
from assembly_app.domain.record import Record
from assembly_app.i18n import LocalText, translator
from assembly_app.minutes import fields, poll_words
from assembly_app.minutes.model import ItemMinutes, Minutes, PollMinutes, Someone, Subject
from assembly_app.minutes.parts import Tone

PREFIXES: Mapping[str, str] = {
    "besluit": "http://data.vlaanderen.be/ns/besluit#",
    "mandaat": "http://data.vlaanderen.be/ns/mandaat#",
    "person": "http://www.w3.org/ns/person#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_SIDES = ((YES, "Voorstander"), (NO, "Tegenstander"), (ABSTAIN, "Onthouder"))


class Statement(msgspec.Struct, frozen=True):
    """What is said of a thing: a literal with its type or language, or the address of another thing."""

    term: str
    value: str
    datatype: str = ""
    language: str = ""
    link: bool = False


class Thing(msgspec.Struct, frozen=True):
    """Something with an address in the document, its class, and what is said of it."""

    address: str
    kind: str
    statements: tuple[Statement, ...]


class Annotations(msgspec.Struct, frozen=True):
    """The things of a document: those said at its top, and those said in the part on each item, in their order."""

    top: tuple[Thing, ...]
    items: tuple[tuple[Thing, ...], ...]


def annotated(minutes: Minutes, languages: Sequence[str]) -> Annotations:
    """The whole session; literals stand in each of the languages that there are words in."""
    teller = _Teller(minutes, languages)
    return Annotations(tuple(teller.top()), tuple(tuple(teller.item(item)) for item in minutes.items))


class _Teller:
    """Holds what every statement is read from."""

    def __init__(self, minutes: Minutes, languages: Sequence[str]) -> None:
        self._minutes = minutes
        self._languages = languages
        self._named = not minutes.presence.unnamed
        began = sorted((item.stretches[0].started, item.item.id) for item in minutes.items if item.stretches)
        handled = [item for _at, item in began]
        self._after = dict(zip(handled[1:], handled, strict=False))
        self._listed = dict(zip([item.item.id for item in minutes.items][1:],
                                [item.item.id for item in minutes.items], strict=False))  # fmt: skip

    def top(self) -> Iterator[Thing]:
        yield Thing("#session", "besluit:Zitting", tuple(self._session()))
        yield Thing("#assembly", "besluit:Bestuursorgaan", tuple(self._local("skos:prefLabel", self._minutes.assembly)))
        for who in self._people().values() if self._named else ():
            alias = Statement("mandaat:isBestuurlijkeAliasVan", f"{_person(who)}-person", link=True)
            yield Thing(_person(who), "mandaat:Mandataris", (alias,))
            yield Thing(f"{_person(who)}-person", "person:Person", (Statement("foaf:name", who.name),))
        yield from self._votes(self._minutes.other)

    def item(self, told: ItemMinutes) -> Iterator[Thing]:
        """The item on the agenda, how it was dealt with, and what came of it."""
        yield Thing(f"#item-{told.item.id}", "besluit:Agendapunt", tuple(self._agenda(told)))
        if told.stretches:
            kind = "besluit:BehandelingVanAgendapunt"
            yield Thing(f"#handling-{told.item.id}", kind, tuple(self._handling(told)))
        yield from self._votes(told.subject)
        for decision in told.subject.decisions:
            words = [(language, self._prose(decision, told, language)) for language in self._languages]
            said = tuple(Statement("eli:description", text, language=language) for language, text in words)
            yield Thing(f"#decision-{decision.id}", "besluit:Besluit", said)

    # --- statements ---

    def _local(self, term: str, text: LocalText) -> Iterator[Statement]:
        yield from (Statement(term, words, language=language) for language, words in sorted(text.items()) if words)

    def _session(self) -> Iterator[Statement]:
        minutes, there = self._minutes, self._minutes.presence
        yield from self._local("dct:title", minutes.details.title)
        yield from _at("besluit:geplandeStart", minutes.starts)
        yield from _at("prov:startedAtTime", minutes.opened)
        yield from _at("prov:endedAtTime", minutes.closed)
        if minutes.details.place:
            yield Statement("prov:atLocation", minutes.details.place)
        yield Statement("besluit:isGehoudenDoor", "#assembly", link=True)
        yield from (Statement("besluit:behandelt", f"#item-{each.item.id}", link=True) for each in minutes.items)
        if self._named:
            start = [each.who for each in there.present if each.late is None]
            yield from (Statement("besluit:heeftAanwezigeBijStart", _person(who), link=True) for who in start)
            for role, term in ((Role.CHAIR, "heeftVoorzitter"), (Role.SECRETARY, "heeftSecretaris")):
                yield from (Statement(f"besluit:{term}", _person(who), link=True) for who in there.with_role(role))

    def _agenda(self, told: ItemMinutes) -> Iterator[Statement]:
        yield from self._local("dct:title", told.item.title)
        yield from self._local("dct:description", told.item.dossier.aim)
        if before := self._listed.get(told.item.id):
            yield Statement("besluit:aangebrachtNa", f"#item-{before}", link=True)

    def _handling(self, told: ItemMinutes) -> Iterator[Statement]:
        yield Statement("dct:subject", f"#item-{told.item.id}", link=True)
        yield from _at("prov:startedAtTime", told.stretches[0].started)
        yield from _at("prov:endedAtTime", told.stretches[-1].ended)
        if before := self._after.get(told.item.id):
            yield Statement("besluit:gebeurtNa", f"#handling-{before}", link=True)
        for poll in _formal(told.subject):
            yield Statement("besluit:heeftStemming", f"#vote-{poll.state.poll.id}", link=True)
        for decision in told.subject.decisions:
            yield Statement("prov:generated", f"#decision-{decision.id}", link=True)

    def _votes(self, told: Subject) -> Iterator[Thing]:
        for poll in _formal(told):
            yield Thing(f"#vote-{poll.state.poll.id}", "besluit:Stemming", tuple(self._vote(poll)))

    def _vote(self, told: PollMinutes) -> Iterator[Statement]:
        poll, tally = told.state.poll, told.state.tally
        yield from self._local("besluit:onderwerp", poll.question)
        yield Statement("besluit:geheim", str(poll.secret).lower(), "xsd:boolean")
        for language in self._languages:
            yield Statement("besluit:gevolg", poll_words.result(told, translator(language)), language=language)
        if poll.kind is not PollKind.YES_NO_ABSTAIN or tally is None:
            return
        for option, side in _SIDES:
            yield Statement(f"besluit:aantal{side}s", str(tally.counts[option]), "xsd:integer")
            voters = told.of_option(option) if self._named else ()
            yield from (Statement(f"besluit:heeft{side}", _person(each.who), link=True) for each in voters)

    def _prose(self, decision: Record, told: ItemMinutes, language: str) -> str:
        written = fields.written(decision, "", Tone.PLAIN, self._minutes, told, translator(language))
        return "\n".join(passage.words for passage in written.prose)

    def _people(self) -> Mapping[str, Someone]:
        """Everyone whom a statement points at."""
        there = self._minutes.presence
        voters = [each.who for _number, told in self._minutes.subjects for poll in told.polls for each in poll.roll]
        return {who.id: who for who in (*(each.who for each in there.present), *voters)}


def _formal(told: Subject) -> Iterator[PollMinutes]:
    """The votes of members that were counted: a straw poll decides nothing."""
    return (poll for poll in told.polls if poll.counted and not poll.straw)


def _person(who: Someone) -> str:
    return f"#person-{who.id}"


def _at(term: str, moment: datetime | None) -> Iterator[Statement]:
    if moment is not None:
        yield Statement(term, moment.isoformat(), "xsd:dateTime")
