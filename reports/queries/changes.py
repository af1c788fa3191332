"""What changed since the Board last met: what is new, what crossed its target. Two points make no trend."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from board.models import Meeting
from indicators.analysis.rag import Rating
from reports.queries.series import Measure, Series

CROSSED_TO_WORSE = frozenset({(Rating.MET, Rating.NEAR), (Rating.MET, Rating.NOT_MET), (Rating.NEAR, Rating.NOT_MET)})


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator whose figure is new since the meeting; ``before`` is the latest the Board had then."""

    series: Series
    now: Measure
    before: Measure | None

    @property
    def crossed(self) -> bool:
        """From one side of the target, or of its tolerance, to another."""
        if self.before is None or Rating.NONE in {self.before.rating, self.now.rating}:
            return False
        return self.before.rating != self.now.rating

    @property
    def is_worse(self) -> bool:
        return self.before is not None and (self.before.rating, self.now.rating) in CROSSED_TO_WORSE

    @property
    def order(self) -> int:
        """Worse first, then better, then new figures that crossed nothing."""
        return 0 if self.is_worse else 1 if self.crossed else 2


def changes_since(series: list[Series], *, moment: datetime) -> list[Change]:
    """New figures since a moment, those that crossed their target first."""
    changes = []
    for one in series:
        new = [measure for measure in one.measures if measure.published_at and measure.published_at > moment]
        known = [measure for measure in one.measures if measure.published_at and measure.published_at <= moment]
        if new:
            changes.append(Change(one, new[-1], known[-1] if known else None))
    return sorted(changes, key=lambda change: (change.order, change.series.indicator.code))


def end_of(day: date) -> datetime:
    """The last moment of a day by the Board's clock."""
    return timezone.make_aware(datetime.combine(day, time.max))


def last_and_next_meeting(*, today: date) -> tuple[Meeting | None, Meeting | None]:
    """The Board's own meetings either side of today; a meeting today is still to come."""
    of_the_board = Meeting.objects.of_the_board().select_related("group")
    return of_the_board.held_before(today).first(), of_the_board.from_day(today).first()
