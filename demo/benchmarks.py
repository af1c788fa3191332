"""What was published of other places, brought in as anyone would: said once how each file is read, then saved."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from demo.indicators import DATA
from demo.log import Log
from demo.world import World
from indicators.actions.benchmarks import begin_benchmarks, keep_mapping, make_benchmarks, rows_of
from indicators.actions.neighbours import make_neighbours
from indicators.analysis.figures import DFE_SYMBOLS
from indicators.mappings import LineSaid
from indicators.models import BenchmarkFile, BenchmarkMapping, Indicator, NeighbourSet
from indicators.sheets.benchmarks import recognised
from lscb.core.reading import tables_in_text

DENTAL = "Children looked after who had their teeth checked by a dentist"
OWN = "Trafford"


@dataclass(frozen=True)
class Published:
    """One file: what it is called, whose it is, and where its indicators stand."""

    file: str
    name: str
    source: str
    published_on: date | None
    lines: dict[
        str, tuple[str] | tuple[str, str, str] | tuple[str, str, str, str, str]
    ]  # code: value column, numerator, denominator, where


FILES = [
    Published(
        "others_looked_after.csv",
        "Children looked after, numbers and rates",
        "Department for Education, Children looked after in England including adoptions",
        date(2025, 11, 20),
        {"PF02": ("rate_per_10000", "children_count", "population_estimate")},
    ),
    Published(
        "others_referrals.csv",
        "Referrals and repeat referrals",
        "Department for Education, Children in need",
        date(2025, 10, 30),
        {"PF05": ("rereferral_percent", "rereferral_count", "referral_count")},
    ),
    Published(
        "others_dental.csv",
        "Trafford Data Lab, neighbours beside England",
        "Trafford Data Lab, from Department for Education statistics",
        None,
        {"PF08": ("value", "", "", "indicator", DENTAL)},
    ),
]


def load(world: World, log: Log) -> None:
    at = world.calendar.moment(world.calendar.today - timedelta(days=30), 14)
    neighbours = (DATA / "neighbours_2025.csv").read_text(encoding="utf-8")
    like, _model = make_neighbours(
        tables_in_text(neighbours),
        model="Statistical neighbours",
        year=2025,
        own=OWN,
        source="Department for Education, statistical neighbours model 2025",
        by=world.analyst,
    )
    NeighbourSet.objects.filter(pk=like.pk).update(made_at=at)
    log.record("neighbours.saved", like, by=world.analyst, at=at)
    for published in FILES:
        _bring_in(published, world, log, at)


def _bring_in(published: Published, world: World, log: Log, at: datetime) -> None:
    content = (DATA / published.file).read_bytes()
    tables = tables_in_text(content.decode())
    values = {
        "name": published.name,
        "source": published.source,
        "columns": recognised(rows_of(tables).values()),
        "symbols": {symbol: state.value for symbol, state in DFE_SYMBOLS.items()},
    }
    lines = [LineSaid(Indicator.objects.get(code=code), *said) for code, said in published.lines.items()]
    mapping = keep_mapping(BenchmarkMapping(), values, lines)
    log.record("benchmark_mapping.added", mapping, by=world.analyst, at=at)
    stored = begin_benchmarks(
        tables,
        content,
        file_name=published.file,
        mapping=mapping,
        published_on=published.published_on,
        by=world.analyst,
    )
    make_benchmarks(stored)
    BenchmarkFile.objects.filter(pk=stored.pk).update(begun_at=at, finished_at=at)
    log.record("benchmarks.saved", stored, by=world.analyst, at=at)
