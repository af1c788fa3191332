"""What the Board expected to follow from what, and whether it does: frozen, and drawn again from what was frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.analysis.hypothesis import Verdict
from lscb.core.charts import PairChart, Reading, Run, Scale, pair_chart
from reports.queries.linked import Supposed
from reports.queries.series import Series

Part = dict[str, Any]

# What a page of A4 has room for; the verdict is of the whole run.
PERIODS_DRAWN = 24
LAGS = {0: "The same period", 1: "One period later"}
# What needs a talk comes first.
ORDER = (Verdict.NOT_HOLDING, Verdict.HOLDING, Verdict.TOO_EARLY)


@dataclass(frozen=True, slots=True)
class Case:
    first: int
    second: int
    agrees: bool


def hypothesis_parts(found: list[Supposed]) -> list[Part]:
    return [_part(one) for one in sorted(found, key=lambda one: ORDER.index(one.judged.verdict))]


def _part(one: Supposed) -> Part:
    """Its runs only where they are drawn: those that do not hold."""
    said, verdict = one.hypothesis, one.judged.verdict
    part = {
        "id": said.pk,
        "name": str(said),
        "why": said.why,
        "leading": _named(one.leading),
        "following": _named(one.following),
        "should": "fall" if said.falls else "rise",
        "lag": LAGS.get(said.after_periods, f"{said.after_periods} periods later"),
        "verdict": verdict.value,
        "verdict_words": verdict.label,
        "counted": one.counted,
    }
    return part | (_runs(one) if verdict == Verdict.NOT_HOLDING else {})


def _named(series: Series) -> Part:
    return {"code": series.indicator.code, "title": series.indicator.title}


def _runs(one: Supposed) -> Part:
    """The newest periods of both, and the cases that lie in them by their places there."""
    cut = max(0, len(one.leading.measures) - PERIODS_DRAWN)
    return {
        "note": one.note,
        "runs": [_run(series, series.readings[cut:]) for series in (one.leading, one.following)],
        "cases": [[case.first - cut, case.second - cut, case.agrees] for case in one.judged.cases if case.first >= cut],
    }


def _run(series: Series, readings: Sequence[Reading]) -> Part:
    indicator = series.indicator
    return {
        "name": f"{indicator.code} {indicator.title}",
        "decimals": indicator.decimals,
        "suffix": series.suffix,
        "readings": [
            [one.label, None if one.value is None else str(one.value), one.state, one.tick, one.group, one.reason]
            for one in readings
        ],
    }


def chart_of(part: Part) -> PairChart | None:
    """As it was frozen; of those that were not drawn there is none."""
    if "runs" not in part:
        return None
    first, second = (_drawn(run) for run in part["runs"])
    title = f"{part['name']}. {part['verdict_words']}. {part['counted']}"
    return pair_chart(part["name"], title, first, second, [Case(*case) for case in part["cases"]])


def _drawn(run: Part) -> Run:
    readings = [
        Reading(label, None if value is None else Decimal(value), state, tick=tick, group=group, reason=reason)
        for label, value, state, tick, group, reason in run["readings"]
    ]
    return Run(run["name"], readings, Scale(run["decimals"], run["suffix"]))
