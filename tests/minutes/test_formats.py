"""The minutes as HTML, Markdown, CSV and JSON: the same facts in the same order as the PDF."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

from assembly_app.cli import main
from assembly_app.desk import Desk
from assembly_app.domain import commands as c
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.people import Person
from assembly_app.domain.record import Record, RecordKind
from assembly_app.i18n import translator
from assembly_app.minutes import poll_words
from assembly_app.minutes.bilingual import Edition
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.html import minutes_html
from assembly_app.minutes.markdown import minutes_markdown, plain
from assembly_app.minutes.model import PollMinutes
from assembly_app.minutes.tables import minutes_csv
from assembly_app.words import wording
from tests.conftest import Clock
from tests.minutes import kinds
from tests.minutes.conftest import Evening
from tests.minutes.reading import by_pypdf, flat

_ = translator("en")
EN = Edition(("en",))
VOID = frozenset({"meta", "br", "link", "rect"})


class Page(HTMLParser):
    """An HTML file as a strict reader sees it: its text, its tags in order, and whether each is closed."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(html.decode())
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return flat(" ".join(self.texts))


@pytest.fixture
def votes(desk: Desk, clock: Clock) -> Evening:
    """An evening with a poll of every kind."""
    return kinds.play(desk, clock)


def sentences(desk: Desk) -> list[str]:
    """What every format must say of the polls."""
    return [
        flat(sentence)
        for poll in drafted(desk).subjects[-1][1].polls
        for sentence in (
            poll_words.result(poll, _), wording.turnout_sentence(poll.state, _), *poll_words.roll(poll, _),
            *poll_words.corrections(poll, _), poll_words.tie(poll, _), poll_words.paper(poll, _),
        )
    ]  # fmt: skip


# --- HTML ---


def test_html_says_what_the_pdf_says_of_every_poll(votes: Evening) -> None:
    page = Page(minutes_html(drafted(votes.desk), EN))
    for sentence in sentences(votes.desk):
        assert sentence in page.text
    for state in votes.desk.state.polls.values():
        assert state.digest in page.text


def test_html_and_pdf_tell_the_evening_in_the_same_order(evening: Evening) -> None:
    page = Page(minutes_html(drafted(evening.desk), EN)).text
    pdf = by_pypdf(PdfDocuments().minutes_pdf(evening.desk, "en"))
    landmarks = [
        "Present: 37", "Excused: 2", "Absent: 4", "Guests: 2", "Observers: 3", "1. Welkom",
        "De voorzitter opent.", "Elke woensdag een speelstraat?", "Adopted: 20 yes, 9 no, 3 abstentions",
        "This item was skipped.", "Results of the votes", "Zaal Noord",
    ]  # fmt: skip
    for text in (page, pdf):
        body = text[text.index("Present: 37") :]  # after the contents, which name some of them
        places = [body.index(landmark) for landmark in landmarks[:-1]]
        assert places == sorted(places)
        assert landmarks[-1] in body
    numbers = [re.findall(r"\d+", re.sub(r"Page \d+ of \d+|\b[0-9a-f]{64}\b", "", text)) for text in (page, pdf)]
    assert {*numbers[0]} == {*numbers[1]}


def test_html_is_one_file_whose_structure_can_be_heard(votes: Evening) -> None:
    page = Page(minutes_html(drafted(votes.desk), Edition(("fr",))))
    tags = [tag for tag, _attributes in page.tags]
    assert dict(page.tags)["html"] == {"lang": "fr"}
    assert not {"script", "link", "img", "iframe"} & {*tags}
    assert all("src" not in attributes for _tag, attributes in page.tags)
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert tags.count("table") == tags.count("caption")
    ids = [attributes["id"] for _tag, attributes in page.tags if "id" in attributes]
    assert len({*ids}) == len(ids)
    links = [str(attributes["href"]) for tag, attributes in page.tags if tag == "a"]
    assert links
    assert {link.removeprefix("#") for link in links} <= {*ids}
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")


