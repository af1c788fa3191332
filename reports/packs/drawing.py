"""From frozen content to the template's context: charts are drawn from what was frozen, never from the database."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from lscb.core import charts
from lscb.core.charts import PAPER_SPARK, Reading
from lscb.core.numbers import write_number
from reports.enums import Section

Content = dict[str, Any]

PERIODS_IN_TABLE = 8


def context_of(content: Content, *, number: int, digest: str) -> Content:
    """What ``pdf/pack.html`` draws; ``number`` is the edition's version."""
    return {
        **content,
        "as_at": date.fromisoformat(content["as_at"]),
        "since": date.fromisoformat(content["since"]),
        "held_on": date.fromisoformat(content["meeting"]["held_on"]),
        "papers": list(_papers(content["sections"])),
        "number": number,
        "digest": digest,
    }


def _papers(sections: list[Content]) -> Iterator[Content]:
    """Each section with its number and heading, its dates as dates, and its indicators with their charts."""
    for number, section in enumerate(sections, 1):
        kind = Section(section["kind"])
        drawn = {name: _drawn(name, value) for name, value in section.items()}
        yield {**drawn, "number": number, "heading": kind.label, "template": f"pdf/paper_{kind.value}.html"}


def _drawn(name: str, value: Any) -> Any:
    if name in {"indicators", "not_met"} and isinstance(value, list):
        return [_with_chart(one) for one in value]
    if name in {"entries", "returns", "overdue"}:
        return [{**row, "due": _day(row["due_on"]), "received": _day(row.get("received_on"))} for row in value]
    return value


def _with_chart(one: Content) -> Content:
    readings = [_reading(measure) for measure in one["measures"]]
    target = Decimal(one["target"]) if one["target"] is not None else None
    scale: dict[str, Any] = {"target": target, "decimals": one["decimals"], "suffix": one["suffix"]}
    return {
        **one,
        "chart": charts.run_chart(one["title"], readings, **scale),
        "spark": charts.spark(one["title"], readings, **scale, size=PAPER_SPARK),
        "recent": [_written(measure) for measure in one["measures"][-PERIODS_IN_TABLE:]],
    }


def _reading(measure: Content) -> Reading:
    return Reading(
        label=measure["label"],
        value=Decimal(measure["value"]) if measure["value"] is not None else None,
        state=measure["state"],
        tick=measure["tick"],
        group=measure["group"],
    )


def _written(measure: Content) -> Content:
    """Counts as people write them: 1,204."""
    counts = {name: measure[name] for name in ("numerator", "denominator")}
    return {**measure, **{f"{name}_text": _count(text) for name, text in counts.items()}}


def _count(text: str | None) -> str:
    if text is None:
        return ""
    number = Decimal(text)
    return write_number(number, max(0, -int(number.as_tuple().exponent)))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
