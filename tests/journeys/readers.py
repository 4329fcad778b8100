"""What a reader finds in the minutes of each format: the running text, without what stands on every page."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.minutes.reading import by_libreoffice, flat, run
from tests.minutes.test_formats import Page


def of_pdf(file: Path) -> str:
    """The text of all pages as poppler finds it in the file, without the lines that come back on every page."""
    pages = [page.splitlines() for page in run("pdftotext", "-raw", file, "-").split("\f") if page.strip()]
    again = Counter(line for lines in pages for line in dict.fromkeys(lines))
    running = {line for line, n in again.items() if n >= len(pages) - 1}
    foot = re.compile(r"(?:Pagina|Page) \d+ (?:van|sur|of) \d+")
    kept = (line for lines in pages for line in lines if line not in running and not foot.fullmatch(line.strip()))
    return flat(" ".join(kept))


def by_office(file: Path) -> str:
    return flat(by_libreoffice(file.read_bytes(), file.suffix[1:], file.parent).decode("utf-8-sig"))


def of_html(file: Path) -> str:
    return Page(file.read_bytes()).text


def of_markdown(file: Path) -> str:
    """The words without the signs of Markdown."""
    lines = file.read_text(encoding="utf-8").replace("\\\n", "\n").splitlines()
    bare = (re.sub(r"^\s*(?:#+|>|-|\|)\s", "", line) for line in lines if not re.fullmatch(r"[|\s:-]+", line))
    text = " ".join(re.sub(r"(?<!\\)\|", " ", re.sub(r"(?<!\\)\*+", "", line)) for line in bare)
    return flat(html.unescape(re.sub(r"\\([^\w\s])", r"\1", text)))


KINDS: Mapping[str, Callable[[Path], str]] = {
    "pdf": of_pdf, "docx": by_office, "odt": by_office, "html": of_html, "md": of_markdown,
}  # fmt: skip
