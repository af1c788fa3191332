"""What follows from a figure's parts. Pure."""

from decimal import Decimal

from indicators.analysis.derive import derive
from indicators.analysis.units import Unit


def value_of(
    numerator: Decimal | None, denominator: Decimal | None, value: Decimal | None, *, unit: str, places: int
) -> Decimal | None:
    """The value as typed, or worked out from its counts; never both."""
    if value is not None or numerator is None:
        return value
    if unit == Unit.NUMBER:
        return numerator
    return derive(numerator, denominator, Unit(unit).multiplier, places)
