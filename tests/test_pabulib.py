"""Pabulib files: read strictly, written back the same, and decided as the cities decided."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from assembly_app import cli, pabulib
from assembly_app.domain.counting.ballots import marks
from assembly_app.domain.counting.budget import allocate
from assembly_app.domain.counting.budget_terms import Project, Rule

SHARED = Path(os.environ.get("ASSEMBLY_APP_PABULIB", Path(__file__).parents[2] / "shared/data/pabulib"))
CITIES = sorted(SHARED.glob("*.pb"))

SMALL = """\
META
key;value
description;A street decides
country;Belgium
unit;Linden
instance;2026
num_projects;4
num_votes;5
budget;1000
vote_type;approval
rule;equalshares/add1
max_length;3
PROJECTS
project_id;cost;name;selected
P1;600;"Benches; and a fountain";0
P2;350.50;Trees;1
P3;400,5;"A ""green"" wall";1
P4;999999999;Bridge;0
VOTES
voter_id;vote;age
1;P1,P2;34
2;P2;51
3;P2,P3;7
4;P3;80
5;;44
"""


def test_a_file_is_read_with_everything_in_it() -> None:
    file = pabulib.parse(SMALL)
    assert file.budget == 1000
    assert file.projects[1:3] == (Project("P2", Fraction(701, 2)), Project("P3", Fraction(801, 2)))
    assert file.projects[3].withdrawn
    assert file.names["P1"] == "Benches; and a fountain"
    assert file.names["P3"] == 'A "green" wall'
    assert file.selected == {"P2", "P3"}
    assert file.votes[2] == (("P2", 1), ("P3", 1))
    assert file.vote_rows[4]["age"] == "44"
    assert pabulib.ballots(file)[()] == 1


def test_what_is_written_reads_back_as_it_was() -> None:
    file = pabulib.parse(SMALL)
    assert pabulib.parse(pabulib.render(file)) == file


@pytest.mark.parametrize("path", CITIES, ids=lambda path: path.stem)
def test_a_citys_file_is_written_back_byte_for_byte(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert pabulib.render(pabulib.parse(text)).rstrip("\n") == text.rstrip("\n")


@pytest.mark.parametrize("path", CITIES, ids=lambda path: path.stem)
def test_a_city_funds_the_projects_that_it_funded(path: Path) -> None:
    file = pabulib.read(path)
    found = pabulib.rules(file)
    result = allocate(file.projects, pabulib.ballots(file), file.budget, found, pabulib.tie_order(file, found))
    assert set(result.chosen) == file.selected


def swap(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "section META is missing"),
        ("hello\n", "Line 1: a Pabulib file starts with the line META"),
        (swap("budget;1000", "budget;much"), "Line 9: “much” is not a number"),
        (swap("budget;1000", "budget;-5"), "Line 9: “-5” is not a number"),
        (swap("budget;1000", "budget;1e99"), "Line 9"),
        (swap("budget;1000", f"budget;{'9' * 30}"), "too large"),
        (swap("budget;1000\n", ""), "META does not state “budget”"),
        (swap("vote_type;approval", "vote_type;shouting"), "Line 10: votes of the type “shouting”"),
        (swap("num_votes;5", "num_votes;6"), "states num_votes = 6, but the file has 5"),
        (swap("num_projects;4", "num_projects;3"), "states num_projects = 3, but the file has 4"),
        (swap("unit;Linden", "country;Linden"), "Line 5: “country” stands there a second time"),
        (swap("P2;350.50;Trees;1", "P1;350.50;Trees;1"), "Line 16: “P1” stands there a second time"),
        (swap("P2;350.50;Trees;1", "P2;350.50;1"), "Line 16 has 3 columns; 4 are expected"),
        (swap("P2;350.50;Trees;1", "P2;-1;Trees;1"), "Line 16: “-1” is not a number"),
        (swap("P2;350.50;Trees;1", "P2;350.50;Trees;yes"), "Line 16: “yes” is not a whole number"),
        (swap("P2;350.50;Trees;1", ";350.50;Trees;1"), "Line 16: project_id is empty"),
        (swap("project_id;cost", "project_id;price"), "Line 14: the section PROJECTS needs a column cost"),
        (
            swap("project_id;cost;name;selected", "project_id;cost;cost;selected"),
            "Line 14: a column stands there twice",
        ),
        (swap("2;P2;51", "2;P9;51"), "Line 22: there is no project “P9”"),
        (swap("2;P2;51", "2;P2,P2;51"), "Line 22: a vote names a project twice"),
        (swap("2;P2;51", "2;P1,P2,P3,P4;51"), "Line 22: a vote names more than 3 projects"),
        (swap("2;P2;51", "1;P2;51"), "Line 22: “1” stands there a second time"),
        (swap("2;P2;51", '2;"P2;51'), "Line 22 has 2 columns"),
        (swap("VOTES\n", "PROJECTS\n"), "the section PROJECTS is not expected here"),
        (swap("PROJECTS\n", ""), "Line"),
        (SMALL[: SMALL.index("VOTES")], "The section VOTES is missing"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_its_line(text: str, says: str) -> None:
    with pytest.raises(pabulib.PabulibError) as refused:
        pabulib.parse(text)
    assert says in str(refused.value)


def test_a_file_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.pb").write_bytes(b"META\n\xff\xfe")
    for name, says in [("x.pb", "UTF-8"), ("y.pb", "cannot be opened"), (".", "cannot be opened")]:
        with pytest.raises(pabulib.PabulibError, match=says):
            pabulib.read(tmp_path / name)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pabulib, "MOST_BYTES", 10)
    (tmp_path / "x.pb").write_text(SMALL, encoding="utf-8")
    with pytest.raises(pabulib.PabulibError, match="too large"):
        pabulib.read(tmp_path / "x.pb")


def test_points_are_read_with_their_projects() -> None:
    text = swap("vote_type;approval", "vote_type;cumulative").replace("voter_id;vote;age", "voter_id;vote;points")
    for row, points in [("P1,P2;34", "P1,P2;3,1"), ("P2;51", "P2;4"), ("P2,P3;7", "P2,P3;2,2"), ("P3;80", "P3;1"),
                        (";;44", ";;")]:  # fmt: skip
        text = text.replace(row, points)
    file = pabulib.parse(text)
    assert file.votes[0] == (("P1", 3), ("P2", 1))
    with pytest.raises(pabulib.PabulibError, match="Line 21 has 1 points for 2 projects"):
        pabulib.parse(text.replace("P1,P2;3,1", "P1,P2;3"))


def test_rankings_can_be_read_but_not_counted_as_a_budget() -> None:
    file = pabulib.parse(swap("vote_type;approval", "vote_type;ordinal"))
    assert file.votes[0] == (("P1", 1), ("P2", 2))
    with pytest.raises(pabulib.PabulibError, match="rankings"):
        pabulib.ballots(file)


def test_a_rule_of_the_files_own_needs_one_that_can_be_counted() -> None:
    file = pabulib.parse(swap("rule;equalshares/add1", "rule;greedy-custom"))
    with pytest.raises(pabulib.PabulibError, match="greedy-custom"):
        pabulib.rules(file)
    assert pabulib.rules(file, Rule.GREEDY).rule is Rule.GREEDY


def test_the_threshold_that_a_file_states_holds_for_every_rule() -> None:
    file = pabulib.parse(swap("max_length;3", "min_project_score_threshold;2"))
    assert {pabulib.rules(file, rule).threshold for rule in Rule} == {2}


def test_a_vote_of_ours_becomes_a_file_that_tells_nothing_about_the_order() -> None:
    meta = {"description": "Ours", "country": "Belgium", "unit": "Noord", "instance": "2026", "budget": "1000",
            "vote_type": "cumulative", "rule": "greedy"}  # fmt: skip
    projects, names = [Project("a", Fraction(500)), Project("b", Fraction(1, 2))], {"a": "Park", "b": "Pool; small"}
    votes = [marks({"b": 3, "a": 1}), marks({"a": 2}), marks({})]
    file = pabulib.build(meta, projects, names, votes, ["a"])
    again = pabulib.parse(pabulib.render(file))
    assert sorted(again.votes) == sorted(votes)
    assert (again.selected, again.names, again.projects) == ({"a"}, names, tuple(projects))
    assert pabulib.render(file) == pabulib.render(pabulib.build(meta, projects, names, votes[::-1], ["a"]))


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def count(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("LC_ALL", "")

    def run(text: str, *options: str) -> tuple[int, str, str]:
        path = tmp_path / "street.pb"
        path.write_text(text, encoding="utf-8")
        code = cli.main(["count", str(path), *options])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_the_command_prints_the_chosen_projects(count: Run) -> None:
    code, out, err = count(SMALL)
    assert code == cli.DONE
    assert [line.split("\t") for line in out.splitlines()] == [["P2", "Trees"], ["P3", 'A "green" wall']]
    assert "2 of 4 projects are chosen" in err


@pytest.mark.parametrize("rule", Rule)
def test_the_command_counts_by_every_rule_and_gives_reasons_as_json(count: Run, rule: Rule) -> None:
    code, out, _ = count(SMALL, "--rule", rule.value, "--json")
    result = json.loads(out)
    assert code == cli.DONE
    assert result["rules"]["rule"] == rule.value
    assert {p["project"]: p["chosen"] for p in result["projects"]}["P2"]
    assert all(p["why"].startswith("In:" if p["chosen"] else "Out:") for p in result["projects"])
    assert [p["project"] for p in result["projects"] if p["chosen"]] == sorted(result["chosen"])


def test_the_command_explains_a_broken_file_and_returns_2(count: Run) -> None:
    code, out, err = count(SMALL.replace("2;P2;51", "2;P9;51"))
    assert (code, out) == (cli.USAGE, "")
    assert "Line 22: there is no project “P9”" in err


def test_the_command_refuses_a_rule_that_is_not_offered(count: Run) -> None:
    with pytest.raises(SystemExit) as left:
        count(SMALL, "--rule", "favourites")
    assert left.value.code == cli.USAGE
