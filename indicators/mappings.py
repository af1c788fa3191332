"""How published files are read, in words: for the log, and for two people who change it at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.analysis.figures import FigureState
from indicators.models import BenchmarkMapping, Indicator, MappingLine
from indicators.sheets.benchmarks import ROLES

LINES = "lines"


@dataclass(frozen=True, slots=True)
class LineSaid:
    """Where one indicator's figures stand, as somebody says it."""

    indicator: Indicator
    value_column: str
    numerator_column: str = ""
    denominator_column: str = ""
    where_column: str = ""
    where_value: str = ""
    also_where: Sequence[tuple[str, str]] = ()


def told_of(mapping: BenchmarkMapping, lines: Iterable[LineSaid] | None = None) -> dict[str, str]:
    """All that it says, part by part; with other ``lines`` than those that are saved."""
    of_lines = mapping.lines.select_related("indicator") if lines is None else lines
    return {
        "name": mapping.name,
        "source": mapping.source,
        "licence": mapping.licence,
        "frequency": str(mapping.get_frequency_display()),
        "sheet": mapping.sheet,
        "year_said": str(mapping.get_year_said_display()),
        "columns": columns_told(mapping.columns),
        "symbols": symbols_told(mapping.symbols),
        LINES: lines_told(of_lines),
    }


def columns_told(columns: Mapping[str, str]) -> str:
    return "\n".join(f"{ROLES[role][0]}: {columns[role]}" for role in ROLES if columns.get(role))


def symbols_told(symbols: Mapping[str, str]) -> str:
    return "\n".join(f"{symbol}: {FigureState(state).label}" for symbol, state in sorted(symbols.items()) if symbol)


def lines_told(lines: Iterable[LineSaid | MappingLine]) -> str:
    """One a line, in the order of their codes."""
    return "\n".join(sorted(map(_line_told, lines)))


def _line_told(line: LineSaid | MappingLine) -> str:
    counts = f", {line.numerator_column} of {line.denominator_column}" if line.numerator_column else ""
    first = [(line.where_column, line.where_value)] if line.where_column else []
    wheres = " and ".join(f"{column} is {word}" for column, word in [*first, *line.also_where])
    return f"{line.indicator.code}: {line.value_column}{counts}{f', where {wheres}' if wheres else ''}"
