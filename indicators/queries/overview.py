"""Every data set at a glance: how its open periods stand."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from indicators.models import DataSet, Period


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period in a list of them; the period carries the counts of ``with_progress``."""

    period: Period
    today: date

    @property
    def late_count(self) -> int:
        """Returns that were never handed in, though the time for it has passed."""
        return self.period.never_in_count if self.period.on_time_until < self.today else 0

    @property
    def status(self) -> tuple[str, str]:
        period = self.period
        if period.closed_at is not None:
            return "none", "Closed"
        if period.asked_count == period.accepted_count:
            return "done", "All accepted"
        if period.is_locked(today=self.today):
            return "none", "Locked"
        return ("late", "Past its due date") if self.late_count else ("now", "Open")


@dataclass(frozen=True, slots=True)
class DataSetLine:
    """A data set with its open periods, latest first."""

    data_set: DataSet
    open_periods: list[PeriodLine]


@dataclass(frozen=True, slots=True)
class Overview:
    data_sets: list[DataSetLine]

    @property
    def open_periods(self) -> list[PeriodLine]:
        return [line for data_set in self.data_sets for line in data_set.open_periods]

    @property
    def late_count(self) -> int:
        return sum(line.late_count for line in self.open_periods)

    @property
    def review_count(self) -> int:
        return sum(line.period.review_count for line in self.open_periods)


def data_set_overview(*, today: date) -> Overview:
    """For the Board's staff: every data set and how its open periods stand. Two queries."""
    by_data_set: dict[int, list[PeriodLine]] = defaultdict(list)
    for period in Period.objects.open().with_progress().select_related("data_set"):
        by_data_set[period.data_set_id].append(PeriodLine(period, today))
    counted = DataSet.objects.annotate(indicator_count=Count("lines"))
    return Overview(
        [DataSetLine(data_set, by_data_set[data_set.pk]) for data_set in counted.order_by("-is_active", "name")]
    )
