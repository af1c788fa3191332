"""Centre line and limits of one run of points. Exact fractions: a point on a limit is on it, not a hair beyond."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Number = Decimal | Fraction | float | int

# Of the average moving range: where the limits are, and beyond what a moving range says nothing about usual movement.
LIMIT = Fraction("2.66")
NEAR = LIMIT * 2 / 3
OUTLIER = Fraction("3.267")
# As many as every binary number is sure to keep; what stands after them was left by arithmetic, and says nothing.
FLOAT_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Limits:
    """``movement`` is the average moving range; None where none is left to average."""

    centre: Fraction
    movement: Fraction | None

    def side(self, value: Fraction) -> int:
        """1 above the centre line, -1 below it, 0 on it."""
        return (value > self.centre) - (value < self.centre)

    def is_outside(self, value: Fraction) -> bool:
        return self.movement is not None and abs(value - self.centre) > LIMIT * self.movement

    def is_near(self, value: Fraction) -> bool:
        """Beyond two thirds of the way to a limit, and not outside it."""
        if self.movement is None or self.is_outside(value):
            return False
        return abs(value - self.centre) > NEAR * self.movement

    @property
    def lower(self) -> Fraction | None:
        return None if self.movement is None else self.centre - LIMIT * self.movement

    @property
    def upper(self) -> Fraction | None:
        return None if self.movement is None else self.centre + LIMIT * self.movement


def limits_of(baseline: Sequence[Fraction], *, screen_outliers: bool) -> Limits:
    """From at least one point; moving ranges that stand out are left out of their average, once."""
    moves = [abs(after - before) for before, after in itertools.pairwise(baseline)]
    if screen_outliers and moves:
        usual = OUTLIER * mean(moves)
        moves = [move for move in moves if move < usual]
    return Limits(mean(baseline), mean(moves) if moves else None)


def mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def exact(number: Number) -> Fraction:
    """What was written: 0.1 is a tenth, not the nearest binary number to it, and 0.1 + 0.2 is what 0.3 is."""
    if not math.isfinite(number):
        raise ValueError("A figure is a finite number, or None where there is none")
    return Fraction(f"{number:.{FLOAT_DIGITS}g}") if isinstance(number, float) else Fraction(number)
