"""Figures older than the product's own returns: what was published elsewhere, and quarters long past."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta

from demo.calendar import Calendar, working_day_from
from demo.indicators import DATA, definitions
from demo.series import Definition, Reading
from demo.world import World
from indicators.analysis.derive import derive
from indicators.analysis.figures import SYMBOLS, Figure, parse_figure
from indicators.analysis.units import Unit
from indicators.models import Indicator, PublishedFigure
from lscb.core.periods import Period, PeriodKind, YearKind, parse_period, period_containing

AUTHORITY = "Trafford"


def load_published(found: dict[str, Indicator], calendar: Calendar) -> None:
    """One named authority's figures, as they were published."""
    PublishedFigure.objects.bulk_create(
        figure
        for definition in definitions("published")
        for figure in _of(definition, found[definition["code"]], calendar)
    )


def load_history(readings: dict[Indicator, list[Reading]], periods: list[Period], world: World) -> None:
    """Invented quarters from before agencies sent returns through the product."""
    PublishedFigure.objects.bulk_create(
        PublishedFigure(
            indicator=indicator,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            **_parts(indicator, reading),
            state="not_supplied" if reading.reason else "given",
            missing_reason=reading.reason,
            published_at=world.calendar.moment(working_day_from(period.ends_on + timedelta(days=40))),
            published_by=world.analyst,
        )
        for indicator, run in readings.items()
        for period, reading in zip(periods, run, strict=False)
    )


def _parts(indicator: Indicator, reading: Reading) -> dict[str, int | None]:
    if indicator.takes_denominator:
        return {"numerator": reading.numerator, "denominator": reading.denominator}
    return {"value": reading.numerator}


def rows_of(definition: Definition) -> Iterator[dict[str, str]]:
    """The named authority's rows for one indicator."""
    with (DATA / definition["file"]).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if AUTHORITY in row.values() and definition.get("only") in (None, row.get("indicator")):
                yield row


def _of(definition: Definition, indicator: Indicator, calendar: Calendar) -> Iterator[PublishedFigure]:
    for row in rows_of(definition):
        period = period_of(row, indicator)
        counts, value = read_row(row, definition)
        # The counts where they say the same; otherwise the value stands as it was published.
        fields = counts if agree(counts, value, indicator) else {"value": value.value}
        yield PublishedFigure(
            indicator=indicator,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            **fields,
            state=value.state,
            published_at=calendar.moment(working_day_from(period.ends_on + timedelta(definition["lag_days"])), 9, 30),
        )


def read_row(row: dict[str, str], definition: Definition) -> tuple[dict, Figure]:
    symbols = SYMBOLS["dfe"]
    names = [name for name in ("numerator", "denominator") if name in definition]
    counts = {name: parse_figure(row[definition[name]], symbols).value for name in names}
    return counts, parse_figure(row[definition["value"]], symbols)


def agree(counts: dict, value: Figure, indicator: Indicator) -> bool:
    if not counts:
        return False
    return derive(**counts, unit_multiplier=Unit(indicator.unit).multiplier, places=indicator.decimals) == value.value


def period_of(row: dict[str, str], indicator: Indicator) -> Period:
    """“2024/25” as it says; “2025” ends that year, or is that year where years are calendar ones."""
    year_kind = YearKind(indicator.year_kind)
    written = row.get("time_period") or row["period"]
    if "/" in written:
        return parse_period(written, year_kind)
    return period_containing(date(int(written), 1, 1), PeriodKind.YEAR, year_kind)
