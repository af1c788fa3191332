"""Which figures of a table with totals must be hidden besides the small ones, so that none can be worked out again.

A table is counts by key, and sums: one key is the sum of others. Whoever reads it knows all that is shown, every
sum, and that a hidden count is 1 or more, for nought is never hidden. Each hidden count keeps at least ``ENOUGH``
values that agree with all of that. This is shown by giving them: from the true table, whole steps that leave every
sum as it was.
"""

from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

ENOUGH = 3
# A step changes one hidden count by up to this much, and others to make up for it.
FURTHEST = 2
DEEPEST = 14

Key = Hashable
Counts = Mapping[Key, int | None]
# Of hidden counts, how much each is changed.
Step = dict[Key, int]
# Of sums that do not hold, by number, how much they are off by.
Off = dict[int, int]


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` is all of ``parts`` together."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        return (self.total, *self.parts)

    def sign(self, key: Key) -> int:
        return 1 if key == self.total else -1


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by key and what they add up to. A count that is missing is None and no part of any sum.

    ``least`` is what a hidden count can be: 1 where nought is never hidden, 0 where it is with its denominator.
    """

    counts: Counts
    sums: Sequence[Sum]
    least: int = 1

    def known(self) -> "Known":
        counts = {key: count for key, count in self.counts.items() if count is not None}
        sums = [one for one in self.sums if all(key in counts for key in one.keys)]
        places: dict[Key, list[tuple[int, int]]] = {}
        for n, one in enumerate(sums):
            for key in one.keys:
                places.setdefault(key, []).append((n, one.sign(key)))
        return Known(counts, sums, self.least, places)


class Known(NamedTuple):
    """A table without what is missing. ``places`` are the sums, by number, that each count stands in, and its sign."""

    counts: Mapping[Key, int]
    sums: Sequence[Sum]
    least: int
    places: Mapping[Key, Sequence[tuple[int, int]]]

    def off_by(self, off: Off, key: Key, change: int) -> Off:
        """What the sums are off by once this count is changed as well."""
        off = dict(off)
        for n, sign in self.places.get(key, ()):
            off[n] = off.get(n, 0) + sign * change
            if not off[n]:
                del off[n]
        return off

    def to_change(self, hidden: Container[Key]) -> list[list[Key]]:
        """Of each sum the hidden counts, largest first."""
        return [
            sorted((key for key in one.keys if key in hidden), key=lambda key: (-self.counts[key], str(key)))
            for one in self.sums
        ]


def hidden_of(counts: Counts, sums: Sequence[Sum], *, threshold: int) -> frozenset[Key]:
    """Of one table: the small ones, and as many others as they need."""
    small = {key for key, count in counts.items() if count is not None and 0 < count < threshold}
    return hidden_rows([Table(counts, sums)], hidden=small, open_to_hide=counts)


def hidden_rows(
    tables: Sequence[Table], *, hidden: Iterable[Key], open_to_hide: Container[Key], at_ease: Container[Key] = ()
) -> frozenset[Key]:
    """The hidden keys, and as many of those open to it as they need, for each table that knows them.

    A key hidden in one table is hidden in all: a figure's numerator goes with its denominator. What has been shown
    before is not open to be hidden any more. What is at ease is seen nowhere, and may be worked out.
    """
    hidden = frozenset(hidden)
    found = set(hidden)
    known = [table.known() for table in tables]
    waiting = _in_order(found, known, at_ease)
    while waiting:
        n, key = waiting.pop(0)
        if _is_safe(key, found, known[n]):
            continue
        another = _another(key, found, known[n], open_to_hide)
        if another is not None:
            # What was safe stays so: its steps are still there.
            found.add(another)
            waiting = _in_order(found, known, at_ease)
    return frozenset(_less_what_is_known_anyway(found, hidden, known, at_ease))


def _less_what_is_known_anyway(
    found: set[Key], given: frozenset[Key], known: Sequence[Known], at_ease: Container[Key]
) -> set[Key]:
    """Without those hidden for others that can be worked out all the same, where showing them exposes no other."""
    exposed = _exposed(found, known, at_ease)
    for key in sorted({key for _n, key in exposed} & (found - given), key=str):
        fewer = found - {key}
        if (left := _exposed(fewer, known, at_ease)) <= exposed:
            found, exposed = fewer, left
    return found


def _exposed(hidden: set[Key], known: Sequence[Known], at_ease: Container[Key]) -> set[tuple[int, Key]]:
    return {(n, key) for n, key in _in_order(hidden, known, at_ease) if not _is_safe(key, hidden, known[n])}


def _in_order(keys: Iterable[Key], known: Sequence[Known], at_ease: Container[Key]) -> list[tuple[int, Key]]:
    there = [(n, key) for n, table in enumerate(known) for key in keys if key in table.counts and key not in at_ease]
    return sorted(there, key=lambda one: (one[0], known[one[0]].counts[one[1]], str(one[1])))


def _is_safe(key: Key, hidden: set[Key], known: Known) -> bool:
    """Whether its value could be two others, by steps that keep every sum and leave every count what it can be."""
    others = 0
    to_change = known.to_change(hidden)
    for change in sorted(range(-FURTHEST, FURTHEST + 1), key=abs):
        others += bool(change) and _can_change(key, change, to_change, known)
        if others >= ENOUGH - 1:
            return True
    return False


def _can_change(key: Key, change: int, to_change: Sequence[Sequence[Key]], known: Known) -> bool:
    if known.counts[key] + change < known.least:
        return False
    return _is_mended({key: change}, known.off_by({}, key, change), to_change, known, DEEPEST)


def _is_mended(step: Step, off: Off, to_change: Sequence[Sequence[Key]], known: Known, depth: int) -> bool:
    """Whether other hidden counts were found to change with those of the step until every sum holds again."""
    if not off:
        return True
    if depth == 0:
        return False
    # The sum with the fewest counts left to change is mended first.
    left = {n: [key for key in to_change[n] if key not in step] for n in sorted(off)}
    first = min(left, key=lambda n: len(left[n]))
    for key in left[first]:
        change = -off[first] * known.sums[first].sign(key)
        if known.counts[key] + change >= known.least and _is_mended(
            {**step, key: change}, known.off_by(off, key, change), to_change, known, depth - 1
        ):
            return True
    return False


def _another(exposed: Key, hidden: set[Key], known: Known, open_to_hide: Container[Key]) -> Key | None:
    """One more to hide: the smallest count shown, other than nought, that stands in a sum with what is hidden.

    Parts before totals, for a total says more. None once all it hangs together with are hidden, totals too: then any
    part may be one or two more, and its totals with it, so that nothing need be shown to be safe.
    """
    reach = {exposed}
    totals = {one.total for one in known.sums}
    while True:
        near = [one for one in known.sums if reach & set(one.keys)]
        shown = {
            k
            for one in near
            for k in one.keys
            if k not in hidden and known.counts[k] >= known.least and k in open_to_hide
        }
        if shown:
            return min(shown, key=lambda k: (k in totals, known.counts[k], str(k)))
        wider = reach | {k for one in near for k in one.keys if k in hidden}
        if wider == reach:
            return None
        reach = wider
