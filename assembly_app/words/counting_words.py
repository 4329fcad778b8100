"""Counts in words: the result in a sentence and how it came about, round by round, for projector and minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from babel.numbers import format_decimal

from assembly_app.domain.counting.instant_runoff import Round, RunoffResult, Step
from assembly_app.domain.counting.majority_judgement import JudgementResult
from assembly_app.domain.counting.schulze import Duel, SchulzeResult
from assembly_app.domain.counting.stv import Action, Stage, StvResult
from assembly_app.domain.counting.ties import Tie
from assembly_app.i18n import Translator

Labels = Mapping[str, str]
"""The options' texts in the reader's language, by id."""


def tie_sentence(tie: Tie, labels: Labels, _: Translator) -> str:
    """A tie, and how it was broken or that it still stands."""
    options = _names(tie.options, labels, _)
    if not tie.broken:
        return _("A tie between {options}: the votes do not decide it.", options=options)
    order = _names(tie.broken, labels, _)
    if len(tie.broken) < len(tie.options):
        return _("A tie between {options}, decided for {chosen}.", options=options, chosen=order)
    return _("A tie between {options}, broken in the order {order}.", options=options, order=order)


def runoff_rounds(result: RunoffResult, labels: Labels, _: Translator) -> list[str]:
    """One sentence a round: the votes, and who wins or leaves."""
    return [
        _("Round {n}: {counts}. {then}", n=n, counts=_counts(each.votes, labels, _), then=_after(each, labels, _))
        for n, each in enumerate(result.rounds, start=1)
    ]


def _after(each: Round, labels: Labels, _: Translator) -> str:
    left = _names(each.left, labels, _)
    match each.step:
        case Step.WON:
            best = max(each.votes, key=lambda option: each.votes[option])
            return _("{option} wins: {needed} were needed.", option=labels[best], needed=_.number(each.needed))
        case Step.FEWEST:
            return _("{options} has the fewest votes and leaves.", options=left)
        case Step.TOGETHER:
            return _("{options} have fewer votes together than any other and leave.", options=left)
        case Step.TIE:
            told = tie_sentence(each.tie, labels, _) if each.tie else ""
            return " ".join([told, _("{options} leaves.", options=left)]) if each.left else told


def stv_stages(result: StvResult, labels: Labels, _: Translator) -> list[str]:
    """One sentence a stage: what was done, the votes after it, and who is elected."""
    quota = _("{ballots} ballots, quota {quota}.", ballots=_.number(result.ballots), quota=_.number(result.quota))
    return [quota, *(_stage(n, stage, labels, _) for n, stage in enumerate(result.stages, start=1))]


def _stage(number: int, stage: Stage, labels: Labels, _: Translator) -> str:
    name = labels[stage.option] if stage.option else ""
    done = {
        Action.FIRST: _("First preferences."),
        Action.SURPLUS: _("The surplus of {option} goes on.", option=name),
        Action.EXCLUSION: _("{option} has the fewest votes and leaves.", option=name),
        Action.LAST_VACANCIES: _("As many are left as there are seats."),
    }[stage.action]
    parts = [
        _("Stage {n}: {done} {counts}.", n=number, done=done, counts=_counts(stage.votes, labels, _)),
        *([tie_sentence(stage.tie, labels, _)] if stage.tie else []),
        *([_("Elected: {options}.", options=_names(stage.elected, labels, _))] if stage.elected else []),
    ]
    return " ".join(parts)


def schulze_duels(result: SchulzeResult, labels: Labels, _: Translator) -> list[str]:
    """The ranking, then one sentence a duel, with the chain that decides it where it is not the duel itself."""
    groups = [_names(group, labels, _) for group in result.ranking]
    return [" > ".join(groups), *(_duel(duel, labels, _) for duel in result.duels)]


def _duel(duel: Duel, labels: Labels, _: Translator) -> str:
    direct = _(
        "{first} against {second}: {n} to {m}.",
        first=labels[duel.first], second=labels[duel.second],
        n=_.number(duel.prefer_first), m=_.number(duel.prefer_second),
    )  # fmt: skip
    if duel.ahead is None:
        return " ".join([direct, _("Neither is ahead.")])
    chain = duel.chain_first if duel.ahead == duel.first else duel.chain_second
    strengths = sorted((duel.strength_first, duel.strength_second), reverse=True)
    if len(chain) == 2:
        return " ".join([direct, _("{option} is ahead.", option=labels[duel.ahead])])
    return f"{direct} " + _(
        "{option} is ahead by the chain {chain}, with {n} to {m}.",
        option=labels[duel.ahead], chain=" > ".join(labels[option] for option in chain),
        n=_.number(strengths[0]), m=_.number(strengths[1]),
    )  # fmt: skip


def judgement_lines(result: JudgementResult, labels: Labels, grades: Sequence[str], _: Translator) -> list[str]:
    """One sentence an option, best first, then how equal middle grades parted; `grades` are words, worst first."""
    rows = sorted(result.rows, key=lambda row: row.place)
    lines = [
        _(
            "{place}. {option}: {grade} ({better} gave better, {worse} worse).",
            place=row.place, option=labels[row.option], grade=grades[row.grade],
            better=_.number(row.better), worse=_.number(row.worse),
        )
        for row in rows
    ]  # fmt: skip
    return lines + [
        _.plural(
            "{ahead} is ahead of {behind}: with {n} middle grade taken from each, {grade} stands against {other}.",
            "{ahead} is ahead of {behind}: with {n} middle grades taken from each, {grade} stands against {other}.",
            each.removed, ahead=labels[each.ahead], behind=labels[each.behind],
            grade=grades[each.grade_ahead], other=grades[each.grade_behind],
        )
        for each in result.partings
    ]  # fmt: skip


def _names(options: Iterable[str], labels: Labels, _: Translator) -> str:
    return _.list([labels[option] for option in options])


def _counts(votes: Mapping[str, int] | Mapping[str, Fraction], labels: Labels, _: Translator) -> str:
    listed = [option for option in labels if option in votes]  # the poll's order: a journal that is read anew has none
    return _.series(f"{_.apart(labels[option])} {_votes(votes[option], _)}" for option in listed)


def _votes(number: int | Fraction, _: Translator) -> str:
    """Votes with the five decimals that transfers have, where they have any."""
    return format_decimal(float(number), "#,##0.#####", locale=_.locale)
