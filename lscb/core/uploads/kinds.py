"""The kinds of file we take, by what is in them and what they are called."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Described:
    label: str
    content_type: str
    suffixes: tuple[str, ...]


class Kind(Enum):
    PDF = Described("PDF", "application/pdf", (".pdf",))
    WORD = Described(
        "Word document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx",),
    )
    EXCEL = Described(
        "Excel workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (".xlsx",),
    )
    TEXT = Described("text or CSV file", "text/plain; charset=utf-8", (".csv", ".txt"))
    PNG = Described("PNG picture", "image/png", (".png",))
    JPEG = Described("JPEG picture", "image/jpeg", (".jpg", ".jpeg"))


DOCUMENTS = frozenset({Kind.PDF, Kind.WORD, Kind.EXCEL})
TABLES = frozenset({Kind.WORD, Kind.EXCEL, Kind.TEXT})
PICTURES = frozenset({Kind.PNG, Kind.JPEG})
ANY = frozenset(Kind)


def in_words(allowed: Collection[Kind]) -> str:
    """ "a PDF (.pdf) or a Word document (.docx)", in the order of the list above."""
    each = [
        f"{_article(kind)} {kind.value.label} ({', '.join(kind.value.suffixes)})" for kind in Kind if kind in allowed
    ]
    return " or ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)


def _article(kind: Kind) -> str:
    return "an" if kind is Kind.EXCEL else "a"
