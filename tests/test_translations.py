"""The catalogues: no text is missing, no placeholder differs, no plural form is lacking."""

from __future__ import annotations

import ast
import importlib.util
import io
import string
from gettext import c2py
from pathlib import Path
from types import ModuleType

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from assembly_app import paths
from assembly_app.i18n import LANGUAGES, PHONE_LANGUAGES, translator

ORDER = ("zero", "one", "two", "few", "many", "other")
TRANSLATED = [language for language in PHONE_LANGUAGES if language != "en"]


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    """The module that makes the catalogues; it lives beside them, outside the package."""
    spec = importlib.util.spec_from_file_location("catalogues", paths.TRANSLATIONS / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def template(catalogues: ModuleType) -> Catalog:
    """The texts of the code as it stands now, extracted afresh."""
    return catalogues.template()


@pytest.fixture
def texts(catalogues: ModuleType, language: str) -> Catalog:
    """The texts that a language must have: all, or what phones and the projector say."""
    return catalogues.template(catalogues.rooms_of(language))


def catalogue(language: str) -> Catalog:
    path = paths.TRANSLATIONS / language / "LC_MESSAGES" / "assembly_app.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def number_words(translated: Catalog) -> int:
    """How many forms stand for one number each, which words can say: none, one and two in Arabic."""
    return 3 if translated.num_plurals == 6 else 0


def of(message: Message, translated: Catalog) -> Message | None:
    return translated.get(message.id, message.context)


def test_what_errors_say_is_gathered_for_translation(catalogues: ModuleType, template: Catalog) -> None:
    assert {"Refused", "StoreError", "PabulibError"} <= catalogues.errors()
    assert template.get("The disk is full. Free some space, then try again; everything saved so far is safe.")
    assert template.get("This form came from another website, so it was not accepted. Open this page again.")


def test_the_plurals_of_pages_are_found_too(template: Catalog) -> None:
    found = template.get(("Show {n} ballot", "Show {n} ballots"))
    assert found is not None
    assert found.pluralizable


def test_texts_are_found_inside_f_strings_and_beside_calls_that_take_the_translator(catalogues: ModuleType) -> None:
    code = b"""told = f"{_('Neither is ahead.')} {_.plural('{n} time', '{n} times', n, name=name(who, _))}" """
    found = [text[1:3] for text in catalogues.by_syntax(io.BytesIO(code), catalogues.KEYWORDS, (), {})]
    assert ("plural", ("{n} time", "{n} times", None)) in found
    assert ("_", ("Neither is ahead.",)) in found


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str, texts: Catalog) -> None:
    translated = catalogue(language)
    missing = [m.id for m in texts if m.id and not ((t := of(m, translated)) and all(forms(t.string)))]
    assert missing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_plural_has_all_the_forms_of_its_language(language: str, texts: Catalog) -> None:
    translated = catalogue(language)
    plurals = [m for m in texts if m.id and m.pluralizable]
    assert plurals
    for message in plurals:
        found = of(message, translated)
        assert found is not None
        assert len(forms(found.string)) == translated.num_plurals, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_number_takes_the_plural_that_cldr_says(language: str) -> None:
    translated = catalogue(language)
    rule = Locale.parse(language).plural_form
    used = sorted({rule(n) for n in range(1000)}, key=ORDER.index)
    choose = c2py(translated.plural_expr)
    assert [choose(n) for n in range(1000)] == [used.index(rule(n)) for n in range(1000)]


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_placeholder_differs(language: str, texts: Catalog) -> None:
    translated = catalogue(language)
    for message in texts:
        if not message.id:
            continue
        found = of(message, translated)
        assert found is not None
        allowed = set().union(*(placeholders(form) for form in forms(message.id)))
        required = set.intersection(*(placeholders(form) for form in forms(message.id)))
        for place, form in enumerate(forms(found.string)):
            spelt = {"n"} if message.pluralizable and place < number_words(translated) else set()
            assert required - spelt <= placeholders(form) <= allowed, (message.id, form)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_left_behind_that_nothing_uses(language: str, texts: Catalog) -> None:
    left = [m.id for m in catalogue(language) if m.id and texts.get(m.id, m.context) is None]
    assert left == []


def test_the_compiled_catalogues_are_the_written_ones() -> None:
    for language in TRANSLATED:
        _ = translator(language)
        for message in catalogue(language):
            if message.id and not message.pluralizable and not message.context:
                assert _(message.id) == message.string


def test_the_languages_that_only_phones_have_are_the_same_for_program_and_catalogues(catalogues: ModuleType) -> None:
    assert set(catalogues.FOR_ALL) == set(PHONE_LANGUAGES) - set(LANGUAGES)


FOR_WHO_PREPARES = {"assembly_app/domain/polls.py", "assembly_app/domain/rules/sitting.py"}
"""Files that phones and projector use, whose texts only the console can bring about."""


def test_what_phones_and_projector_use_is_in_their_catalogue(catalogues: ModuleType) -> None:
    keywords = catalogues.KEYWORDS | dict.fromkeys(catalogues.errors(), None)
    texts = extract_from_dir(catalogues.ROOT / "assembly_app", [("**.py", catalogues.by_syntax)], keywords=keywords)
    speaking = {f"assembly_app/{file}" for file, *_found in texts}
    rooms = [catalogues.ROOT / "assembly_app" / room for room in ("phones", "desktop/projector")]
    used = {name for room in rooms for file in room.glob("*.py") for name in imported(file)}
    listed = catalogues.SEEN_BY_ALL
    assert {file for file in used & speaking if not file.startswith(listed)} <= FOR_WHO_PREPARES


def imported(file: Path) -> set[str]:
    """The program's files that a file imports from."""
    nodes = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    named = [(node.module or "", node.names) for node in nodes]
    own = [(module.replace(".", "/"), names) for module, names in named if module.startswith("assembly_app")]
    return {f"{module}.py" for module, _names in own} | {
        f"{module}/{n.name}.py" for module, names in own for n in names
    }
