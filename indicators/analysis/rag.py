"""A value against its target, in words; shape and colour are the template's."""

from decimal import Decimal
from enum import StrEnum


class Polarity(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"

    @property
    def label(self) -> str:
        return {
            Polarity.HIGHER: "Higher is better",
            Polarity.LOWER: "Lower is better",
            Polarity.NEITHER: "Neither higher nor lower is better",
        }[self]


class Rating(StrEnum):
    MET = "met"
    NEAR = "near"
    NOT_MET = "not_met"
    NONE = "none"

    @property
    def label(self) -> str:
        return {
            Rating.MET: "Target met",
            Rating.NEAR: "Within tolerance",
            Rating.NOT_MET: "Target not met",
            Rating.NONE: "No target",
        }[self]


def rate(value: Decimal | None, target: Decimal | None, tolerance: Decimal | None, polarity: str) -> Rating:
    """Met on the target itself; near while short of it by no more than the tolerance, in the value's own unit."""
    if value is None or target is None or polarity == Polarity.NEITHER:
        return Rating.NONE
    shortfall = target - value if polarity == Polarity.HIGHER else value - target
    if shortfall <= 0:
        return Rating.MET
    return Rating.NEAR if shortfall <= (tolerance or 0) else Rating.NOT_MET
