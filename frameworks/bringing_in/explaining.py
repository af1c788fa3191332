"""What a row makes, said so that a person can check it."""

from calendar import month_name
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from frameworks.enums import FREQUENCIES
from frameworks.timescales import Frequency, PartialDate, TimescaleReading

COUNTS = {Frequency.EVERY_N_WEEKS: "Every {} weeks", Frequency.TIMES_A_YEAR: "{} times a year"}


@dataclass(frozen=True)
class Explained:
    """What one row makes, in words; what a person should look at; and what a form about it begins with."""

    makes: list[tuple[str, str]]
    doubts: list[str] = field(default_factory=list)
    cells: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    is_heading: bool = False


def timescale_in_words(reading: TimescaleReading) -> str:
    """ "Yearly in June. Done July 2007. Due June 2011." """
    return (
        " ".join(
            f"{part}."
            for part in (
                how_often_in_words(reading),
                reading.completed and f"Done {_dates(reading.completed)}",
                reading.due and f"Due {_dates(reading.due)}",
                reading.started and f"Begun {_dates(reading.started)}",
            )
            if part
        )
        or "No date set."
    )


def how_often_in_words(reading: TimescaleReading) -> str:
    months = ", ".join(month_name[month] for month in reading.months)
    if reading.frequency is None:
        return months and f"In {months}"
    frequency = Frequency(reading.frequency)
    said = COUNTS[frequency].format(reading.number) if frequency in COUNTS else FREQUENCIES[frequency]
    return f"{said} in {months}" if months else said


def timescale_settings(reading: TimescaleReading) -> dict[str, Any]:
    """As a form shows it and a correction keeps it."""
    return {
        "frequency": reading.frequency or "",
        "number": reading.number if reading.frequency in COUNTS else None,
        "months": list(reading.months),
        "completed": [str(day) for day in reading.completed],
        "due": [str(day) for day in reading.due],
    }


def _dates(days: Iterable[PartialDate]) -> str:
    return ", ".join(day.in_words for day in days)
