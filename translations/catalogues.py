"""The catalogues: one command that extracts every text, updates each language and compiles it.

    python translations/catalogues.py [LANGUAGE …]

It is also the build hook, so a wheel always carries freshly compiled catalogues.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOT = HERE.parent
ONE = None
KEYWORDS = {
    "_": ONE,
    "N_": ONE,
    "plural": (1, 2),
    "context": ((1, "c"), 2),
}
"""What marks a text beside the errors that explain themselves: the translator's calls."""

EVERYWHERE = ("",)
SEEN_BY_ALL = (
    "resources/web/", "assembly_app/phones/", "assembly_app/desktop/projector/", "assembly_app/desktop/opening.py",
    "assembly_app/words/wording.py", "assembly_app/words/result_words.py", "assembly_app/words/counting_words.py",
    "assembly_app/words/budget_words.py", "assembly_app/words/feedback_words.py",
    "assembly_app/desk.py", "assembly_app/store/errors.py", "assembly_app/domain/ballots.py",
    "assembly_app/domain/state.py", "assembly_app/domain/signals.py", "assembly_app/domain/feedback.py",
    "assembly_app/domain/rules/people.py", "assembly_app/domain/rules/speakers.py",
)  # fmt: skip
"""Where the texts of phones and projector come from: what they show, and what a phone can be refused."""

FOR_ALL = ("ar",)
"""The languages that only phones and the projector speak."""


def errors() -> set[str]:
    """The names of the errors whose first argument is a sentence: Explained, and what derives from it."""
    trees = [ast.parse(file.read_text("utf-8")) for file in (ROOT / "assembly_app").rglob("*.py")]
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found, before = {"Explained"}, set[str]()
    while found != before:
        before = set(found)
        found |= {c.name for c in classes if any(isinstance(b, ast.Name) and b.id in before for b in c.bases)}
    return found


def by_syntax(
    file: BinaryIO, keywords: Iterable[str], comment_tags: object, options: object
) -> Iterator[tuple[Any, ...]]:
    """The texts of a Python file, found in its syntax tree: also inside f-strings and nested calls."""
    for call in ast.walk(ast.parse(file.read())):
        if isinstance(call, ast.Call):
            name = _called(call.func)
            texts = [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]
            if name in keywords and texts and isinstance(texts[0], str):
                yield call.lineno, name, tuple(texts), []


def by_template(
    file: BinaryIO, keywords: Iterable[str], comment_tags: object, options: object
) -> Iterator[tuple[Any, ...]]:
    """The texts of a page's template. Jinja's own search knows functions only, and passes over ``_.plural(…)``."""
    from jinja2 import Environment, nodes  # not there when a wheel is built, which only compiles

    for call in Environment().parse(file.read().decode()).find_all(nodes.Call):
        name = call.node.attr if isinstance(call.node, nodes.Getattr) else getattr(call.node, "name", "")
        texts = [argument.value if isinstance(argument, nodes.Const) else None for argument in call.args]
        if name in keywords and texts and isinstance(texts[0], str):
            yield call.lineno, name, tuple(texts), []


def _called(function: ast.expr) -> str:
    """The name under which something is called; ``translator("nl")(…)`` is ``_(…)``."""
    if isinstance(function, ast.Call):
        return "_" if _called(function.func) == "translator" else ""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@cache
def template(rooms: tuple[str, ...] = EVERYWHERE) -> Catalog:
    """The texts of code and pages as they stand now, in order of file; of some files or folders only."""
    catalogue = Catalog(fuzzy=False)
    keywords = KEYWORDS | dict.fromkeys(errors(), ONE)
    for folder, methods in (("assembly_app", [("**.py", by_syntax)]), ("resources", [("**.html", by_template)])):
        found = extract_from_dir(ROOT / folder, methods, keywords=keywords)
        for file, _line, text, comments, context in sorted(found, key=lambda each: each[:2]):
            if f"{folder}/{file}".startswith(rooms):
                catalogue.add(text, auto_comments=comments, context=context)
    return catalogue


def rooms_of(language: str) -> tuple[str, ...]:
    """Where the texts come from that this language has."""
    return SEEN_BY_ALL if language in FOR_ALL else EVERYWHERE


def catalogues(*languages: str) -> list[Path]:
    """Every language's catalogue, or those of some languages; its folder is named after the language."""
    found = sorted(HERE.glob("*/LC_MESSAGES/*.po"))
    return [po for po in found if language_of(po) in languages or not languages]


def language_of(po: Path) -> str:
    """The language of a catalogue."""
    return po.parent.parent.name


def read(po: Path) -> Catalog:
    """One catalogue."""
    with po.open("rb") as source:
        return read_po(source, locale=language_of(po))


def update(*languages: str) -> None:
    """Merge the texts into each catalogue; what is new is left untranslated, never guessed."""
    for po in catalogues(*languages):
        catalogue = read(po)
        catalogue.update(template(rooms_of(language_of(po))), no_fuzzy_matching=True, update_header_comment=False)
        with po.open("wb") as target:
            write_po(target, catalogue, width=120, no_location=True, ignore_obsolete=True)


def compile_all(*languages: str) -> None:
    """Write the .mo beside each .po."""
    for po in catalogues(*languages):
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read(po))


def get_build_hook() -> type:
    """Hatch asks for this; the builder itself is imported only then."""
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class CompileCatalogues(BuildHookInterface):  # type: ignore[misc]
        def initialize(self, version: str, build_data: dict[str, object]) -> None:
            compile_all()

    return CompileCatalogues


if __name__ == "__main__":
    update(*sys.argv[1:])
    compile_all(*sys.argv[1:])
