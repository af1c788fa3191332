"""A timescale in words that read back as the same: what a cell of a table holds once it has changed."""

from calendar import month_name
from collections.abc import Collection, Iterable

from frameworks.timescales.partial import PartialDate
from frameworks.timescales.recurrence import Frequency, Recurrence

_WORDS = {
    Frequency.ONCE: "Once",
    Frequency.MONTHLY: "Monthly",
    Frequency.EVERY_N_WEEKS: "Every {} weeks",
    Frequency.QUARTERLY: "Quarterly",
    Frequency.TIMES_A_YEAR: "{} times a year",
    Frequency.TWICE_A_YEAR: "Twice a year",
    Frequency.YEARLY: "Annually",
    Frequency.EVERY_TWO_YEARS: "Every two years",
    Frequency.TERMLY: "Termly",
    Frequency.EACH_MEETING: "At each meeting",
    Frequency.AS_REQUIRED: "As required",
    Frequency.ONGOING: "Ongoing",
}


def write_timescale(
    recurrence: Recurrence | None, first_due: PartialDate | None, completed: Collection[PartialDate]
) -> str:
    """ "Annually in June. Completed July 2010. Next due June 2011." """
    due = [day for day in recurrence.dates if day not in completed] if recurrence else []
    sentences = [
        how_often(recurrence),
        f"Completed {_listed(completed)}" if completed else "",
        f"Due {_listed(due)}" if due else f"Next due {first_due.in_words}" if first_due else "",
    ]
    return " ".join(f"{sentence}." for sentence in sentences if sentence)


def how_often(recurrence: Recurrence | None) -> str:
    """Dates that are all named come round by no rule."""
    if recurrence is None or (recurrence.frequency == Frequency.ONCE and recurrence.dates):
        return ""
    said = _WORDS[recurrence.frequency].format(recurrence.number)
    months = [month_name[month] for month in recurrence.months]
    if months and recurrence.frequency == Frequency.ONCE:
        return f"{said}. In {_joined(months)}"
    return f"{said} in {_joined(months)}" if months else said


def _listed(days: Iterable[PartialDate]) -> str:
    return ", ".join(day.in_words for day in sorted(days, key=lambda day: (day.first_day, day.last_day)))


def _joined(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
