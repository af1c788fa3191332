"""Small numbers: the one place that decides what may be shown of a figure by the Board's rule."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.analysis.units import Unit
from lscb.core.numbers import round_half_up

Number = Decimal | int | None


class ShownState(StrEnum):
    GIVEN = "given"
    HIDDEN = "hidden"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Shown:
    """What one reader may see of one figure; a hidden figure carries no number at all."""

    numerator: Number
    denominator: Number
    value: Number
    hidden: bool
    state: ShownState


HIDDEN = Shown(None, None, None, hidden=True, state=ShownState.HIDDEN)


def is_small(numerator: Number, denominator: Number, value: Number, *, unit: str, threshold: int) -> bool:
    """Whether the figure holds, or gives away, a count from 1 to just under the threshold."""
    counts = [numerator, denominator]
    if unit == Unit.NUMBER:
        counts.append(value)
    if unit == Unit.PERCENTAGE and numerator is not None and denominator is not None:
        # 38 of 40 names the two who were not: what is left of a whole is a count as well.
        counts.append(denominator - numerator)
    return any(_is_between(count, threshold) for count in counts)


def _is_between(count: Number, threshold: int) -> bool:
    return count is not None and count != 0 and -threshold < count < threshold


def disclose(
    numerator: Number,
    denominator: Number,
    value: Number,
    *,
    unit: str,
    threshold: int,
    is_trusted: bool,
    is_beside: bool = False,
) -> Shown:
    """Hide all three numbers when any is small, for any one of them gives back the others.

    ``is_beside``: hidden as well because a small one could be worked out from it.
    """
    if not is_trusted and (is_beside or is_small(numerator, denominator, value, unit=unit, threshold=threshold)):
        return HIDDEN
    state = ShownState.MISSING if value is None else ShownState.GIVEN
    return Shown(numerator, denominator, value, hidden=False, state=state)


def rounded(count: Decimal | None, *, to: int) -> Decimal | None:
    """To the nearest multiple, halves up: 8 is 10, 12 is 10, 13 is 15. Nought stays nought; ``to`` 0 leaves all."""
    if count is None or not to:
        return count
    return round_half_up(count / to, 0) * to
