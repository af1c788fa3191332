"""What changed since the Board last met: what is new, what crossed its target. Two points make no trend."""

from dataclasses import dataclass
from datetime import datetime

from indicators.analysis.rag import Rating
from reports.queries.series import Measure, Series

CROSSED_TO_WORSE = frozenset({(Rating.MET, Rating.NEAR), (Rating.MET, Rating.NOT_MET), (Rating.NEAR, Rating.NOT_MET)})
TURNED = frozenset({"concern", "improvement"})
IN_A_CLAUSE = {
    Rating.MET: "target {} met",
    Rating.NEAR: "within tolerance of the target of {}",
    Rating.NOT_MET: "target {} not met",
}
IN_BRACKETS = {Rating.MET: " (target met)", Rating.NEAR: " (within tolerance)", Rating.NOT_MET: " (target not met)"}


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator with a figure that is new since the meeting; ``before`` is what the Board had then.

    That is its latest figure then; or where an earlier period was corrected, that period's.
    """

    series: Series
    now: Measure
    before: Measure | None

    @property
    def crossed(self) -> bool:
        """The latest figure lies elsewhere than the latest then: from met to within tolerance, to not met, or back."""
        if self.before is None or self.now is not self.series.latest:
            return False
        return Rating.NONE not in {self.before.rating, self.now.rating} and self.before.rating != self.now.rating

    @property
    def is_worse(self) -> bool:
        return self.crossed and self.before is not None and (self.before.rating, self.now.rating) in CROSSED_TO_WORSE

    @property
    def is_correction(self) -> bool:
        return self.before is not None and self.before.period == self.now.period

    @property
    def turned(self) -> str:
        """Concern or improvement, where the latest figure is marked as that and the Board's latest then was not."""
        if self.before is None or self.now is not self.series.latest or not self.series.signal.marks:
            return ""
        marks = {
            one.period: mark.mark for one, mark in zip(self.series.measures, self.series.signal.marks, strict=True)
        }
        mark = marks[self.now.period]
        return mark if mark in TURNED and marks.get(self.before.period) != mark else ""

    @property
    def order(self) -> int:
        """Worse first, then better, then new figures that crossed nothing."""
        return 0 if self.is_worse else 1 if self.crossed else 2

    @property
    def now_text(self) -> str:
        return self.series.text_of(self.now)

    @property
    def before_text(self) -> str:
        """An em dash where the Board had no figure to compare with."""
        return self.series.text_of(self.before) if self.before else "—"

    @property
    def now_words(self) -> str:
        """63.0% in Q2 2026–27, target 90% not met."""
        text, period = self.series.text_of(self.now), self.now.period.label
        if self.now.value is None:
            return f"{text} in {period}" if self.now.is_hidden else f"no figure for {period}: {text}"
        clause = IN_A_CLAUSE.get(self.now.rating, "").format(self.series.text_of_target(self.now.target))
        return f"{text} in {period}" + (f", {clause}" if clause else "")

    @property
    def before_words(self) -> str:
        """91.0% in Q1 2026–27 (target met); nothing when the Board had no figure."""
        if self.before is None:
            return ""
        text, period = self.series.text_of(self.before), self.before.period.label
        if self.before.value is None and not self.before.is_hidden:
            return f"no figure for {period}"
        where = "for the same period" if self.is_correction else f"in {period}"
        return f"{text} {where}{IN_BRACKETS.get(self.before.rating, '')}"


def changes_since(series: list[Series], *, moment: datetime) -> list[Change]:
    """New figures since a moment, those that crossed their target first, else in the order of the series."""
    changes = [change for one in series if (change := _change(one, moment)) is not None]
    return sorted(changes, key=lambda change: change.order)


def _change(series: Series, moment: datetime) -> Change | None:
    now, then = None, {}
    for measure in series.measures:
        if measure.published_at is None:
            continue
        if measure.published_at > moment:
            now = measure
        else:
            then[measure.period.starts_on] = measure
    if now is None:
        return None
    # What stood then: figures that still stand, and in place of corrected ones those they superseded.
    for measure in series.superseded:
        if measure.published_at and measure.superseded_at and measure.published_at <= moment < measure.superseded_at:
            then[measure.period.starts_on] = measure
    if now is series.latest:
        return Change(series, now, then[max(then)] if then else None)
    return Change(series, now, then.get(now.period.starts_on))
