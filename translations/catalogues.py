"""The catalogues: one command that extracts every text, updates each language and compiles it.

    python translations/catalogues.py

It is also the build hook, so a wheel always carries freshly compiled catalogues.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
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


def _called(function: ast.expr) -> str:
    """The name under which something is called; ``translator("nl")(…)`` is ``_(…)``."""
    if isinstance(function, ast.Call):
        return "_" if _called(function.func) == "translator" else ""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def template() -> Catalog:
    """The texts of code and pages as they stand now, in order of file."""
    catalogue = Catalog(fuzzy=False)
    keywords = KEYWORDS | dict.fromkeys(errors(), ONE)
    for folder, methods in (("assembly_app", [("**.py", by_syntax)]), ("resources", [("**.html", "jinja2")])):
        found = extract_from_dir(ROOT / folder, methods, keywords=keywords)
        for _file, _line, text, comments, context in sorted(found, key=lambda each: each[:2]):
            catalogue.add(text, auto_comments=comments, context=context)
    return catalogue


def catalogues() -> list[Path]:
    """Every language's catalogue; its folder is named after the language."""
    return sorted(HERE.glob("*/LC_MESSAGES/*.po"))


def read(po: Path) -> Catalog:
    """One catalogue."""
    with po.open("rb") as source:
        return read_po(source, locale=po.parent.parent.name)


def update() -> None:
    """Merge the texts into each catalogue; what is new is left untranslated, never guessed."""
    texts = template()
    for po in catalogues():
        catalogue = read(po)
        catalogue.update(texts, no_fuzzy_matching=True, update_header_comment=False)
        with po.open("wb") as target:
            write_po(target, catalogue, width=120, no_location=True, ignore_obsolete=True)


def compile_all() -> None:
    """Write the .mo beside each .po."""
    for po in catalogues():
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
    update()
    compile_all()
