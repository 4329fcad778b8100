"""What became of people's names after their time, said to whoever asked for it."""

from __future__ import annotations

from assembly_app.i18n import Translator
from assembly_app.store.retention import Place, Report


def pseudonym(number: int, _: Translator) -> str:
    """What somebody is called whose name was taken away."""
    return _("Person {n}", n=number)


def told(report: Report, _: Translator, *, pseudonyms: bool, rehearsed: bool) -> tuple[str, ...]:
    """A sentence on what was done or would be, on each place that still names somebody, and on what is elsewhere."""
    sentences = [_done(report, _, pseudonyms, rehearsed)]
    sentences.append(_.plural("{n} person keeps the name.", "{n} persons keep their names.", report.kept))
    sentences += dict.fromkeys(_place(place, _) for place in report.places)
    if report.cleared and not rehearsed:
        sentences.append(_("Copies of this file, and documents made from it before, still have the names."))
    if not report.whole:
        sentences.append(_("Another program has the file open. Close it and do this again, so that no name stays in "
                           "unused parts of the file."))  # fmt: skip
    return tuple(sentences)


def _done(report: Report, _: Translator, pseudonyms: bool, rehearsed: bool) -> str:
    n = report.cleared
    if rehearsed:
        return _.plural("{n} person would lose the name.", "{n} persons would lose their names.", n)
    if pseudonyms:
        return _.plural("{n} person got a pseudonym; group, address and other details were erased.",
                        "{n} persons got pseudonyms; groups, addresses and other details were erased.", n)  # fmt: skip
    return _.plural("{n} person was erased: name, group, address and other details.",
                    "{n} persons were erased: names, groups, addresses and other details.", n)  # fmt: skip


def _place(place: Place, _: Translator) -> str:
    if not place.session:
        return _("Something that was written in a vote or as feedback names “{words}”.", words=place.words)
    return _("Session {session}: entry {entry} of the journal names “{words}” in a text. "
             "The journal is sealed, so that it stays there.",
             session=place.session, entry=place.entry, words=place.words)  # fmt: skip
