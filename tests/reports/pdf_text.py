"""The words of a PDF as its own fonts spell them, page by page: enough to ask what is and is not there."""

import re
from io import BytesIO

import pikepdf


def text_of(document: bytes) -> str:
    return "\n".join(pages_of(document))


def pages_of(document: bytes) -> list[str]:
    with pikepdf.open(BytesIO(document)) as pdf:
        return [" ".join(_words(page.obj, page.obj.Resources).split()) for page in pdf.pages]


def _words(stream, resources) -> str:
    said, font = [], {}
    for operands, operator in pikepdf.parse_content_stream(stream):
        match str(operator):
            case "Tf":
                font = _letters(resources.Font[operands[0]])
            case "Tj":
                said.append(_spelt(bytes(operands[0]), font))
            case "TJ":
                said += [_spelt(bytes(one), font) if isinstance(one, pikepdf.String) else "" for one in operands[0]]
            case "ET" | "Td" | "Tm":
                said.append(" ")
            case "Do":
                form = resources.XObject[operands[0]]
                if form.get("/Subtype") == "/Form":
                    said.append(_words(form, form.get("/Resources", resources)))
    return "".join(said)


def _spelt(codes: bytes, font: dict[int, str]) -> str:
    return "".join(font.get(int.from_bytes(codes[at : at + 2], "big"), "") for at in range(0, len(codes), 2))


def _letters(font) -> dict[int, str]:
    """What each glyph stands for, from the font's own map."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    return found
