"""A published file of many places, read by what was said once of its columns and symbols. Pure.

Every row below the heading row is said: it gives figures, is about something else, or is refused in a sentence.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.analysis.figures import Figure as Reading
from indicators.analysis.figures import FigureError, FigureState, is_two_numbers, parse_figure
from indicators.sheets.figures import TWO_IN_ONE, NotTaken
from indicators.sheets.headings import Rows, headings_of, levelled
from indicators.sheets.reading import SheetError

ONS_CODE = re.compile(r"[EWSNKJ][0-9]{8}")
OLD_CODE = re.compile(r"[0-9]{3}")
WORDS = re.compile(r"[^\W\d_][^\d]{2,60}")
FAR_LEFT = 4
LEVELS = ("authority", "region", "country")
ENGLAND = "E92000001"

# What a column may hold, in the words of the page that asks; beside each, how published files call it.
ROLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "period": ("Period", ("time period", "period", "year", "reporting period")),
    "identifier": ("What kind of year it is", ("time identifier",)),
    "authority_code": (
        "Code of the place",
        ("new la code", "area code", "la code", "ons code", "new geog code", "code"),
    ),
    "authority_name": ("Name of the place", ("la name", "area name", "local authority", "geog n", "la", "area")),
    "authority_old_code": ("Three-figure code", ("old la code", "la number", "la num", "geog c")),
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
OVER_SEVERAL = "Its columns are named by several rows, {} to {}, which were read as one."
NO_NUMBER = (
    "“{}” holds words, such as {}, and a number in none of its rows. A benchmark is a figure: choose another column."
)
NO_NUMBERS = (
    "It holds no numbers, only words. A benchmark is a figure that ours can stand beside: it cannot be kept here."
)


@dataclass(frozen=True, slots=True)
class Line:
    """Where one indicator stands: the column of its value, and in which rows."""

    key: int
    value: str
    numerator: str = ""
    denominator: str = ""
    where: Sequence[tuple[str, str]] = ()

    @property
    def headings(self) -> list[str]:
        return [
            name
            for name in (self.value, self.numerator, self.denominator, *(column for column, _ in self.where))
            if name
        ]


@dataclass(frozen=True, slots=True)
class Plan:
    columns: Mapping[str, str]
    lines: Sequence[Line]
    symbols: Mapping[str, FigureState]
    all_of: str = ""  # the period of every row, where no column names one

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


def recognised(tables: Iterable[Rows]) -> dict[str, str]:
    """Which column holds what, by the names that published files give them; codes and names of places by their look."""
    tables = list(tables)
    headings = headings_of(tables)
    named = {folded(heading): heading for heading in headings if heading}
    found: dict[str, str] = {}
    for role, (_label, names) in ROLES.items():
        heading = next((named[name] for name in names if name in named), "")
        if heading and heading not in found.values():
            found[role] = heading
    _by_their_look(tables, headings, found)
    return found


def _by_their_look(tables: Sequence[Rows], headings: Sequence[str], found: dict[str, str]) -> None:
    """On the left, where published tables name their places: a code, the shorter code beside it, a name."""
    free = [at for at, name in enumerate(headings[:FAR_LEFT]) if name and name not in found.values()]
    if "authority_code" not in found and (coded := [at for at in free if _looks(tables, at, headings, ONS_CODE)]):
        found["authority_code"] = headings[coded[0]]
    if "authority_code" in found and "authority_old_code" not in found:
        shorter = headings.index(found["authority_code"]) + 1
        if shorter in free and _looks(tables, shorter, headings, OLD_CODE):
            found["authority_old_code"] = headings[shorter]
    if not found.keys() & {"authority_name", "region_name", "country_name"}:
        free = [at for at in free if headings[at] not in found.values()]
        named = next((at for at in free if _looks(tables, at, headings, WORDS)), None)
        if named is not None:
            found["authority_name"] = headings[named]


def _looks(tables: Iterable[Rows], at: int, headings: Sequence[str], like: re.Pattern[str]) -> bool:
    """Two in three of what stands there, for notes stand below the figures."""
    cells = [row[at] for rows in tables for _, row in rows if at < len(row) and row[at] and row[at] != headings[at]]
    return len(cells) > 1 and sum(bool(like.fullmatch(cell)) for cell in cells) * 3 >= len(cells) * 2


def benchmarks_in(tables: Iterable[Rows], plan: Plan) -> Found:
    found, has_headings = Found(), False
    missing = [folded(name) for name in plan.headings]
    words = _Words(plan)
    for rows in tables:
        start = next((at for at, (_, cells) in enumerate(rows) if _names(cells, plan)), None)
        if start is None and (flat := levelled(rows)) and _names(flat[0][1], plan):
            last = max(number for number, _ in rows if number < flat[1][0])
            found.notes.append(OVER_SEVERAL.format(flat[0][0], last))
            rows, start = flat, 0
        if start is None:
            for _, cells in rows:
                missing = [name for name in missing if name not in map(folded, cells)]
            found.rows += [number for number, _ in rows]
            found.refused += [NotTaken(number, NO_HEADINGS) for number, _ in rows]
            continue
        has_headings = True
        if start:
            found.notes.append(f"What stands above row {rows[start][0]}, which names the columns, was passed over.")
        reader = _Reader(rows[start][1], plan, found, words)
        for number, cells in rows[start + 1 :]:
            found.rows.append(number)
            reader.take(number, cells)
    if not has_headings:
        named = ", ".join(f"“{name}”" for name in plan.headings if folded(name) in missing) or "in one row"
        raise SheetError(f"This mapping does not fit the file: it asks for a column called {named}.")
    words.refuse()
    # A row that is read once for each period among its headings is one row.
    found.rows = list(dict.fromkeys(found.rows))
    found.left_out, found.refused = list(dict.fromkeys(found.left_out)), list(dict.fromkeys(found.refused))
    return found


class _Words:
    """Of each column that figures were asked of: what stood there and was none, while nothing else did."""

    def __init__(self, plan: Plan) -> None:
        self.met: dict[str, list[str]] = {line.value: [] for line in plan.lines}

    def meet(self, column: str, text: str, *, is_figure: bool) -> None:
        if is_figure:
            self.met.pop(column, None)
        elif column in self.met and text not in self.met[column]:
            self.met[column].append(text)

    def refuse(self) -> None:
        for column, texts in self.met.items():
            if any(any(sign.isalpha() for sign in text) for text in texts):
                raise SheetError(NO_NUMBER.format(column, " and ".join(f"“{text[:40]}”" for text in texts[:2])))


def folded(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


def _names(cells: Sequence[str], plan: Plan) -> bool:
    named = {folded(cell) for cell in cells}
    return all(folded(heading) in named for heading in plan.headings)


class _Reader:
    """The rows below one heading row."""

    def __init__(self, headings: Sequence[str], plan: Plan, found: Found, words: _Words) -> None:
        self.plan, self.found, self.words = plan, found, words
        self.at: dict[str, int] = {}
        for place, heading in enumerate(headings):
            self.at.setdefault(folded(heading), place)

    def take(self, number: int, cells: Sequence[str]) -> None:
        lines = [line for line in self.plan.lines if self._unlike(line, cells) is None]
        if not lines:
            column = next((name for line in self.plan.lines if (name := self._unlike(line, cells))), "")
            self.found.left_out.append(NotTaken(number, OTHERWISE.format(column, self._cell(column, cells))))
            return
        if not any(self._cell(line.value, cells) for line in lines):
            self.found.left_out.append(NotTaken(number, EMPTY))
            return
        period = self._of("period", cells) if self.plan.columns.get("period") else self.plan.all_of
        place = self._place(cells)
        if not period or place is None:
            self.found.refused.append(NotTaken(number, NO_PLACE if period else NO_PERIOD))
            return
        for line in lines:
            self._read(number, cells, line, place, period)

    def _read(self, number: int, cells: Sequence[str], line: Line, place: Place, period: str) -> None:
        text = self._cell(line.value, cells)
        try:
            figure = parse_figure(text, self.plan.symbols)
        except FigureError:
            self.words.meet(line.value, text, is_figure=False)
            reason = f"{line.value}: “{text[:40]}” is neither a number nor a symbol that the mapping knows."
            if is_two_numbers(text):
                reason = TWO_IN_ONE.format(line.value, text[:40])
            self.found.refused.append(NotTaken(number, reason))
            return
        if not text:
            return
        self.words.meet(line.value, text, is_figure=True)
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

    def _unlike(self, line: Line, cells: Sequence[str]) -> str | None:
        """The first column that says that this row is about something else."""
        unlike = (column for column, wanted in line.where if folded(self._cell(column, cells)) != folded(wanted))
        return next(unlike, None)

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
