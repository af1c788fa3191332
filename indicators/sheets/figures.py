"""Figures out of a table of any shape: a row for each, a column for each indicator, or a column for each period. Pure.

Every row below a heading row is counted, and makes figures or is refused in a sentence.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from indicators.analysis.figures import is_two_numbers
from indicators.sheets.periods import is_period

NAMES: Mapping[str, tuple[str, ...]] = {
    "period": ("period", "time period", "quarter", "reporting period", "period ending", "month", "term", "date"),
    "year": ("year", "financial year", "reporting year", "school year"),
    "identifier": ("time identifier",),
    "code": ("code", "indicator code", "measure code", "indicator id", "ref", "reference"),
    "title": (
        "indicator",
        "indicator name",
        "indicator title",
        "title",
        "measure name",
        "kpi",
        "performance indicator",
    ),
    "kind": ("measure", "type", "measure type", "figure type", "component"),
    "area": ("area name", "la name", "local authority", "agency", "organisation", "supplier", "area", "place"),
    "wider_area": ("region name", "country name"),
    "numerator": ("numerator",),
    "denominator": ("denominator",),
    "value": ("value", "figure"),
    "commentary": ("commentary", "comment", "comments"),
}
ROLES = frozenset(NAMES)
NO_HEADINGS = "Nothing above it names the columns: a period, an indicator, and a figure."
TWO_IN_ONE = "{}: “{}” is two numbers in one. Split this column into one for the count and one for the percentage."
NO_INDICATOR = "It names no indicator of this data set"
COUNTS = ("numerator", "denominator", "value")
# What a column or a row may say of its figures, besides whose they are and when.
OF_A_FIGURE: Mapping[str, tuple[str, ...]] = {
    "numerator": ("numerator", "num", "count"),
    "denominator": ("denominator", "denom", "population", "cohort"),
    "value": ("value", "figure", "percentage", "per cent", "%", "rate", "number", "actual"),
}
LONGEST_HEADING = 200  # beyond it no period and measure stand, and looking for them takes the square of its length
_ENDS = re.compile(r"^(?P<period>.*?)[\s:(–-]+(?P<kind>[a-z%]+(?: cent)?)\)?$", re.IGNORECASE)
# What people write in words where statistics have a symbol.
WORDS: Mapping[str, str] = {
    "n/a": "x", "na": "x", "not available": "x", "unavailable": "x", "no data": "x", "missing": "x", "not known": "x",
    "suppressed": "c", "not applicable": "z", "unreliable": "u", "fewer than 5": "<5", "less than 5": "<5",
    "under 5": "<5", "1-4": "<5", "1 to 4": "<5", "≤5": "c",
}  # fmt: skip
_SPACED = re.compile(r"([0-9]{1,3}(?:[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}][0-9]{3})+)(\.[0-9]+)?( ?%)?")


@dataclass(frozen=True, slots=True)
class Known:
    """An indicator of the data set."""

    key: int
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Said:
    """One figure as a file says it."""

    row: int
    key: int
    period: str
    identifier: str
    area: str
    texts: Mapping[str, str]  # numerator, denominator, value
    commentary: str = ""
    also: tuple[int, ...] = ()  # rows that hold the rest of it


@dataclass(frozen=True, slots=True)
class NotTaken:
    row: int
    reason: str


@dataclass(slots=True)
class Found:
    rows: list[int] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column holds: a role; an indicator; or, of a period, a count or the value."""

    roles: Mapping[str, int]
    indicators: Mapping[int, int] = field(default_factory=dict)
    periods: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    wider: Sequence[int] = ()
    rows: int = 1
    headings: Sequence[str] = ()

    @property
    def of_figures(self) -> set[int]:
        counts = {at for role, at in self.roles.items() if role in COUNTS}
        return counts | self.indicators.keys() | self.periods.keys()


def figures_in(
    tables: Iterable[Sequence[tuple[int, Sequence[str]]]],
    known: Sequence[Known],
    columns: Mapping[str, str] | None = None,
) -> Found:
    """``columns``: what a person says that a column is: a role, or an indicator's code."""
    found = Found()
    by_name = {_folded(one.title): one.key for one in known} | {_folded(one.code): one.key for one in known}
    by_hand = {_folded(name): what for name, what in (columns or {}).items()}
    for rows in tables:
        _read(rows, by_name, by_hand, found)
    return found


