"""A figure beside others' of the same period: neighbours' mean, rank, quartile, and one rate for several places.

Whoever has no figure (``None``: suppressed, not available, not applicable) is left out of every one of these.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.analysis.rag import Polarity
from lscb.core.numbers import EXACT

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Rank:
    """1 is best; two who are level share the better place, and the place after them stays empty."""

    place: int
    of: int
    is_shared: bool


def mean_of_rates(rates: Iterable[Decimal | None]) -> Decimal | None:
    """Each place counts once, however many children live there. Not the rate of the places together."""
    given = [rate for rate in rates if rate is not None]
    return EXACT.divide(sum(given, Decimal(0)), Decimal(len(given))) if given else None


def pooled_rate(counts: Iterable[tuple[Decimal | None, Decimal | None]], *, multiplier: int) -> Decimal | None:
    """The rate of the places together: all numerators over all denominators. Not the mean of their rates.

    A place counts when both its numbers are known: a numerator without its denominator would lift the rate.
    """
    known = [(over, under) for over, under in counts if over is not None and under is not None]
    under = sum((below for _above, below in known), Decimal(0))
    if not under:
        return None
    over = sum((above for above, _below in known), Decimal(0))
    return EXACT.divide(EXACT.multiply(over, Decimal(multiplier)), under)


def rank_of(own: Hashable, rates: Mapping[Hashable, Decimal | None], *, polarity: str) -> Rank | None:
    """Among those with a figure; by size, largest first, where neither higher nor lower is better."""
    value = rates.get(own)
    if value is None:
        return None
    given = [rate for rate in rates.values() if rate is not None]
    better = sum(_is_better(rate, value, polarity) for rate in given)
    return Rank(better + 1, len(given), given.count(value) > 1)


def rank_words(rank: Rank, *, polarity: str) -> str:
    """3rd of 11; joint 3rd of 11, where another has the same figure; 3rd highest where neither way is better."""
    place = f"{rank.place}{_ending(rank.place)}{' highest' if polarity == Polarity.NEITHER else ''}"
    return f"{'joint ' if rank.is_shared else ''}{place} of {rank.of}"


def quartile_words(quartile: int, *, polarity: str) -> str:
    first, last = ("highest", "lowest") if polarity == Polarity.NEITHER else ("best", "weakest")
    return (f"{first} quarter", "second quarter", "third quarter", f"{last} quarter")[quartile - 1]


def quartile_of(own: Hashable, rates: Mapping[Hashable, Decimal | None], *, polarity: str) -> int | None:
    """1 to 4 by place, 1 the best quarter. Those who are level share the better; among fewer than four, none."""
    rank = rank_of(own, rates, polarity=polarity)
    if rank is None or rank.of < QUARTERS:
        return None
    return (rank.place - 1) * QUARTERS // rank.of + 1


def neighbours_of(
    own: Hashable, rates: Mapping[Hashable, Decimal | None], neighbours: Sequence[Hashable]
) -> list[Decimal]:
    """The figures of those named as like oneself; never one's own, which the mean is to be compared with."""
    found = (rates.get(name) for name in neighbours if name != own)
    return [rate for rate in found if rate is not None]


def _is_better(rate: Decimal, than: Decimal, polarity: str) -> bool:
    return rate < than if polarity == Polarity.LOWER else rate > than


def _ending(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
