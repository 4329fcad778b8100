"""The demo evening: ready to open in the desktop, or played from the first guest to the minutes."""

from __future__ import annotations

import random
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from assembly_app import paths
from assembly_app.demo.plan import Moving, early, evening, prepare
from assembly_app.desk import now
from assembly_app.domain import commands
from assembly_app.domain.people import Door
from assembly_app.i18n import Explained, Translator
from assembly_app.store.store import Store
from assembly_app.words.result_words import result_sentence

if TYPE_CHECKING:
    from assembly_app.demo.play import Report

FILE = "demo.assembly"


def directory(given: Path | None) -> Path:
    """The folder for a demo: the given one, or a new one among the user's documents.

    Raises Explained when it cannot be made or holds a demo already: that one is never overwritten.
    """
    if given is None:
        return _new_folder()
    try:
        given.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Explained(
            "The folder {folder} cannot be made: {reason}. Choose another one.",
            folder=given, reason=error.strerror or error,
        ) from None  # fmt: skip
    if (given / FILE).exists():
        raise Explained("There is a demo evening in {folder} already. Choose another folder, or open that file.",
                        folder=given)  # fmt: skip
    return given


def _new_folder() -> Path:
    for number in range(1, 1000):
        folder = paths.documents() / (f"Assembly demo {number}" if number > 1 else "Assembly demo")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        except OSError:
            break  # no place among the documents
        return folder
    return Path(tempfile.mkdtemp(prefix="assembly-demo-"))


def create(folder: Path, seed: int = 1) -> Path:
    """Make demo.assembly with one session that can be opened at once; the first people are in. Returns the file."""
    chance = random.Random(seed)
    opening = now()
    clock = Moving(opening - timedelta(minutes=25))
    with closing(Store.create(folder / FILE, evening().assembly)) as store:
        desk = prepare(store, clock, opening.replace(second=0, microsecond=0)).desk
        for person in early(desk, chance):
            desk.execute(commands.CheckIn(person, chance.choice((Door.DESK, Door.BADGE, Door.BADGE))))
            clock.on(seconds=chance.randint(10, 70))
            clock.moment = min(clock.moment, opening)
        store.seal()
    return folder / FILE


def play(folder: Path, seed: int = 1) -> Report:
    """Play the whole evening with phones over HTTP and write its file, minutes and export into the folder."""
    from assembly_app.demo import play as played  # the desktop, needs no server, which only creates the demo

    return played.play(folder / FILE, seed)


def summary(report: Report, _: Translator) -> str:
    """What happened, for the terminal."""
    lines = [
        _("Played {title}, {start} to {end}.", title=_.pick(report.title), start=_.time(report.opened),
          end=_.time(report.closed)),
        _.plural("{n} person came, {phones} by phone.", "{n} people came, {phones} by phone.", report.came,
                 phones=_.number(report.by_phone)),
        _.plural("{n} speech was given.", "{n} speeches were given.", report.speeches),
        *(f"· {_.pick(vote.state.poll.question)} {result_sentence(vote.state, _)}" for vote in report.votes),
        _("Votes: {sent} sent, {acknowledged} acknowledged, {counted} counted.", sent=_.number(report.sent),
          acknowledged=_.number(report.acknowledged), counted=_.number(report.counted)),
        *(_.explain(finding) for finding in report.findings),
        _("Sound: {entries} journal entries and {polls} counted votes.", entries=report.entries, polls=report.polls)
        if report.sound else _("Something does not add up."),
        *(str(file) for file in report.files),
    ]  # fmt: skip
    return "\n".join(lines)
