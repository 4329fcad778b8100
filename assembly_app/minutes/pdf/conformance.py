"""What PDF/UA-1 and PDF/A-3a ask of a file beside its tags: metadata, the meaning of its colours, and its attachments.

ISO 14289-1 and ISO 19005-3. The file is the same for the same content: its moment is the journal's, not the clock's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

import msgspec
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFCatalog,
    PDFDictionary,
    PDFFormXObject,
    PDFImageXObject,
    PDFInfo,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from assembly_app import paths
from assembly_app.minutes.pdf.tagged_canvas import TaggedCanvas

PRODUCER = "assembly-app"
_SRGB = "sRGB IEC61966-2.1"


class Attachment(msgspec.Struct, frozen=True):
    """A file within the document. `relation` is "Data" for what the pages are drawn from, or "Supplement"."""

    name: str
    kind: str
    """Its media type, such as text/csv."""
    about: str
    content: bytes
    relation: str = "Data"


class About(msgspec.Struct, frozen=True):
    """What a file says of itself, in its information and in its metadata alike."""

    title: str
    author: str
    subject: str
    language: str
    moment: datetime
    """Up to when it tells."""


def conform(canvas: TaggedCanvas, about: About, attachments: Sequence[Attachment] = ()) -> None:
    """Add all that the standards ask for; the pages and the tags must be there."""
    document = canvas._doc
    document.info = _Information(about)
    catalog = document.Catalog
    catalog.__NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents", "AF"]
    metadata = PDFStream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), _xmp(about))
    canvas.setCatalogEntry("Metadata", document.Reference(metadata))
    canvas.setCatalogEntry("OutputIntents", PDFArray([_output_intent(document)]))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if attachments:
        _attach(canvas, about, attachments)
    told = hashlib.sha256("\n".join((canvas.fingerprint(), about.title, about.author, _date(about.moment))).encode())
    for each in attachments:
        told.update(each.content)
    digits = told.hexdigest()[:32].encode()
    document._ID = b"\n[<%s><%s>]\n" % (digits, digits)
    _end_streams(document)


def _end_streams(document: Any) -> None:
    """Let every stream end with a line end, which ISO 19005-3, 6.1.7.1, asks for and reportlab leaves out."""
    for font in document.delayedFonts:
        font.addObjects(document)
    document.delayedFonts = []
    for name, each in document.idToObject.items():
        if isinstance(each, PDFStream | PDFFormXObject | PDFImageXObject):
            document.idToObject[name] = _Ended(each)


class _Ended(PDFObject):
    """A stream whose end stands on a line of its own."""

    __RefOnly__ = 1

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def format(self, document: Any) -> bytes:
        written: bytes = self._stream.format(document)
        return b"%s\nendstream\n" % written.removesuffix(b"endstream\n")


class _Information(PDFInfo):
    """The document's information, with the moment of its content."""

    def __init__(self, about: About) -> None:
        super().__init__()
        self.title, self.author, self.subject = about.title, about.author, about.subject
        self._moment = about.moment

    def format(self, document: Any) -> bytes:
        moment = PDFString(_date(self._moment))
        told = {
            "Title": PDFString(self.title), "Author": PDFString(self.author), "Subject": PDFString(self.subject),
            "Creator": PDFString(PRODUCER), "Producer": PDFString(PRODUCER),
            "CreationDate": moment, "ModDate": moment,
        }  # fmt: skip
        written: bytes = PDFDictionary(told).format(document)
        return written


def _date(moment: datetime) -> str:
    """A moment as PDF writes it (ISO 32000-1, 7.9.4)."""
    return f"D:{moment.astimezone(UTC):%Y%m%d%H%M%S}Z"


# --- metadata ---

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def _xmp(about: About) -> bytes:
    return _XMP.format(
        title=escape(about.title), author=escape(about.author), subject=escape(about.subject),
        language=escape(about.language), producer=PRODUCER, moment=f"{about.moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    ).encode()  # fmt: skip


# --- colours ---


def _output_intent(document: Any) -> PDFDictionary:
    """That the colours are those of sRGB, whose profile the file carries."""
    profile = PDFStream(PDFDictionary({"N": 3}), _profile(), [PDFZCompress])
    return PDFDictionary({
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString(_SRGB),
        "Info": PDFString(_SRGB),
        "DestOutputProfile": document.Reference(profile),
    })  # fmt: skip


@lru_cache
def _profile() -> bytes:
    return (paths.RESOURCES / "colour" / "sRGB.icc").read_bytes()


# --- attachments ---


def _attach(canvas: TaggedCanvas, about: About, attachments: Sequence[Attachment]) -> None:
    """Files in the document, in the order of their names as the tree of names asks for."""
    document = canvas._doc
    named: list[Any] = []
    for each in sorted(attachments, key=lambda attachment: attachment.name):
        named += [PDFString(each.name), document.Reference(_file(document, about, each))]
    files = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray(named)})})
    canvas.setCatalogEntry("Names", files)
    canvas.setCatalogEntry("AF", PDFArray(named[1::2]))


def _file(document: Any, about: About, attachment: Attachment) -> PDFDictionary:
    """The specification of an embedded file (ISO 32000-1, 7.11.3; ISO 19005-3, 6.8)."""
    size = PDFDictionary({"Size": len(attachment.content), "ModDate": PDFString(_date(about.moment))})
    told = {"Type": PDFName("EmbeddedFile"), "Subtype": f"/{attachment.kind.replace('/', '#2F')}", "Params": size}
    reference = document.Reference(PDFStream(PDFDictionary(told), attachment.content, [PDFZCompress]))
    return PDFDictionary({
        "Type": PDFName("Filespec"),
        "F": PDFString(attachment.name),
        "UF": PDFString(attachment.name),
        "Desc": PDFString(attachment.about),
        "AFRelationship": PDFName(attachment.relation),
        "EF": PDFDictionary({"F": reference, "UF": reference}),
    })  # fmt: skip
