from fractions import Fraction
from itertools import combinations
from math import floor

import pytest

from assembly_app.domain.counting.ballots import Ranking
from assembly_app.domain.counting.stv import Action, stv
from assembly_app.domain.counting.ties import Tie, draw_order

from .profiles import GATE_AND_NIGHT, rankings

FOOD: dict[Ranking, int] = {
    ("Orange",): 4,
    ("Pear", "Orange"): 2,
    ("Chocolate", "Strawberry"): 8,
    ("Chocolate", "Sweets"): 4,
    ("Strawberry",): 1,
    ("Sweets",): 1,
}
"""20 guests choose three of five foods: Wikipedia's example of the single transferable vote."""


def test_the_food_at_the_party_is_chocolate_oranges_and_strawberries() -> None:
    result = stv(("Orange", "Pear", "Chocolate", "Strawberry", "Sweets"), FOOD, 3)
    assert (result.quota, result.elected) == (6, ("Chocolate", "Orange", "Strawberry"))
    assert [(stage.action, stage.option, stage.elected) for stage in result.stages] == [
        (Action.FIRST, None, ("Chocolate",)),
        (Action.SURPLUS, "Chocolate", ()),
        (Action.EXCLUSION, "Pear", ("Orange",)),
        (Action.EXCLUSION, "Sweets", ()),
        (Action.LAST_VACANCIES, None, ("Strawberry",)),
    ]
    assert result.stages[1].transfers == {"Strawberry": 4, "Sweets": 2}
    assert result.tie is None


def test_a_party_of_23_guests_is_served_pears_cake_and_hamburgers() -> None:
    """Wikipedia's newer example; nobody's papers are cut here but those of the first surplus: 1/7 of a vote each."""
    foods = ("Donut", "Pear", "Strawberry", "Cake", "Chocolate", "Hamburger", "Chicken")
    ballots: dict[Ranking, int] = {
        ("Donut", "Strawberry"): 4,
        ("Pear", "Strawberry", "Cake"): 7,
        ("Strawberry", "Cake", "Pear"): 1,
        ("Strawberry",): 0,
        ("Cake", "Donut", "Strawberry"): 3,
        ("Chocolate", "Cake", "Hamburger"): 1,
        ("Hamburger", "Chicken"): 4,
        ("Chicken", "Hamburger"): 2,
        ("Strawberry", "Cake"): 1,
    }
    result = stv(foods, ballots, 3)
    assert result.quota == 6
    assert result.stages[1].transfers == {"Strawberry": 7 * Fraction(14285, 100_000)}
    assert result.stages[1].not_transferable == Fraction(5, 100_000)
    assert set(result.elected) == {"Pear", "Cake", "Hamburger"}


class Paper:
    """One ballot paper on the table: whose pile it lies on, and what it is worth there."""

    def __init__(self, ranking: Ranking) -> None:
        self.ranking, self.pile, self.value = ranking, ranking[0], Fraction(1)


