"""Somebody who works out hidden counts: an integer solver that shares nothing with what hides them."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

import highspy

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
    solver = _Solver(bounds, equations)
    seen: dict[Key, set[int]] = {key: set() for key in (bounds if wanted is None else wanted)}
    for key, found in seen.items():
        least = bounds[key][0]
        while len(found) < enough and (solved := solver.smallest(key, least)) is not None:
            least = solved[key] + 1
            for other, values in seen.items():
                values.add(solved[other])
    return {key: values for key, values in seen.items() if len(values) < enough}


class _Solver:
    """Whole numbers within bounds that satisfy every equation, by the HiGHS solver."""

    def __init__(self, bounds: Bounds, equations: list[Equation]) -> None:
        self.bounds, self.equations = bounds, equations
        self.column = {key: n for n, key in enumerate(bounds)}
        self.highs = highspy.Highs()
        self.highs.silent()
        for low, high in bounds.values():
            self.highs.addVar(low, high)
        for n in self.column.values():
            self.highs.changeColIntegrality(n, highspy.HighsVarType.kInteger)
        for weights, rest in equations:
            self.highs.addRow(rest, rest, len(weights), [self.column[k] for k in weights], list(weights.values()))

    def smallest(self, key: Key, least: int) -> dict[Key, int] | None:
        """The solution in which this one is as small as it can be from ``least`` on; None where there is none."""
        n, (low, high) = self.column[key], self.bounds[key]
        if least > high:
            return None
        self.highs.changeColBounds(n, least, high)
        self.highs.changeColCost(n, 1)
        self.highs.run()
        status = self.highs.getModelStatus()
        solved = self.highs.getSolution().col_value
        self.highs.changeColBounds(n, low, high)
        self.highs.changeColCost(n, 0)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        assert status == highspy.HighsModelStatus.kOptimal, status
        found = {k: round(solved[m]) for k, m in self.column.items()}
        assert all(sum(w * found[k] for k, w in weights.items()) == rest for weights, rest in self.equations)
        return found
