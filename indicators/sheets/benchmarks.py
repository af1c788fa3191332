"""A published file of many places, read by what was said once of its columns and symbols. Pure.

Every row below the heading row is said: it gives figures, is about something else, or is refused in a sentence.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.analysis.figures import Figure as Reading
from indicators.analysis.figures import FigureError, FigureState, parse_figure
from indicators.sheets.figures import NotTaken
from indicators.sheets.reading import SheetError

ONS_CODE = re.compile(r"[EWSNKJ][0-9]{8}")
OLD_CODE = re.compile(r"[0-9]{3}")
LEVELS = ("authority", "region", "country")
ENGLAND = "E92000001"

# What a column may hold, in the words of the page that asks; beside each, how published files call it.
ROLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "period": ("Period", ("time period", "period", "year", "reporting period")),
    "identifier": ("What kind of year it is", ("time identifier",)),
    "authority_code": ("Code of the place", ("new la code", "area code", "la code", "ons code", "code")),
    "authority_name": ("Name of the place", ("la name", "area name", "local authority", "area")),
    "authority_old_code": ("Three-figure code", ("old la code", "la number", "la num")),
    "region_code": ("Code of its region", ("region code",)),
    "region_name": ("Name of its region", ("region name", "region")),
    "country_code": ("Code of the country", ("country code",)),
    "country_name": ("Name of the country", ("country name", "country")),
}
NO_HEADINGS = "Nothing above it names the columns that this mapping asks for."
NO_PERIOD = "It names no period."
NO_PLACE = "It names no place."
OTHERWISE = "It is about something else: {} is “{}”."
EMPTY = "No column that is asked for has anything in it."


@dataclass(frozen=True, slots=True)
class Line:
    """Where one indicator stands: the column of its value, and in which rows."""

    key: int
    value: str
    numerator: str = ""
    denominator: str = ""
    where: tuple[str, str] = ("", "")

    @property
    def headings(self) -> list[str]:
        return [name for name in (self.value, self.numerator, self.denominator, self.where[0]) if name]


@dataclass(frozen=True, slots=True)
class Plan:
    columns: Mapping[str, str]
    lines: Sequence[Line]
    symbols: Mapping[str, FigureState]

    @property
    def headings(self) -> list[str]:
        said = [heading for role, heading in self.columns.items() if role in ROLES and heading]
        return list(dict.fromkeys([*said, *(name for line in self.lines for name in line.headings)]))


@dataclass(frozen=True, slots=True)
class Place:
    """As the file names it. ``region``: code and name of the region that an authority lies in."""

    kind: str
    code: str = ""
    name: str = ""
    old_code: str = ""
    region: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Said:
    row: int
    key: int
    place: Place
    period: str
    identifier: str
    figure: Reading
    symbol: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(slots=True)
class Found:
    rows: list[int] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    left_out: list[NotTaken] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


Rows = Sequence[tuple[int, Sequence[str]]]


def headings_of(tables: Iterable[Rows]) -> tuple[str, ...]:
    """The first row that could name the columns of a long file: as many words as it has columns, and no number."""
    for rows in tables:
        widest = max((len([cell for cell in cells if cell]) for _, cells in rows), default=0)
        for _number, cells in rows:
            named = [cell for cell in cells if cell]
            if len(named) * 4 >= widest * 3 and len(named) > 1 and not any(_is_number(cell) for cell in named):
                return tuple(cells)
    return ()


def recognised(headings: Iterable[str]) -> dict[str, str]:
    """Which column holds what, by the names that published files give them."""
    named = {folded(heading): heading for heading in headings if heading}
    found: dict[str, str] = {}
    for role, (_label, names) in ROLES.items():
        heading = next((named[name] for name in names if name in named), "")
        if heading and heading not in found.values():
            found[role] = heading
    return found


def benchmarks_in(tables: Iterable[Rows], plan: Plan) -> Found:
    found, has_headings = Found(), False
    missing = [folded(name) for name in plan.headings]
    for rows in tables:
        start = next((at for at, (_, cells) in enumerate(rows) if _names(cells, plan)), None)
        if start is None:
            for _, cells in rows:
                missing = [name for name in missing if name not in map(folded, cells)]
            found.rows += [number for number, _ in rows]
            found.refused += [NotTaken(number, NO_HEADINGS) for number, _ in rows]
            continue
        has_headings = True
        if start:
            found.notes.append(f"What stands above row {rows[start][0]}, which names the columns, was passed over.")
        reader = _Reader(rows[start][1], plan, found)
        for number, cells in rows[start + 1 :]:
            found.rows.append(number)
            reader.take(number, cells)
    if not has_headings:
        named = ", ".join(f"“{name}”" for name in plan.headings if folded(name) in missing) or "in one row"
        raise SheetError(f"This mapping does not fit the file: it asks for a column called {named}.")
    return found


def folded(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


def _names(cells: Sequence[str], plan: Plan) -> bool:
    named = {folded(cell) for cell in cells}
    return all(folded(heading) in named for heading in plan.headings)


class _Reader:
    """The rows below one heading row."""

    def __init__(self, headings: Sequence[str], plan: Plan, found: Found) -> None:
        self.plan, self.found = plan, found
        self.at: dict[str, int] = {}
        for place, heading in enumerate(headings):
            self.at.setdefault(folded(heading), place)

    def take(self, number: int, cells: Sequence[str]) -> None:
        lines = [line for line in self.plan.lines if self._is_about(line, cells)]
        if not lines:
            column = next((line.where[0] for line in self.plan.lines if line.where[0]), "")
            self.found.left_out.append(NotTaken(number, OTHERWISE.format(column, self._cell(column, cells))))
            return
        period, place = self._of("period", cells), self._place(cells)
        if not period or place is None:
            self.found.refused.append(NotTaken(number, NO_PLACE if period else NO_PERIOD))
            return
        said = len(self.found.said)
        refused = len(self.found.refused)
        for line in lines:
            self._read(number, cells, line, place, period)
        if (said, refused) == (len(self.found.said), len(self.found.refused)):
            self.found.left_out.append(NotTaken(number, EMPTY))

    def _read(self, number: int, cells: Sequence[str], line: Line, place: Place, period: str) -> None:
        text = self._cell(line.value, cells)
        try:
            figure = parse_figure(text, self.plan.symbols)
        except FigureError:
            reason = f"{line.value}: “{text[:40]}” is neither a number nor a symbol that the mapping knows."
            self.found.refused.append(NotTaken(number, reason))
            return
        if not text:
            return
        over, under = (self._count(name, cells) for name in (line.numerator, line.denominator))
        if over is None or under is None:
            over = under = None
        self.found.said.append(
            Said(
                row=number,
                key=line.key,
                place=place,
                period=period,
                identifier=self._of("identifier", cells),
                figure=figure,
                symbol="" if figure.value is not None else text,
                numerator=over,
                denominator=under,
            )
        )

    def _count(self, name: str, cells: Sequence[str]) -> Decimal | None:
        """A count that is kept back leaves the value as it was published."""
        try:
            return parse_figure(self._cell(name, cells), self.plan.symbols).value if name else None
        except FigureError:
            return None

    def _is_about(self, line: Line, cells: Sequence[str]) -> bool:
        column, wanted = line.where
        return not column or folded(self._cell(column, cells)) == folded(wanted)

    def _place(self, cells: Sequence[str]) -> Place | None:
        """The narrowest that the row names. A symbol in the place of a code or name names nothing."""
        region = self._coded("region", cells)
        for level in LEVELS:
            code, name = self._coded(level, cells)
            old = self._of("authority_old_code", cells) if level == "authority" else ""
            old = old if OLD_CODE.fullmatch(old) else ""
            if code or name or old:
                kind = kind_of(code) if code else "country" if name.casefold() == "england" else level
                return Place(kind, code, name, old, region if kind == "authority" else ("", ""))
        return None

    def _coded(self, level: str, cells: Sequence[str]) -> tuple[str, str]:
        code, name = self._of(f"{level}_code", cells).upper(), self._of(f"{level}_name", cells)
        return (code if ONS_CODE.fullmatch(code) else ""), ("" if name.casefold() in self.plan.symbols else name)

    def _of(self, role: str, cells: Sequence[str]) -> str:
        return self._cell(self.plan.columns.get(role, ""), cells)

    def _cell(self, heading: str, cells: Sequence[str]) -> str:
        at = self.at.get(folded(heading)) if heading else None
        return cells[at].strip() if at is not None and at < len(cells) else ""


def kind_of(code: str) -> str:
    """By the letters and figures that a code begins with: E92 is England, E12 and E13 are regions."""
    if (code[1:3] in {"92", "02", "03", "04"} and code[0] != "E") or code == ENGLAND:
        return "country"
    return "region" if code[:3] in {"E12", "E13"} else "authority"


def _is_number(text: str) -> bool:
    try:
        return parse_figure(text, {}).value is not None
    except FigureError:
        return False
