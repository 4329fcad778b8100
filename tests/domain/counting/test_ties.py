"""Every tie that matters is decided by the rule of the poll: by the chair one after another, or by one draw for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

import pytest

from assembly_app.domain.counting.approval import approval
from assembly_app.domain.counting.borda import borda
from assembly_app.domain.counting.instant_runoff import RunoffResult, instant_runoff
from assembly_app.domain.counting.majority_judgement import majority_judgement
from assembly_app.domain.counting.schulze import SchulzeResult, schulze
from assembly_app.domain.counting.score import Scale, score
from assembly_app.domain.counting.stv import stv
from assembly_app.domain.counting.ties import Order, Ruling, Tie, sorted_out
from tests.domain.counting.profiles import GATE_AND_NIGHT

Count = Callable[[Order], Any]


def counts(seed: int, number: int) -> Iterator[tuple[list[str], Count]]:
    """Counts of few ballots for many options, so that most have a tie and many have several."""
    random = Random(seed)
    for _number in range(number):
        options = list("abcdef"[: random.randint(2, 6)])
        lists: dict[tuple[str, ...], int] = {}
        marks: dict[tuple[tuple[str, int], ...], int] = {}
        for _ballot in range(random.randint(1, 6)):
            ranking = tuple(random.sample(options, random.randint(1, len(options))))
            lists[ranking] = lists.get(ranking, 0) + 1
            marks[tuple((option, random.randint(0, 2)) for option in sorted(ranking))] = 1
        seats = random.randint(1, max(1, len(options) - 1))
        yield options, random.choice(methods(options, lists, marks, seats))


def methods(
    options: Sequence[str], lists: Mapping[tuple[str, ...], int], marks: Mapping[Any, int], seats: int
) -> list[Count]:
    return [
        lambda order: approval(options, lists, seats, order),
        lambda order: borda(options, lists, seats=seats, order=order),
        lambda order: instant_runoff(options, lists, order),
        lambda order: schulze(options, lists, order),
        lambda order: stv(options, lists, seats, order),
        lambda order: score(options, marks, Scale(0, 2), order=order),
        lambda order: majority_judgement(options, 3, marks, order=order),
    ]


def who(result: Any) -> object:
    return result.winner if isinstance(result, RunoffResult | SchulzeResult) else result.elected


def by_the_chair(count: Count, mind: Sequence[str]) -> tuple[Any, list[Tie]]:
    """The result when the chair, asked of one tie after another, goes by the order in mind; and what was asked."""
    rulings: list[Ruling] = []
    asked: list[Tie] = []
    while (tie := (found := count(rulings)).tie) is not None and not tie.broken:
        asked.append(tie)
        chosen = min(tie.options, key=mind.index)
        rulings.append(Ruling(chosen, tuple(option for option in tie.options if option != chosen)))
    return found, asked


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_the_chair_is_asked_of_every_tie_and_the_list_order_decides_none(number: int) -> None:
    often = 0
    for options, count in counts(5, 3 * number):
        results = set()
        for mind in (options, options[::-1]):
            found, asked = by_the_chair(count, mind)
            assert who(found) == who(count(mind))
            assert all(len(tie.options) > 1 for tie in asked)
            results.add(who(found))
            often += len(asked) > 1
        if len(results) > 1:  # where it made a difference, somebody was asked
            assert asked
    assert often > number // 10


@pytest.mark.parametrize("number", GATE_AND_NIGHT)
def test_with_a_draw_no_tie_is_left(number: int) -> None:
    for options, count in counts(6, number):
        tie = count(options).tie
        assert tie is None or tie.broken


def test_the_chair_decides_one_place_and_is_asked_of_the_next() -> None:
    rulings = [Ruling("b", ("a", "c"))]
    assert sorted_out("abc", rulings) == (("b",), ("a", "c"))
    assert sorted_out("abc", [*rulings, Ruling("c", ("a",))]) == (("b", "c", "a"), ())
    assert sorted_out("ad", rulings) == ((), ("a", "d"))


def test_the_last_word_of_the_chair_on_two_options_counts() -> None:
    assert sorted_out("ab", [Ruling("a", ("b",)), Ruling("b", ("a", "c"))]) == (("b", "a"), ())
