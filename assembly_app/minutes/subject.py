"""What was said, written and voted on one subject, as paragraphs and bars."""

from __future__ import annotations

from typing import Literal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from assembly_app import result_words, wording
from assembly_app.domain.record import Record
from assembly_app.domain.voting import PollStatus
from assembly_app.i18n import Translator
from assembly_app.minutes import phrases, styles
from assembly_app.minutes.blocks import Story, text
from assembly_app.minutes.charts import Bar, Bars
from assembly_app.minutes.model import Minutes, PollMinutes, Side, Subject


def subject(told: Subject, _: Translator) -> Story:
    """Speakers, notes, polls, decisions and actions, in this order."""
    if told.turns:
        yield text(phrases.speakers(told.turns, _), styles.BODY, _("Speakers"))
    for note in told.notes:
        yield text(note.text, styles.BODY, _.context("label of a note", "Note"))
    for poll in told.polls:
        yield from _poll(poll, _)
    for decision in told.decisions:
        yield text(decision.text, styles.STRONG, _("Decision"))
    for action in told.actions:
        yield from _action(action, _("Action"), _)


def bullets(minutes: Minutes, part: Literal["polls", "decisions", "actions"], _: Translator) -> list[Flowable]:
    """One part of every subject for the overview, labelled with the item's number."""
    rows: list[Flowable] = []
    for number, told in minutes.subjects:
        label = _("Item {number}", number=number) if number else phrases.NOTHING
        match part:
            case "polls":
                rows += (row for poll in told.polls for row in _result(poll, label, _))
            case "decisions":
                rows += (text(decision.text, styles.BODY, label) for decision in told.decisions)
            case "actions":
                rows += (row for action in told.actions for row in _action(action, label, _))
    return rows


def _action(record: Record, label: str, _: Translator) -> Story:
    who = phrases.action(record, _)
    if not who:
        yield text(record.text, styles.BODY, label)
        return
    yield text(record.text, styles.ABOVE, label)
    yield text(who, styles.FACTS)


def _result(poll: PollMinutes, label: str, _: Translator) -> Story:
    if poll.state.tally is not None:
        yield text(_.pick(poll.state.poll.question), styles.LEAD, label)
        yield text(result_words.result_sentence(poll.state, _), styles.BODY)


def _poll(poll: PollMinutes, _: Translator) -> Story:
    """The question, how it was put, the bars, what they mean, and in a named poll who chose what."""
    head: list[Flowable] = [
        text(_.pick(poll.state.poll.question), styles.LEAD, _.context("label of a poll", "Vote")),
        text(wording.poll_rules(poll.state.poll, _), styles.ASIDE),
        text(phrases.poll_times(poll, _), styles.ASIDE),
    ]
    if warning := wording.reveal_warning(poll.state, _):
        head.append(text(warning, styles.WARNING))
    if poll.state.tally is not None:
        head += [Spacer(0, 1 * mm), Bars(_bars(poll, _), styles.LABELS)]
    head += (text(sentence, styles.ASIDE) for sentence in (phrases.poll_base(poll, _),) if sentence)
    if poll.state.status in (PollStatus.CLOSED, PollStatus.CANCELLED):
        head.append(text(result_words.result_sentence(poll.state, _), styles.STRONG))
    yield KeepTogether(head)
    if sentence := phrases.poll_quorum(poll, _):
        yield text(sentence, styles.ASIDE)
    yield from _roll(poll, _)
    if poll.state.digest:
        yield text(_("Seal of the ballot box (SHA-256): {digest}", digest=poll.state.digest), styles.SMALL_PRINT)


def _bars(poll: PollMinutes, _: Translator) -> list[Bar]:
    tally, outcome = poll.state.tally, poll.state.outcome
    if tally is None:
        return []
    leading = outcome.leading if outcome else ()
    return [
        Bar(
            option.id,
            wording.option_label(option, _),
            phrases.option_count(poll, option.id, _),
            tally.counts[option.id] / tally.ballots if tally.ballots else 0.0,
            option.id in leading,
        )
        for option in poll.state.poll.options
    ]


def _roll(poll: PollMinutes, _: Translator) -> Story:
    """The roll call: each option with the names behind it."""
    labels = {option.id: wording.option_label(option, _) for option in poll.state.poll.options}
    if poll.roll:
        yield text(_("Who chose what"), styles.ROLL)
    for side in poll.roll:
        yield text(_side(side, labels[side.option], _), styles.ROLL_LINE)


def _side(side: Side, label: str, _: Translator) -> str:
    return _("{option} ({n}): {names}", option=label, n=_.number(len(side.who)), names=phrases.names(side.who, _))
