"""A vertical axis whose ticks are round numbers: ones, twos and fives."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

WHOLE = Decimal(100)
INTERVALS = 4


@dataclass(frozen=True, slots=True)
class Axis:
    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> list[Decimal]:
        return [self.low + self.step * count for count in range(int((self.high - self.low) / self.step) + 1)]

    @property
    def decimals(self) -> int:
        return max(0, -int(self.step.normalize().as_tuple().exponent))

    def share(self, value: Decimal) -> float:
        """How far up the axis a value lies, from 0 to 1."""
        return float((value - self.low) / (self.high - self.low))


def nice_axis(values: Sequence[Decimal], *, decimals: int, is_percentage: bool) -> Axis | None:
    """Room for every value, and no tick finer than the figures themselves; None when there is nothing to measure."""
    if not values:
        return None
    low, high = _room(min(values), max(values), is_percentage=is_percentage)
    step = nice_step((high - low) / INTERVALS, finest=Decimal(1).scaleb(-decimals))
    bottom = (low / step).to_integral_value(ROUND_FLOOR) * step
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    return Axis(bottom, max(top, bottom + step), step)


def tight_axis(values: Sequence[Decimal]) -> Axis | None:
    """Lowest to highest and no more, for a spark line without ticks."""
    if not values:
        return None
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    return Axis(low, high, high - low)


def nice_step(at_least: Decimal, *, finest: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, 50 … (and tenths of them) that is wide enough."""
    if at_least <= finest:
        return finest
    power = Decimal(1).scaleb(at_least.adjusted())
    return next(power * count for count in (1, 2, 5, 10) if power * count >= at_least)


def _room(low: Decimal, high: Decimal, *, is_percentage: bool) -> tuple[Decimal, Decimal]:
    """A level line gets air on both sides; an axis that nearly reaches nought reaches it."""
    if low == high:
        air = abs(low) / 10 or Decimal(1)
        ceiling = WHOLE if is_percentage and high <= WHOLE else high + air
        return (max(low - air, Decimal(0)) if low >= 0 else low - air), min(high + air, ceiling)
    if 0 < low <= (high - low) / 2:
        return Decimal(0), high
    return low, high
