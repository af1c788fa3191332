"""Which figures of a table with totals must be hidden besides the small ones, so that none can be worked out again.

A table is counts by key, and sums: one key is the sum of others. Whoever reads it knows all that is shown, every
sum, and that a hidden count is 1 or more, for nought is never hidden. Each hidden count keeps at least ``ENOUGH``
values that agree with all of that. This is shown by giving them: from the true table, whole steps that leave every
sum as it was.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

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


def hidden_of(counts: Counts, sums: Sequence[Sum], *, threshold: int) -> frozenset[Key]:
    """The small ones, and as many others as they need. A count that is missing is None and no part of any sum."""
    known = {key: count for key, count in counts.items() if count is not None}
    whole = [one for one in sums if all(key in known for key in one.keys)]
    hidden = {key for key, count in known.items() if 0 < count < threshold}
    waiting = _in_order(hidden, known)
    while waiting:
        key = waiting.pop(0)
        if _is_safe(key, hidden, known, whole):
            continue
        another = _another(key, hidden, known, whole)
        if another is not None:
            # What was safe stays so: its steps are still there.
            hidden.add(another)
            waiting = _in_order([*waiting, key, another], known)
    return frozenset(hidden)


def _in_order(keys: Iterable[Key], known: Mapping[Key, int]) -> list[Key]:
    return sorted(keys, key=lambda key: (known[key], str(key)))


def _is_safe(key: Key, hidden: set[Key], known: Mapping[Key, int], sums: Sequence[Sum]) -> bool:
    """Whether its value could be two others, by steps that keep every sum and leave every count at 1 or more."""
    others = 0
    for change in sorted(range(-FURTHEST, FURTHEST + 1), key=abs):
        others += bool(change) and _step(key, change, hidden, known, sums) is not None
        if others >= ENOUGH - 1:
            return True
    return False


def _step(key: Key, change: int, hidden: set[Key], known: Mapping[Key, int], sums: Sequence[Sum]) -> Step | None:
    if known[key] + change < 1:
        return None
    return _mended({key: change}, hidden, known, sums, DEEPEST)


def _mended(step: Step, hidden: set[Key], known: Mapping[Key, int], sums: Sequence[Sum], depth: int) -> Step | None:
    """The step with other hidden counts changed until every sum holds again; None where that cannot be found."""
    broken = [(one, off) for one in sums if (off := sum(one.sign(k) * step.get(k, 0) for k in one.keys))]
    if not broken:
        return step
    if depth == 0:
        return None
    # The sum with the fewest counts left to change is mended first.
    free = [([k for k in one.keys if k in hidden and k not in step], one, off) for one, off in broken]
    choices, one, off = min(free, key=lambda each: len(each[0]))
    for k in sorted(choices, key=lambda k: (-known[k], str(k))):
        change = -off * one.sign(k)
        if known[k] + change >= 1:
            found = _mended({**step, k: change}, hidden, known, sums, depth - 1)
            if found is not None:
                return found
    return None


def _another(exposed: Key, hidden: set[Key], known: Mapping[Key, int], sums: Sequence[Sum]) -> Key | None:
    """One more to hide: the smallest count shown, other than nought, that stands in a sum with what is hidden.

    Parts before totals, for a total says more. None once all it hangs together with are hidden, totals too: then any
    part may be one or two more, and its totals with it, so that nothing need be shown to be safe.
    """
    reach = {exposed}
    totals = {one.total for one in sums}
    while True:
        near = [one for one in sums if reach & set(one.keys)]
        shown = {k for one in near for k in one.keys if k not in hidden and known[k] > 0}
        if shown:
            return min(shown, key=lambda k: (k in totals, known[k], str(k)))
        wider = reach | {k for one in near for k in one.keys if k in hidden}
        if wider == reach:
            return None
        reach = wider
