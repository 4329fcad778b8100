"""What was left out of a copy for publication, in words for the secretary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assembly_app.i18n import Translator
from assembly_app.minutes.publication import LeftOut, What


def told(left: Sequence[LeftOut], _: Translator) -> tuple[str, ...]:
    """A sentence on each thing, each place once; then what the program cannot know."""
    sentences = dict.fromkeys(sentence for each in left for sentence in _sentences(each, _))
    return (*sentences, _(
        "The program knows only the names on the list of people. Read the copy for other names, for addresses, and for "
        "what else tells who somebody is."))  # fmt: skip


def _sentences(left: LeftOut, _: Translator) -> Iterator[str]:
    where = _("Item {number}", number=left.item) if left.item else _("Outside the items")
    values = {"where": where, "words": left.words}
    match left.what:
        case What.ATTENDANCE:
            yield _.plural("Left out: the attendance list with {n} person.",
                           "Left out: the attendance list with {n} persons.", left.n)  # fmt: skip
        case What.NAMES:
            yield _("Names of people became initials, and their groups were left out.")
        case What.REMARKS:
            yield _.plural("Left out: {n} remark on the minutes.", "Left out: {n} remarks on the minutes.", left.n)
        case What.VISITORS_VOTES:
            yield _.plural(
                "{where}: {n} guest's name was taken out of a named vote.",
                "{where}: {n} guests' names were taken out of a named vote.",
                left.n, where=where,
            )  # fmt: skip
        case What.TEXT:
            yield _("{where}: the name “{words}” in a text became initials.", **values)
        case What.OWNER:
            yield _("{where}: the owner of an action, “{words}”, became a role.", **values)
        case What.PRESENTER:
            yield _("{where}: the presenter, “{words}”, became initials.", **values)
        case What.CANDIDATES:
            yield _("{where}: the candidates of “{words}” keep their names.", **values)
        case What.CHECK_TEXT:
            yield _("{where}: “{words}” in a text may be somebody's name. It was left there; please check.", **values)
        case What.CHECK_OWNER:
            yield _("{where}: the owner of an action, “{words}”, is not on the list of people. Please check.", **values)
        case What.CHECK_PRESENTER:
            yield _("{where}: the presenter, “{words}”, is not on the list of people. Please check.", **values)
