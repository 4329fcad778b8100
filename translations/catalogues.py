"""The catalogues: one command that extracts every text, updates each language and compiles it.

    python translations/catalogues.py

It is also the build hook, so a wheel always carries freshly compiled catalogues.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
ROOT = HERE.parent
TEMPLATE = HERE / "assembly_app.pot"
KEYWORDS = ["_", "_.plural:1,2", "plural:1,2", "context:1c,2", "N_", "Refused", "Explained"]


def compile_all() -> None:
    """Write the .mo beside each .po."""
    for po in sorted(HERE.glob("*/LC_MESSAGES/*.po")):
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parent.parent.name)
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)


def extract_and_update() -> None:
    """Collect the texts of code and templates, and merge them into each language's catalogue."""
    babel = [sys.executable, "-m", "babel.messages.frontend"]
    keywords = [part for keyword in KEYWORDS for part in ("-k", keyword)]
    subprocess.run(
        [*babel, "extract", "-q", "-F", str(HERE / "babel.ini"), "--no-default-keywords", *keywords,
         "-c", "Translators:", "--sort-by-file", "--no-location", "--omit-header", "-o", str(TEMPLATE),
         "assembly_app", "resources/web"],
        cwd=ROOT, check=True,
    )  # fmt: skip
    for po in sorted(HERE.glob("*/LC_MESSAGES/*.po")):
        subprocess.run(
            [*babel, "update", "-q", "-i", str(TEMPLATE), "-o", str(po), "-l", po.parent.parent.name,
             "--no-fuzzy-matching", "--ignore-obsolete", "--omit-header"],
            cwd=ROOT, check=True,
        )  # fmt: skip


def get_build_hook() -> type:
    """Hatch asks for this; the builder itself is imported only then."""
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class CompileCatalogues(BuildHookInterface):  # type: ignore[misc]
        def initialize(self, version: str, build_data: dict[str, object]) -> None:
            compile_all()

    return CompileCatalogues


if __name__ == "__main__":
    extract_and_update()
    compile_all()
