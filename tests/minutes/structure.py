"""Reads the structure of a tagged PDF back with qpdf, which did not write it, and holds it against the pages."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import msgspec
import pikepdf

SHOWS = frozenset({"Tj", "TJ", "'", '"'})
"""The operators that show text."""
PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"})
"""The operators that paint something else."""


class Piece(msgspec.Struct, frozen=True):
    """Text that is shown on a page, and the mark (`number` None: an artifact; -1: nothing) that it stands in."""

    page: int
    number: int | None
    text: str


class Node(msgspec.Struct, frozen=True):
    """An element of the structure with its elements, and its marks as page and number, in their order."""

    tag: str
    kids: tuple[Node | tuple[int, int], ...]
    alt: str = ""
    actual: str = ""
    language: str = ""
    scope: str = ""
    annotations: int = 0

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def marks(self) -> Iterator[tuple[int, int]]:
        """All marks below it, in order of the document."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.marks()
            else:
                yield kid

    def children(self, *tags: str) -> list[Node]:
        """The elements directly below it, all or those with these tags."""
        return [kid for kid in self.kids if isinstance(kid, Node) and (not tags or kid.tag in tags)]


class Read:
    """A PDF that has been read: its structure, and all text with its marks."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(pdf))
        self._pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.document = self._node(self.pdf.Root.StructTreeRoot.K)
        self.pieces = [piece for number in range(len(self._pages)) for piece in self._shown(number)]
        self._texts: dict[tuple[int, int], str] = {}
        for piece in self.pieces:
            if piece.number is not None:
                key = (piece.page, piece.number)
                self._texts[key] = self._texts.get(key, "") + piece.text

    def text(self, node: Node) -> str:
        """What an element says, as its signs are read by their fonts' own tables."""
        return node.actual or "".join(self._texts.get(mark, "") for mark in node.marks())

    def parent_of(self, page: int, number: int) -> Any:
        """The element that the parent tree names for a mark."""
        tree = list(self.pdf.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(map(int, tree[::2]), tree[1::2], strict=True))
        return owners[int(self.pdf.pages[page].obj.StructParents)][number]

    def _node(self, element: Any) -> Node:
        kids: list[Node | tuple[int, int]] = []
        annotations = 0
        for kid in element.get("/K", ()):
            if kid.get("/Type") == "/MCR":
                kids.append((self._pages[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                annotations += 1
            else:
                assert kid.P.objgen == element.objgen
                kids.append(self._node(kid))
        return Node(
            str(element.S)[1:], tuple(kids), str(element.get("/Alt", "")), str(element.get("/ActualText", "")),
            str(element.get("/Lang", "")), str(element.get("/A", {}).get("/Scope", ""))[1:], annotations,
        )  # fmt: skip

    def _shown(self, number: int) -> Iterator[Piece]:
        page = self.pdf.pages[number]
        fonts = {name: _unicode(font) for name, font in page.Resources.Font.items()}
        font: dict[int, str] = {}
        marks: list[int | None] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC" | "BMC":
                    marks.append(_mark(operands))
                case "EMC":
                    marks.pop()
                case "Tf":
                    font = fonts[str(operands[0])]
                case name if name in SHOWS:
                    yield Piece(number, marks[-1] if marks else -1, _spelt(operands, font))
                case name if name in PAINTS and not marks:
                    yield Piece(number, -1, name)
        assert marks == []


def _mark(operands: Any) -> int | None:
    if str(operands[0]) == "/Artifact":
        return None
    return int(operands[1].MCID)


def _spelt(operands: Any, font: dict[int, str]) -> str:
    shown = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
    return "".join(font[byte] for part in shown if isinstance(part, pikepdf.String) for byte in bytes(part))


def _unicode(font: Any) -> dict[int, str]:
    """What each code of a font means, as its own table tells."""
    told = {}
    for line in font.ToUnicode.read_bytes().decode("ascii").splitlines():
        parts = line.split()
        if len(parts) == 2 and parts[0].startswith("<") and len(parts[1]) > 5:
            told[int(parts[0][1:-1], 16)] = bytes.fromhex(parts[1][1:-1]).decode("utf-16-be")
    return told
