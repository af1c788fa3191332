"""What a cell names: agencies, priorities, key questions, standards, one on each line; and what of it is not here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from board.models import Agency, Board, KeyQuestion, Priority
from board.rules import year_label
from frameworks.bringing_in.columns import Column
from frameworks.enums import Method

UNKNOWN = "“{}” is not known here as {}: it is left out"
NOUNS: dict[str, str] = {
    Column.METHOD: "a method",
    Column.AGENCIES: "an agency",
    Column.PRIORITIES: "a priority",
    Column.QUESTIONS: "a key question",
}


@dataclass(frozen=True)
class Known:
    """By column: what may be named in it, each by its words."""

    names: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def read(self, column: str, words: str) -> tuple[list[Any], list[str]]:
        """What is named, and what of it is not known."""
        names = self.names.get(column, {})
        found, unread = [], []
        for line in filter(None, map(str.strip, words.splitlines())):
            pieces = [line] if _key(line) in names else [piece for piece in map(str.strip, line.split(";")) if piece]
            for piece in pieces:
                if _key(piece) in names:
                    found.append(names[_key(piece)])
                else:
                    unread.append(piece)
        return list(dict.fromkeys(found)), unread

    def doubts(self, said: Mapping[str, str], nouns: Mapping[str, str]) -> list[str]:
        return [
            UNKNOWN.format(piece, noun)
            for column, noun in nouns.items()
            for piece in self.read(column, said.get(column, ""))[1]
        ]


def _key(words: str) -> str:
    return " ".join(words.casefold().split())


def named(rows: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The first of a name has it."""
    found: dict[str, Any] = {}
    for words, one in rows:
        found.setdefault(_key(words), one)
    return found


def apart(rows: Iterable[tuple[Any, str]]) -> dict[Any, str]:
    """Each by words that no other has: of several alike, the second is “… (2)”."""
    times: dict[str, int] = {}
    found = {}
    for one, words in rows:
        times[_key(words)] = time = times.get(_key(words), 0) + 1
        found[one] = words if time == 1 else f"{words} ({time})"
    return found


def agencies_by_name() -> dict[str, Any]:
    agencies = list(Agency.objects.order_by("-is_active", "name"))
    shorter = ((agency.short_name, agency.pk) for agency in agencies if agency.short_name)
    return named([*((agency.name, agency.pk) for agency in agencies), *shorter])


def priority_in_words(priority: Priority, starts_in: int) -> str:
    """With its year: a number and a title come again."""
    return f"{year_label(priority.year, starts_in)}: {priority}"


def known_here() -> Known:
    """In a fixed number of queries."""
    starts_in = Board.current().year_starts_in
    priorities = list(Priority.objects.order_by("-year", "number"))
    in_full = [(priority_in_words(one, starts_in), one.pk) for one in priorities]
    questions = list(KeyQuestion.objects.all())
    return Known(
        {
            Column.METHOD: named((method.label, method.value) for method in Method),
            Column.AGENCIES: agencies_by_name(),
            Column.PRIORITIES: named([*in_full, *((one.title, one.pk) for one in priorities)]),
            Column.QUESTIONS: named(
                [*((str(one), one.pk) for one in questions), *((str(q.number), q.pk) for q in questions)]
            ),
        }
    )


def on_lines(those: Iterable[Model | str]) -> str:
    return "\n".join(" ".join(str(one).split()) for one in those)
