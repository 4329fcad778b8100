"""Participatory budgets by every rule, against the definition, pabutools and the properties that are promised."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

import pytest
from pabutools.election import Cardinality_Sat, Cost_Sat, Instance
from pabutools.election import Project as TheirProject
from pabutools.election.ballot import ApprovalBallot
from pabutools.election.profile import ApprovalProfile
from pabutools.rules import greedy_utilitarian_welfare
from pabutools.tiebreaking import TieBreakingRule

from assembly_app.domain.counting import equal_shares as equal_shares_module
from assembly_app.domain.counting.ballots import Marks, marks
from assembly_app.domain.counting.budget import Cancelled, allocate
from assembly_app.domain.counting.budget_terms import EQUAL, Allocation, BudgetRules, Judged, Project, Reason, Rule
from assembly_app.domain.counting.exact import from_json, to_json
from assembly_app.domain.counting.steady import Steady
from assembly_app.domain.counting.ties import Tie
from assembly_app.domain.errors import Refused

from .equal_shares_by_definition import Voter, equal_shares, raised

Vote = tuple[list[Project], list[Marks], Fraction, list[str]]
SOME = [120, pytest.param(3000, marks=pytest.mark.slow)]


def approve(*projects: str) -> Marks:
    return marks(dict.fromkeys(projects, 1))


def cost(**costs: int) -> list[Project]:
    return [Project(name, Fraction(amount)) for name, amount in costs.items()]


def votes(seed: int, number: int, most_points: int = 1) -> Iterator[Vote]:
    """Random budgets; small costs, so that ties are common."""
    random = Random(seed)
    for _ in range(number):
        names = "abcdefgh"[: random.randint(1, 8)]
        projects = [Project(name, Fraction(random.choice((0, 1, 2, 3, 4, 6, 9, 20)), 1)) for name in names]
        ballots = [
            marks({name: random.randint(1, most_points) for name in names if random.random() < 0.4})
            for _ in range(random.randint(1, 9))
        ]
        order = random.sample(names, len(names))
        yield projects, ballots, Fraction(random.randint(0, 30), random.choice((1, 1, 2))), order


def voters_of(projects: list[Project], ballots: list[Marks]) -> list[Voter]:
    """What projects are worth: their cost where all marks are approvals, else the points."""
    costs = {p.id: p.cost for p in projects}
    approvals = all(mark == 1 for ballot in ballots for option, mark in ballot if costs[option])
    return [{o: costs[o] if approvals else Fraction(m) for o, m in ballot if costs[o]} for ballot in ballots]


def judged(result: Allocation, project: str) -> Judged:
    return next(each for each in result.projects if each.project == project)


@pytest.mark.parametrize("number", SOME)
@pytest.mark.parametrize("most_points", [1, 3])
def test_equal_shares_buys_and_charges_what_the_definition_says(number: int, most_points: int) -> None:
    for projects, ballots, budget, order in votes(30, number, most_points):
        costs, voters = {p.id: p.cost for p in projects}, voters_of(projects, ballots)
        result = allocate(projects, ballots, budget, BudgetRules(Rule.EQUAL_SHARES), order)
        bought, money, paid = equal_shares(costs, voters, budget / len(voters), order)
        assert result.shares is not None
        assert [purchase.project for purchase in result.shares.purchases] == bought, (projects, ballots, budget, order)
        theirs = sorted((tuple(sorted(p.items())), m) for p, m in zip(paid, money, strict=True))
        ours = sorted((tuple(sorted(v.paid)), v.left) for v in result.shares.voters for _ in range(v.voters))
        assert ours == theirs


@pytest.mark.parametrize("number", SOME)
@pytest.mark.parametrize("overspend", [False, True])
def test_shares_are_raised_as_the_definition_says(number: int, overspend: bool) -> None:
    for projects, ballots, budget, order in votes(31, number):
        costs, voters = {p.id: p.cost for p in projects}, voters_of(projects, ballots)
        rules = BudgetRules(Rule.EQUAL_SHARES_ADD1, overspend=overspend)
        result = allocate(projects, ballots, budget, rules, order)
        bought, share = raised(costs, voters, budget, order, overspend)
        assert result.shares is not None
        assert ([p.project for p in result.shares.purchases], result.shares.share) == (bought, share)


@pytest.mark.parametrize("number", SOME)
@pytest.mark.parametrize(("rule", "use"), [(Rule.GREEDY, Cost_Sat), (Rule.GREEDY_PER_COST, Cardinality_Sat)])
def test_greedy_chooses_what_pabutools_chooses(number: int, rule: Rule, use: type) -> None:
    for projects, ballots, budget, order in votes(32, number):
        projects = [Project(p.id, p.cost or Fraction(1)) for p in projects]
        theirs = {p.id: TheirProject(p.id, p.cost.numerator) for p in projects}
        instance = Instance(theirs.values(), budget_limit=budget)
        profile = ApprovalProfile([ApprovalBallot(theirs[o] for o, _ in b) for b in ballots], instance=instance)
        by_order = TieBreakingRule(lambda _i, _p, project, order=order: order.index(project.name))
        expected = greedy_utilitarian_welfare(instance, profile, use, tie_breaking=by_order)
        result = allocate(projects, ballots, budget, BudgetRules(rule), order)
        assert list(result.chosen) == [p.name for p in expected]


@pytest.mark.parametrize("number", SOME)
@pytest.mark.parametrize("rule", Rule)
def test_no_rule_spends_more_than_there_is_and_every_project_has_its_reason(number: int, rule: Rule) -> None:
    for projects, ballots, budget, order in votes(33, number, most_points=2):
        result = allocate(projects, ballots, budget, BudgetRules(rule, threshold=1), order)
        assert result.spent == sum(p.cost for p in projects if p.id in result.chosen) <= budget
        assert result.left == budget - result.spent
        assert [each.project for each in result.projects] == [p.id for p in projects]
        assert {each.project for each in result.projects if each.chosen} == set(result.chosen)
        assert all(each.votes >= 1 for each in result.projects if each.chosen)


@pytest.mark.parametrize("number", SOME)
def test_nobody_pays_more_than_the_share_and_every_cost_is_covered_exactly(number: int) -> None:
    for projects, ballots, budget, order in votes(34, number):
        report = allocate(projects, ballots, budget, BudgetRules(), order).shares
        assert report is not None
        for voter in report.voters:
            assert sum(amount for _, amount in voter.paid) + voter.left == report.share
            assert voter.left >= 0
            assert {option for option, _ in voter.paid} <= {option for option, _ in voter.ballot}
        for purchase in report.purchases:
            paid = [(dict(v.paid).get(purchase.project), v.voters) for v in report.voters]
            amounts = [(amount, n) for amount, n in paid if amount is not None]
            assert sum(amount * n for amount, n in amounts) == purchase.cost
            assert max((amount for amount, _ in amounts)) == purchase.price
            assert sum(n for _, n in amounts) == purchase.supporters
            assert sum(n for amount, n in amounts if amount < purchase.price) == purchase.short


@pytest.mark.parametrize("number", SOME)
def test_supporters_who_could_pay_for_a_project_together_never_go_without_any(number: int) -> None:
    """Justified representation: whoever agrees on a project and has shares for it gets at least one project."""
    for projects, ballots, budget, order in votes(35, number):
        result = allocate(projects, ballots, budget, BudgetRules(Rule.EQUAL_SHARES), order)
        unserved = [ballot for ballot in ballots if not {option for option, _ in ballot} & set(result.chosen)]
        for project in projects:
            backers = sum(1 for ballot in unserved if dict(ballot).get(project.id))
            assert not backers or backers * budget / len(ballots) < project.cost


@pytest.mark.parametrize("number", SOME)
def test_the_remainder_goes_to_the_most_votes_that_fit(number: int) -> None:
    for projects, ballots, budget, order in votes(36, number):
        result = allocate(projects, ballots, budget, BudgetRules(Rule.EQUAL_SHARES_ADD1_GREEDY), order)
        assert all(p.cost > result.left for p in projects if p.id not in result.chosen), "nothing more fits"
        shares = allocate(projects, ballots, budget, BudgetRules(Rule.EQUAL_SHARES_ADD1), order)
        assert set(shares.chosen) <= set(result.chosen)


@pytest.mark.parametrize("number", SOME)
def test_the_comparison_lets_the_larger_number_of_voters_decide(number: int) -> None:
    turned = 0
    for projects, ballots, budget, order in votes(37, number):
        fair = allocate(projects, ballots, budget, BudgetRules(Rule.EQUAL_SHARES), order)
        greedy = allocate(projects, ballots, budget, BudgetRules(Rule.GREEDY), order)
        result = allocate(projects, ballots, budget, BudgetRules(Rule.EQUAL_SHARES, compare=True), order)

        def served(outcome: Allocation, ballot: Marks) -> int:
            return len({option for option, _ in ballot} & set(outcome.chosen))

        gains = [served(greedy, ballot) - served(fair, ballot) for ballot in ballots]
        for_greedy, for_fair = sum(g > 0 for g in gains), sum(g < 0 for g in gains)
        assert result.comparison is not None
        assert (result.comparison.prefer_greedy, result.comparison.prefer_shares) == (for_greedy, for_fair)
        assert result.chosen == (greedy if for_greedy > for_fair else fair).chosen
        turned += for_greedy > for_fair
    assert turned


def test_lackner_and_skowron_example_12() -> None:
    """M. Lackner and P. Skowron, "Multi-Winner Voting with Approval Preferences" (2023): 8 voters, 3 of 4 places."""
    ballots = {approve("c", "d"): 3, approve("a", "b"): 2, approve("a", "c"): 2, approve("b", "d"): 1}
    result = allocate(cost(a=1, b=1, c=1, d=1), ballots, 3, BudgetRules(Rule.EQUAL_SHARES), "abcd")
    assert result.shares is not None
    bought = [(each.project, each.price, each.short) for each in result.shares.purchases]
    assert bought == [("c", Fraction(1, 5), 0), ("a", Fraction(13, 40), 2)]
    assert {v.ballot: v.left for v in result.shares.voters} == {
        approve("c", "d"): Fraction(7, 40),
        approve("a", "b"): Fraction(1, 20),
        approve("a", "c"): 0,
        approve("b", "d"): Fraction(3, 8),
    }
    assert (judged(result, "d").reason, judged(result, "d").available) == (Reason.SHARES_SHORT, Fraction(36, 40))


def test_lackner_and_skowron_example_11() -> None:
    """The same book: 12 voters, 4 of 7 places; shares of a third pay for a only, an eighth each."""
    ballots = {
        approve("a", "b"): 3, approve("a", "c"): 3, approve("a", "d"): 2, approve("b", "c", "f"): 1,
        approve("e"): 1, approve("f"): 1, approve("g"): 1,
    }  # fmt: skip
    result = allocate(cost(**dict.fromkeys("abcdefg", 1)), ballots, 4, BudgetRules(Rule.EQUAL_SHARES), "abcdefg")
    assert result.chosen == ("a",)
    assert result.shares is not None
    assert result.shares.purchases[0].price == Fraction(1, 8)


def test_a_majority_does_not_take_all_the_money() -> None:
    """51 of 100 want ten red projects, 49 ten blue ones, money for ten: equal shares buys five of each at first."""
    red, blue = [f"red{i}" for i in range(10)], [f"blue{i}" for i in range(10)]
    projects = cost(**dict.fromkeys(red + blue, 100))
    ballots = {approve(*red): 51, approve(*blue): 49}
    greedy = allocate(projects, ballots, 1000, BudgetRules(Rule.GREEDY), red + blue)
    fair = allocate(projects, ballots, 1000, BudgetRules(), red + blue)
    assert greedy.chosen == tuple(red)
    assert sum(name.startswith("red") for name in fair.chosen) == 5
    assert sum(name.startswith("blue") for name in fair.chosen) == 5


def test_every_way_to_be_in_or_out_is_told() -> None:
    projects = [*cost(big=70, free=0, small=20, lonely=15, nobody=1), Project("gone", Fraction(1), withdrawn=True)]
    ballots = {approve("big", "free", "gone"): 5, approve("small"): 3, approve("lonely"): 1}
    names = [p.id for p in projects]
    fair = allocate(projects, ballots, 80, BudgetRules(Rule.EQUAL_SHARES), names)
    assert {p.project: p.reason for p in fair.projects} == {
        "big": Reason.SHARES_SHORT, "free": Reason.FREE, "small": Reason.SHARES, "lonely": Reason.SHARES_SHORT,
        "nobody": Reason.NO_SUPPORT, "gone": Reason.WITHDRAWN,
    }  # fmt: skip
    greedy = allocate(projects, ballots, 80, BudgetRules(Rule.GREEDY, threshold=1), names)
    assert {p.project: (p.reason, p.available) for p in greedy.projects} == {
        "big": (Reason.FITS, 80), "free": (Reason.FITS, 10), "small": (Reason.TOO_DEAR, 10),
        "lonely": (Reason.TOO_DEAR, 10), "nobody": (Reason.BELOW_THRESHOLD, 0), "gone": (Reason.WITHDRAWN, 0),
    }  # fmt: skip
    stopped = allocate(projects, ballots, 89, BudgetRules(Rule.GREEDY_NO_SKIP), names)
    assert {p.project: p.reason for p in stopped.projects if not p.chosen} == {
        "small": Reason.TOO_DEAR, "lonely": Reason.AFTER_STOP, "nobody": Reason.AFTER_STOP, "gone": Reason.WITHDRAWN,
    }  # fmt: skip
    completed = allocate(projects, ballots, 80, BudgetRules(Rule.EQUAL_SHARES_ADD1_GREEDY), names)
    assert judged(completed, "nobody").reason is Reason.REMAINDER


def test_a_tie_that_matters_is_told_with_the_order_that_broke_it() -> None:
    projects, ballots = cost(a=6, b=6, c=1), [approve("a", "c"), approve("b")]
    for rule in (Rule.GREEDY, Rule.EQUAL_SHARES_ADD1_GREEDY):
        first = allocate(projects, ballots, 7, BudgetRules(rule), "abc")
        assert "a" in first.chosen
        assert "b" in allocate(projects, ballots, 7, BudgetRules(rule), "bac").chosen
        assert first.ties == (Tie(("a", "b", "c"), broken=("a", "b", "c")),) or rule in EQUAL
    assert allocate(projects, ballots, 13, BudgetRules(Rule.GREEDY), "abc").ties == ()
    tied = allocate(cost(a=2, b=2), [approve("a", "b")], 2, BudgetRules(Rule.EQUAL_SHARES), "ba")
    assert (tied.chosen, tied.ties) == (("b",), (Tie(("b", "a"), broken=("b", "a")),))


def test_the_order_of_ballots_leaves_no_trace_in_the_result() -> None:
    projects, ballots = cost(a=3, b=2, c=4), [approve("c"), approve("a", "b"), approve("a"), approve("c")]
    forth = allocate(projects, ballots, 7, BudgetRules(), "abc")
    assert to_json(forth) == to_json(allocate(projects, ballots[::-1], 7, BudgetRules(), "abc"))


def test_a_watch_sees_the_runs_and_can_cancel() -> None:
    seen: list[tuple[int, Fraction]] = []
    projects, ballots = cost(a=30, b=50), [approve("a"), approve("b"), approve("b")]
    allocate(projects, ballots, 80, BudgetRules(), "ab", lambda runs, spent: seen.append((runs, spent)))
    assert seen[0][0] == 1
    assert [runs for runs, _ in seen] == sorted({runs for runs, _ in seen})
    assert seen[-1][1] == Fraction(5, 8)

    def stop(runs: int, spent: Fraction) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        allocate(projects, ballots, 80, BudgetRules(), "ab", stop)


def test_a_watch_can_end_a_run_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(equal_shares_module, "OFTEN", 1)
    told: list[int] = []

    def stop_when_told_again(runs: int, spent: Fraction) -> None:
        told.append(runs)
        if told[-2:] == [runs, runs]:
            raise Cancelled

    projects, ballots = cost(a=6, b=6, c=900), [approve("a", "b"), approve("a", "b", "c")]  # a and b tie in each run
    with pytest.raises(Cancelled):
        allocate(projects, ballots, 1000, BudgetRules(), "abc", stop_when_told_again)


def dear_votes(seed: int, number: int, most_points: int) -> Iterator[Vote]:
    """Random budgets with many steps between one outcome and the next, some of them with equal costs."""
    random = Random(seed)
    for _ in range(number):
        names = "abcdefgh"[: random.randint(2, 8)]
        projects = [Project(name, Fraction(random.choice((300, 500, random.randint(1, 1500))))) for name in names]
        ballots = [
            marks({name: random.randint(1, most_points) for name in names if random.random() < 0.4})
            for _ in range(random.randint(2, 12))
        ]
        yield projects, ballots, Fraction(random.randint(500, 4000)), random.sample(names, len(names))


@pytest.mark.parametrize("number", [10, pytest.param(500, marks=pytest.mark.slow)])
@pytest.mark.parametrize("most_points", [1, 4])
@pytest.mark.parametrize("overspend", [False, True])
def test_runs_that_are_left_out_would_have_changed_nothing(
    number: int, most_points: int, overspend: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = BudgetRules(Rule.EQUAL_SHARES_ADD1, overspend=overspend, step=1)
    done = 0
    run = equal_shares_module._Election.run

    def counted(election: object, share: Fraction, **detail: bool) -> object:
        nonlocal done
        done += 1
        return run(election, share, **detail)  # type: ignore[arg-type]

    monkeypatch.setattr(equal_shares_module._Election, "run", counted)
    every = quick = 0
    for projects, ballots, budget, order in dear_votes(38, number, most_points):
        done = 0
        leaping = allocate(projects, ballots, budget, rules, order)
        quick, done = quick + done, 0
        with monkeypatch.context() as patch:
            patch.setattr(Steady, "holds", lambda *_shares: False)
            assert leaping == allocate(projects, ballots, budget, rules, order), (projects, ballots, budget, order)
        every += done
    assert quick < every * 0.7


def test_without_ballots_shares_buy_nothing() -> None:
    result = allocate(cost(a=1), [], 5, BudgetRules(), "a")
    assert (result.chosen, result.left) == ((), 5)


def test_a_ballot_or_an_order_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Refused, match="not an option"):
        allocate(cost(a=1), [approve("b")], 5, BudgetRules(), "a")
    with pytest.raises(Refused, match="Only 0 to"):
        allocate(cost(a=1), [marks({"a": -1})], 5, BudgetRules(), "a")
    with pytest.raises(ValueError, match="leaves a project out"):
        allocate(cost(a=1, b=1), [], 5, BudgetRules(), "a")


@pytest.mark.parametrize("rule", Rule)
def test_a_result_reads_back_from_json_as_it_was(rule: Rule) -> None:
    projects, ballots = cost(a=6, b=5, c=1), [approve("a", "c"), approve("b"), approve("a")]
    result = allocate(projects, ballots, Fraction(25, 3), BudgetRules(rule, compare=rule in EQUAL), "abc")
    assert from_json(to_json(result), Allocation) == result
