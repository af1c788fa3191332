"""Special causes in one run of points: which of four patterns a point belongs to, and whether it is high or low."""

import itertools
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from indicators.analysis.spc.limits import Limits

RUN = 7

# 1 where a pattern leads upwards or lies above the centre line, -1 downwards or below, 0 where there is none.
Marks = list[int]


class Rule(StrEnum):
    """In order of precedence."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    SHIFT = "shift"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Rule.OUTSIDE: "Outside the limits",
    Rule.TREND: "Seven points rising or falling",
    Rule.TWO_OF_THREE: "Two of three points close to a limit",
    Rule.SHIFT: "Seven points on one side of the average",
}


def special_causes(values: Sequence[Fraction], limits: Limits) -> list[tuple[Rule | None, int]]:
    """For each point the first rule that marks it, with the way it points."""
    sides = [limits.side(value) for value in values]
    near = [limits.is_near(value) for value in values]
    marks = {
        Rule.OUTSIDE: [side if limits.is_outside(value) else 0 for value, side in zip(values, sides, strict=True)],
        Rule.TREND: trends(values),
        Rule.TWO_OF_THREE: two_of_three(near, sides),
        Rule.SHIFT: shifts(sides),
    }
    return [
        next(((rule, marks[rule][index]) for rule in Rule if marks[rule][index]), (None, 0))
        for index in range(len(values))
    ]


def trends(values: Sequence[Fraction]) -> Marks:
    """Seven that each go the same way; a turning point belongs to the later trend."""
    steps = [(after > before) - (after < before) for before, after in itertools.pairwise(values)]
    marks = [0] * len(values)
    for start in range(len(values) - RUN + 1):
        _mark_if_one_way(marks, steps[start : start + RUN - 1], range(start, start + RUN))
    return marks


def two_of_three(near: Sequence[bool], sides: Sequence[int]) -> Marks:
    """Of three on one side, at least two near its limit: only those two or three are marked."""
    marks = [0] * len(near)
    for start in range(len(near) - 2):
        window = range(start, start + 3)
        if abs(sum(sides[index] for index in window)) == 3 and sum(near[index] for index in window) >= 2:
            for index in window:
                marks[index] = sides[index] if near[index] else marks[index]
    return marks


def shifts(sides: Sequence[int]) -> Marks:
    """Seven on one side of the centre line; a point on the line ends the run."""
    marks = [0] * len(sides)
    for start in range(len(sides) - RUN + 1):
        _mark_if_one_way(marks, sides[start : start + RUN], range(start, start + RUN))
    return marks


def _mark_if_one_way(marks: Marks, ways: Sequence[int], window: range) -> None:
    if ways[0] and set(ways) == {ways[0]}:
        for index in window:
            marks[index] = ways[0]
