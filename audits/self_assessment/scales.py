"""The scales that answers are given on, what each point is worth, and from where on it is good enough. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Scale(StrEnum):
    RED_AMBER_GREEN = "rag"
    MET = "met"
    GRADES = "grades"
    ZERO_TO_THREE = "zero_three"
    ONE_TO_THREE = "one_three"
    PERCENT = "percent"
    YES_NO = "yes_no"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Point:
    """One answer of a scale. ``score`` runs from 0 to 1; ``shape`` is the kind of status it is drawn as."""

    value: str
    label: str
    score: Decimal
    shape: str


def _point(value: str, label: str, score: str, shape: str) -> Point:
    return Point(value, label, Decimal(score), shape)


def _third(value: int) -> Decimal:
    return Decimal(value) / 3


LABELS = {
    Scale.RED_AMBER_GREEN: "Red, amber, green",
    Scale.MET: "Met, partly met, not met",
    Scale.GRADES: "Outstanding to inadequate",
    Scale.ZERO_TO_THREE: "0 to 3",
    Scale.ONE_TO_THREE: "1 to 3",
    Scale.PERCENT: "Percentage in tens",
    Scale.YES_NO: "Yes or no",
    Scale.TEXT: "Free text",
    Scale.NUMBER: "Number",
    Scale.DATE: "Date",
}
POINTS: dict[Scale, tuple[Point, ...]] = {
    Scale.RED_AMBER_GREEN: (
        _point("green", "Green", "1", "good"),
        _point("amber", "Amber", "0.5", "part"),
        _point("red", "Red", "0", "poor"),
    ),
    Scale.MET: (
        _point("met", "Met", "1", "good"),
        _point("partly", "Partly met", "0.5", "part"),
        _point("not", "Not met", "0", "poor"),
    ),
    Scale.GRADES: (
        Point("1", "Outstanding", Decimal(1), "good"),
        Point("2", "Good", _third(2), "good"),
        Point("3", "Requires improvement", _third(1), "part"),
        Point("4", "Inadequate", Decimal(0), "poor"),
    ),
    Scale.ZERO_TO_THREE: (
        Point("3", "3: in place and shown to work", Decimal(1), "good"),
        Point("2", "2: in place", _third(2), "good"),
        Point("1", "1: begun", _third(1), "part"),
        Point("0", "0: not begun", Decimal(0), "poor"),
    ),
    # Nought is "not applicable" on this one, which every scale has beside it.
    Scale.ONE_TO_THREE: (
        _point("3", "3: fully", "1", "good"),
        _point("2", "2: in part", "0.5", "part"),
        _point("1", "1: not yet", "0", "poor"),
    ),
    Scale.PERCENT: tuple(
        Point(str(tens), f"{tens}%", Decimal(tens) / 100, "good" if tens >= 80 else "part" if tens >= 50 else "poor")
        for tens in range(100, -1, -10)
    ),
    Scale.YES_NO: (_point("yes", "Yes", "1", "good"), _point("no", "No", "0", "poor")),
}
BY_VALUE = {(scale.value, point.value): point for scale, points in POINTS.items() for point in points}
# The least that asks for no action.
BARS: dict[Scale, str] = {
    Scale.RED_AMBER_GREEN: "green",
    Scale.MET: "met",
    Scale.GRADES: "2",
    Scale.ZERO_TO_THREE: "2",
    Scale.ONE_TO_THREE: "3",
    Scale.PERCENT: "80",
    Scale.YES_NO: "yes",
}
WRITTEN = frozenset({Scale.TEXT, Scale.NUMBER, Scale.DATE})
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?", re.ASCII)


def point_of(scale: str, value: str) -> Point | None:
    """The point that a value stands for; none where the scale is written or the value is no point of it."""
    return BY_VALUE.get((scale, value))


def is_below_the_bar(scale: str, value: str, bar: str = "") -> bool:
    """Whether an answer asks for an action. ``bar``: a tool's own, where it sets another than the scale's."""
    point = point_of(scale, value)
    least = point_of(scale, bar or BARS.get(Scale(scale), ""))
    return point is not None and least is not None and point.score < least.score


def wrong_with(scale: str, value: str) -> str:
    """What a person is told of a value that the scale does not take; nothing where it does."""
    if not value:
        return ""
    match Scale(scale):
        case Scale.TEXT:
            return ""
        case Scale.NUMBER:
            plain = value.strip().replace(",", "")
            return "" if WHOLE_NUMBER.fullmatch(plain) else "Enter a number such as 42"
        case Scale.DATE:
            return "" if _is_a_day(value) else "Enter a date such as 2026-06-18"
        case _:
            return "" if point_of(scale, value) else "Choose one of the answers"


def score_of(answers: Iterable[tuple[str, str]]) -> Decimal | None:
    """The mean of what is scored, 0 to 1; what does not apply or is written is left out by whoever calls."""
    points = [point.score for scale, value in answers if (point := point_of(scale, value))]
    return sum(points, Decimal()) / len(points) if points else None


def _is_a_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
