"""The views of the projector, a function a view; each draws one sentence large."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF

from assembly_app import links
from assembly_app.desktop.projector.canvas import CENTRE, MARGIN, Align, C, Canvas
from assembly_app.desktop.projector.polls import poll, result
from assembly_app.desktop.projector.stage import Stage
from assembly_app.domain.agenda import Status, numbers
from assembly_app.domain.room import View
from assembly_app.domain.state import Phase
from assembly_app.i18n import duration
from assembly_app.words import wording


def draw(canvas: Canvas, stage: Stage) -> None:
    """Draw what the room sees now."""
    view = stage.state.showing.view
    canvas.mirrored = stage._.right_to_left
    canvas.ground("#000000" if view is View.BLANK else C.paper)
    if stage.state.details is not None:
        VIEWS[view](canvas, stage)


def welcome(canvas: Canvas, stage: Stage) -> None:
    details, _ = stage.state.session(), stage._
    wide = canvas.width - 2 * MARGIN
    bottom = canvas.text(QRectF(MARGIN, 48, wide, 120), stage.beside(stage.own(stage.assembly)), 84, bold=True)
    day = _.date(stage.local(details.starts).date(), "full")
    line = stage.beside(filter(None, [" / ".join(stage.own(details.title)), day]))
    bottom = canvas.text(QRectF(MARGIN, bottom + 8, wide, 64), line, 40, colour=C.muted)
    top = bottom + 36
    place = QRectF(MARGIN, top, wide, canvas.height - top - 40)
    if stage.state.phase is Phase.CLOSED:
        thanks = stage.beside((_("Thank you. The session is closed.") for _ in stage.tongues[:2]), "\n")
        canvas.text(place, thanks, 84, bold=True, colour=C.accent, align=CENTRE)
        return
    steps = _ways_in(stage)
    if len(steps) == 1:
        _one_way_in(canvas, place, *steps[0])
        return
    gap = 48.0
    each = (wide - gap) / 2
    for number, (heading, code, told) in enumerate(steps):
        across = QRectF(MARGIN + number * (each + gap), top, each, place.height())
        _way_in(canvas, across, f"{number + 1}  {heading}", code, told)


def _ways_in(stage: Stage) -> list[tuple[str, str, str]]:
    """Heading, QR code and what to type, of each step."""
    steps = []
    if stage.wifi.name:
        steps.append((stage.say(lambda _: _("Join the Wi-Fi")), links.wifi(stage.wifi), stage.wifi.name))
    if stage.room_url:
        typed = links.typed(stage.room_url)
        steps.append((stage.say(lambda _: _("Scan to take part")), stage.room_url, typed))
    return steps


def _one_way_in(canvas: Canvas, place: QRectF, heading: str, code: str, told: str) -> None:
    """The code as large as it goes, with the words beside it."""
    side = place.height()
    wide = place.width() - side - MARGIN
    canvas.text(QRectF(place.left(), place.top(), wide, side * 0.5 - 16), heading, 84, bold=True, align=LOW)
    below = QRectF(place.left(), place.top() + side * 0.5 + 16, wide, side * 0.5 - 16)
    canvas.text(below, told, 76, bold=True, colour=C.accent)
    canvas.qr(QRectF(place.right() - side, place.top(), side, side), code)


def _way_in(canvas: Canvas, place: QRectF, heading: str, code: str, told: str) -> None:
    top = canvas.text(QRectF(place.left(), place.top(), place.width(), 72), heading, 44, bold=True, align=CENTRE_TOP)
    typed = 84.0
    canvas.qr(QRectF(place.left(), top + 16, place.width(), place.bottom() - top - 32 - typed), code)
    below = QRectF(place.left(), place.bottom() - typed, place.width(), typed)
    canvas.text(below, told, 60, bold=True, colour=C.accent, align=CENTRE)


def item(canvas: Canvas, stage: Stage) -> None:
    state = stage.state
    if state.current is None:
        welcome(canvas, stage)
        return
    found, progress = state.item(state.current), state.progress_of(state.current)
    ring = 190.0
    wide = canvas.width - 3 * MARGIN - 2 * ring
    top = 150.0
    if number := numbers(state.items)[found.id]:
        top = canvas.text(QRectF(MARGIN, 64, wide, 130), number, 110, bold=True, colour=C.accent)
    titles = stage.own(found.title)
    top = canvas.text(QRectF(MARGIN, top + 8, wide, 330), titles[0] if titles else "", 88, bold=True)
    if len(titles) > 1:
        top = canvas.text(QRectF(MARGIN, top + 20, wide, 150), titles[1], 54, colour=C.muted)
    _promise(canvas, stage, QRectF(MARGIN, top + 36, wide, canvas.height - top - 160))
    typed = links.typed(stage.room_url)
    canvas.text(QRectF(MARGIN, canvas.height - 96, wide, 56), typed, 40, bold=True, colour=C.accent)
    left = found.minutes * 60 - progress.spent(stage.now)
    paused = stage.say(lambda _: _("Pause")) if progress.status is Status.PAUSED else ""
    centre = QPointF(canvas.width - MARGIN - ring, canvas.height / 2)
    timer(canvas, stage, centre, ring, left, left / max(1, found.minutes * 60), paused)


def _promise(canvas: Canvas, stage: Stage, place: QRectF) -> None:
    influence = stage.state.item(stage.state.current or "").influence
    if influence is not None:
        told = stage.beside((_(wording.PROMISES[influence]) for _ in stage.tongues[:2]), "\n")
        canvas.text(place, told, 40, colour=C.ink)


def timer(
    canvas: Canvas, stage: Stage, centre: QPointF, radius: float, left: float, share: float, told: str = ""
) -> None:
    """A ring with the time left in it, and over time in red with a word: never by colour alone."""
    over = left < 0
    canvas.ring(centre, radius, 1.0 if over else share, C.bad if over else C.accent)
    inner = radius * 1.3
    place = QRectF(centre.x() - inner / 2, centre.y() - inner / 2, inner, inner)
    clock = ("+" if over else "") + duration(abs(left))
    canvas.text(place, clock, int(radius * 0.5), bold=True, colour=C.bad if over else C.ink, align=CENTRE)
    told = told or (stage.say(lambda _: _("over time")) if over else "")
    below = QRectF(centre.x() - radius * 1.2, centre.y() + radius + 24, radius * 2.4, 60)
    canvas.text(below, told, 40, colour=C.bad if over else C.muted, align=CENTRE)


def speaker(canvas: Canvas, stage: Stage) -> None:
    state = stage.state
    speech = state.speaking
    if speech is None:
        item(canvas, stage)
        return
    ring = 190.0
    wide = canvas.width - 3 * MARGIN - 2 * ring
    canvas.text(QRectF(MARGIN, 64, wide, 60), stage.say(lambda _: _("Speaking now")), 44, colour=C.muted)
    person = stage.scene.people.get(speech.person)
    name = wording.name_of(stage.scene.people, speech.person, stage._)
    bottom = canvas.text(QRectF(MARGIN, 150, wide, 360), name, 132, bold=True)
    if person and person.group:
        canvas.text(QRectF(MARGIN, bottom + 12, wide, 64), person.group, 44, colour=C.muted)
    _coming(canvas, stage)
    centre = QPointF(canvas.width - MARGIN - ring, canvas.height * 0.42)
    left = speech.left(stage.now)
    if left is None:
        timer(canvas, stage, centre, ring, speech.span.seconds(stage.now), 0.0)
    else:
        timer(canvas, stage, centre, ring, left, left / (speech.limit or 1))


def _coming(canvas: Canvas, stage: Stage) -> None:
    waiting = [wording.name_of(stage.scene.people, person, stage._) for person in stage.state.speakers.queue[:2]]
    if waiting:
        wide = canvas.width - 2 * MARGIN
        heading = stage.say(lambda _: _("Next"))
        canvas.text(QRectF(MARGIN, canvas.height - 210, wide, 56), heading, 40, colour=C.muted)
        names = stage.beside((f"{place}  {name}" for place, name in enumerate(waiting, 1)), "   ")
        canvas.text(QRectF(MARGIN, canvas.height - 152, wide, 90), names, 64, bold=True)


def pause(canvas: Canvas, stage: Stage) -> None:
    state = stage.state
    if state.current is None:
        welcome(canvas, stage)
        return
    found, progress = state.item(state.current), state.progress_of(state.current)
    title = stage.beside(stage.own(found.title)) or stage.say(lambda _: _("Break"))
    wide = canvas.width - 2 * MARGIN
    canvas.text(QRectF(MARGIN, 64, wide, 190), title, 96, bold=True, align=CENTRE)
    left = found.minutes * 60 - progress.spent(stage.now)
    centre = QPointF(canvas.width / 2, canvas.height * 0.52)
    timer(canvas, stage, centre, 210, left, left / max(1, found.minutes * 60))
    if left > 0 and progress.status is Status.RUNNING:
        back = stage.now.timestamp() + left
        clock = stage.local(stage.now.fromtimestamp(back, stage.now.tzinfo))
        told = stage.say(lambda _: _("We go on at {time}.", time=_.time(clock)))
        canvas.text(QRectF(MARGIN, canvas.height - 150, wide, 90), told, 52, colour=C.muted, align=CENTRE)


def blank(canvas: Canvas, stage: Stage) -> None:
    """Nothing: the ground is all."""


LOW = Align.AlignLeft | Align.AlignBottom
CENTRE_TOP = Align.AlignHCenter | Align.AlignTop
VIEWS: dict[View, Callable[[Canvas, Stage], None]] = {
    View.WELCOME: welcome, View.ITEM: item, View.SPEAKER: speaker, View.POLL: poll, View.RESULT: result,
    View.BREAK: pause, View.BLANK: blank,
}  # fmt: skip
