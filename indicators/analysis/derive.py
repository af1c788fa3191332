"""Values made from two counts: worked out here, never typed twice."""

from decimal import Decimal

from indicators.analysis.units import Unit, format_value
from lscb.core.numbers import EXACT, round_half_up

__all__ = ["Unit", "derive", "format_value"]


def derive(
    numerator: Decimal | int | None,
    denominator: Decimal | int | None,
    unit_multiplier: Decimal | int | None,
    places: int = 1,
) -> Decimal | None:
    """Numerator over denominator, times the unit's multiplier, rounded once; None when it cannot be worked out."""
    if numerator is None or not denominator or unit_multiplier is None:
        return None
    value = EXACT.divide(EXACT.multiply(Decimal(numerator), Decimal(unit_multiplier)), Decimal(denominator))
    return round_half_up(value, places)
