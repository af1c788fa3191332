"""A figure read from text: a number, or the reason why there is none. Never a nought made up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lscb.core.numbers import MINUS, round_half_up

__all__ = [
    "DFE_SYMBOLS",
    "SYMBOLS",
    "Figure",
    "FigureError",
    "FigureState",
    "parse_figure",
    "round_half_up",
]

# Wider than any published figure, and ten thousand times it still fits the database's fourteen whole digits:
# a rate over a denominator of 1. What spreadsheets add after the point is kept, not refused.
MAX_WHOLE_DIGITS = 10
MAX_DECIMALS = 20


class FigureState(StrEnum):
    GIVEN = "given"
    NOT_SUPPLIED = "not_supplied"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    UNRELIABLE = "unreliable"
    LOW = "low"

    @property
    def label(self) -> str:
        return _STATE_LABELS[self]


_STATE_LABELS = {
    FigureState.GIVEN: "Given",
    FigureState.NOT_SUPPLIED: "Not supplied",
    FigureState.SUPPRESSED: "Suppressed to protect small numbers",
    FigureState.NOT_APPLICABLE: "Not applicable",
    FigureState.NOT_AVAILABLE: "Not available",
    FigureState.UNRELIABLE: "Too unreliable to give",
    FigureState.LOW: "Rounds to nought, but is not nought",
}


class FigureError(ValueError):
    """What was written is neither a number nor a known symbol; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Figure:
    value: Decimal | None
    state: FigureState


DFE_SYMBOLS: Mapping[str, FigureState] = {
    "": FigureState.NOT_SUPPLIED,
    "-": FigureState.NOT_SUPPLIED,
    "c": FigureState.SUPPRESSED,
    "*": FigureState.SUPPRESSED,
    "x": FigureState.NOT_AVAILABLE,
    ":": FigureState.NOT_AVAILABLE,
    "..": FigureState.NOT_AVAILABLE,
    "z": FigureState.NOT_APPLICABLE,
    "u": FigureState.UNRELIABLE,
    "low": FigureState.LOW,
}

# Symbols belong to their source: until about 2018 the Department wrote "x" for what it now writes "c".
_X_SUPPRESSED: Mapping[str, FigureState] = {**DFE_SYMBOLS, "x": FigureState.SUPPRESSED}

SYMBOLS: Mapping[str, Mapping[str, FigureState]] = {
    "dfe": DFE_SYMBOLS,
    "sfr34_2015": _X_SUPPRESSED,
    "sfr12_2017": {**_X_SUPPRESSED, ".": FigureState.NOT_APPLICABLE},
}

_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.([0-9]+))?\s?%?")
_ONE = r"[+-]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,20})?\s?%?"
_TWO = re.compile(rf"{_ONE}\s?[(\[/|]\s?{_ONE}\s?[)\]]?")
TWO_NUMBERS = "“{}” is two numbers in one. Give the count and the percentage a place of their own."
_IN_BRACKETS = re.compile(r"^\[([a-z]+)\]$", re.IGNORECASE)  # "[c]", as government statistics may write "c"
_FEWER_THAN = re.compile(r"<\s?[0-9]{1,3}")
_AROUND = " \t\r\n\f\v\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
_DASHES = str.maketrans({MINUS: "-", "\N{EN DASH}": "-", "\N{EM DASH}": "-"})


def parse_figure(text: str, symbols: Mapping[str, FigureState] = DFE_SYMBOLS) -> Figure:
    """Read what a person typed or a file holds; refuse with a sentence what cannot be read with certainty."""
    written = text.strip(_AROUND).translate(_DASHES)
    symbol = _IN_BRACKETS.sub(r"\1", written).lower()
    if symbol in symbols:
        return Figure(None, symbols[symbol])
    if _FEWER_THAN.fullmatch(written):
        return Figure(None, FigureState.SUPPRESSED)
    return Figure(_read_number(written), FigureState.GIVEN)


def is_two_numbers(text: str) -> bool:
    """A count with its percentage in one cell, such as 1717 (5%): which of the two is meant is never guessed."""
    written = text.strip(_AROUND).translate(_DASHES)
    return "%" in written and _TWO.fullmatch(written) is not None


def _read_number(written: str) -> Decimal:
    match = _NUMBER.fullmatch(written)
    if match is None and is_two_numbers(written):
        raise FigureError(TWO_NUMBERS.format(written))
    if match is None or not (match[2] or match[3]):
        raise FigureError("Enter a number in figures, such as 1,204 or 63.5.")
    sign, whole, decimals = match[1], (match[2] or "0").replace(",", ""), match[3] or ""
    if len(whole) > MAX_WHOLE_DIGITS:
        raise FigureError(f"Enter a number of at most {MAX_WHOLE_DIGITS} digits before the decimal point.")
    if len(decimals) > MAX_DECIMALS:
        raise FigureError(f"Enter a number of at most {MAX_DECIMALS} digits after the decimal point.")
    value = Decimal(f"{sign}{whole}.{decimals}")
    return value if value else value.copy_abs()
