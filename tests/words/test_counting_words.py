"""What a room reads about a count."""

from fractions import Fraction

from assembly_app.domain.counting.ballots import marks
from assembly_app.domain.counting.budget import allocate
from assembly_app.domain.counting.budget_terms import BudgetRules, Project, Rule
from assembly_app.domain.counting.instant_runoff import instant_runoff
from assembly_app.domain.counting.majority_judgement import majority_judgement
from assembly_app.domain.counting.schulze import schulze
from assembly_app.domain.counting.stv import stv
from assembly_app.i18n import translator
from assembly_app.words import budget_words
from assembly_app.words.counting_words import (
    judgement_lines,
    runoff_rounds,
    schulze_duels,
    stv_stages,
)

_ = translator("en")
LABELS = {"yes": "Yes", "no": "No", "a": "Apple", "b": "Beet", "c": "Cress", "d": "Dill"}


def test_a_runoff_is_told_round_by_round() -> None:
    result = instant_runoff("abcd", {("a",): 6, ("b",): 5, ("c", "b"): 2, ("d", "b"): 2})
    assert runoff_rounds(result, LABELS, _) == [
        "Round 1: Apple 6, Beet 5, Cress 2, Dill 2. Cress and Dill have fewer votes together than any other and leave.",
        "Round 2: Apple 6, Beet 9. Beet wins: 8 were needed.",
    ]
    tied = instant_runoff("abc", {("a",): 4, ("b", "c"): 3, ("c", "b"): 3}, "bca")
    assert runoff_rounds(tied, LABELS, _)[0] == (
        "Round 1: Apple 4, Beet 3, Cress 3. "
        "A tie between Beet and Cress, broken in the order Beet and Cress. Cress leaves."
    )


def test_transferred_votes_are_told_stage_by_stage_with_their_decimals() -> None:
    result = stv("abc", {("a", "b"): 7, ("c",): 2, ("b",): 1}, 2)
    assert stv_stages(result, LABELS, _) == [
        "10 ballots, quota 4.",
        "Stage 1: First preferences. Apple 7, Beet 1, Cress 2. Elected: Apple.",
        "Stage 2: The surplus of Apple goes on. Apple 4, Beet 3.99999, Cress 2.",
        "Stage 3: Cress has the fewest votes and leaves. Apple 4, Beet 3.99999, Cress 0.",
        "Stage 4: As many are left as there are seats. Apple 4, Beet 3.99999, Cress 0. Elected: Beet.",
    ]


def test_a_duel_tells_the_chain_that_decides_it() -> None:
    votes = {("a", "b", "c"): 4, ("b", "c", "a"): 3, ("c", "a", "b"): 2}
    assert schulze_duels(schulze("abc", votes), LABELS, _) == [
        "Apple > Beet > Cress",
        "Apple against Beet: 6 to 3. Apple is ahead.",
        "Apple against Cress: 4 to 5. Apple is ahead by the chain Apple > Beet > Cress, with 6 to 5.",
        "Beet against Cress: 7 to 2. Beet is ahead.",
    ]


def test_judgement_tells_how_equal_grades_were_told_apart() -> None:
    ballots = [marks({"a": 2, "b": 1}), marks({"a": 1, "b": 1}), marks({"a": 1, "b": 0})]
    assert judgement_lines(majority_judgement("ab", 3, ballots), LABELS, ("bad", "fair", "good"), _) == [
        "1. Apple: fair (1 gave better, 0 worse).",
        "2. Beet: fair (0 gave better, 1 worse).",
        "Apple is ahead of Beet: with 1 middle grade taken from each, fair stands against bad.",
    ]


def test_a_budget_tells_what_everybody_paid_and_what_remains() -> None:
    projects = [Project("a", Fraction(60)), Project("b", Fraction(50)), Project("c", Fraction(15))]
    ballots = [marks(dict.fromkeys(names, 1)) for names in ("a", "a", "ac", "ac", "b", "b")]
    result = allocate(projects, ballots, 120, BudgetRules(Rule.EQUAL_SHARES), "abc")
    assert [budget_words.why(each, result, _) for each in result.projects] == [
        "In: its 4 supporters pay it, 15 each.",
        "Out: it costs 50, and its supporters have 40 left.",
        "Out: it costs 15, and its supporters have 10 left.",
    ]
    assert budget_words.budget_sentence(result, _) == "1 of 3 projects are chosen. They cost 60 of 120; 60 remains."
