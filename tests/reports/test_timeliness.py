"""Who handed in when, and who is late, as it stood on a day."""

from datetime import UTC, date, datetime

import pytest

from indicators.enums import ReturnStatus
from reports.marks import received_words, return_mark
from reports.queries.timeliness import latest_of_each_set, on_time_by_agency, on_time_share, returns_due_since
from tests.factories.board import AgencyFactory, analyst
from tests.factories.core import UserFactory
from tests.factories.indicators import DataSetFactory, FigureFactory, PeriodFactory, ReturnFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
SINCE = date(2026, 9, 3)


@pytest.fixture
def period():
    """July to September 2026, due on 28 October."""
    return PeriodFactory()


def returned(period, name, on=None, status=ReturnStatus.SUBMITTED, accepted_on=None):
    """One agency's return; not handed in without a day."""
    stamps = {}
    if on:
        moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        stamps = {"status": status, "first_submitted_on": on, "submitted_at": moment, "submitted_by": UserFactory()}
    if accepted_on:
        moment = datetime(accepted_on.year, accepted_on.month, accepted_on.day, 12, tzinfo=UTC)
        stamps |= {"status": ReturnStatus.ACCEPTED, "accepted_at": moment, "accepted_by": analyst()}
    if stamps.get("status") == ReturnStatus.SENT_BACK:
        stamps["sent_back_reason"] = "Two rows are empty."
    return ReturnFactory(period=period, agency=AgencyFactory(name=name), **stamps)


def read(until=TODAY, since=SINCE):
    return returns_due_since(since, until=until)


def told(rows, today=TODAY):
    return [(row.agency, return_mark(row, today=today)[1], received_words(row)) for row in rows]


def test_each_return_says_what_became_of_it_the_latest_of_the_late_first(period):
    returned(period, "Ambulance", date(2026, 10, 26), accepted_on=date(2026, 11, 2))
    returned(period, "Police", date(2026, 10, 28))
    returned(period, "Probation", date(2026, 10, 31), ReturnStatus.SENT_BACK)
    returned(period, "Schools")

    assert told(read()) == [
        ("Schools", "23 days late", ""),
        ("Ambulance", "Accepted", "2 days early"),
        ("Police", "Being checked", "On the day"),
        ("Probation", "Sent back", "3 days late"),
    ]


def test_before_its_due_date_a_return_is_not_late(period):
    returned(period, "Schools")

    assert told(read(until=date(2026, 10, 28)), date(2026, 10, 28)) == [("Schools", "Not handed in yet", "")]


def test_a_return_stands_as_it_did_on_the_day_asked_for(period):
    returned(period, "Police", date(2026, 11, 2), accepted_on=date(2026, 11, 9))

    days = [date(2026, 10, 30), date(2026, 11, 2), date(2026, 11, 9)]
    rows = [read(until=day)[0] for day in days]

    assert [(row.status, row.received_on, row.days_late) for row in rows] == [
        ("open", None, 2),
        ("submitted", date(2026, 11, 2), 5),
        ("accepted", date(2026, 11, 2), 5),
    ]


def test_an_older_return_is_told_of_until_it_comes_or_its_period_is_closed():
    quarter = {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 6, 30), "opened_on": date(2026, 7, 1)}
    older = PeriodFactory(due_on=date(2026, 7, 28), locks_on=date(2026, 8, 27), **quarter)
    returned(older, "Police", date(2026, 7, 20))
    returned(older, "Schools")
    assert [row.agency for row in read()] == ["Schools"]

    older.closed_at, older.closed_by = datetime(2026, 9, 1, tzinfo=UTC), analyst()
    older.save()

    assert read() == []


def test_a_period_closed_without_a_return_says_so(period):
    returned(period, "Schools")
    period.closed_at, period.closed_by = datetime(2026, 11, 10, tzinfo=UTC), analyst()
    period.save()

    assert [(row.agency, return_mark(row, today=TODAY)) for row in read()] == [("Schools", ("poor", "Never handed in"))]


def test_periods_opened_later_were_not_asked_for_yet(period):
    returned(period, "Police")

    assert read(until=date(2026, 9, 30)) == []


def test_rows_answered_are_counted_of_rows_asked_for(period):
    item = returned(period, "Police", date(2026, 10, 26))
    FigureFactory(indicator_return=item, given=True)
    FigureFactory(indicator_return=item, missing_reason="not_ready")
    FigureFactory(indicator_return=item)

    assert [(row.answered, row.asked) for row in read()] == [(2, 3)]


def test_on_time_is_of_those_due_or_in(period):
    returned(period, "Ambulance", date(2026, 10, 26))
    returned(period, "Police", date(2026, 10, 31))
    returned(period, "Schools")

    assert on_time_share(read(), today=TODAY) == (1, 3)
    assert on_time_share(read(until=date(2026, 10, 27)), today=date(2026, 10, 27)) == (1, 1)
    assert on_time_by_agency(read(), today=TODAY) == {"Ambulance": (1, 1), "Police": (0, 1), "Schools": (0, 1)}


def test_nothing_asked_for_is_no_share():
    assert (read(), on_time_share([], today=TODAY)) == ([], (0, 0))


def test_the_latest_of_each_data_set_are_shown_and_whatever_is_waited_for():
    quarterly, monthly = DataSetFactory(name="Quarterly"), DataSetFactory(name="Monthly", frequency="month")
    agency = AgencyFactory(name="Police")

    def asked(data_set, starts_on, due_on, on=None):
        stamps = {"status": "submitted", "submitted_at": datetime(2026, 11, 1, tzinfo=UTC), "submitted_by": analyst()}
        dates = {"ends_on": starts_on, "opened_on": starts_on, "due_on": due_on, "locks_on": due_on}
        period = PeriodFactory(data_set=data_set, starts_on=starts_on, **dates)
        ReturnFactory(period=period, agency=agency, **(stamps | {"first_submitted_on": on} if on else {}))

    asked(quarterly, date(2026, 1, 1), date(2026, 4, 28))
    asked(quarterly, date(2026, 4, 1), date(2026, 7, 28), on=date(2026, 7, 20))
    asked(quarterly, date(2026, 7, 1), date(2026, 10, 28), on=date(2026, 10, 20))
    asked(monthly, date(2026, 9, 1), date(2026, 10, 20), on=date(2026, 10, 20))
    asked(monthly, date(2026, 10, 1), date(2026, 11, 25))

    shown = latest_of_each_set(read(since=date(2025, 11, 20)), today=TODAY)

    assert [(row.data_set, row.due_on) for row in shown] == [
        ("Quarterly", date(2026, 4, 28)),
        ("Monthly", date(2026, 10, 20)),
        ("Quarterly", date(2026, 10, 28)),
        ("Monthly", date(2026, 11, 25)),
    ]


def test_one_query_reads_them_all(period, django_assert_num_queries):
    for name in ("Ambulance", "Police", "Schools"):
        FigureFactory(indicator_return=returned(period, name))

    with django_assert_num_queries(1):
        assert len(read()) == 3
