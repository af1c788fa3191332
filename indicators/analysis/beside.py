"""Which figures of one period are hidden beside the small ones of its family: a whole and the parts it is made of.

Replayed in the order in which figures were accepted. What was shown has been read, and perhaps printed: it is known
for good, and only what is new can still be hidden. What was hidden stays hidden for as long as it is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from indicators.analysis.secondary import Key, Sum, Table, hidden_rows

# Of each figure three counts: what it counts, out of how many, and how many are left.
TABLES = 3


@dataclass(frozen=True, slots=True)
class Given:
    """One accepted figure. ``counts`` has None where there is none, or it is not whole."""

    key: int
    indicator: int
    parent: int | None
    at: datetime
    counts: tuple[int | None, int | None, int | None]
    is_small: bool


def hidden_beside(figures: Iterable[Given], *, family: Mapping[int, Sequence[int]], threshold: int) -> frozenset[int]:
    """Keys hidden though not small. ``family``: the parts of each whole, whether they have a figure or not."""
    ordered = sorted(figures, key=lambda one: (one.at, one.key))
    # Nought of three is hidden for the three; a nought that stands alone never is.
    has_two = any(one.counts[1] is not None for one in ordered)
    least = (0, 1, 0) if has_two else (1, 1, 1)
    standing: dict[int, Given] = {}
    counts: list[dict[Key, int | None]] = [{} for _ in range(TABLES)]
    sums: list[list[Sum]] = [[] for _ in range(TABLES)]
    hidden: set[Key] = set()
    for _at, together in groupby(ordered, key=lambda one: one.at):
        new = list(together)
        standing |= {one.indicator: one for one in new}
        for n in range(TABLES):
            counts[n] |= {one.key: one.counts[n] for one in new}
            for whole, parts in family.items():
                hidden |= _add(whole, parts, standing, counts[n], sums[n], n, threshold)
        hidden |= {one.key for one in new if one.is_small}
        tables = [Table(counts[n], sums[n], least[n]) for n in range(TABLES)]
        hidden |= hidden_rows(tables, hidden=hidden, open_to_hide={one.key for one in new})
    small = {one.key for one in ordered if one.is_small}
    return frozenset(key for key in hidden if isinstance(key, int) and key not in small)


def _add(
    whole: int,
    parts: Sequence[int],
    standing: Mapping[int, Given],
    counts: dict[Key, int | None],
    sums: list[Sum],
    n: int,
    threshold: int,
) -> set[Key]:
    """What the whole and its parts that stand now add up to; the keys that are hidden for it.

    Where parts are missing, what they leave of the whole is a count nobody shows, and small like any other.
    """
    top = standing.get(whole)
    total = top.counts[n] if top else None
    given = [one for part in parts if (one := standing.get(part)) and one.counts[n] is not None]
    if top is None or total is None or not given:
        return set()
    rest = total - sum(one.counts[n] or 0 for one in given)
    keys = tuple(one.key for one in given)
    if rest == 0:
        sums.append(Sum(top.key, keys))
    elif rest > 0 and len(given) < len(parts):
        unseen = ("rest", top.key, keys)
        counts[unseen] = rest
        sums.append(Sum(top.key, (*keys, unseen)))
        if rest < threshold:
            return {unseen}
    return set()
