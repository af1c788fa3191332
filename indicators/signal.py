"""What an indicator's run of figures comes to: its process limits, what is special in it, and the words for both.

Made of the Board's figures whoever reads it, so that what is hidden from the Board moves no line and no icon.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from indicators.analysis import headline
from indicators.analysis.rag import Polarity
from indicators.analysis.spc import Caution, Improvement, Kind, analyse
from indicators.measures import Measure
from lscb.core.charts import Lines

IMPROVEMENTS = {
    Polarity.HIGHER: Improvement.INCREASE,
    Polarity.LOWER: Improvement.DECREASE,
    Polarity.NEITHER: Improvement.NEITHER,
}
MARKS = {
    Kind.CONCERN: "concern",
    Kind.IMPROVEMENT: "improvement",
    Kind.NEUTRAL_HIGH: "high",
    Kind.NEUTRAL_LOW: "low",
    Kind.COMMON: "",
}


class Mark(NamedTuple):
    """One period's lines, what its point is marked as and why, and what was put on the chart there, by whom."""

    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    mark: str = ""
    why: str = ""
    begins: str = ""
    note: str = ""
    signed: str = ""

    @property
    def lines(self) -> Lines | None:
        return None if self.mean is None else Lines(self.mean, self.lower, self.upper)


class Placed(NamedTuple):
    """A mark on the chart at the period that holds a day: limits begin anew, or a note."""

    kind: str
    from_on: date
    words: str
    by: str
    made_on: date

    @property
    def signed(self) -> str:
        return f"{self.words}. {self.by}, {self.made_on.day} {self.made_on:%B %Y}."


@dataclass(frozen=True, slots=True)
class Signal:
    """``marks`` stand beside the periods, one for each. Icons and sentence are those of the latest figure."""

    marks: tuple[Mark, ...] = ()
    variation: str = Kind.COMMON.value
    icon: str = ""
    icon_words: str = ""
    assurance: str = ""
    assurance_words: str = ""
    says: str = ""
    caution: str = ""

    def of_the_last(self, count: int) -> "Signal":
        return replace(self, marks=self.marks[-count:] if count else ())

    @property
    def latest(self) -> str:
        """The mark of the latest figure."""
        return MARKS[Kind(self.variation)]

    @property
    def is_uncoloured(self) -> bool:
        return bool(self.caution) and Caution(self.caution).is_uncoloured


NOTHING = Signal()


def signal_of(measures: Sequence[Measure], *, polarity: str, target: str, placed: Iterable[Placed] = ()) -> Signal:
    """Of the Board's measures, all of them; ``target`` is the latest one as it is written."""
    given = [measure.value for measure in measures]
    if not any(value is not None for value in given):
        return NOTHING
    there = _by_period(measures, placed)
    starts = {index for index, marks in there.items() if any(one.kind == "rebase" for one in marks)}
    goal = measures[-1].target
    analysis = analyse(given, improvement=IMPROVEMENTS[Polarity(polarity)], target=goal, rebase_at=starts)
    too_few = {index for group in analysis.groups if group.caution is Caution.TOO_FEW
               for index in range(group.starts, group.ends)}  # fmt: skip
    marks = []
    for index, point in enumerate(analysis.points):
        mark = Mark()
        if index not in too_few and point.centre is not None:
            why = headline.why(analysis.points, index)
            mark = Mark(point.centre, point.lower, point.upper, MARKS[point.kind], why)
        marks.append(_said(mark, measures[index].period.label, there.get(index, [])))
    is_shown = not (analysis.caution and analysis.caution.is_uncoloured)
    return Signal(
        marks=tuple(marks),
        variation=analysis.variation.value,
        icon=analysis.variation_icon.value if is_shown else "",
        icon_words=headline.ICON_WORDS[analysis.variation_icon] if is_shown else "Not judged",
        assurance=analysis.assurance.value if analysis.assurance else "",
        assurance_words=headline.assurance_words(analysis, has_target=goal is not None),
        says=headline.headline(analysis, [measure.period.label for measure in measures], target=target),
        caution=analysis.caution.value if analysis.caution else "",
    )


def _by_period(measures: Sequence[Measure], placed: Iterable[Placed]) -> dict[int, list[Placed]]:
    """By the place of the first period that ends on or after each day."""
    found: dict[int, list[Placed]] = {}
    for one in placed:
        index = next((n for n, measure in enumerate(measures) if measure.period.ends_on >= one.from_on), None)
        if index is not None:
            found.setdefault(index, []).append(one)
    return found


def _said(mark: Mark, label: str, placed: Sequence[Placed]) -> Mark:
    rebases = [one for one in placed if one.kind == "rebase"]
    notes = [one for one in placed if one.kind == "note"]
    signed = [f"Limits begin anew: {one.signed}" for one in rebases] + [one.signed for one in notes]
    return mark._replace(
        begins=f"{label}: {'; '.join(one.words for one in rebases)}" if rebases else "",
        note="; ".join(one.words for one in notes),
        signed=" ".join(signed),
    )
