"""Funnel plots: which of several places differ from all of them together by more than their size explains.

Control limits as in D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine
24 (2005) 1185-1202, appendix A.1. Proportions: exact binomial limits, interpolated between whole counts (A.1.1). Rates:
exact Poisson limits, likewise (A.1.2). Two lines: 95 % and 99.8 %, of which half lies beyond on either side.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, lgamma, log, sqrt

INNER, OUTER = 0.95, 0.998


class Model(StrEnum):
    PROPORTION = "proportion"
    RATE = "rate"


class Standing(StrEnum):
    """Against both pairs of limits."""

    WITHIN = "within"
    HIGH_95 = "high_95"
    LOW_95 = "low_95"
    HIGH_998 = "high_998"
    LOW_998 = "low_998"


@dataclass(frozen=True, slots=True)
class Limits:
    """As shares of the denominator, to be multiplied as the figure is."""

    lower_998: float
    lower_95: float
    upper_95: float
    upper_998: float


@dataclass(frozen=True, slots=True)
class Place:
    numerator: int
    denominator: int
    share: float
    limits: Limits
    standing: Standing


@dataclass(frozen=True, slots=True)
class Funnel:
    """``centre`` is the pooled share of all places. A place with nothing to divide by is None."""

    centre: float | None
    places: tuple[Place | None, ...]


def funnel(counts: Sequence[tuple[int, int] | None], *, model: Model) -> Funnel:
    """``counts``: numerator and denominator of each place, or None where there is no figure."""
    known = [one for one in counts if one is not None and one[1] > 0]
    if any(over < 0 or (model is Model.PROPORTION and over > under) for over, under in known):
        raise ValueError("A numerator is not negative, and a proportion's is no more than its denominator")
    if not known:
        return Funnel(None, (None,) * len(counts))
    centre = sum(over for over, _under in known) / sum(under for _over, under in known)
    places = [_place(*one, centre, model) if one is not None and one[1] > 0 else None for one in counts]
    return Funnel(centre, tuple(places))


def limits_at(denominator: int, centre: float, *, model: Model) -> Limits:
    """For drawing the lines: at any denominator above nought."""
    if denominator < 1:
        raise ValueError("Limits need a denominator of 1 or more")
    expected = denominator * centre
    if model is Model.PROPORTION:
        chance, spread, highest = _binomial(denominator, centre), sqrt(expected * (1 - centre)), denominator
    else:
        chance, spread, highest = _poisson(expected), sqrt(expected), None
    shares = [(1 - OUTER) / 2, (1 - INNER) / 2, (1 + INNER) / 2, (1 + OUTER) / 2]
    # Below nine standard deviations there is nothing that would show in a float.
    counts = _quantiles(shares, chance, start=max(0, int(expected - 9 * spread) - 9), highest=highest)
    return Limits(*(count / denominator for count in counts))


def _place(over: int, under: int, centre: float, model: Model) -> Place:
    limits = limits_at(under, centre, model=model)
    return Place(over, under, over / under, limits, _standing(over / under, limits))


def _standing(share: float, limits: Limits) -> Standing:
    """On a line is within it."""
    if share > limits.upper_998:
        return Standing.HIGH_998
    if share < limits.lower_998:
        return Standing.LOW_998
    if share > limits.upper_95:
        return Standing.HIGH_95
    return Standing.LOW_95 if share < limits.lower_95 else Standing.WITHIN


Chance = Callable[[int], float]


def _quantiles(shares: Sequence[float], chance: Chance, *, start: int, highest: int | None) -> list[float]:
    """For each share the smallest count reached with it, less the part of that count's chance that is not needed."""
    found = []
    count, own = start, chance(start)
    reached = own
    for share in shares:
        while reached < share and count != highest:
            count += 1
            own = chance(count)
            reached += own
        is_last = count == highest and share > 1 / 2  # nothing can lie beyond: no place with all of them stands out
        unneeded = (reached - share) / own if own and not is_last else 0.0
        found.append(max(count - min(max(unneeded, 0.0), 1.0), 0.0))
    return found


def _binomial(size: int, share: float) -> Chance:
    if share in (0.0, 1.0):
        return lambda count: float(count == size * share)
    return lambda count: exp(
        lgamma(size + 1) - lgamma(count + 1) - lgamma(size - count + 1)
        + count * log(share) + (size - count) * log(1 - share)
    )  # fmt: skip


def _poisson(expected: float) -> Chance:
    if expected == 0:
        return lambda count: float(count == 0)
    return lambda count: exp(count * log(expected) - expected - lgamma(count + 1))
