"""The dashboard a Board member reads before a meeting, whole: at most eight queries however much there is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from board.models import Board, Meeting
from indicators.analysis.rag import Rating
from lscb.core.models import User
from reports.queries.changes import Change, changes_since, end_of, last_and_next_meeting
from reports.queries.programme import ProgrammeStanding, programme_standing
from reports.queries.series import Series, indicators_of, series_for
from reports.queries.timeliness import Timeliness, on_time_share, returns_due_since
from reports.readers import Reader

# Without an earlier meeting to count from, a quarter is looked back on.
LOOK_BACK = timedelta(days=92)
RATING_ORDER = (Rating.NOT_MET, Rating.NEAR, Rating.MET, Rating.NONE)


@dataclass(frozen=True)
class Dashboard:
    """Everything one reader sees, as it stood at one moment."""

    today: date
    last_meeting: Meeting | None
    next_meeting: Meeting | None
    since: datetime
    series: list[Series]
    changes: list[Change]
    returns: list[Timeliness]
    programme: ProgrammeStanding

    @property
    def by_rating(self) -> list[tuple[Rating, list[Series]]]:
        """Not met first: what needs the Board's eye before what does not."""
        groups = [(rating, [one for one in self.series if one.rating == rating]) for rating in RATING_ORDER]
        return [(rating, group) for rating, group in groups if group]

    @property
    def rating_counts(self) -> Counter[Rating]:
        return Counter(one.rating for one in self.series)

    @property
    def late_returns(self) -> list[Timeliness]:
        return [row for row in self.returns if row.is_outstanding and row.days_late]

    @property
    def on_time(self) -> tuple[int, int]:
        return on_time_share(self.returns, today=self.today)

    @property
    def days_to_meeting(self) -> int | None:
        return (self.next_meeting.held_on - self.today).days if self.next_meeting else None


def dashboard_for(user: User, *, reader: Reader, at: datetime, today: date) -> Dashboard:
    last, following = last_and_next_meeting(today=today)
    since = end_of(last.held_on if last else today - LOOK_BACK)
    series = series_for(indicators_of(user), reader=reader, at=at)
    return Dashboard(
        today=today,
        last_meeting=last,
        next_meeting=following,
        since=since,
        series=series,
        changes=changes_since(series, moment=since),
        returns=returns_due_since(since.date(), until=today),
        programme=programme_standing(user, today=today, year=year_of(today)),
    )


def year_of(day: date) -> int:
    """The Board's year a day falls in, by the year it starts in."""
    return day.year if day.month >= Board.current().year_starts_in else day.year - 1
