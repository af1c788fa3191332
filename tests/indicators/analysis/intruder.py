"""Somebody who works out hidden counts: an exact integer solver that shares nothing with what hides them."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

Key = Hashable
Equation = tuple[dict[Key, int], int]  # weights of unknowns, and what they come to
Bounds = dict[Key, tuple[int, int]]


def equations_of(shown: Mapping[Key, int], sums: Iterable[tuple[Key, Sequence[Key]]]) -> list[Equation]:
    """Every sum with what is shown put in, unknowns on one side."""
    found = []
    for total, parts in sums:
        weights: dict[Key, int] = {}
        known = 0
        for key, weight in [*((part, 1) for part in parts), (total, -1)]:
            if key in shown:
                known += weight * shown[key]
            else:
                weights[key] = weights.get(key, 0) + weight
        found.append((weights, -known))
    return [(weights, rest) for weights, rest in found if weights]


def narrowed_down(unknown: Iterable[Key], equations: list[Equation], *, most: int, enough: int) -> dict[Key, set[int]]:
    """As ``narrowed``, where each is a whole number from 1 to ``most``."""
    return narrowed(dict.fromkeys(unknown, (1, most)), equations, enough=enough)


def narrowed(
    bounds: Bounds, equations: list[Equation], *, enough: int, wanted: Iterable[Key] | None = None
) -> dict[Key, set[int]]:
    """The unknowns (of those wanted) that can have fewer than ``enough`` values, with those.

    A solution found for one unknown is a solution for all of them.
    """
    start = _tightened(bounds, equations)
    assert start is not None
    seen: dict[Key, set[int]] = {key: set() for key in (start if wanted is None else wanted)}
    for key, found in seen.items():
        low, high = start[key]
        for value in range(low, high + 1):
            if len(found) >= enough:
                break
            if value not in found:
                solved = _solved(_tightened({**start, key: (value, value)}, equations), equations) or {}
                for other in seen:
                    if other in solved:
                        seen[other].add(solved[other])
    return {key: values for key, values in seen.items() if len(values) < enough}


def _solved(bounds: Bounds | None, equations: list[Equation]) -> dict[Key, int] | None:
    """Halve the narrowest open unknown until all are settled."""
    if bounds is None:
        return None
    is_open = [key for key, (low, high) in bounds.items() if low < high]
    if not is_open:
        return {key: low for key, (low, _high) in bounds.items()}
    totals = {key for weights, _rest in equations for key, weight in weights.items() if weight < 0}
    key = min(is_open, key=lambda k: (k in totals, bounds[k][1] - bounds[k][0]))
    low, high = bounds[key]
    middle = (low + high) // 2
    for half in ((low, middle), (middle + 1, high)):
        if (found := _solved(_tightened({**bounds, key: half}, equations), equations)) is not None:
            return found
    return None


def _tightened(bounds: Bounds, equations: list[Equation]) -> Bounds | None:
    """What each equation leaves of each unknown, again and again; None when one has no value left."""
    bounds = dict(bounds)
    is_moving = True
    while is_moving:
        is_moving = False
        for weights, rest in equations:
            least = sum(w * bounds[k][0 if w > 0 else 1] for k, w in weights.items())
            most = sum(w * bounds[k][1 if w > 0 else 0] for k, w in weights.items())
            if least > rest or most < rest:
                return None
            for k, w in weights.items():
                low, high = bounds[k]
                own_least, own_most = (low, high) if w > 0 else (-high, -low)
                top, bottom = rest - (least - own_least), rest - (most - own_most)
                new = (max(low, bottom), min(high, top)) if w > 0 else (max(low, -top), min(high, -bottom))
                if new[0] > new[1]:
                    return None
                if new != (low, high):
                    bounds[k] = new
                    is_moving = True
                    least += (new[0] - low) if w > 0 else (high - new[1])
                    most -= (high - new[1]) if w > 0 else (new[0] - low)
    return bounds
