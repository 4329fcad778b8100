"""The statements in the minutes' web page, read by the RDFa standard and held against the session."""

from __future__ import annotations

import warnings
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV

from assembly_app.desk import Desk
from assembly_app.domain.polls import Electorate
from assembly_app.domain.preferences import Arrangement
from assembly_app.i18n import LANGUAGES
from assembly_app.minutes.bilingual import Edition
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.html import minutes_html
from tests.conftest import Clock
from tests.minutes import kinds
from tests.minutes.conftest import Evening
from tests.phones.browser import chromium
from tests.phones.test_axe import AXE

BESLUIT = Namespace("http://data.vlaanderen.be/ns/besluit#")
MANDAAT = Namespace("http://data.vlaanderen.be/ns/mandaat#")
BASE = "https://example.org/minutes"
ASK = """
const done = arguments[0];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then((told) => done(told.violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)}`))), (error) => done([String(error)]));
"""
SESSION = URIRef(f"{BASE}#session")


def graph(html: bytes, folder: Path) -> Graph:
    """What an RDFa reader understands of a page."""
    page = folder / "minutes.html"
    page.write_bytes(html)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyRdfa import pyRdfa

        return pyRdfa(base=BASE).graph_from_source(str(page))


def at(name: str) -> URIRef:
    return URIRef(f"{BASE}#{name}")


@pytest.fixture(params=[("nl",), ("nl", "fr")])
def told(evening: Evening, tmp_path: Path, request: pytest.FixtureRequest) -> Graph:
    return graph(minutes_html(drafted(evening.desk), Edition(request.param)), tmp_path)


def test_the_session_is_a_sitting_with_its_times_and_people(told: Graph, evening: Evening) -> None:
    state, desk = evening.desk.state, evening.desk
    assert (SESSION, RDF.type, BESLUIT.Zitting) in told
    starts, ends = (told.value(SESSION, term) for term in (PROV.startedAtTime, PROV.endedAtTime))
    assert (starts.toPython(), ends.toPython()) == (state.opened, state.closed)
    assert told.value(SESSION, BESLUIT.geplandeStart).toPython() == state.session().starts
    assert set(told.objects(SESSION, DCTERMS.title)) == {Literal("Zitting 4", "nl"), Literal("Séance 4", "fr")}

    def names(term: URIRef) -> set[str]:
        people = (told.value(each, MANDAAT.isBestuurlijkeAliasVan) for each in told.objects(SESSION, term))
        return {str(told.value(person, FOAF.name)) for person in people}

    start = {each.who.name for each in drafted(desk).presence.present if each.late is None}
    assert names(BESLUIT.heeftAanwezigeBijStart) == start
    assert names(BESLUIT.heeftVoorzitter) == {desk.people["p000"].name}
    assert names(BESLUIT.heeftSecretaris) == {desk.people["p001"].name}


def test_items_are_dealt_with_in_the_order_of_the_evening(told: Graph, evening: Evening) -> None:
    state = evening.desk.state
    listed = {at(f"item-{item.id}") for item in state.items}
    assert set(told.objects(SESSION, BESLUIT.behandelt)) == set(told.subjects(RDF.type, BESLUIT.Agendapunt)) == listed
    handled = sorted(
        (state.progress_of(i.id).spans[0].started, i.id) for i in state.items if state.progress_of(i.id).spans
    )
    ids = [item for _at, item in handled]
    assert set(told.subjects(RDF.type, BESLUIT.BehandelingVanAgendapunt)) == {at(f"handling-{item}") for item in ids}
    for before, after in pairwise(ids):
        assert told.value(at(f"handling-{after}"), BESLUIT.gebeurtNa) == at(f"handling-{before}")
    for started, item in handled:
        assert told.value(at(f"handling-{item}"), DCTERMS.subject) == at(f"item-{item}")
        assert told.value(at(f"handling-{item}"), PROV.startedAtTime).toPython() == started


def test_a_vote_has_its_counts_and_a_named_one_its_voters(told: Graph, evening: Evening) -> None:
    vote = at("vote-play")
    assert (at("handling-street"), BESLUIT.heeftStemming, vote) in told
    tally = evening.desk.state.polls["play"].tally
    assert tally is not None
    for option, side in (("yes", "Voorstander"), ("no", "Tegenstander"), ("abstain", "Onthouder")):
        assert told.value(vote, BESLUIT[f"aantal{side}s"]).toPython() == tally.counts[option]
        assert len(set(told.objects(vote, BESLUIT[f"heeft{side}"]))) == tally.counts[option]
    assert told.value(vote, BESLUIT.geheim).toPython() is False
    assert (vote, BESLUIT.onderwerp, Literal("Elke woensdag een speelstraat?", "nl")) in told
    assert (at("handling-street"), PROV.generated, at("decision-d1")) in told


def test_straw_polls_and_votes_that_were_not_counted_are_no_votes(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    kinds.play(desk, clock)
    told = graph(minutes_html(drafted(desk), Edition(("nl",))), tmp_path)
    counted = {
        at(f"vote-{id_}") for id_, poll in desk.state.polls.items()
        if poll.tally and poll.poll.electorate is Electorate.MEMBERS
    }  # fmt: skip
    assert set(told.subjects(RDF.type, BESLUIT.Stemming)) == counted != set()


def test_a_copy_for_publication_says_who_nobody_was(evening: Evening, tmp_path: Path) -> None:
    html = PdfDocuments().minutes(evening.desk, "nl", "html", public=True)[""]
    told = graph(html, tmp_path)
    assert not list(told.subjects(RDF.type, MANDAAT.Mandataris))
    assert not list(told.objects(None, FOAF.name))
    assert told.value(at("vote-play"), BESLUIT.aantalVoorstanders).toPython() == 20


def test_the_moment_of_the_hall_is_kept(told: Graph) -> None:
    moment = told.value(SESSION, BESLUIT.geplandeStart).toPython()
    assert isinstance(moment, datetime)
    assert str(moment.utcoffset()) == "1:00:00"


@pytest.mark.browser
def test_axe_finds_nothing_in_the_web_page(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    kinds.play(desk, clock)
    editions = [
        *(Edition((language,)) for language in LANGUAGES), Edition(("nl", "fr")),
        Edition(("fr", "nl"), Arrangement.AFTER),
    ]  # fmt: skip
    with chromium(tmp_path) as browser:
        browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": AXE})
        for edition in editions:
            page = tmp_path / "minutes.html"
            page.write_bytes(minutes_html(drafted(desk), edition))
            browser.driver.get(page.as_uri())
            for dark in (False, True):
                browser.screen(dark=dark)
                assert browser.driver.execute_async_script(ASK) == [], edition
