"""The places for signatures in a PDF: two, made with the first one, as nothing may be added to what is signed.

Each has its tag in the document's structure, so that it can be heard.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm

from assembly_app.i18n import Explained, Translator
from assembly_app.minutes.pdf import styles

PLACES = 2
"""The chair and the secretary sign."""

WIDTH, HEIGHT = 62 * mm, 11 * mm
_GAP = 6 * mm


class SigningError(Explained):
    """A document cannot be signed."""


def next_field(writer: Any, _: Translator, *, visible: bool) -> tuple[str, bool]:
    """The name of the field for the next signature, and whether it shows: the first signature decides that for both.

    Raises `SigningError` when every place is taken.
    """
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field, enumerate_sig_fields

    fields = list(enumerate_sig_fields(writer.prev))
    if not fields:
        for number in range(PLACES):
            append_signature_field(writer, SigFieldSpec(
                _name(number), on_page=-1, box=_box(number) if visible else None,
                readable_field_name=_("Signature {n}", n=number + 1),
            ))  # fmt: skip
            _tag(writer)
        return _name(0), visible
    for name, value, reference in fields:
        if value is None:
            left, _bottom, right, _top = reference.get_object()["/Rect"]
            return name, right > left
    raise SigningError("This document has both its signatures already.")


def _name(number: int) -> str:
    return f"signature-{number + 1}"


def _box(number: int) -> tuple[int, int, int, int]:
    """In the foot of the last page, left of its number."""
    left = styles.LEFT + number * (WIDTH + _GAP)
    return round(left), round(7 * mm), round(left + WIDTH), round(7 * mm + HEIGHT)


def _tag(writer: Any) -> None:
    """Give the field that was added last its place in the document's structure, if the document has one."""
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, NumberObject
    from pyhanko.pdf_utils.generic import pdf_name as name

    if "/StructTreeRoot" not in writer.root:
        return
    structure = writer.root["/StructTreeRoot"]
    page = writer.find_page_for_modification(-1)[0]
    found: IndirectObject = page.get_object()["/Annots"].raw_get(-1)
    annotation = found.get_object()
    tree, kids = structure["/ParentTree"], structure["/K"]
    document = kids if isinstance(kids, DictionaryObject) else kids[0]
    parent = structure.raw_get("/K") if isinstance(kids, DictionaryObject) else kids.raw_get(0)
    number = int(structure.get("/ParentTreeNextKey", len(tree["/Nums"])))
    tag = writer.add_object(DictionaryObject({
        name("/Type"): name("/StructElem"), name("/S"): name("/Form"), name("/P"): parent, name("/Pg"): page,
        name("/K"): DictionaryObject({name("/Type"): name("/OBJR"), name("/Obj"): found, name("/Pg"): page}),
    }))  # fmt: skip
    annotation[name("/StructParent")] = NumberObject(number)
    if not isinstance(document["/K"], ArrayObject):
        document[name("/K")] = ArrayObject([document.raw_get("/K")])
    document["/K"].append(tag)
    tree["/Nums"].extend([NumberObject(number), tag])
    structure[name("/ParentTreeNextKey")] = NumberObject(number + 1)
    for changed in (annotation, document, document["/K"], tree, tree["/Nums"], structure):
        writer.update_container(changed)
