"""Published figures of other places, and neighbours: the Board's staff's alone."""

from typing import Any

from django.utils import timezone

from indicators.models import MappingLine
from tests.factories.indicators import (
    AreaFactory,
    BenchmarkFileFactory,
    BenchmarkMappingFactory,
    IndicatorFactory,
    NeighbourSetFactory,
)
from tests.policy.matrix.rows import OFFICERS, Row, nothing

TABLES = {
    "notes": [],
    "tables": [
        {
            "heading": "",
            "rows": [
                [1, ["time_period", "new_la_code", "la_name", "rate"]],
                [2, ["2024/25", "E06000801", "Northam", "6"]],
            ],
        }
    ],
}


def furnish(world: Any) -> None:
    mapping = BenchmarkMappingFactory()
    indicator = IndicatorFactory(supplier=world.other_agency, code="W8", frequency="year")
    MappingLine.objects.create(mapping=mapping, indicator=indicator, value_column="rate")

    def looked_over(name: str) -> Any:
        return BenchmarkFileFactory(
            mapping=mapping, state="preview", finished_at=None, tables=TABLES, file_name=name, begun_at=timezone.now()
        )

    world.things["benchmark_mapping"] = mapping
    world.things["benchmark_file"] = looked_over("looked over.csv")
    world.things["benchmark_thrown_away"] = looked_over("thrown away.csv")
    world.things["benchmark_saved"] = BenchmarkFileFactory(mapping=mapping)
    world.things["neighbours"] = NeighbourSetFactory(areas=[AreaFactory()])


def _of(name: str) -> Any:
    return lambda world: {"pk": world.things[name].pk}


def _row(name: str, of: str, *, ok: int = 200, **asked: Any) -> Row:
    return Row(f"indicators:{name}", OFFICERS, arguments=_of(of), ok=ok, refused=404, **asked)


POSTED = {"method": "post", "data": nothing, "ok": 302}
ROWS: list[Row] = [
    Row("indicators:benchmark-list", OFFICERS),
    Row("indicators:benchmark-add", OFFICERS),
    Row("indicators:benchmark-add", OFFICERS, method="post", data=nothing),
    Row("indicators:neighbours-add", OFFICERS),
    Row("indicators:neighbours-add", OFFICERS, method="post", data=nothing),
    _row("benchmark-file", "benchmark_file"),
    _row("benchmark-read", "benchmark_file"),
    _row("benchmark-read", "benchmark_file", method="post", data=nothing),
    _row("benchmark-save", "benchmark_file", **POSTED),
    _row("benchmark-discard", "benchmark_thrown_away", **POSTED),
    _row("benchmark-undo", "benchmark_saved", **POSTED),
    _row("benchmark-mapping", "benchmark_mapping"),
    _row("benchmark-mapping-change", "benchmark_mapping"),
    _row("benchmark-mapping-change", "benchmark_mapping", method="post", data=nothing),
    _row("neighbours-take-away", "neighbours", **POSTED),
]
