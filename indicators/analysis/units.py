"""What a figure is measured in, and how it is written."""

from decimal import Decimal
from enum import StrEnum

from lscb.core.numbers import write_number


class Unit(StrEnum):
    NUMBER = "number"
    PERCENTAGE = "percentage"
    RATE_PER_1000 = "rate_per_1000"
    RATE_PER_10000 = "rate_per_10000"
    RATE_PER_100000 = "rate_per_100000"
    RATIO = "ratio"
    DAYS = "days"
    AVERAGE = "average"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def multiplier(self) -> int | None:
        """What numerator over denominator is multiplied by; None for a plain count, which has no denominator."""
        return _MULTIPLIERS.get(self)

    @property
    def is_of_a_population(self) -> bool:
        """Out of those who live there: the same people in every period."""
        return self in {Unit.RATE_PER_1000, Unit.RATE_PER_10000, Unit.RATE_PER_100000}

    @property
    def suffix(self) -> str:
        """What follows the number, with its own space."""
        return _SUFFIXES.get(self, "")


_LABELS = {
    Unit.NUMBER: "Number",
    Unit.PERCENTAGE: "Percentage",
    Unit.RATE_PER_1000: "Rate per 1,000",
    Unit.RATE_PER_10000: "Rate per 10,000",
    Unit.RATE_PER_100000: "Rate per 100,000",
    Unit.RATIO: "Ratio",
    Unit.DAYS: "Days",
    Unit.AVERAGE: "Average or score",
}

# Days are an average when they come from two numbers: total days over children.
_MULTIPLIERS = {
    Unit.PERCENTAGE: 100,
    Unit.RATE_PER_1000: 1_000,
    Unit.RATE_PER_10000: 10_000,
    Unit.RATE_PER_100000: 100_000,
    Unit.RATIO: 1,
    Unit.DAYS: 1,
    Unit.AVERAGE: 1,
}

_SUFFIXES = {
    Unit.PERCENTAGE: "%",
    Unit.RATE_PER_1000: " per 1,000",
    Unit.RATE_PER_10000: " per 10,000",
    Unit.RATE_PER_100000: " per 100,000",
    Unit.DAYS: " days",
}


def format_value(value: Decimal | None, unit: str, places: int = 0) -> str:
    """63% or 45.0 per 10,000, as the definition's decimals say; an em dash for nothing."""
    if value is None:
        return "—"
    number = write_number(value, places)
    if unit == Unit.DAYS and number == "1":
        return "1 day"
    return number + Unit(unit).suffix