def test_html_and_markdown_never_read_what_was_typed_as_markup(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    evening.do(
        c.Enrol((Person("p", "<script>alert(1)</script>", group='a" onclick="b'),)), c.CheckIn("p"),
        c.AddItem(AgendaItem("i", {"nl": "# Titel *sterk* [x](http://y) <b>"})), c.OpenSession(), c.NextItem(),
        c.WriteRecord(Record("n", "i", RecordKind.NOTE, "| a | b |\n<!-- weg -->")),
    )  # fmt: skip
    page = Page(minutes_html(drafted(desk), EN))
    assert "<script>alert(1)</script>" in page.text
    assert not {"script", "b"} & {tag for tag, _attributes in page.tags}
    assert not any("onclick" in attributes for _tag, attributes in page.tags)
    told = minutes_markdown(drafted(desk), EN).decode()
    assert r"\# Titel \*sterk\* \[x\](http://y) \<b\>" in told
    assert "<script>" not in told.replace("\\<", "")
    assert "\\| a \\| b \\|\\\n\\<\\!-- weg --\\>" in told


# --- Markdown ---


def test_markdown_says_what_the_pdf_says_of_every_poll(votes: Evening) -> None:
    told = flat(minutes_markdown(drafted(votes.desk), EN).decode())
    for sentence in sentences(votes.desk):
        assert flat(plain(sentence)) in told
    assert "| Park | 13 · 65% |" not in told
    assert "| Yes | 13 · 65% |" in told
    assert "| Park | 7 | 7 | 11 |" in told
    assert "- Groen ×5" in told


# --- CSV ---


def rows(data: bytes, mark: str = ",") -> list[dict[str, str]]:
    """The table as a spreadsheet reads it."""
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=mark))


def test_csv_lists_everyone_once_with_their_presence(evening: Evening) -> None:
    listed = rows(minutes_csv(drafted(evening.desk), _)["attendance"])
    assert sorted(row["Name"] for row in listed) == sorted(p.name for p in evening.desk.people.values())
    counted = [row["Presence"] for row in listed]
    assert [counted.count(word) for word in ("present", "excused", "absent")] == [42, 2, 4]
    assert [row["Came later"] for row in listed if row["Came later"]] == ["19:08"]


def test_csv_tells_who_represents_whom(votes: Evening) -> None:
    listed = {row["Name"]: row for row in rows(minutes_csv(drafted(votes.desk), _)["attendance"])}
    people = votes.desk.people
    away, came = listed[people["p028"].name], listed[people["p029"].name]
    assert (away["Presence"], away["Represented by"]) == ("represented", people["p003"].name)
    assert (came["Presence"], came["Represented by"]) == ("present", people["p004"].name)


def test_csv_has_the_counts_of_every_option_and_the_seconds_of_every_speaker(evening: Evening) -> None:
    tables = minutes_csv(drafted(evening.desk), _)
    polls = rows(tables["polls"])
    for state in evening.desk.state.polls.values():
        found = [row for row in polls if row["Question"] == _.pick(state.poll.question)]
        expected = [str(state.tally.counts[option.id]) if state.tally else "" for option in state.poll.options]
        assert [row["Count"] for row in found] == expected
        assert {row["Result"] for row in found} == {poll_words.result(PollMinutes(state), _)}
    assert {row["Question"] for row in polls if row["Warning"]} == {"Hoe was het?"}
    assert [(row["Item"], row["Times"], row["Seconds"]) for row in rows(tables["speaking"])] == [
        ("2", "2", "133"), ("2", "1", "130"),
    ]  # fmt: skip


def test_csv_opens_in_a_spreadsheet_of_the_country_and_runs_no_formula(desk: Desk) -> None:
    desk.execute(c.Enrol((Person("p", '=HYPERLINK("http://x")', group="a;b,c"),)))
    (row,) = rows(minutes_csv(drafted(desk), translator("nl"))["attendance"], ";")
    assert '\'=HYPERLINK("http://x")' in row.values()
    assert "a;b,c" in row.values()


# --- the command ---


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("html", ["m.html"]),
        ("md", ["m.md"]),
        ("json", ["m.json"]),
        ("csv", ["m-actions.csv", "m-attendance.csv", "m-polls.csv", "m-speaking.csv"]),
    ],
)
def test_the_command_writes_each_format(evening: Evening, tmp_path: Path, kind: str, names: list[str]) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    file = str(evening.desk.store.path)
    assert main(["minutes", file, "--language", "fr", "--format", kind, "--output", str(folder / f"m.{kind}")]) == 0
    assert sorted(path.name for path in folder.iterdir()) == names
    if kind == "json":
        assert json.loads((folder / "m.json").read_bytes())["session"] == 1
    else:
        assert "Séance 4" in (folder / names[0]).read_text("utf-8") or kind == "csv"
