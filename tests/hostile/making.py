"""Files made for the tests: whole ones of every kind, and the same with something done to them."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import docx
import openpyxl

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def word(text: str = "Rota gaps since March") -> bytes:
    document, out = docx.Document(), BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def excel(*rows: list) -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    for row in rows or [["Standard", "Figure"], ["1.1", 45]]:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def packed(parts: dict[str, bytes], *, stored: bool = False) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED if stored else ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content, ZIP_STORED if stored else ZIP_DEFLATED)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    return packed(parts_of(content) | {name: part})


def with_sheet(body: str) -> bytes:
    """A workbook whose sheet holds this, whatever Excel would say to it."""
    return with_part(excel(), SHEET, f'<?xml version="1.0"?><worksheet {NAMESPACE}>{body}</worksheet>'.encode())


def with_relation(content: bytes, kind: str, target: str) -> bytes:
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r9" Type="{RELATION}{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return with_part(content, "word/_rels/settings.xml.rels", relations.encode())


def with_type(content: bytes, old: str, new: str) -> bytes:
    types = parts_of(content)["[Content_Types].xml"]
    assert old.encode() in types
    return with_part(content, "[Content_Types].xml", types.replace(old.encode(), new.encode()))


def png(width: int = 1, height: int = 1, *, after: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\0\0"))
        + _chunk(b"IEND")
        + after
    )


def _chunk(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def jpeg(width: int = 1, height: int = 1) -> bytes:
    start = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return start + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00?\x00\x7f\xff\xd9"


def pdf_with(objects: bytes) -> bytes:
    """A PDF whose objects are packed away, as most programs write them."""
    stream = zlib.compress(objects)
    head = b"%%PDF-1.7\n2 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(stream)
    return head + stream + b"\nendstream endobj\n%%EOF\n"
