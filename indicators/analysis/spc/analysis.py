"""A series of figures with its limits, what is special in it, and the icons it is shown with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.analysis.spc.guards import Caution, caution_about
from indicators.analysis.spc.icons import Assurance, Icon, Improvement, Kind, assurance_of, icon_of, kind_of
from indicators.analysis.spc.limits import Limits, Number, exact, limits_of
from indicators.analysis.spc.rules import Rule, special_causes


@dataclass(frozen=True, slots=True)
class Point:
    """One period. A missing figure has the lines of its group and nothing else."""

    value: Number | None
    centre: float | None
    lower: float | None
    upper: float | None
    rule: Rule | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class Group:
    """The points from one rebase to the next: ``starts`` and ``ends`` are indices, the end left out."""

    starts: int
    ends: int
    caution: Caution | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """``variation``, ``assurance`` and ``caution`` are those of the latest figure and the limits it stands in."""

    points: tuple[Point, ...]
    groups: tuple[Group, ...]
    variation: Kind
    variation_icon: Icon
    assurance: Assurance | None
    caution: Caution | None


@dataclass(frozen=True, slots=True)
class _Judged:
    """One group worked out. Without a single figure it has no limits."""

    group: Group
    points: tuple[Point, ...]
    limits: Limits | None


def analyse(
    values: Sequence[Number | None],
    *,
    improvement: str,
    target: Number | None = None,
    baseline_points: int | None = None,
    rebase_at: Collection[int] = (),
    screen_outliers: bool = True,
) -> Analysis:
    """``rebase_at`` are indices of ``values`` at which new limits begin; ``baseline_points`` counts figures given.

    Missing figures break no run and count for nothing: each group is judged as if they were not there.
    """
    direction = Improvement(improvement)
    if baseline_points is not None and baseline_points < 1:
        raise ValueError("A baseline has at least one point")
    judged = [
        _judge(values, start, end, direction, baseline_points, screen_outliers)
        for start, end in _bounds(len(values), rebase_at)
    ]
    last = next((one for one in reversed(judged) if one.limits), None)
    variation = _latest_kind(last)
    goal = exact(target) if target is not None else None
    return Analysis(
        points=tuple(point for one in judged for point in one.points),
        groups=tuple(one.group for one in judged),
        variation=variation,
        variation_icon=icon_of(variation, direction),
        assurance=_assurance(last, goal, direction),
        caution=last.group.caution if last else Caution.TOO_FEW,
    )


def _bounds(count: int, rebase_at: Collection[int]) -> list[tuple[int, int]]:
    if any(not 0 <= index < count for index in rebase_at):
        raise ValueError("A rebase names a point of the series")
    starts = sorted({0, *rebase_at})
    return list(zip(starts, [*starts[1:], count], strict=True)) if count else []


def _judge(
    values: Sequence[Number | None],
    start: int,
    end: int,
    improvement: Improvement,
    baseline_points: int | None,
    screen_outliers: bool,
) -> _Judged:
    given = {index: exact(value) for index in range(start, end) if (value := values[index]) is not None}
    if not given:
        nothing = tuple(Point(None, None, None, None, None, Kind.COMMON) for _ in range(start, end))
        return _Judged(Group(start, end, Caution.TOO_FEW), nothing, None)
    figures = list(given.values())
    baseline = figures[:baseline_points]
    limits = limits_of(baseline, screen_outliers=screen_outliers)
    caution = caution_about(figures, limits, baseline=len(baseline))
    found = special_causes(figures, limits)
    if caution and caution.is_uncoloured:
        found = [(None, 0)] * len(figures)
    marks = dict(zip(given, found, strict=True))
    lines = _drawn(limits.centre), _drawn(limits.lower), _drawn(limits.upper)
    points = []
    for index in range(start, end):
        rule, way = marks.get(index, (None, 0))
        points.append(Point(values[index], *lines, rule, kind_of(way, improvement)))
    return _Judged(Group(start, end, caution), tuple(points), limits)


def _drawn(line: Fraction | None) -> float | None:
    return None if line is None else float(line)


def _latest_kind(last: _Judged | None) -> Kind:
    given = [point.kind for point in last.points if point.value is not None] if last else []
    return given[-1] if given else Kind.COMMON


def _assurance(last: _Judged | None, target: Fraction | None, improvement: Improvement) -> Assurance | None:
    if last is None or last.limits is None or (last.group.caution and last.group.caution.is_uncoloured):
        return None
    return assurance_of(target, last.limits, improvement)
