"""From frozen content to the template's context: charts are drawn from what was frozen, never from the database."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from audits.self_assessment.papers import of_results
from indicators.analysis.spc.guards import ENOUGH_TO_JUDGE, ENOUGH_TO_TRUST
from indicators.signal import Mark
from lscb.core import charts
from lscb.core.chain import Head
from lscb.core.charts import PAPER_SPARK, Reading
from lscb.core.numbers import write_number
from reports.enums import Section
from reports.packs.hypotheses import chart_of

Content = dict[str, Any]

PERIODS_IN_TABLE = 8


def context_of(content: Content, *, number: int, digest: str, head: Head | None = None) -> Content:
    """What ``pdf/pack.html`` draws; ``number`` is the edition's version, ``head`` the log's chain at its making."""
    return {
        **content,
        "as_at": date.fromisoformat(content["as_at"]),
        "since": date.fromisoformat(content["since"]),
        "held_on": date.fromisoformat(content["meeting"]["held_on"]),
        "papers": list(_papers(content["sections"])),
        "number": number,
        "digest": digest,
        "head": head,
        "judged_from": ENOUGH_TO_JUDGE,
        "trusted_from": ENOUGH_TO_TRUST,
    }


def _papers(sections: list[Content]) -> Iterator[Content]:
    """Each section with its number and heading, its dates as dates, and its indicators with their charts."""
    for number, section in enumerate(sections, 1):
        kind = Section(section["kind"])
        drawn = {name: _DRAWN[name](value) if name in _DRAWN else value for name, value in section.items()}
        yield {**drawn, "number": number, "heading": kind.label, "template": f"pdf/paper_{kind.value}.html"}


def _with_charts(indicators: list[Content]) -> list[Content]:
    return [_with_chart(one) for one in indicators]


def _with_chart(one: Content) -> Content:
    readings = [_reading(measure) for measure in one["measures"]]
    target = Decimal(one["target"]) if one["target"] is not None else None
    scale: dict[str, Any] = {"target": target, "decimals": one["decimals"], "suffix": one["suffix"]}
    scale["says"] = one.get("says", "")
    recent = [_written(measure) for measure in reversed(one["measures"][-PERIODS_IN_TABLE:])]
    return {
        **one,
        "chart": charts.run_chart(one["title"], readings, **scale),
        "spark": charts.spark(one["title"], readings, **scale, size=PAPER_SPARK),
        "recent": recent,
        "now": recent[0] if recent else None,
        "has_counts": any(measure["denominator"] for measure in one["measures"]),
    }


def _reading(measure: Content) -> Reading:
    is_missing = measure["state"] == "missing"
    mark = Mark(*measure.get("signal", ()))
    return Reading(
        label=measure["label"],
        value=Decimal(measure["value"]) if measure["value"] is not None else None,
        state=measure["state"],
        tick=measure["tick"],
        group=measure["group"],
        reason=measure["reason"] if is_missing else "",
        lines=mark.lines,
        mark=mark.mark,
        why=mark.why,
        note=mark.note,
        begins=mark.begins,
    )


def _written(measure: Content) -> Content:
    """Counts as people write them: 1,204."""
    counts = {name: measure[name] for name in ("numerator", "denominator")}
    mark = Mark(*measure.get("signal", ()))
    return {
        **measure,
        "why": mark.why,
        "signed": mark.signed,
        **{f"{name}_text": _count(text) for name, text in counts.items()},
    }


def _count(text: str | None) -> str:
    if text is None:
        return ""
    number = Decimal(text)
    return write_number(number, max(0, -int(number.as_tuple().exponent)))


def _with_days(rows: list[Content]) -> list[Content]:
    return [{**row, "due": _day(row["due_on"]), "received": _day(row.get("received_on"))} for row in rows]


def _with_agreement(gaps: list[Content]) -> list[Content]:
    return [{**gap, "due": _day(gap["due_on"]), "agreed": _day(gap["agreed_on"])} for gap in gaps]


def _by_category(entries: list[Content]) -> list[tuple[str, list[Content]]]:
    """In the order in which the programme first comes to each category."""
    order = list(dict.fromkeys(entry["category"] for entry in entries))
    together = sorted(_with_days(entries), key=lambda entry: order.index(entry["category"]))
    return [(category, list(group)) for category, group in groupby(together, key=lambda entry: entry["category"])]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _with_pairs(hypotheses: list[Content]) -> list[Content]:
    return [{**one, "chart": chart_of(one)} for one in hypotheses]


def _with_campaigns(campaigns: list[Content]) -> list[Content]:
    return [of_results.context_of(one) for one in campaigns]


def _with_closing_days(surveys: list[Content]) -> list[Content]:
    return [{**one, "closed_on": _day(one["closed_on"])} for one in surveys]


_DRAWN: dict[str, Callable[[list[Content]], Any]] = {
    "indicators": _with_charts,
    "not_met": _with_charts,
    "hypotheses": _with_pairs,
    "campaigns": _with_campaigns,
    "surveys": _with_closing_days,
    "entries": _by_category,
    "returns": _with_days,
    "overdue": _with_days,
    "gaps": _with_agreement,
}
