"""Reading PDFs back with tools that did not write them."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader


def flat(text: str) -> str:
    """The text with every stretch of white as one space."""
    return " ".join(text.split())


def by_pypdf(pdf: bytes) -> str:
    """The text of all pages as pypdf reads it."""
    return flat(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def run(tool: str, *arguments: str | Path) -> str:
    """What a command prints; the test is skipped where the command is not installed."""
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    return subprocess.run([tool, *map(str, arguments)], capture_output=True, check=True, text=True).stdout


def by_poppler(pdf: bytes, folder: Path) -> str:
    """The text of all pages as poppler reads it."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return flat(run("pdftotext", path, "-"))


def outline(pdf: bytes) -> list[tuple[str, int]]:
    """Every bookmark in order with the number of its page, from 1."""
    reader = PdfReader(BytesIO(pdf))

    def lines(level: list) -> list[tuple[str, int]]:  # type: ignore[type-arg]
        found = []
        for entry in level:
            if isinstance(entry, list):
                found += lines(entry)
            else:
                found.append((str(entry.title), reader.get_destination_page_number(entry) + 1))  # type: ignore[operator]
        return found

    return lines(reader.outline)


def by_libreoffice(data: bytes, kind: str, folder: Path, into: str = "txt:Text (encoded):UTF8") -> bytes:
    """An office document as LibreOffice opens it and writes it anew; skipped where LibreOffice is not installed."""
    name = f"read.{kind}"
    (folder / name).write_bytes(data)
    profile = (folder / "libreoffice").as_uri()
    run("soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", into, "--outdir",
        folder / "written", folder / name)  # fmt: skip
    return (folder / "written" / f"read.{into.partition(':')[0]}").read_bytes()
