"""What a point says of the process, and the two icons a series is shown with."""

from enum import StrEnum
from fractions import Fraction

from indicators.analysis.spc.limits import Limits


class Improvement(StrEnum):
    INCREASE = "increase"
    DECREASE = "decrease"
    NEITHER = "neither"


class Kind(StrEnum):
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"
    COMMON = "common"


class Icon(StrEnum):
    """Of variation: the latest point's kind, and which way it points."""

    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"
    COMMON = "common"


class Assurance(StrEnum):
    PASS = "pass"  # noqa: S105  # what the icon is called
    FAIL = "fail"
    HIT_AND_MISS = "hit_and_miss"


def kind_of(way: int, improvement: Improvement) -> Kind:
    """``way`` is 1 for high, -1 for low and 0 for no special cause."""
    if way == 0:
        return Kind.COMMON
    if improvement is Improvement.NEITHER:
        return Kind.NEUTRAL_HIGH if way > 0 else Kind.NEUTRAL_LOW
    return Kind.IMPROVEMENT if (way > 0) == (improvement is Improvement.INCREASE) else Kind.CONCERN


def icon_of(kind: Kind, improvement: Improvement) -> Icon:
    if kind in {Kind.COMMON, Kind.NEUTRAL_HIGH, Kind.NEUTRAL_LOW}:
        return Icon(kind.value)
    is_high = (kind is Kind.IMPROVEMENT) == (improvement is Improvement.INCREASE)
    return Icon(f"{kind.value}_{'high' if is_high else 'low'}")


def assurance_of(target: Fraction | None, limits: Limits, improvement: Improvement) -> Assurance | None:
    """Whether the process as it is will meet the target: always, never, or by chance."""
    if target is None or limits.lower is None or limits.upper is None or improvement is Improvement.NEITHER:
        return None
    if limits.lower <= target <= limits.upper:
        return Assurance.HIT_AND_MISS
    is_above = target > limits.upper
    return Assurance.FAIL if is_above == (improvement is Improvement.INCREASE) else Assurance.PASS
