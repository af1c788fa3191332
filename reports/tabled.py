"""The dashboard's small multiples as a table: a row for each indicator, its last periods beside one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.grouping import Group
from reports.marks import RATING_MARKS
from reports.queries.series import Series

# The latest and those before it.
PERIODS = 5
BEFORE = ("Latest", "One before", "Two before", "Three before", "Four before")


@dataclass(frozen=True, slots=True)
class TabledRow:
    """What a small multiple shows, in words; ``figures`` newest first, each with its period."""

    series: Series
    figures: tuple[tuple[str, str], ...]

    @property
    def mark(self) -> str:
        return RATING_MARKS[self.series.rating]

    @property
    def missing(self) -> range:
        """Cells without a figure, so that every row has as many."""
        return range(PERIODS - len(self.figures))


def tabled(groups: Iterable[Group]) -> list[tuple[str, Sequence[TabledRow]]]:
    return [(group.heading, [_row(one) for one in group.series]) for group in groups]


def _row(one: Series) -> TabledRow:
    latest = one.measures[: -PERIODS - 1 : -1]
    return TabledRow(one, tuple((one.text_of(measure), measure.period.label) for measure in latest))
