"""One agency: the indicators it supplies as they stand now, and how its returns came in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from board.models import Agency
from indicators.enums import Breakdown
from lscb.core.models import User
from reports.queries.expected import Expected
from reports.queries.series import Series, indicators_of, kept_series_for
from reports.queries.timeliness import Timeliness, on_time_share, returns_due_since
from reports.readers import Reader

TWO_YEARS = timedelta(days=731)


@dataclass(frozen=True)
class AgencyStanding:
    """``returns`` are those due within two years and any that never came, latest first."""

    agency: Agency
    series: list[Series]
    returns: list[Timeliness]
    today: date

    @property
    def on_time(self) -> tuple[int, int]:
        return on_time_share(self.returns, today=self.today)

    @property
    def late(self) -> int:
        return sum(1 for row in self.returns if row.received_on and row.received_on > row.late_from)

    @property
    def missing(self) -> int:
        """Due by now, and not in: whether it is still waited for or its period was closed without it."""
        return sum(1 for row in self.returns if row.is_outstanding and row.late_from < self.today)


def agency_standing(agency: Agency, user: User, *, reader: Reader, at: datetime, expected: Expected) -> AgencyStanding:
    """Two queries, however much it supplies. Disclosed values only, whoever reads."""
    supplied = indicators_of(user).filter(supplier=agency).exclude(added_up_by=Breakdown.AGENCY)
    series = kept_series_for(supplied, reader=reader, at=at, since=at, expected=expected)
    returns = returns_due_since(expected.today - TWO_YEARS, until=expected.today, agency=agency)
    latest_first = sorted(returns, key=lambda row: (row.due_on, row.data_set), reverse=True)
    return AgencyStanding(agency, series, latest_first, expected.today)
