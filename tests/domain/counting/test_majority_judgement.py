from collections.abc import Sequence

import pytest
from votelib.evaluate.cardinal import MajorityJudgment

from assembly_app.domain.counting.ballots import Marks, marks
from assembly_app.domain.counting.majority_judgement import majority_judgement, majority_value

from .profiles import GATE_AND_NIGHT, graded


def by_definition(grades: Sequence[int]) -> list[int]:
    """Take the lower middle grade away again and again."""
    left, value = sorted(grades), []
    while left:
        value.append(left.pop((len(left) - 1) // 2))
    return value


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_the_majority_value_is_what_taking_middle_grades_away_gives(number: int) -> None:
    for options, ballots in graded(5, number, 5):
        result = majority_judgement(options, 6, ballots)
        values = {}
        for row in result.rows:
            values[row.option] = by_definition([grade for grade, n in enumerate(row.counts) for _ in range(n)])
            assert majority_value(row.counts) == tuple(values[row.option])
        best = [option for option in options if values[option] == max(values.values())]
        assert result.elected == ((best[0],) if len(best) == 1 else ())
        assert (result.tie is None) == (len(best) == 1)
        for parting in result.partings:
            ahead, behind = values[parting.ahead], values[parting.behind]
            assert ahead[: parting.removed] == behind[: parting.removed]
            assert (parting.grade_ahead, parting.grade_behind) == (ahead[parting.removed], behind[parting.removed])


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_where_middle_grades_differ_votelib_elects_the_same(number: int) -> None:
    """Only there: votelib 0.4 takes several middle grades away at once, which is not the rule. By hand, grades
    (8, 2, 2, 10, 0, 1) stand above (11, 0, 1, 0, 10, 1): 2 = 2, then 2 > 0."""
    compared = 0
    for options, ballots in graded(6, number, 5):
        full: dict[frozenset[tuple[str, int]], int] = {}
        for ballot, n in ballots.items():
            whole = frozenset((dict.fromkeys(options, 0) | dict(ballot)).items())
            full[whole] = full.get(whole, 0) + n
        ours = majority_judgement(options, 6, ballots)
        middle = [row.grade for row in ours.rows]
        if middle.count(max(middle)) == 1:
            assert list(ours.elected) == MajorityJudgment().evaluate(full), (options, ballots)
            compared += 1
    assert compared > number // 4
    assert majority_value((8, 2, 2, 10, 0, 1)) > majority_value((11, 0, 1, 0, 10, 1))


def columns(**grades: Sequence[int]) -> list[Marks]:
    """Ballots that give each option its numbers of grades, worst first."""
    rows = {option: [g for g, n in enumerate(counts) for _ in range(n)] for option, counts in grades.items()}
    return [marks(dict(zip(rows, row, strict=True))) for row in zip(*rows.values(), strict=True)]


def test_orsay_2007_ranks_bayrou_royal_sarkozy() -> None:
    """M. Balinski and R. Laraki, "Election by majority judgment: experimental evidence" (2007), three precincts of
    Orsay, in thousandths (one taken from Royal's worst grade, as the printed figures add up to 1,001)."""
    result = majority_judgement(
        ("Bayrou", "Royal", "Sarkozy"),
        6,
        columns(
            Bayrou=(74, 84, 148, 251, 307, 136),
            Royal=(125, 122, 168, 191, 227, 167),
            Sarkozy=(282, 71, 115, 143, 198, 191),
        ),
    )
    good = 3
    assert [(row.option, row.grade, row.better, row.worse, row.place) for row in result.rows] == [
        ("Bayrou", good, 443, 306, 1),
        ("Royal", good, 394, 415, 2),
        ("Sarkozy", good, 389, 468, 3),
    ]
    assert [(p.ahead, p.behind, p.grade_ahead, p.grade_behind) for p in result.partings] == [
        ("Bayrou", "Royal", good + 1, good),
        ("Royal", "Sarkozy", good, good - 1),
    ]


def test_a_missing_grade_counts_as_the_worst() -> None:
    result = majority_judgement("ab", 3, [marks({"a": 2}), marks({"a": 1, "b": 2}), marks({"b": 2, "a": 1})])
    assert [row.counts for row in result.rows] == [(0, 2, 1), (1, 0, 2)]
    assert result.elected == ("b",)


def test_the_same_grades_are_a_tie() -> None:
    result = majority_judgement("ab", 3, [marks({"a": 2, "b": 1}), marks({"a": 1, "b": 2})])
    assert (result.elected, result.tie and result.tie.options) == ((), ("a", "b"))
    assert majority_judgement("ab", 3, [], order="ab").elected == ()
