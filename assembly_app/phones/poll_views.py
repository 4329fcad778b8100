"""What a phone shows of polls: the ballots it can give, how many voted, and the results of those that are over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from assembly_app.domain.ballots import to_form
from assembly_app.domain.polls import LONGEST_TEXT, LONGEST_WORD, BallotForm, Electorate, Poll, PollKind
from assembly_app.domain.results import Tally
from assembly_app.domain.state import Phase
from assembly_app.domain.voting import PollState, PollStatus
from assembly_app.i18n import Translator
from assembly_app.phones import blanks
from assembly_app.phones.hall import Snapshot
from assembly_app.phones.views import View, You
from assembly_app.words import result_words, wording

ROUNDS_SHOWN = 12
"""How many steps of a count stand on the page itself; a longer story has a page of its own."""

WORDS_SHOWN = 20
"""How many different words of a word cloud stand on the page itself."""

SIZES = 5
"""How many sizes the words of a cloud come in."""


class Draft(msgspec.Struct, frozen=True):
    """A ballot that was refused, as it was filled in: for whom (empty: the phone's own person), and the fields."""

    giver: str
    fields: Mapping[str, Sequence[str]]


def poll(seen: Snapshot, you: You, _: Translator, draft: Draft | None = None) -> View | None:
    """The open poll as this phone meets it; None while there is none."""
    found = seen.state.open_poll
    if found is None:
        return None
    asked = found.poll
    return {
        "id": asked.id,
        "question": _.pick(asked.question),
        "rules": wording.poll_rules(asked, _),
        "hint": wording.how_to(asked, _),
        **_form(asked, _),
        "secret": asked.secret,
        "receipt": "",
        "empty": _("Nothing is chosen yet. Choose one of the options.") if asked.minimum else "",
        "revote": asked.revote and asked.can_revote,
        "reminded": found.reminded > 0,
        "you": you,
        "ballots": _ballots(seen, you, _, draft),
        "why_not": _why_not(asked.electorate, you, _),
    }


def _ballots(seen: Snapshot, you: You, _: Translator, draft: Draft | None) -> list[View]:
    """The person's own ballot and those that it gives by proxy; `prefix` keeps the ids of their fields apart."""
    each = [("", you.vote), *((proxy.giver, "in" if proxy.voted else "") for proxy in you.proxies)]
    found = seen.state.open_poll
    own = you.chose is not None and found is not None and result_words.choice_words(you.chose, found, _)
    chosen = to_form(you.chose) if you.chose is not None and you.may_change else {}
    return [
        {
            "giver": giver,
            "name": wording.name_of(seen.people, giver, _) if giver else "",
            "prefix": prefix(you, giver),
            "vote": vote,
            "filled": draft.fields if draft and draft.giver == giver else {} if giver else chosen,
            "refused": draft is not None and draft.giver == giver,
            "chose": "" if giver else own or "",
            "may_change": you.may_change and not giver,
        }
        for giver, vote in each
    ]


def prefix(you: You, giver: str) -> str:
    """What the ids of the fields of a ballot begin with."""
    givers = [proxy.giver for proxy in you.proxies]
    return f"p{givers.index(giver) + 1}-" if giver in givers else ""


def _form(asked: Poll, _: Translator) -> View:
    """What the form of the ballot needs to know."""
    scale = range(asked.scale.low, asked.scale.high + 1)
    ends = {scale[0]: _.pick(asked.scale.low_label), scale[-1]: _.pick(asked.scale.high_label)}
    words = asked.kind is PollKind.WORDS
    return {
        "form": asked.form.value,
        "several": asked.maximum > 1 or asked.kind in (PollKind.MULTIPLE, PollKind.BUDGET),
        "options": [
            {
                "id": option.id,
                "label": wording.option_label(option, _),
                "note": _("costs {cost}", cost=_.number(option.cost)) if option.cost else "",
            }
            for option in asked.options
        ],
        "scale": [(value, f"{value} – {ends[value]}" if ends.get(value) else str(value)) for value in reversed(scale)],
        "places": range(1, len(asked.options) + 1),
        "points": asked.points,
        "most": asked.most_points,
        "lines": range(1, asked.maximum + 1) if words else (),
        "longest": LONGEST_WORD if words else LONGEST_TEXT,
    }


def _why_not(electorate: Electorate, you: You, _: Translator) -> str:
    if you.may_vote or not you.present:
        return ""
    return _("Only members with a vote can take part in this poll.") if electorate is Electorate.MEMBERS else ""


def turnout(seen: Snapshot, _: Translator) -> View | None:
    """How many voted in the open poll, and the count so far where it is shown."""
    found = seen.state.open_poll
    if found is None:
        return None
    entitled = seen.state.entitled(found.poll)
    voted = len(seen.voted)
    return {
        "sentence": _("{voted} of {entitled} voted", voted=_.number(voted), entitled=_.number(entitled)),
        "share": min(100, round(100 * voted / entitled)) if entitled else 0,
        "live": found.poll.live,
        "bars": _bars(found, seen.live, _) if seen.live else [],
    }


def over(seen: Snapshot) -> list[PollState]:
    """The polls that are over, the newest first."""
    ended = [p for p in seen.state.polls.values() if p.status in (PollStatus.CLOSED, PollStatus.CANCELLED)]
    return sorted(ended, key=lambda p: p.closed.timestamp() if p.closed else 0.0, reverse=True)


def results(seen: Snapshot, _: Translator) -> list[View]:
    """Every poll that is over, the newest first, as far as it has room on the page."""
    return [_summary(seen, found, _) for found in over(seen)]


def _summary(seen: Snapshot, found: PollState, _: Translator) -> View:
    view = whole(seen, found, _)
    steps, words = view["rounds"], view["words"]
    more = len(steps) > ROUNDS_SHOWN or len(words) > WORDS_SHOWN or bool(view["answers"]) or publishes(found)
    return view | {
        "rounds": steps if len(steps) <= ROUNDS_SHOWN else [],
        "words": words[:WORDS_SHOWN],
        "answers": [],
        "more": f"/result/{found.poll.id}" if more else "",
    }


def whole(seen: Snapshot, found: PollState, _: Translator) -> View:
    """All that is told of a poll that is over."""
    written = seen.written.get(found.poll.id, ())
    words = found.poll.kind is PollKind.WORDS
    return {
        "id": found.poll.id,
        "item": found.poll.item,
        "question": _.pick(found.poll.question),
        "sentence": result_words.result_sentence(found, _),
        "turnout": wording.turnout_sentence(found, _) if found.tally else "",
        "warning": wording.reveal_warning(found, _),
        "secret": found.poll.secret,
        "own": "" if found.poll.secret or found.tally is None else blanks.own_vote(found.poll.id),
        "straw": _("Straw poll: it decides nothing.") if found.poll.electorate is Electorate.ROOM else "",
        "bars": _bars(found, found.tally, _) if found.tally else [],
        "rounds": result_words.rounds(found, _),
        "words": cloud(written, _) if words else [],
        "answers": () if words else written,
        "more": "",
    }


def publishes(found: PollState) -> bool:
    """Whether the list of (receipt, choice) of this poll can be read now (rule 6)."""
    return found.tally is not None and found.poll.secret and found.poll.publish


def cloud(written: Iterable[str], _: Translator) -> list[View]:
    """The words of a word cloud, the most frequent first; capitals make no other word, the usual spelling is shown."""
    spellings: dict[str, Counter[str]] = {}
    for word in written:
        spellings.setdefault(word.casefold(), Counter())[word] += 1
    counted = [(spelt.most_common(1)[0][0], spelt.total()) for spelt in spellings.values()]
    counted.sort(key=lambda pair: (-pair[1], pair[0].casefold()))
    most = counted[0][1] if counted else 1
    return [
        {"word": word, "count": _.number(n), "size": 1 + round((SIZES - 1) * (n - 1) / max(1, most - 1))}
        for word, n in counted
    ]


def result(seen: Snapshot, _: Translator) -> View | None:
    """The newest result, while its item runs and no other vote is open."""
    if seen.state.open_poll is not None or seen.state.phase is not Phase.OPEN:
        return None
    newest = next(iter(over(seen)), None)
    return _summary(seen, newest, _) if newest and newest.poll.item in (None, seen.state.current) else None


def _bars(found: PollState, tally: Tally, _: Translator) -> list[dict[str, Any]]:
    marks = found.poll.form is BallotForm.MARK
    return [
        {
            "label": bar.label,
            "count": bar.text,
            "share": max(0, min(100, round(100 * bar.length))),
            "percent": _.percent(bar.length) if marks else "",
        }
        for bar in result_words.bars(found, tally, _)
    ]
