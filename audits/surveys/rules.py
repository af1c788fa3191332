"""Of which groups something may be said. Pure."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

FEWEST = 5
Key = TypeVar("Key", bound=Hashable)


def may_show(answered: int) -> bool:
    return answered >= FEWEST


def shown_groups(answered: Mapping[Key, int]) -> frozenset[Key]:
    """Those groups of a whole of which something may be said; ``answered`` holds every group, each answer in one.

    Whoever reads the whole and the groups shown knows all the rest together by taking one from the other. So the rest
    must be nobody, or a group of which something may be said as well: until it is, the smallest group shown joins it.
    """
    if not may_show(sum(answered.values())):
        return frozenset()
    by_size = sorted((key for key in answered if may_show(answered[key])), key=lambda key: (answered[key], str(key)))
    rest = sum(count for count in answered.values() if not may_show(count))
    while by_size and 0 < rest < FEWEST:
        rest += answered[by_size.pop(0)]
    return frozenset(by_size)