def by_the_order(options: tuple[str, ...], ballots: dict[Ranking, int], seats: int, lot: tuple[str, ...]) -> list[str]:
    """Rules 45 to 52 of SSI 2007/42 paper by paper, in fractions; kept apart from the program's way of counting."""
    papers = [Paper(ranking) for ranking, n in ballots.items() for _ in range(n) if ranking]
    quota = floor(Fraction(len(papers), seats + 1)) + 1
    elected: list[str] = []
    excluded: list[str] = []
    done: set[str] = set()
    record: list[dict[str, Fraction]] = []

    def votes() -> dict[str, Fraction]:
        lying = {option: sum((p.value for p in papers if p.pile == option), Fraction(0)) for option in options}
        return {option: Fraction(quota) if option in done else lying[option] for option in options}

    def hand_on(option: str, factor: Fraction | None) -> None:
        for paper in papers:
            if paper.pile == option:
                if factor is not None:
                    paper.value = Fraction(floor(paper.value * factor * 10**5), 10**5)
                standing = [o for o in paper.ranking if o not in elected and o not in excluded]
                paper.pile = standing[0] if standing else ""

    def choose(among: list[str], sign: int) -> str:
        for stage in reversed(record):
            best = max(sign * stage[option] for option in among)
            among = [option for option in among if sign * stage[option] == best]
        return sorted(among, key=lambda option: sign * lot.index(option))[0]

    while True:
        record.append(votes())
        elected += sorted((o for o in options if o not in elected + excluded and record[-1][o] >= quota),
                          key=lambda o: -record[-1][o])  # fmt: skip
        continuing = [option for option in options if option not in elected and option not in excluded]
        if len(elected) >= seats:
            return elected
        if len(continuing) <= seats - len(elected):
            return elected + sorted(continuing, key=lambda option: -record[-1][option])
        over = [option for option in elected if option not in done and record[-1][option] > quota]
        if over:
            option = choose(over, 1)
            total = record[-1][option]
            hand_on(option, (total - quota) / total)
            done.add(option)
        else:
            option = choose(continuing, -1)
            excluded.append(option)
            hand_on(option, None)


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
@pytest.mark.parametrize("seats", [1, 2, 3])
def test_the_count_is_that_of_the_scottish_order_paper_by_paper(number: int, seats: int) -> None:
    for seed, (options, ballots) in enumerate(rankings(20 + seats, number)):
        if any(ballots):
            lot = draw_order(str(seed), options)
            result = stv(options, ballots, seats, lot)
            assert list(result.elected) == by_the_order(options, ballots, seats, lot), (options, ballots, seats)


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_the_votes_of_every_stage_add_up(number: int) -> None:
    for options, ballots in rankings(24, number):
        result = stv(options, ballots, 2, options)
        valid = sum(n for ballot, n in ballots.items() if ballot)
        lost = [stage.not_transferable for stage in result.stages]
        assert lost == sorted(lost)
        assert all(sum(stage.votes.values()) + stage.not_transferable == valid for stage in result.stages)
        assert len(result.elected) == (min(2, len(options)) if valid else 0)


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_a_group_with_enough_quotas_of_votes_gets_as_many_seats(number: int) -> None:
    """Droop proportionality: voters who put the same options above all others are represented by as many of them."""
    proven = 0
    for options, ballots in rankings(25, number):
        for seats in (2, 3):
            result = stv(options, ballots, seats, options)
            for size in range(1, len(options)):
                for group in combinations(options, size):
                    solid = sum(n for ballot, n in ballots.items() if set(ballot[:size]) == set(group))
                    earned = min(solid // result.quota, size, seats)
                    assert len(set(group) & set(result.elected)) >= earned
                    proven += earned > 0
    assert proven > number


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_a_count_that_needs_no_lot_comes_out_the_same_with_any(number: int) -> None:
    for options, ballots in rankings(26, number):
        without = stv(options, ballots, 2)
        if without.tie is None:
            assert stv(options, ballots, 2, options) == without
            assert stv(options, ballots, 2, options[::-1]) == without


def test_a_tie_goes_back_to_the_last_stage_that_tells_the_options_apart() -> None:
    votes = {("a",): 5, ("b",): 4, ("c",): 3, ("d", "c"): 1}
    result = stv("abcd", votes, 1)
    assert [stage.option for stage in result.stages[1:4]] == ["d", "c", "b"], "c had fewer than b before d left"
    assert (result.tie, result.elected) == (None, ("a",))


def test_a_tie_at_every_stage_waits_for_the_lot() -> None:
    votes = {("a",): 4, ("b", "c"): 3, ("c", "b"): 3}
    waiting = stv("abc", votes, 1)
    assert (waiting.elected, waiting.tie) == ((), Tie(("b", "c")))
    assert stv("abc", votes, 1, "bca").elected == ("b",)
    decided = stv("abc", votes, 1, "cab")
    assert decided.elected == ("c",)
    assert decided.stages[1].tie == Tie(("b", "c"), broken=("c", "b"))


def test_the_highest_surplus_goes_first() -> None:
    votes = {("a", "c"): 12, ("b", "d"): 9, ("c",): 1, ("d",): 1, ("e",): 1}
    result = stv("abcde", votes, 3)
    assert [stage.option for stage in result.stages[1:3]] == ["a", "b"]


def test_as_many_options_as_seats_are_all_elected() -> None:
    assert stv("ab", [("b",)], 3).elected == ("b", "a")
    assert stv("ab", [], 1).stages == ()