def _read(
    rows: Sequence[tuple[int, Sequence[str]]], known: Mapping[str, int], by_hand: Mapping[str, str], found: Found
) -> None:
    layout: Layout | None = None
    above: Sequence[str] = ()
    waiting: list[int] = []
    said = found.said
    found.said = []
    passing = 0
    for place, (number, cells) in enumerate(rows):
        if passing:
            passing, above = passing - 1, cells
            continue
        below = rows[place + 1][1] if place + 1 < len(rows) else ()
        heading = _layout(cells, above, below, known, by_hand)
        above = cells
        if heading is not None:
            if layout is None and waiting:
                found.notes.append(f"What stands above row {number}, which names the columns, was passed over.")
            layout = replace(heading, headings=_over(cells, below if heading.rows > 1 else ()))
            waiting, passing = [], heading.rows - 1
        elif layout is None:
            waiting.append(number)
        else:
            found.rows.append(number)
            _take(number, cells, layout, known, found)
    found.rows += waiting
    found.refused += [NotTaken(number, NO_HEADINGS) for number in waiting]
    found.said = [*said, *_joined(found.said)]


def _joined(said: Iterable[Said]) -> list[Said]:
    """What stands in rows of their own, numerator here and denominator there, is one figure."""
    found: dict[tuple[object, ...], Said] = {}
    for n, one in enumerate(said):
        key = (one.key, one.period, one.identifier, one.area)
        earlier = found.get(key)
        is_rest = earlier is not None and earlier.row != one.row and not earlier.texts.keys() & one.texts.keys()
        if earlier is not None and is_rest:
            found[key] = replace(earlier, texts={**earlier.texts, **one.texts}, also=(*earlier.also, one.row))
        else:
            found[key if earlier is None else (*key, n)] = one
    return list(found.values())


def _layout(
    cells: Sequence[str],
    above: Sequence[str],
    below: Sequence[str],
    known: Mapping[str, int],
    by_hand: Mapping[str, str],
) -> Layout | None:
    roles: dict[str, int] = {}
    indicators: dict[int, int] = {}
    wider: list[int] = []
    names = {name: role for role, each in NAMES.items() for name in each}
    for at, cell in enumerate(cells):
        folded = _folded(cell)
        said = by_hand.get(folded, "")
        role = said if said in ROLES else "" if said else names.get(folded, "")
        if role == "wider_area":
            wider.append(at)
        elif role and role not in roles:
            roles[role] = at
        elif (key := known.get(_folded(said) if said else folded)) is not None:
            indicators[at] = key
    _settle(roles)
    names_indicator = "code" in roles or "title" in roles
    if "period" in roles and names_indicator and roles.keys() & {"value", "numerator"}:
        return Layout(roles, wider=wider)
    if names_indicator and "period" not in roles:
        own = {at for role, at in roles.items() if role not in COUNTS}
        if two := _two_rows(cells, below, own):
            return Layout(roles, periods=two, wider=wider, rows=2)
        periods = _periods(cells, above)
        if len(periods) > 1 or (periods and len([cell for cell in cells if cell]) <= 3):
            return Layout(roles, periods=periods, wider=wider)
    # A row that gives a year or a number names no columns, whatever its words are.
    gives = any(is_period(cell) or _is_number(cell) for cell in cells if cell)
    if "period" in roles and indicators and not names_indicator and not gives:
        return Layout(roles, indicators=indicators, wider=wider)
    return None


def _settle(roles: dict[str, int]) -> None:
    """A year alone is the period; what is called measure is the indicator where nothing else is."""
    if "year" in roles and "period" not in roles:
        roles["period"] = roles.pop("year")
    if "kind" in roles and "code" not in roles and "title" not in roles:
        roles["title"] = roles.pop("kind")


def _periods(cells: Sequence[str], above: Sequence[str]) -> dict[int, tuple[str, str]]:
    """By column; where the quarters stand below a year that is merged over them, with that year."""
    found: dict[int, tuple[str, str]] = {}
    year = ""
    for at, cell in enumerate(cells):
        year = above[at] if at < len(above) and above[at] else year
        if cell and (said := _period_of(cell) or _period_of(f"{cell} {year}")):
            found[at] = said
    return found


