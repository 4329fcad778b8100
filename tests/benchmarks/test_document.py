"""How long minutes of forty pages take as PDF, beside a bare canvas that writes the same words on as many pages."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from assembly_app.desk import Desk
from assembly_app.domain import commands as c
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.polls import Option, Poll, PollKind
from assembly_app.domain.record import Record, RecordKind
from assembly_app.minutes.bilingual import Edition
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.pdf import fonts
from assembly_app.minutes.pdf import minutes as pdf
from tests.conftest import Clock
from tests.minutes.conftest import Evening, roll
from tests.minutes.reading import by_pypdf

pytestmark = pytest.mark.benchmark

PEOPLE, ITEMS, CHARTS, PAGES = 300, 30, 20, 40
ROUNDS = 7
MOST = 3.0
"""The document may take so many times what the bare canvas takes."""

SIZE, LEADING, EDGE = 9.5, 13.5, 56.0
NOTE = "De raad heeft het voorstel besproken en vraagt de dienst om de cijfers van het vorige jaar erbij te leggen. "


@pytest.fixture
def evening(desk: Desk, clock: Clock) -> Evening:
    """An assembly of 300 people, 30 items with long notes, 20 votes with a chart each."""
    evening = Evening(desk, clock)
    people = roll(PEOPLE)
    evening.do(c.Enrol(people), *(c.AddItem(AgendaItem(f"i{n}", {"nl": f"Punt over zaak {n}"})) for n in range(ITEMS)))
    evening.do(*(c.CheckIn(person.id) for person in people[:250]), c.OpenSession())
    options = tuple(Option(f"o{n}", {"nl": f"Voorstel {n} met een naam"}) for n in range(6))
    for n in range(CHARTS):
        evening.do(c.AddPoll(Poll(f"q{n}", {"nl": f"Wat kiezen we bij {n}?"}, PollKind.SINGLE, options, item=f"i{n}")))
    for n in range(ITEMS):
        evening.do(c.NextItem(), minutes=2)
        evening.do(c.WriteRecord(Record(f"r{n}", f"i{n}", RecordKind.NOTE, "\n\n".join([NOTE * 6] * 6))))
        if n < CHARTS:
            evening.vote(f"q{n}", *[("o1",)] * 9, *[("o2",)] * 5, ("o3",))
    evening.do(c.CloseSession(), minutes=2)
    return evening


def bare(words: str) -> bytes:
    """The words on pages, wrapped, in an embedded font: nothing else."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4)
    width, height = A4
    lines = simpleSplit(words, fonts.REGULAR, SIZE, width - 2 * EDGE)
    a_page = int((height - 2 * EDGE) / LEADING)
    for start in range(0, len(lines), a_page):
        canvas.setFont(fonts.REGULAR, SIZE)
        for number, line in enumerate(lines[start : start + a_page]):
            canvas.drawString(EDGE, height - EDGE - number * LEADING, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def measured(make: Callable[[], object]) -> float:
    """The seconds of work that it takes, in the quickest of some rounds: what else the machine does only adds."""
    seconds = []
    for _round in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        make()
        seconds.append(time.process_time() - start)
    return min(seconds)


def test_forty_pages_take_at_most_three_times_a_bare_canvas(evening: Evening) -> None:
    minutes, edition = drafted(evening.desk), Edition(("nl",))
    document = pdf.made(minutes, edition).pdf
    pages = len(PdfReader(BytesIO(document)).pages)
    assert pages >= PAGES
    words = by_pypdf(document)
    bare(words)
    ours, theirs = measured(lambda: pdf.made(minutes, edition)), measured(lambda: bare(words))
    sys.stdout.write(
        f"{pages} pages: {ours * 1000:.0f} ms, bare canvas {theirs * 1000:.0f} ms, {ours / theirs:.2f} times\n"
    )
    assert ours <= MOST * theirs
