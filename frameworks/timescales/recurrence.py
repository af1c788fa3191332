"""How often a thing is done, and when it comes round again."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from frameworks.timescales.partial import PartialDate


class Frequency(StrEnum):
    ONCE = "once"
    MONTHLY = "monthly"
    EVERY_N_WEEKS = "every_n_weeks"
    QUARTERLY = "quarterly"
    TIMES_A_YEAR = "times_a_year"
    TWICE_A_YEAR = "twice_a_year"
    YEARLY = "yearly"
    EVERY_TWO_YEARS = "every_two_years"
    TERMLY = "termly"
    EACH_MEETING = "each_meeting"
    AS_REQUIRED = "as_required"
    ONGOING = "ongoing"


COUNTED = frozenset({Frequency.EVERY_N_WEEKS, Frequency.TIMES_A_YEAR})
# Nobody can say of these on which day they come round.
UNDATED = frozenset({Frequency.EACH_MEETING, Frequency.AS_REQUIRED, Frequency.ONGOING})
MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.TERMLY: 4,
    Frequency.TWICE_A_YEAR: 6,
    Frequency.YEARLY: 12,
    Frequency.EVERY_TWO_YEARS: 24,
}
MOST_A_YEAR = 12
MOST_WEEKS = 104


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A frequency, its number where it has one, the months it falls in, or each of its dates where all are named."""

    frequency: Frequency
    number: int | None = None
    months: tuple[int, ...] = ()
    dates: tuple[PartialDate, ...] = ()

    def __post_init__(self) -> None:
        if (self.frequency in COUNTED) != (self.number is not None):
            raise ValueError("A number belongs to every N weeks and to N times a year, and to no other.")
        most = MOST_WEEKS if self.frequency == Frequency.EVERY_N_WEEKS else MOST_A_YEAR
        if self.number is not None and not 1 <= self.number <= most:
            raise ValueError(f"Give a number from 1 to {most}.")
        if any(not 1 <= month <= 12 for month in self.months):
            raise ValueError("Months are numbered 1 to 12.")

    @property
    def comes_round(self) -> bool:
        return self.frequency not in UNDATED and self.frequency != Frequency.ONCE

    @property
    def step(self) -> timedelta:
        """About how long lies between two of them."""
        if self.frequency == Frequency.EVERY_N_WEEKS:
            return timedelta(weeks=self.number or 1)
        return timedelta(days=365 * self._months() // 12)

    def after(self, due: PartialDate) -> PartialDate:
        """The next one after this, no more exact than it."""
        if self.frequency == Frequency.EVERY_N_WEEKS:
            later = PartialDate.of(due.last_day + self.step)
        elif due.month is None and self._months() % 12 == 0:
            return PartialDate(due.year + self._months() // 12)
        else:
            later = PartialDate.of(_months_later(due.last_day if due.day is None else due.first_day, self._months()))
        return later if due.day is not None else PartialDate(later.year, later.month)

    def next_in_months(self, day: date) -> PartialDate | None:
        """The first of its fixed months that is not over on that day."""
        ahead = [PartialDate(year, month) for year in (day.year, day.year + 1) for month in sorted(self.months)]
        return next((due for due in ahead if due.last_day >= day), None)

    def _months(self) -> int:
        if self.frequency == Frequency.TIMES_A_YEAR:
            return max(12 // (self.number or 1), 1)
        return MONTHS[self.frequency]


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
