"""Invented series: the same every time, wandering about a path as real counts do. Pure."""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from indicators.analysis.units import Unit

Definition = Mapping[str, Any]
# How far a count strays from its path, as a share of what chance alone would make of it.
UNREST = 0.8


@dataclass(frozen=True, slots=True)
class Reading:
    """One period's invented counts, or the reason why there are none."""

    numerator: int | None
    denominator: int | None = None
    reason: str = ""
    commentary: str = ""
    explanation: str = ""


def invent(definition: Definition, count: int) -> list[Reading]:
    """So many periods, from the oldest to the latest."""
    chance = random.Random(definition["code"])  # noqa: S311 - nothing secret hangs on it
    readings = []
    for ago in reversed(range(count)):
        numerator, denominator = _counts(definition, ago, chance)
        reason = definition.get("missing", {}).get(str(ago), "")
        readings.append(
            Reading(
                None if reason else numerator,
                None if reason else denominator,
                reason,
                definition.get("said", {}).get(str(ago), ""),
                definition.get("explained", {}).get(str(ago), ""),
            )
        )
    return readings


def _counts(definition: Definition, ago: int, chance: random.Random) -> tuple[int, int | None]:
    level, drift = _level(definition["path"], ago), chance.gauss(0, UNREST)
    denominator = _denominator(definition, ago, chance)
    latest = definition.get("latest", [])
    if ago < len(latest):
        return tuple(latest[-1 - ago])
    if denominator is None:
        return max(0, round(level + drift * math.sqrt(level))), None
    if definition["unit"] == Unit.DAYS:
        return round(denominator * (level + drift * 2)), denominator
    multiplier = Unit(definition["unit"]).multiplier or 1
    expected = denominator * level / multiplier
    spread = math.sqrt(expected * max(0.0, 1 - level / multiplier))
    return min(denominator, max(0, round(expected + drift * spread))), denominator


def _denominator(definition: Definition, ago: int, chance: random.Random) -> int | None:
    if "out_of" in definition:
        return chance.randint(*definition["out_of"])
    if "population" in definition:
        oldest, latest = definition["population"]
        periods = definition["path"][0][0]
        return round(latest - (latest - oldest) * ago / periods)
    return None


def _level(path: list[list[float]], ago: int) -> float:
    """On the straight line between the two turning points around that time."""
    for (earlier, before), (later, after) in pairwise(path):
        if later <= ago <= earlier:
            return before + (after - before) * (earlier - ago) / (earlier - later)
    return path[0][1]
