"""What was published of other places, brought in as anyone would: said once how each file is read, then saved."""

from dataclasses import dataclass
from datetime import date

from demo.indicators import DATA
from demo.world import World
from indicators.actions.benchmarks import LineSaid, begin_benchmarks, save_benchmarks, save_mapping
from indicators.actions.neighbours import save_neighbours
from indicators.analysis.figures import DFE_SYMBOLS
from indicators.models import BenchmarkMapping, Indicator
from indicators.sheets.benchmarks import headings_of, recognised
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
    lines: dict[str, tuple[str, ...]]  # code: value column, numerator, denominator, where


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


def load(world: World) -> None:
    """After the log of days gone by: these lines are of today."""
    neighbours = (DATA / "neighbours_2025.csv").read_text(encoding="utf-8")
    save_neighbours(
        tables_in_text(neighbours),
        model="Statistical neighbours",
        year=2025,
        own=OWN,
        source="Department for Education, statistical neighbours model 2025",
        by=world.analyst,
    )
    for published in FILES:
        _bring_in(published, world)


def _bring_in(published: Published, world: World) -> None:
    content = (DATA / published.file).read_bytes()
    tables = tables_in_text(content.decode())
    headings = headings_of([[(row.number, row.cells) for row in table.rows] for table in tables.tables])
    values = {
        "name": published.name,
        "source": published.source,
        "columns": recognised(headings),
        "symbols": {symbol: state.value for symbol, state in DFE_SYMBOLS.items()},
    }
    lines = [LineSaid(Indicator.objects.get(code=code), *said) for code, said in published.lines.items()]
    mapping = save_mapping(BenchmarkMapping(), values, lines, by=world.analyst)
    stored = begin_benchmarks(
        tables,
        content,
        file_name=published.file,
        mapping=mapping,
        published_on=published.published_on,
        by=world.analyst,
    )
    save_benchmarks(stored, by=world.analyst)
