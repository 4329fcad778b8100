"""Results as JSON: kept exactly, and read back as they were."""

from fractions import Fraction

import pytest

from assembly_app.domain.counting.approval import approval
from assembly_app.domain.counting.ballots import marks
from assembly_app.domain.counting.borda import borda
from assembly_app.domain.counting.exact import from_json, to_json
from assembly_app.domain.counting.instant_runoff import instant_runoff
from assembly_app.domain.counting.majority import Majority, TieRule, choice, motion
from assembly_app.domain.counting.majority_judgement import majority_judgement
from assembly_app.domain.counting.points import points
from assembly_app.domain.counting.schulze import schulze
from assembly_app.domain.counting.score import Scale, score
from assembly_app.domain.counting.stv import stv

RANKED = {("a", "b"): 3, ("b", "c"): 2, ("c",): 2}
MARKED = [marks({"a": 2, "b": 1}), marks({"a": 1}), marks({"a": 0})]


@pytest.mark.parametrize(
    "result",
    [
        motion(3, 3, 1, Majority(tie=TieRule.CHAIR)),
        choice({"a": 2, "b": 2}, 5, 1),
        approval("abc", RANKED, 2),
        score("abc", MARKED, Scale(0, 2)),
        points("abc", MARKED, 3),
        majority_judgement("abc", 3, MARKED),
        borda("abc", RANKED),
        instant_runoff("abc", RANKED),
        schulze("abc", RANKED),
        stv("abc", RANKED, 2),
        stv("abc", RANKED, 2, "abc"),
    ],
    ids=lambda result: type(result).__name__,
)
def test_a_result_reads_back_as_it_was(result: object) -> None:
    assert from_json(to_json(result), type(result)) == result


def test_a_fraction_is_a_number_only_when_it_is_whole() -> None:
    assert to_json({"a": Fraction(3), "b": Fraction(250, 3)}) == b'{"a":3,"b":"250/3"}'
