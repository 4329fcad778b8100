"""The minutes as PDF: the blocks of a draft laid out on A4, tagged (PDF/UA-1) and fit for an archive (PDF/A-3a)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import msgspec
from reportlab.platypus import Flowable

from assembly_app.domain.preferences import Arrangement
from assembly_app.i18n import Translator, translator
from assembly_app.minutes import phrases
from assembly_app.minutes.bilingual import Edition, told_in
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.pdf import fonts, styles
from assembly_app.minutes.pdf.conformance import About, Attachment
from assembly_app.minutes.pdf.logo import logo
from assembly_app.minutes.pdf.page import Description, Document
from assembly_app.minutes.pdf.setting import ONE_AT_A_TIME, Setter
from assembly_app.minutes.pdf.story import story
from assembly_app.minutes.pdf.tagging import Element
from assembly_app.minutes.telling import telling
from assembly_app.minutes.theme import PLAIN, Theme


class Made(msgspec.Struct, frozen=True):
    """A document, and what the user should know of how it was made: sentences in the user's language."""

    pdf: bytes
    notices: tuple[str, ...] = ()


def minutes_pdf(minutes: Minutes, _: Translator) -> bytes:
    """The whole document in one language and in the program's own look. Safe to call from several threads."""
    return made(minutes, Edition((_.language,))).pdf


def made(minutes: Minutes, edition: Edition, theme: Theme = PLAIN, attachments: Sequence[Attachment] = ()) -> Made:
    """The whole document in the languages of an edition. Safe to call from several threads."""
    fonts.register()
    _ = edition.words
    description = describe(minutes, _)
    columns = len(edition.languages) > 1 and edition.arrangement is Arrangement.COLUMNS
    target, root, setter = BytesIO(), Element("Document"), Setter(styles.look(theme, narrow=columns))
    with ONE_AT_A_TIME:
        pages = list(_pages(minutes, edition, theme, root, setter))
        Document(target, description, about(minutes, description, _), setter, _).lay_out(pages, root, attachments)
    return Made(target.getvalue(), tuple(_notices(setter, _)))


def _pages(minutes: Minutes, edition: Edition, theme: Theme, root: Element, setter: Setter) -> list[Flowable]:
    """Everything in order of the document."""
    _ = edition.words
    pages: list[Flowable] = list(logo(theme, _.pick(minutes.assembly), root, _))
    if len(edition.languages) == 1 or setter.look.narrow:
        return [*pages, *story(told_in(minutes, edition), root, setter, _)]
    for number, language in enumerate(edition.languages):
        words, part = translator(language), root.add("Sect", language=language if number else "")
        pages += story(telling(minutes, words), part, setter, words)
    return pages


def _notices(setter: Setter, _: Translator) -> list[str]:
    signs = sorted(setter.missing)
    if not signs:
        return []
    return [_("No font has these signs, so � stands for each of them: {signs}", signs=" ".join(signs))]


def describe(minutes: Minutes, _: Translator) -> Description:
    """What the file says of itself."""
    assembly, title = _.pick(minutes.assembly), _.pick(minutes.details.title)
    day = _.date(minutes.opened or minutes.starts)
    return Description(
        title=_("Minutes: {title}, {date}", title=title, date=day),
        author=assembly,
        subject=_("Minutes of session {number} of {assembly}", number=minutes.session, assembly=assembly),
        head=" · ".join((assembly, title, day)),
        mark=phrases.watermark(minutes, _),
    )


def about(minutes: Minutes, description: Description, _: Translator) -> About:
    """The same for the file's information."""
    words = (fonts.composed(each) for each in (description.title, description.author, description.subject))
    title, author, subject = (" ".join(each.split()) for each in words)
    return About(title, author, subject, _.language, minutes.told)
