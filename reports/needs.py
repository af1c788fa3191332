"""What needs the Board's eye, gravest first, and which of it an indicator is."""

from collections.abc import Iterable
from enum import StrEnum

from indicators.analysis.rag import Rating
from indicators.analysis.spc import Assurance
from indicators.series import Series


class Need(StrEnum):
    CONCERN = "concern"
    TARGET = "target"
    NO_FIGURE = "no_figure"
    UNEXPLAINED = "unexplained"
    MISSED = "missed"
    IMPROVING = "improving"
    STEADY = "steady"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_pressing(self) -> bool:
        """Shown at once; the others are opened by whoever wants them."""
        return self not in {Need.IMPROVING, Need.STEADY}


_LABELS = {
    Need.CONCERN: "Special cause of concern",
    Need.TARGET: "Target consistently missed",
    Need.NO_FIGURE: "No figure for the latest period",
    Need.UNEXPLAINED: "Not explained",
    Need.MISSED: "Target not met this time",
    Need.IMPROVING: "Improving",
    Need.STEADY: "No change that needs the Board’s eye",
}

# What a pack opens with. Those that only miss a target this time are among its exceptions.
NOTICED = (Need.CONCERN, Need.TARGET, Need.NO_FIGURE, Need.UNEXPLAINED, Need.IMPROVING)

_PLACES = {need: place for place, need in enumerate(Need)}


def need_of(series: Series) -> Need:
    """The gravest that applies. A figure that is hidden is there, and one that is not due yet is not missing."""
    latest = series.latest
    if latest is None and series.due:
        return Need.STEADY
    if series.signal.latest == "concern":
        return Need.CONCERN
    if series.signal.assurance == Assurance.FAIL:
        return Need.TARGET
    if latest is None or series.awaited or (latest.value is None and not latest.is_hidden):
        return Need.NO_FIGURE
    is_said = bool(latest.commentary or latest.explanation)
    if not is_said and (latest.rating == Rating.NOT_MET or series.signal.latest in {"high", "low"}):
        return Need.UNEXPLAINED
    if latest.rating == Rating.NOT_MET:
        return Need.MISSED
    return Need.IMPROVING if series.signal.latest == "improvement" else Need.STEADY


def grouped_by_need(series: Iterable[Series]) -> list[tuple[Need, list[Series]]]:
    """Within a group what misses its target comes first."""
    found: dict[Need, list[Series]] = {need: [] for need in Need}
    for one in series:
        found[need_of(one)].append(one)
    return [(need, sorted(group, key=lambda one: one.rating_place)) for need, group in found.items() if group]


def need_place(series: Series) -> tuple[int, int]:
    """Where it stands among others: the gravest need first, within it what misses its target."""
    return _PLACES[need_of(series)], series.rating_place
