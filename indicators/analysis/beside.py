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


def hidden_beside(
    figures: Iterable[Given], *, family: Mapping[tuple[int, str], Sequence[int]], threshold: int
) -> frozenset[int]:
    """Keys hidden though not small.

    ``family``: the parts of each whole, by each way that it is broken down, whether they have a figure or not.
    """
    ordered = sorted(figures, key=lambda one: (one.at, one.key))
    small = {one.key for one in ordered if one.is_small}
    # Nought of three is hidden for the three; a nought that stands alone never is.
    has_two = any(one.counts[1] is not None for one in ordered)
    sheets = [_Sheet(n, least) for n, least in enumerate((0, 1, 0) if has_two else (1, 1, 1))]
    standing: dict[int, Given] = {}
    hidden: set[Key] = set()
    for _at, together in groupby(ordered, key=lambda one: one.at):
        new = {one.key: one for one in together}
        standing |= {one.indicator: one for one in new.values()}
        for sheet in sheets:
            sheet.counts |= {key: one.counts[sheet.number] for key, one in new.items()}
            for (whole, _by), parts in family.items():
                sheet.add_up(whole, parts, standing)
        unseen = {key for sheet in sheets for key in sheet.unseen}
        # Small in one of its counts, it would be hidden in all.
        uneasy = {key for sheet in sheets for key, count in sheet.unseen.items() if 0 < count < threshold}
        found = hidden_rows(
            [Table(sheet.counts, sheet.sums, sheet.least) for sheet in sheets],
            hidden=hidden | unseen | (small & new.keys()),
            open_to_hide=new,
            at_ease=unseen - uneasy,
        )
        hidden = set(found) - unseen
    return frozenset(key for key in hidden if isinstance(key, int) and key not in small)


class _Sheet:
    """One of the three counts of every figure so far, and what they are known to add up to."""

    def __init__(self, number: int, least: int) -> None:
        self.number, self.least = number, least
        self.counts: dict[Key, int | None] = {}
        self.sums: list[Sum] = []
        # What nobody shows and anybody may reckon with: parts that have not come, and a whole that will.
        self.unseen: dict[Key, int] = {}

    def add_up(self, whole: int, parts: Sequence[int], standing: Mapping[int, Given]) -> None:
        """What the whole and its parts that stand now add up to, as far as they do."""
        top = standing.get(whole)
        total = top.counts[self.number] if top else None
        given = {one.key: count for part in parts if (one := standing.get(part))
                 if (count := one.counts[self.number]) is not None}  # fmt: skip
        if not given:
            return
        keys, come = tuple(given), sum(given.values())
        if top is not None and total is not None:
            if total == come:
                self.sums.append(Sum(top.key, keys))
            elif total > come and len(given) < len(parts):
                self._add(Sum(top.key, (*keys, rest := ("rest", top.key, keys))), rest, total - come)
        if len(given) == len(parts) and total != come:
            # Broken down two ways, it is one whole that will come.
            self._add(Sum(coming := ("whole", whole, come), keys), coming, come)

    def _add(self, one: Sum, unseen: Key, count: int) -> None:
        self.counts[unseen] = self.unseen[unseen] = count
        if one not in self.sums:
            self.sums.append(one)
