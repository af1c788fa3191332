"""Two versions of a framework beside each other, row by row, their words marked one by one. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORDS = re.compile(r"\S+\s*")


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Line:
    """A standard or an activity of one version. ``came_from``: the keys of those that it was copied from, each of
    another version."""

    key: str
    kind: str
    section: str
    words: Mapping[str, str]  # label -> text
    timescale: str = ""
    came_from: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in both versions, or in one of them."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    label: str
    pieces: tuple[Piece, ...]

    @property
    def has_changed(self) -> bool:
        return any(piece.change != Change.SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    kind: str
    section: str
    change: Change
    texts: tuple[Text, ...]
    timescale: Text
    url: str

    @property
    def has_other_words(self) -> bool:
        return self.change == Change.CHANGED and any(text.has_changed for text in self.texts)

    @property
    def has_another_timescale(self) -> bool:
        return self.change == Change.CHANGED and self.timescale.has_changed


def compare(before: Sequence[Line], after: Sequence[Line]) -> list[Row]:
    """In the order of the later version; what was taken out stands where it stood."""
    partners = _partners(before, after)
    followers = {partner.key for partner in partners.values()}
    rows: list[Row] = []
    waiting = _taken_out(before, followers)
    rows += waiting.pop(None, [])
    for line in after:
        partner = partners.get(line.key)
        rows.append(_row(partner, line))
        if partner is not None:
            rows += waiting.pop(partner.key, [])
    return rows


def words_apart(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both, in order, each said to be in both, the earlier or the later."""
    old, new = WORDS.findall(before.strip()), WORDS.findall(after.strip())
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    pieces: list[Piece] = []
    for tag, i, j, m, n in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.SAME, "".join(new[m:n])))
            continue
        if old[i:j]:
            pieces.append(Piece(Change.REMOVED, "".join(old[i:j])))
        if new[m:n]:
            pieces.append(Piece(Change.ADDED, "".join(new[m:n])))
    return tuple(pieces)


def _taken_out(before: Sequence[Line], followers: Set[str]) -> dict[str | None, list[Row]]:
    """By the last line before it that is still there."""
    found: dict[str | None, list[Row]] = {}
    last: str | None = None
    for line in before:
        if line.key in followers:
            last = line.key
        else:
            found.setdefault(last, []).append(_row(line, None))
    return found


def _partners(before: Sequence[Line], after: Sequence[Line]) -> dict[str, Line]:
    """Later key -> earlier line: by where it came from, else (a version brought in anew) by the same words."""
    by_key = {line.key: line for line in before}
    found = {line.key: by_key[key] for line in after for key in line.came_from if key in by_key}
    taken = {line.key for line in found.values()}
    free: dict[tuple[str, str], list[Line]] = {}
    for line in before:
        if line.key not in taken:
            free.setdefault((line.kind, _said(line)), []).append(line)
    for line in after:
        if line.key not in found and (alike := free.get((line.kind, _said(line)))):
            found[line.key] = alike.pop(0)
    return found


def _said(line: Line) -> str:
    return " ".join(" ".join(line.words.values()).casefold().split())


def _row(before: Line | None, after: Line | None) -> Row:
    line = after or before
    assert line is not None
    texts = tuple(_texts(before, after))
    timescale = Text("Timescale", words_apart(_timescale(before), _timescale(after)))
    if before is None:
        change = Change.ADDED
    elif after is None:
        change = Change.REMOVED
    elif timescale.has_changed or any(text.has_changed for text in texts):
        change = Change.CHANGED
    else:
        change = Change.SAME
    return Row(line.kind, line.section, change, texts, timescale, line.url)


def _texts(before: Line | None, after: Line | None) -> Iterator[Text]:
    old, new = (dict(line.words) if line else {} for line in (before, after))
    for label in dict.fromkeys([*old, *new]):
        pieces = words_apart(old.get(label, ""), new.get(label, ""))
        if pieces:
            yield Text(label, pieces)


def _timescale(line: Line | None) -> str:
    return line.timescale if line else ""
