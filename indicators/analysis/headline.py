"""What an analysis says of its latest figure: what it is, since when, and what it means for the target."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.analysis.spc import Analysis, Assurance, Caution, Icon, Kind, Point, Rule
from indicators.analysis.spc.limits import exact

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

ICON_WORDS = {
    Icon.IMPROVEMENT_HIGH: "Improving: high or rising",
    Icon.IMPROVEMENT_LOW: "Improving: low or falling",
    Icon.CONCERN_HIGH: "Concern: high or rising",
    Icon.CONCERN_LOW: "Concern: low or falling",
    Icon.NEUTRAL_HIGH: "Special cause: high or rising",
    Icon.NEUTRAL_LOW: "Special cause: low or falling",
    Icon.COMMON: "No significant change",
}
ASSURANCE_WORDS = {
    Assurance.PASS: "Will reach target",
    Assurance.FAIL: "Will not reach target",
    Assurance.HIT_AND_MISS: "May or may not reach target",
}
OF_THE_TARGET = {
    Assurance.PASS: "The process as it runs will reach the target of {}.",
    Assurance.FAIL: "The process as it runs cannot reach the target of {}.",
    Assurance.HIT_AND_MISS: "The process as it runs may or may not reach the target of {}.",
}
# Fewer figures than a run has are no time to speak of.
ENOUGH_TO_SAY = 7
MEANS = {Kind.CONCERN: "That is a concern.", Kind.IMPROVEMENT: "That is an improvement."}
WHY = {
    Rule.OUTSIDE: ("Below the lower limit", "Above the upper limit"),
    Rule.TREND: ("One of seven or more falling", "One of seven or more rising"),
    Rule.TWO_OF_THREE: ("Close to the lower limit, two of three", "Close to the upper limit, two of three"),
    Rule.SHIFT: ("One of seven or more below the mean", "One of seven or more above the mean"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A point with a figure, and where in the series it is."""

    index: int
    point: Point

    @property
    def is_high(self) -> bool:
        return _value(self.point) > _centre(self.point)


def headline(analysis: Analysis, labels: Sequence[str], *, target: str = "") -> str:
    """``labels`` name the periods; ``target`` is written as its page writes it."""
    given = [Given(index, point) for index, point in enumerate(analysis.points) if point.value is not None]
    if not given:
        return ""
    if analysis.caution and analysis.caution.is_uncoloured:
        return analysis.caution.sentence
    said = [_of_the_latest(given, analysis, labels)]
    if given[-1].point.kind in MEANS:
        said.append(MEANS[given[-1].point.kind])
    if analysis.assurance and target:
        said.append(OF_THE_TARGET[analysis.assurance].format(target))
    if analysis.caution is Caution.TRIAL_LIMITS:
        said.append(Caution.TRIAL_LIMITS.sentence)
    return " ".join(said)


def why(points: Sequence[Point], index: int) -> str:
    """Which rule marks a point, in words; a trend goes the way of the point beside it, whatever side it is on."""
    point = points[index]
    if point.rule is None or point.value is None:
        return ""
    is_up = _rises(points, index) if point.rule is Rule.TREND else Given(index, point).is_high
    return WHY[point.rule][is_up]


def assurance_words(analysis: Analysis, *, has_target: bool) -> str:
    if analysis.assurance:
        return ASSURANCE_WORDS[analysis.assurance]
    return "Too early to say about the target" if has_target else "No target set"


def _of_the_latest(given: list[Given], analysis: Analysis, labels: Sequence[str]) -> str:
    last = given[-1]
    if last.point.rule is None:
        since = _steady_since(given, analysis)
        first, many = labels[given[since].index], len(given) - since
        if many < ENOUGH_TO_SAY:
            return f"{labels[last.index]} is within usual movement."
        return f"In control since {first}: {_number(many)} figures with no change beyond usual movement."
    if last.point.rule is Rule.OUTSIDE:
        limit = "above the upper limit" if last.is_high else "below the lower limit"
        return f"{labels[last.index]} is {limit}: {'higher' if last.is_high else 'lower'} than usual movement explains."
    if last.point.rule is Rule.TWO_OF_THREE:
        side = "upper" if last.is_high else "lower"
        return f"At least two of the last three figures are close to the {side} limit."
    run = _trend(given) if last.point.rule is Rule.TREND else _side(given)
    first = labels[given[-run].index]
    if last.point.rule is Rule.TREND:
        way = "rising" if _rises([one.point for one in given], len(given) - 1) else "falling"
        return f"{_number(run).capitalize()} figures {way} one after another since {first}: a trend."
    side = "above" if last.is_high else "below"
    return f"{_number(run).capitalize()} figures in a row {side} the mean since {first}: a shift."


def _steady_since(given: list[Given], analysis: Analysis) -> int:
    """The first after the last special one, in the limits of the latest figure."""
    start = next((group.starts for group in reversed(analysis.groups) if group.starts <= given[-1].index), 0)
    since = len(given) - 1
    while since and given[since - 1].point.rule is None and given[since - 1].index >= start:
        since -= 1
    return since


def _side(given: list[Given]) -> int:
    """How many at the end lie on one side of the same mean."""
    last = given[-1]
    count = 0
    for one in reversed(given):
        centre = _centre(one.point)
        if centre != last.point.centre or _value(one.point) == centre or one.is_high != last.is_high:
            break
        count += 1
    return count


def _trend(given: list[Given]) -> int:
    points = [one.point for one in given]
    is_up = _rises(points, len(points) - 1)
    count = 1
    for before, here in reversed(list(itertools.pairwise(points))):
        step = exact(_value(here)) - exact(_value(before))
        if here.centre != before.centre or not (step > 0 if is_up else step < 0):
            break
        count += 1
    return count


def _rises(points: Sequence[Point], index: int) -> bool:
    """Against the figure before it, or for the first against the one after."""
    before = next((one for one in reversed(points[:index]) if one.value is not None), None)
    after = next((one for one in points[index + 1 :] if one.value is not None), None)
    here = exact(_value(points[index]))
    if before is not None and before.centre == points[index].centre and before.rule is Rule.TREND:
        return here > exact(_value(before))
    if after is not None and after.rule is Rule.TREND:
        return exact(_value(after)) > here
    return before is not None and here > exact(_value(before))


def _value(point: Point) -> float:
    assert point.value is not None
    return float(point.value)


def _centre(point: Point) -> float:
    assert point.centre is not None
    return point.centre


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
