"""The dashboard a Board member reads before a meeting, whole: at most eight queries however much there is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from board.models import Meeting
from board.rules import year_of
from indicators.analysis.rag import Rating
from indicators.enums import Breakdown
from lscb.core.calendar import extra_holidays
from lscb.core.models import User
from reports.needs import Need, grouped_by_need
from reports.queries.changes import Change, changes_since
from reports.queries.expected import Expected
from reports.queries.meetings import Countdown, countdown_to, meetings_around
from reports.queries.moments import end_of
from reports.queries.programme import ProgrammeStanding, programme_standing
from reports.queries.series import RATING_ORDER, Series, indicators_of, kept_series_for, link_aims, series_for
from reports.queries.timeliness import Timeliness, on_time_share, returns_due_since
from reports.readers import Reader

# Without an earlier meeting to count from, a quarter is looked back on.
LOOK_BACK = timedelta(days=92)
A_YEAR = timedelta(days=365)
# What is one agency's, locality's or group's share of an indicator is compared on a page of its own.
NOT_A_PLACE_OF_ANOTHER = Q(parent=None) | Q(parent__breakdown=Breakdown.NONE)


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
    returns_of_a_year: list[Timeliness]
    upcoming: tuple[Meeting, ...]
    countdown: Countdown | None

    @property
    def by_rating(self) -> list[tuple[Rating, list[Series]]]:
        """Not met first: what needs the Board's eye before what does not."""
        return grouped_by_rating(self.series)

    @property
    def by_need(self) -> list[tuple[Need, list[Series]]]:
        return grouped_by_need(self.series)

    @property
    def rating_counts(self) -> Counter[Rating]:
        return Counter(one.rating for one in self.series)

    @property
    def rated_count(self) -> int:
        return sum(count for rating, count in self.rating_counts.items() if rating != Rating.NONE)

    @property
    def late_returns(self) -> list[Timeliness]:
        return [row for row in self.returns if row.is_outstanding and row.days_late]

    @property
    def on_time(self) -> tuple[int, int]:
        return on_time_share(self.returns, today=self.today)

    @property
    def days_to_meeting(self) -> int | None:
        return (self.next_meeting.held_on - self.today).days if self.next_meeting else None


def grouped_by_rating(series: list[Series]) -> list[tuple[Rating, list[Series]]]:
    groups = [(rating, [one for one in series if one.rating == rating]) for rating in RATING_ORDER]
    return [(rating, group) for rating, group in groups if group]


def _countdown(
    meeting: Meeting | None, *, reader: Reader, today: date, extra_holidays: frozenset[date]
) -> Countdown | None:
    if meeting is None:
        return None
    return countdown_to(meeting, called=reader.board.term, today=today, extra_holidays=extra_holidays)


def dashboard_for(user: User, *, reader: Reader, at: datetime, today: date, is_now: bool = False) -> Dashboard:
    """As it stood at a moment; what stands now (``is_now``) was mostly worked out when it changed."""
    holidays = extra_holidays()
    meetings = meetings_around(today)
    since = end_of(meetings.last.held_on if meetings.last else today - LOOK_BACK)
    expected = Expected(today, reader.board.due_after_working_days, holidays)
    indicators = indicators_of(user).filter(NOT_A_PLACE_OF_ANOTHER)
    if is_now:
        series = kept_series_for(indicators, reader=reader, at=at, since=since, expected=expected)
    else:
        series = series_for(indicators, reader=reader, at=at, corrected_since=since, expected=expected)
    link_aims(series)
    returns = returns_due_since(min(since.date(), today - A_YEAR), until=today)
    year = year_of(today, reader.board.year_starts_in)
    return Dashboard(
        today=today,
        last_meeting=meetings.last,
        next_meeting=meetings.next,
        since=since,
        series=series,
        changes=changes_since(series, moment=since),
        returns=[row for row in returns if row.due_on > since.date() or row.is_waited_for],
        programme=programme_standing(year, today=today),
        returns_of_a_year=returns,
        upcoming=meetings.upcoming,
        countdown=_countdown(meetings.next, reader=reader, today=today, extra_holidays=holidays),
    )
