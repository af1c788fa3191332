"""Figures out of a table of any shape: a row for each, a column for each indicator, or a column for each period. Pure.

Every row below a heading row is counted, and makes figures or is refused in a sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lscb.core.periods import PeriodError, YearKind, parse_period

NAMES: Mapping[str, tuple[str, ...]] = {
    "period": ("period", "time period", "quarter", "reporting period", "period ending", "month", "year", "date"),
    "identifier": ("time identifier",),
    "code": ("code", "indicator code", "measure code", "indicator id", "ref", "reference"),
    "title": ("indicator", "indicator name", "indicator title", "title"),
    "area": ("area name", "la name", "local authority", "agency", "organisation", "supplier", "area", "place"),
    "wider_area": ("region name", "country name"),
    "numerator": ("numerator",),
    "denominator": ("denominator",),
    "value": ("value", "figure"),
    "commentary": ("commentary", "comment", "comments"),
}
ROLES = frozenset(NAMES)
NO_HEADINGS = "Nothing above it names the columns: a period, an indicator, and a figure."
NO_INDICATOR = "It names no indicator of this data set"
YEAR_OF_ANY = (YearKind.APRIL, YearKind.SEPTEMBER, YearKind.CALENDAR)


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
    """What each column holds: a role; an indicator; or a period."""

    roles: Mapping[str, int]
    indicators: Mapping[int, int] = field(default_factory=dict)
    periods: Mapping[int, str] = field(default_factory=dict)
    wider: Sequence[int] = ()


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
    for number, cells in rows:
        heading = _layout(cells, above, known, by_hand)
        above = cells
        if heading is not None:
            if layout is None and waiting:
                found.notes.append(f"What stands above row {number}, which names the columns, was passed over.")
            layout, waiting = heading, []
        elif layout is None:
            waiting.append(number)
        else:
            found.rows.append(number)
            _take(number, cells, layout, known, found)
    found.rows += waiting
    found.refused += [NotTaken(number, NO_HEADINGS) for number in waiting]


def _layout(
    cells: Sequence[str], above: Sequence[str], known: Mapping[str, int], by_hand: Mapping[str, str]
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
    names_indicator = "code" in roles or "title" in roles
    if "period" in roles and names_indicator and roles.keys() & {"value", "numerator"}:
        return Layout(roles, wider=wider)
    periods = _periods(cells, above) if names_indicator and "period" not in roles else {}
    if len(periods) > 1 or (periods and len([cell for cell in cells if cell]) <= 3):
        return Layout(roles, periods=periods, wider=wider)
    if "period" in roles and indicators and not names_indicator:
        return Layout(roles, indicators=indicators, wider=wider)
    return None


def _periods(cells: Sequence[str], above: Sequence[str]) -> dict[int, str]:
    """By column; where the quarters stand below a year that is merged over them, with that year."""
    found: dict[int, str] = {}
    year = ""
    for at, cell in enumerate(cells):
        year = above[at] if at < len(above) and above[at] else year
        if not cell:
            continue
        for written in (cell, f"{cell} {year}"):
            if _is_period(written):
                found[at] = written
                break
    return found


def _is_period(text: str) -> bool:
    words = " ".join(text.split()).replace("Quarter ", "Q").replace("quarter ", "Q").replace("Qtr ", "Q")
    for years in YEAR_OF_ANY:
        try:
            parse_period(words, years)
        except PeriodError:
            continue
        return True
    return False


def _take(number: int, cells: Sequence[str], layout: Layout, known: Mapping[str, int], found: Found) -> None:
    def cell(role: str) -> str:
        at = layout.roles.get(role)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    area = cell("area") or next((cells[at] for at in layout.wider if at < len(cells) and cells[at]), "")
    common = {"identifier": cell("identifier"), "area": area, "commentary": cell("commentary")}
    if layout.indicators:
        for at, own in layout.indicators.items():
            text = cells[at] if at < len(cells) else ""
            found.said.append(Said(number, own, cell("period"), texts={"value": text}, **common))
        return
    code, title = cell("code"), cell("title")
    key = known.get(_folded(code)) if code else None
    if key is None:
        key = known.get(_folded(title)) if title else None
    if key is None:
        called = code or title
        found.refused.append(NotTaken(number, f"{NO_INDICATOR}: “{called[:80]}”." if called else f"{NO_INDICATOR}."))
        return
    if layout.periods:
        for at, period in layout.periods.items():
            text = cells[at] if at < len(cells) else ""
            found.said.append(Said(number, key, period, texts={"value": text}, **common))
        return
    texts = {role: cell(role) for role in ("numerator", "denominator", "value") if role in layout.roles}
    found.said.append(Said(number, key, cell("period"), texts=texts, **common))


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
