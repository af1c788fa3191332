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
        return Known(counts, [one for one in self.sums if all(key in counts for key in one.keys)], self.least)


class Known(NamedTuple):
    """A table without what is missing."""

    counts: Mapping[Key, int]
    sums: Sequence[Sum]
    least: int


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
    for change in sorted(range(-FURTHEST, FURTHEST + 1), key=abs):
        others += bool(change) and _step(key, change, hidden, known) is not None
        if others >= ENOUGH - 1:
            return True
    return False


def _step(key: Key, change: int, hidden: set[Key], known: Known) -> Step | None:
    if known.counts[key] + change < known.least:
        return None
    return _mended({key: change}, hidden, known, DEEPEST)


def _mended(step: Step, hidden: set[Key], known: Known, depth: int) -> Step | None:
    """The step with other hidden counts changed until every sum holds again; None where that cannot be found."""
    broken = [(one, off) for one in known.sums if (off := sum(one.sign(k) * step.get(k, 0) for k in one.keys))]
    if not broken:
        return step
    if depth == 0:
        return None
    # The sum with the fewest counts left to change is mended first.
    free = [([k for k in one.keys if k in hidden and k not in step], one, off) for one, off in broken]
    choices, one, off = min(free, key=lambda each: len(each[0]))
    for k in sorted(choices, key=lambda k: (-known.counts[k], str(k))):
        change = -off * one.sign(k)
        if known.counts[k] + change >= known.least:
            found = _mended({**step, k: change}, hidden, known, depth - 1)
            if found is not None:
                return found
    return None


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