def _two_rows(cells: Sequence[str], below: Sequence[str], own: set[int]) -> dict[int, tuple[str, str]]:
    """Where the row below only says more of the periods merged above it: their quarters, or counts and values."""
    if any(at < len(below) and below[at].strip() for at in own):
        return {}
    found: dict[int, tuple[str, str]] = {}
    top = ""
    for at in range(max(len(cells), len(below))):
        top = cells[at] if at < len(cells) and cells[at] and at not in own else top
        cell = below[at] if at < len(below) else ""
        if not cell or not top:
            continue
        if kind := _kind_of(cell):
            said = _period_of(top)
            said = (said[0], kind) if said else None
        else:
            said = _period_of(f"{cell} {top}") if not _is_number(cell) else None
        if said is None:
            return {}
        found[at] = said
    return found


def _period_of(text: str) -> tuple[str, str] | None:
    """With what is given of it: Q1 2023/24 numerator."""
    if is_period(text):
        return text, "value"
    match = _ENDS.match(" ".join(text.split())) if len(text) <= LONGEST_HEADING else None
    if match and (kind := _kind_of(match["kind"])) and is_period(match["period"]):
        return match["period"], kind
    return None


def _kind_of(text: str) -> str:
    folded = _folded(text)
    return next((kind for kind, names in OF_A_FIGURE.items() if folded in names), "")


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").strip(" %-").isdigit()


def _over(cells: Sequence[str], below: Sequence[str]) -> list[str]:
    """What each column is called; of two rows by what is merged above it and what stands below."""
    called, top = [], ""
    for at in range(max(len(cells), len(below))):
        top = cells[at] if at < len(cells) and cells[at] else top if below else ""
        called.append(f"{top} {below[at] if at < len(below) else ''}".strip())
    return called


def _take(number: int, cells: Sequence[str], layout: Layout, known: Mapping[str, int], found: Found) -> None:
    two = next((at for at, text in enumerate(cells) if at in layout.of_figures and is_two_numbers(text)), None)
    if two is not None:
        called = layout.headings[two] if two < len(layout.headings) else ""
        found.refused.append(NotTaken(number, TWO_IN_ONE.format(called, cells[two].strip()[:40])))
        return

    def cell(role: str) -> str:
        at = layout.roles.get(role)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    area = cell("area") or next((cells[at] for at in layout.wider if at < len(cells) and cells[at]), "")
    period = _in_its_year(cell("period"), cell("year"))
    common: dict[str, Any] = {"identifier": cell("identifier"), "area": area, "commentary": cell("commentary")}
    if layout.indicators:
        for at, own in layout.indicators.items():
            text = cells[at] if at < len(cells) else ""
            found.said.append(Said(number, own, period, texts={"value": _symbol(text)}, **common))
        return
    code, title = cell("code"), cell("title")
    key = known.get(_folded(code)) if code else None
    if key is None:
        key = known.get(_folded(title)) if title else None
    if key is None:
        called = code or title
        found.refused.append(NotTaken(number, f"{NO_INDICATOR}: “{called[:80]}”." if called else f"{NO_INDICATOR}."))
        return
    kind = _kind_of(cell("kind"))
    if layout.periods:
        by_period: dict[str, dict[str, str]] = {}
        for at, (named, of) in layout.periods.items():
            text = cells[at] if at < len(cells) else ""
            by_period.setdefault(named, {})[kind if kind and of == "value" else of] = _symbol(text)
        found.said += [Said(number, key, named, texts=texts, **common) for named, texts in by_period.items()]
        return
    texts = {role: _symbol(cell(role)) for role in COUNTS if role in layout.roles}
    if kind and texts.keys() == {"value"}:
        texts = {kind: texts["value"]}
    found.said.append(Said(number, key, period, texts=texts, **common))


def _in_its_year(period: str, year: str) -> str:
    """Where the year stands in a column of its own: Q1 or 1 of 2023/24."""
    if not year or is_period(period):
        return period
    return f"Q{period} {year}" if period in {"1", "2", "3", "4"} else f"{period} {year}"


def _symbol(text: str) -> str:
    """What is said in words by its symbol, and thousands without the spaces between them."""
    written = text.strip()
    if match := _SPACED.fullmatch(written):
        return "".join(match[1].split()) + (match[2] or "") + (match[3] or "")
    return WORDS.get(_folded(written).strip(" .()[]"), text)


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
