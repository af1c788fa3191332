"""What names the columns of a published table: one row, or several with words merged over others. Pure.

Several are read as one. Where they name periods, each row is read once for each, as in a table with a period column.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.analysis.figures import DFE_SYMBOLS, FigureError, parse_figure
from indicators.sheets.periods import is_period

Rows = Sequence[tuple[int, Sequence[str]]]

PERIOD, FIGURE = "Period", "Figure"
JOIN = ": "
# A year stands among headings more often than a count of some two thousand does.
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:[0-9](?:,[0-9])*)?")
# A footnote's number that has lost its height: score4,5 and SEN5, but neither “Key stage 4” nor Q1.
_FOOTNOTE = re.compile(r"(?:(?<=[a-z)])|(?<=[A-Z]{2}))[0-9](?:,[0-9])*(?=:?$| \()")
MOST_ROWS, LONGEST = 4, 200


def readable(rows: Rows) -> Rows:
    """As it is where one row names every column; else with one such row first."""
    plain = headings_in(rows)
    if plain and _is_whole(plain, rows):
        return rows
    return levelled(rows) or rows


def headings_of(tables: Iterable[Rows]) -> tuple[str, ...]:
    return next((found for rows in tables if (found := headings_in(rows))), ())


def headings_in(rows: Rows) -> tuple[str, ...]:
    """The first row that could name the columns: as many words as there are columns, and no number."""
    widest = max((len(_filled(cells)) for _, cells in rows), default=0)
    for _number, cells in rows:
        named = _filled(cells)
        if len(named) * 4 >= widest * 3 and len(named) > 1 and not any(map(is_number, named)):
            return tuple(cells)
    return ()


def levelled(rows: Rows) -> Rows | None:
    """Nothing where no rows stand as headings right above the first row of figures."""
    start = _first_of_figures(rows)
    block = _block_above(rows, start) if start else []
    if not block:
        return None
    body = rows[start:]
    width = max(len(cells) for _, cells in [*block, *body])
    used = [at for at in range(width) if any(at < len(cells) and cells[at] for _, cells in body)]
    columns = {at: _parts_of([cells for _, cells in block], at) for at in used}
    return _one_below_another(block, body, {at: _split(parts) for at, parts in columns.items()})


def is_number(text: str) -> bool:
    try:
        return parse_figure(text, {}).value is not None
    except FigureError:
        return False


def holds_numbers(tables: Iterable[Rows]) -> bool:
    return any(is_number(cell) for rows in tables for _, cells in rows for cell in cells if cell)


def _is_whole(headings: Sequence[str], rows: Rows) -> bool:
    """Whether each column that holds anything below has a name of its own, and none is a period."""
    named = _filled(headings)
    below = [cells for _, cells in rows if cells is not headings and len(_filled(cells)) > 1]
    used = {at for cells in below for at, cell in enumerate(cells) if cell}
    return (
        len(named) == len(set(named))
        and not any(map(is_period, named))
        and all(at < len(headings) and headings[at] for at in used)
    )


def _first_of_figures(rows: Rows) -> int:
    """The place of the first row that is at least half full and gives figures, not only years."""
    widest = max((len(_filled(cells)) for _, cells in rows), default=0)
    for place, (_, cells) in enumerate(rows):
        filled = _filled(cells)
        figures = [cell for cell in filled if is_number(cell) and not _YEAR.fullmatch(cell)]
        symbols = [cell for cell in filled if cell.casefold() in DFE_SYMBOLS]
        if figures and len(filled) * 2 >= widest and (len(figures) + len(symbols)) * 3 >= len(filled):
            return place
    return 0


def _block_above(rows: Rows, start: int) -> list[tuple[int, Sequence[str]]]:
    """Up to four rows without a gap between them; a lone cell on the left is a title."""
    found: list[tuple[int, Sequence[str]]] = []
    for number, cells in reversed(rows[:start]):
        is_apart = bool(found) and found[0][0] - number > 1
        if is_apart or len(found) == MOST_ROWS or not any(cells[1:]):
            break
        found.insert(0, (number, cells))
    return found


def _parts_of(block: Sequence[Sequence[str]], at: int) -> list[str]:
    """From the widest word over this column to the narrowest."""
    parts: list[str] = []
    for level, cells in enumerate(block):
        word = cells[at] if at < len(cells) else ""
        if not word and any(at < len(lower) and lower[at] for lower in block[level + 1 :]):
            word = _merged_over(block, level, at)
        if word:
            parts.append(_FOOTNOTE.sub("", word.strip()).rstrip(":").strip())
    return list(dict.fromkeys(parts))


def _merged_over(block: Sequence[Sequence[str]], level: int, at: int) -> str:
    """The word to its left, unless something begins between them in a row above."""
    for left in range(at - 1, -1, -1):
        if left < len(block[level]) and block[level][left]:
            return block[level][left]
        if any(left + 1 < len(upper) and upper[left + 1] for upper in block[:level]):
            return ""
    return ""


@dataclass(frozen=True, slots=True)
class _Column:
    period: str
    words: str


def _split(parts: Sequence[str]) -> _Column:
    """Which of its words name a period: one alone, or a quarter below the year that it is of."""
    written = [match[1] if (match := _YEAR.fullmatch(part)) else part for part in parts]
    for at, part in enumerate(written):
        below = written[at + 1] if at + 1 < len(written) else ""
        if below and not is_period(below) and is_period(f"{below} {part}"):
            return _Column(f"{below} {part}", JOIN.join([*written[:at], *written[at + 2 :]]))
        if is_period(part):
            return _Column(part, JOIN.join([*written[:at], *written[at + 1 :]]))
    return _Column("", JOIN.join(parts))


def _one_below_another(block: Rows, body: Rows, columns: Mapping[int, _Column]) -> Rows:
    own = [at for at, column in columns.items() if not column.period]
    names = [_named(columns[at].words, at) for at in own]
    names = [name if names.count(name) == 1 else _named("", at) for name, at in zip(names, own, strict=True)]
    periods: dict[str, dict[str, int]] = {}
    for at, column in columns.items():
        if column.period:
            periods.setdefault(column.period, {}).setdefault(column.words or FIGURE, at)
    first = block[0][0]
    if not periods:
        return [(first, names), *((number, [_cell(cells, at) for at in own]) for number, cells in body)]
    measures = list(dict.fromkeys(words for each in periods.values() for words in each))
    headings = [*names, PERIOD, *measures]
    made: list[tuple[int, Sequence[str]]] = [(first, headings)]
    for number, cells in body:
        common = [_cell(cells, at) for at in own]
        for period, each in periods.items():
            made.append((number, [*common, period, *(_cell(cells, each.get(words)) for words in measures)]))
    return made


def _named(words: str, at: int) -> str:
    """One that nothing names goes by its letter, as the sheet itself shows it."""
    letters, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return words[:LONGEST] or f"Column {letters}"


def _cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at] if at is not None and at < len(cells) else ""


def _filled(cells: Iterable[str]) -> list[str]:
    return [cell for cell in cells if cell]
