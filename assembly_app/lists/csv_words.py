"""The words that lists of people use, in Dutch, French, English and German: for columns, roles, rights, languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from babel import Locale

from assembly_app.domain.people import Role
from assembly_app.i18n import LANGUAGES, N_
from assembly_app.names import fold


class Field(StrEnum):
    """What a column of a list can hold."""

    NAME = "name"
    FIRST_NAME = "first-name"
    LAST_NAME = "last-name"
    GROUP = "group"
    ROLE = "role"
    VOTING = "voting"
    LANGUAGE = "language"
    EMAIL = "email"
    TRAIT = "trait"
    LEAVE_OUT = "leave-out"


FIELDS: Mapping[Field, str] = {
    Field.NAME: N_("Name"),
    Field.FIRST_NAME: N_("First name"),
    Field.LAST_NAME: N_("Last name"),
    Field.GROUP: N_("Group or quality"),
    Field.ROLE: N_("Role"),
    Field.VOTING: N_("Voting right"),
    Field.LANGUAGE: N_("Language"),
    Field.EMAIL: N_("E-mail"),
    Field.TRAIT: N_("Keep as it is"),
    Field.LEAVE_OUT: N_("Leave out"),
}
"""What to call each field."""


def _by_word(meanings: Mapping[str, str]) -> dict[str, str]:
    return {fold(word.strip()): meaning for meaning, words in meanings.items() for word in words.split(",")}


_COLUMNS = _by_word({
    Field.NAME: "naam, nom, name, volledige naam, naam en voornaam, nom complet, nom et prénom, nom prénom, full name, "
                "vollständiger name, persoon, personne, person, participant, deelnemer, teilnehmer",
    Field.FIRST_NAME: "voornaam, prénom, first name, firstname, given name, vorname, roepnaam",
    Field.LAST_NAME: "achternaam, familienaam, nom de famille, last name, lastname, surname, family name, nachname, "
                     "familienname",
    Field.GROUP: "groep, groupe, group, gruppe, hoedanigheid, qualité, quality, eigenschaft, organisatie, "
                 "organisation, organization, vereniging, association, groep of hoedanigheid, groupe ou qualité",
    Field.ROLE: "rol, rôle, role, rolle, functie, fonction, function, funktion",
    Field.VOTING: "stemrecht, stemgerechtigd, droit de vote, vote, voting right, voting, may vote, votes, stimmrecht, "
                  "stimmberechtigt, stem, voix",
    Field.LANGUAGE: "taal, langue, language, sprache, lang",
    Field.EMAIL: "e-mail, email, mail, e-mailadres, mailadres, courriel, adresse e-mail, adresse mail, "
                 "adresse électronique, e-mail address, email address, e-mail-adresse",
})  # fmt: skip


def field_of(header: str) -> Field:
    """What a column with this header holds; a column that is not known is kept as a trait."""
    tidy = " ".join(re.sub(r"[_.:*()]", " ", fold(header)).split())
    return Field(_COLUMNS.get(tidy, Field.TRAIT))


ROLE_WORDS: Mapping[str, Role] = {word: Role(role) for word, role in _by_word({
    Role.CHAIR: "voorzitter, voorzitster, président, présidente, chair, chairman, chairwoman, chairperson, "
                "president, vorsitz, vorsitzender, vorsitzende",
    Role.SECRETARY: "secretaris, secretaresse, secrétaire, secretary, schriftführer, schriftführerin, sekretär, "
                    "sekretärin, protokollführung, protokollführer, protokollführerin, verslaggever",
    Role.FACILITATOR: "facilitator, begeleider, begeleidster, moderator, facilitateur, facilitatrice, animateur, "
                      "animatrice, animation, modérateur, modératrice, moderatorin, moderation, gespreksleider",
    Role.MEMBER: "lid, effectief lid, effectief, stemgerechtigd lid, membre, membre effectif, effectif, effective, "
                 "titulaire, member, mitglied",
    Role.SUBSTITUTE: "plaatsvervanger, plaatsvervangster, plaatsvervangend lid, suppléant, suppléante, "
                     "membre suppléant, substitute, deputy, ersatzmitglied, stellvertreter, stellvertreterin",
    Role.GUEST: "gast, genodigde, invité, invitée, guest, besucher, besucherin, bezoeker",
    Role.OBSERVER: "waarnemer, waarneemster, observateur, observatrice, observer, beobachter, beobachterin, toehoorder",
}).items()}  # fmt: skip


def _set(words: str) -> frozenset[str]:
    return frozenset(fold(word.strip()) for word in words.split(","))


MARKS = _set("x, v, ✓, ✔, ☑, *")
"""Crosses and ticks: in a column that has nothing else, an empty cell means no."""
YES_WORDS = _set("ja, j, oui, o, yes, y, 1, true, waar, vrai, wahr, stemgerechtigd, met stemrecht, "
                 "avec droit de vote, ok")  # fmt: skip
NO_WORDS = _set("nee, neen, n, non, no, nein, 0, false, onwaar, faux, falsch, -, –, geen, zonder stemrecht, "
                "sans droit de vote, niet stemgerechtigd")  # fmt: skip


def _language_words(spoken: Iterable[str]) -> dict[str, str]:
    """Codes and names of languages as CLDR has them in each of our languages, and what Brussels writes besides."""
    words: dict[str, str] = {}
    for reader in spoken:
        names = Locale.parse(reader).languages
        words.update({fold(name): code for code, name in names.items() if len(code) == 2})
    codes = {code: code for code in words.values()}
    return {**words, **codes, "n": "nl", "f": "fr", "e": "en", "d": "de", "vlaams": "nl", "flamand": "nl"}


LANGUAGE_WORDS: Mapping[str, str] = _language_words(LANGUAGES)
