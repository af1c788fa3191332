"""Series that limits say little or nothing about: not coloured, and why."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from indicators.analysis.spc.limits import Limits

ENOUGH_TO_TRUST = 12
# Of four points none can be outside limits made from the same four, nor two of three near them.
ENOUGH_TO_JUDGE = 5
SMALL = 5


class Caution(StrEnum):
    TOO_FEW = "too few to judge"
    CONSTANT = "constant series"
    MOSTLY_ZERO = "mostly zero"
    UNDER_FIVE = "under five"
    TRIAL_LIMITS = "trial limits"

    @property
    def is_uncoloured(self) -> bool:
        """Whether nothing is marked as special. Trial limits are shown as they are."""
        return self is not Caution.TRIAL_LIMITS

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    Caution.TOO_FEW: f"There are fewer than {ENOUGH_TO_JUDGE} figures: too few to judge what is usual.",
    Caution.CONSTANT: "The figure hardly ever changes, so there is no usual movement to judge it by.",
    Caution.MOSTLY_ZERO: "Most of the figures are 0. Limits say nothing about events as rare as this.",
    Caution.UNDER_FIVE: "Every count is under five. Limits say nothing about counts as small as this.",
    Caution.TRIAL_LIMITS: f"Trial limits: they are made from fewer than {ENOUGH_TO_TRUST} figures and will move.",
}


def caution_about(values: Sequence[Fraction], limits: Limits, *, baseline: int) -> Caution | None:
    """The gravest that applies to a run of points whose limits come from its first ``baseline``."""
    if baseline < ENOUGH_TO_JUDGE:
        return Caution.TOO_FEW
    if not limits.movement:
        return Caution.CONSTANT
    if 2 * sum(value == 0 for value in values) > len(values):
        return Caution.MOSTLY_ZERO
    if all(value.denominator == 1 and 0 <= value < SMALL for value in values):
        return Caution.UNDER_FIVE
    return Caution.TRIAL_LIMITS if baseline < ENOUGH_TO_TRUST else None
