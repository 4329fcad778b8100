"""The projector's views of a vote: the question while it runs, and the result."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF

from assembly_app import links
from assembly_app.desktop.cloud import draw_cloud
from assembly_app.desktop.projector.canvas import CENTRE, MARGIN, Align, C, Canvas
from assembly_app.desktop.projector.result_pages import Page, pages
from assembly_app.desktop.projector.stage import Stage
from assembly_app.domain.polls import BallotForm, Electorate, PollKind
from assembly_app.domain.results import Tally
from assembly_app.domain.voting import PollState
from assembly_app.words import result_words, wording

QR_SIDE = 400.0
LONG = 16
"""Longer labels get more of the width."""
TALKATIVE = 80
"""Longer sentences get more of the height."""


def poll(canvas: Canvas, stage: Stage) -> None:
    """The question with its options, the way in, and how many voted."""
    found = _found(stage)
    if found is None:
        return
    wide = canvas.width - 3 * MARGIN - QR_SIDE
    top = _question(canvas, stage, found, QRectF(MARGIN, 56, wide, 300))
    place = QRectF(MARGIN, top + 36, wide, canvas.height - top - 36 - 190)
    if stage.scene.tally is not None:
        _bars(canvas, stage, place, found, stage.scene.tally)
    else:
        _options(canvas, place, [_label(stage, found, option.id) for option in found.poll.options])
    right = canvas.width - MARGIN - QR_SIDE
    canvas.qr(QRectF(right, 64, QR_SIDE, QR_SIDE), stage.room_url)
    typed = links.typed(stage.room_url)
    canvas.text(QRectF(right, 64 + QR_SIDE + 12, QR_SIDE, 60), typed, 40, bold=True, colour=C.accent, align=CENTRE)
    _turnout(canvas, stage, found)


def result(canvas: Canvas, stage: Stage) -> None:
    """The bars with numbers and shares, and what they mean; further pages say how it was counted."""
    found = _found(stage)
    if found is None or found.tally is None:
        return
    made = pages(found, stage.scene.written.get(found.poll.id, ()), stage.tongues)
    at = min(stage.scene.page, len(made) - 1)
    wide = canvas.width - 2 * MARGIN
    top = _question(canvas, stage, found, QRectF(MARGIN, 56, wide, 210 if at == 0 else 110))
    if made[at].options or made[at].words or not made[at].lines:
        low = _meaning(canvas, stage, found)
        place = QRectF(MARGIN, top + 32, wide, low - top - 56)
        _picture(canvas, stage, place, found, made[at])
    else:
        _reading(canvas, stage, QRectF(MARGIN, top + 24, wide, canvas.height - top - 24 - 120), found, made[at])
    told = stage.say(lambda _: wording.turnout_sentence(found, _))
    canvas.text(QRectF(MARGIN, canvas.height - 96, wide - 160, 48), told, 34, colour=C.muted)
    if len(made) > 1:
        number = QRectF(canvas.width - MARGIN - 160, canvas.height - 96, 160, 48)
        canvas.text(number, f"{at + 1} / {len(made)}", 34, colour=C.muted, align=RIGHT)


def _meaning(canvas: Canvas, stage: Stage, found: PollState) -> float:
    """The result in a sentence a language, at the bottom; returns where it begins."""
    sentences = list(dict.fromkeys(result_words.headline(found, _) for _ in stage.tongues[:2]))
    wide, each = canvas.width - 2 * MARGIN, 84 if max(map(len, sentences)) < TALKATIVE else 116
    low = canvas.height - 56 - each * len(sentences) - 56
    size = canvas.fitting(sentences, QRectF(0, 0, wide, each - 4), 54, bold=True)
    for place, sentence in enumerate(sentences):
        canvas.text(QRectF(MARGIN, low + each * place, wide, each - 4), sentence, size,
                    bold=place == 0, colour=C.ink if place == 0 else C.muted)  # fmt: skip
    return low


def _picture(canvas: Canvas, stage: Stage, place: QRectF, found: PollState, page: Page) -> None:
    if page.words:
        draw_cloud(canvas.painter, page.words, place, 110, C.accent, C.muted)
    elif found.tally is not None and page.options:
        _bars(canvas, stage, place, found, found.tally, page.options)


def _reading(canvas: Canvas, stage: Stage, place: QRectF, found: PollState, page: Page) -> None:
    """Sentences, one below the other, as large as they fit together."""
    top = place.top()
    if found.poll.form is not BallotForm.WRITE:
        told = stage.tongues[page.tongue]("How it was counted")
        top = canvas.text(QRectF(place.left(), top, place.width(), 60), told, 36, bold=True, colour=C.accent) + 16
    room = QRectF(place.left(), top, place.width(), place.bottom() - top)
    canvas.text(room, "\n".join(f"• {stage.apart(line)}" for line in page.lines), 44)


def _found(stage: Stage) -> PollState | None:
    return stage.state.polls.get(stage.state.showing.poll or "")


def _question(canvas: Canvas, stage: Stage, found: PollState, place: QRectF) -> float:
    top = place.top()
    if found.poll.electorate is Electorate.ROOM:
        told = stage.say(lambda _: _("Straw poll: everyone in the room, no decision"))
        top = canvas.text(QRectF(place.left(), top, place.width(), 50), told, 36, colour=C.muted) + 8
    questions = stage.own(found.poll.question)
    room = place.bottom() - top
    top = canvas.text(QRectF(place.left(), top, place.width(), room * 0.65), questions[0], 72, bold=True)
    if len(questions) > 1:
        top = canvas.text(
            QRectF(place.left(), top + 12, place.width(), place.bottom() - top), questions[1], 44, colour=C.muted
        )
    return top


def _label(stage: Stage, found: PollState, option: str) -> str:
    text = next(candidate for candidate in found.poll.options if candidate.id == option)
    return stage.beside(wording.option_label(text, _) for _ in stage.tongues[:2])


def _options(canvas: Canvas, place: QRectF, labels: list[str]) -> None:
    each = min(96.0, place.height() / max(1, len(labels)))
    for line, text in enumerate(labels):
        spot = QRectF(place.left() + 44, place.top() + line * each, place.width() - 44, each)
        canvas.text(QRectF(place.left(), spot.top(), 36, each), "•", 52, bold=True, colour=C.accent, align=MIDDLE)
        canvas.text(spot, text, 56, align=MIDDLE)


def _bars(
    canvas: Canvas, stage: Stage, place: QRectF, found: PollState, tally: Tally, only: Sequence[str] = ()
) -> None:
    shown = [bar for bar in result_words.bars(found, tally, stage._) if not only or bar.option in only]
    several = found.poll.kind in (PollKind.BUDGET, PollKind.ELECTION) and tally is found.tally and not found.awaits
    labels = [("✓ " if several and bar.leads else "") + _label(stage, found, bar.option) for bar in shown]
    each = min(120.0, place.height() / max(1, len(shown)))
    long = max(map(len, labels), default=0) > LONG
    left, right = place.width() * (0.46 if long else 0.32), 230.0
    size = canvas.fitting(labels, QRectF(0, 0, left - 24, each * 0.94), 46, bold=True)
    for line, (text, bar) in enumerate(zip(labels, shown, strict=True)):
        top = place.top() + line * each
        canvas.text(QRectF(place.left(), top, left - 24, each), text, size, bold=True, align=MIDDLE)
        drawn = QRectF(place.left() + left, top + each * 0.18, place.width() - left - right, each * 0.64)
        canvas.bar(drawn, bar.length, pattern=line)
        number = result_words.bar_number(found, bar, stage._)
        canvas.text(QRectF(drawn.right() + 20, top, right - 20, each), number, size, bold=True, align=MIDDLE)


def _turnout(canvas: Canvas, stage: Stage, found: PollState) -> None:
    voted, entitled = stage.scene.turnout, stage.state.entitled(found.poll)
    wide = canvas.width - 2 * MARGIN
    told = stage.say(lambda _: _("{voted} of {entitled} voted", voted=_.number(voted), entitled=_.number(entitled)))
    canvas.text(QRectF(MARGIN, canvas.height - 172, wide, 64), told, 48, bold=True)
    canvas.bar(QRectF(MARGIN, canvas.height - 96, wide, 36), voted / entitled if entitled else 0.0)


MIDDLE = Align.AlignLeft | Align.AlignVCenter
RIGHT = Align.AlignRight | Align.AlignTop
