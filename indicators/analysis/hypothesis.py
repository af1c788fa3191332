"""Whether two runs bear out "as A rises B should fall after n periods". Pure.

The rule. Where A moved between two periods that follow each other, and B moved between the two that come ``after`` so
many periods later, the pair speaks: for the hypothesis where the moves are as it says, against it otherwise. A period
without a figure, a hidden one, and one in which either stood still speak for nothing. Fewer than eight pairs are too
few. It holds where tossed coins would agree so often at most one time in twenty; it does not hold where no more than
half of the pairs agree; between the two it is too early to say. That two figures move together does not say what moves
them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from math import comb

FEWEST_PAIRS = 8
CHANCE = 0.05


class Verdict(StrEnum):
    HOLDING = "holding"
    NOT_HOLDING = "not_holding"
    TOO_EARLY = "too_early"

    @property
    def label(self) -> str:
        return {"holding": "Holding", "not_holding": "Not holding"}.get(self, "Too early to say")


@dataclass(frozen=True, slots=True)
class Case:
    """Both moved: the first into one period and the second, so many later, into another; by their places."""

    first: int
    second: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class Judged:
    verdict: Verdict
    cases: tuple[Case, ...] = ()

    @property
    def pairs(self) -> int:
        return len(self.cases)

    @property
    def agreeing(self) -> int:
        return sum(case.agrees for case in self.cases)


def judge(leading: Sequence[Decimal | None], following: Sequence[Decimal | None], *, after: int, falls: bool) -> Judged:
    """Two runs over the same periods, oldest first; ``falls``: as the first rises the second should fall."""
    if len(leading) != len(following):
        raise ValueError("Both runs are of the same periods")
    if after < 0:
        raise ValueError("Nothing follows before it")
    wanted = -1 if falls else 1
    moves = _moves(leading), _moves(following)
    cases = tuple(
        Case(at, at + after, first * second == wanted)
        for at, (first, second) in enumerate(zip(moves[0], moves[1][after:], strict=False), 1)
        if first and second
    )
    return Judged(_verdict(len(cases), sum(case.agrees for case in cases)), cases)


def by_chance(pairs: int, agreeing: int) -> float:
    """How often tossed coins would agree at least so often."""
    return sum(comb(pairs, k) for k in range(agreeing, pairs + 1)) / 2**pairs


def _verdict(pairs: int, agreeing: int) -> Verdict:
    if pairs < FEWEST_PAIRS:
        return Verdict.TOO_EARLY
    if by_chance(pairs, agreeing) <= CHANCE:
        return Verdict.HOLDING
    return Verdict.NOT_HOLDING if agreeing * 2 <= pairs else Verdict.TOO_EARLY


def _moves(run: Sequence[Decimal | None]) -> list[int]:
    """Up, down, or nought where it stood still or is not known."""
    return [0 if before is None or now is None else (now > before) - (now < before) for before, now in pairwise(run)]
