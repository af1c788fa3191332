import csv
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
from django.urls import reverse

from board.models import Board, ExtraHoliday
from indicators.actions.periods import open_what_opens
from indicators.models import IndicatorReturn, Period
from lscb.core.models import Notification
from lscb.core.templatetags.words import uk_date
from tests.factories.board import AbsenceFactory, AgencyFactory, agency_lead, analyst, manager
from tests.factories.core import NotificationFactory
from tests.factories.indicators import DataSetFactory, FigureFactory, IndicatorFactory, PeriodFactory, ReturnFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    """Tuesday 3 November 2026: the period of the factory is six days past its due date."""
    time_machine.move_to("2026-11-03 09:00:00+00:00")
    return date(2026, 11, 3)


@pytest.fixture
def officer(client):
    Board.current()
    officer = manager()
    client.force_login(officer)
    return officer


def said(response):
    return [str(message) for message in response.context["messages"]]


def opening(data_set):
    return reverse("indicators:period-open", args=[data_set.pk])


# Opening


def test_a_data_set_has_its_own_days_and_the_board_s_where_it_has_none(client, officer):
    data_set = DataSetFactory(indicators=[IndicatorFactory()], due_after_working_days=10, timely_for_days=3)
    PeriodFactory(data_set=data_set)

    page = client.get(opening(data_set))

    # Ten working days after 31 December 2026.
    assert page.context["form"].initial["due_on"] == date(2027, 1, 15)
    assert "Leave empty for 3 days after it." in page.text
    sent = {"starts_on": page.context["span"].starts_on.isoformat(), "due_on": "15 January 2027"}
    early = client.post(opening(data_set), sent | {"timely_until": "14 January 2027"})
    assert early.context["form"].errors["timely_until"] == [
        "Enter 15 January 2027, when returns are due, or a later date"
    ]
    client.post(opening(data_set), sent)
    period = data_set.periods.get(starts_on="2026-10-01")
    assert (period.timely_until, period.locks_on) == (date(2027, 1, 18), date(2027, 2, 14))
    item = period.returns.get()
    assert [item.is_late(today=date(2027, 1, day)) for day in (18, 19)] == [False, True]
    late = [IndicatorReturn.objects.filter(period=period).late(today=date(2027, 1, day)).count() for day in (18, 19)]
    assert late == [0, 1]
    assert "On time until 18 January 2027" in client.get(period.get_absolute_url()).text


def test_a_data_set_that_says_when_opens_its_next_period_on_that_day(client, officer):
    data_set = DataSetFactory(indicators=[IndicatorFactory()], opens_after_working_days=2, due_after_working_days=10)
    assert open_what_opens(today=date(2027, 1, 5)) == 0  # nobody opened a first one
    PeriodFactory(data_set=data_set)
    assert "Q3 2026–27 opens by itself on 5 January 2027" in client.get(data_set.get_absolute_url()).text

    # The first Monday of January is the first working day of that year.
    assert [open_what_opens(today=date(2027, 1, day)) for day in (4, 5, 5)] == [0, 1, 0]

    period = data_set.periods.get(starts_on="2026-10-01")
    assert (period.opened_by, period.due_on, period.returns.count()) == (None, date(2027, 1, 15), 1)
    assert client.get(period.get_absolute_url()).status_code == 200


def test_the_next_period_is_proposed_with_its_due_date(client, officer):
    ExtraHoliday.objects.create(day=date(2027, 1, 4), why="Office closed")
    data_set = DataSetFactory(indicators=[IndicatorFactory()])
    PeriodFactory(data_set=data_set)

    response = client.get(opening(data_set))

    assert response.context["span"].label == "Q3 2026–27"
    # Twenty working days after 31 December 2026, with New Year's Day and the Board's own day off.
    assert response.context["form"].initial["due_on"] == date(2027, 2, 1)
    assert "20 working days after the end of the period." in response.text


def test_a_period_long_past_is_proposed_to_be_due_from_today(client, officer):
    data_set = DataSetFactory(indicators=[IndicatorFactory()])

    response = client.get(opening(data_set), {"period": "2025-10-01"})

    assert response.context["form"].initial["due_on"] == date(2026, 12, 1)
    assert "20 working days after today, as that many after the end of the period have gone by." in response.text


def test_the_page_names_agencies_without_a_lead_and_does_not_refuse_them(client, officer):
    told, untold = IndicatorFactory(supplier__name="Told Trust"), IndicatorFactory(supplier__name="Untold Trust")
    agency_lead(told.supplier, name="Ada Lead")
    data_set = DataSetFactory(indicators=[told, untold])

    page = client.get(opening(data_set)).text
    assert "Untold Trust has no lead with an account" in page
    assert "Ada Lead" in page

    client.post(opening(data_set), {"starts_on": "2026-07-01", "due_on": "1 December 2026"})
    assert {item.agency for item in IndicatorReturn.objects.all()} == {told.supplier, untold.supplier}


def test_opening_leads_to_the_period_with_the_lock_date_set(client, officer):
    data_set = DataSetFactory(indicators=[IndicatorFactory()])

    response = client.post(opening(data_set), {"starts_on": "2026-07-01", "due_on": "1 December 2026", "locks_on": ""})

    period = Period.objects.get()
    assert response.url == period.get_absolute_url()
    assert (period.due_on, period.locks_on) == (date(2026, 12, 1), date(2026, 12, 31))


def test_a_second_press_is_told_that_it_is_open(client, officer):
    data_set = DataSetFactory(indicators=[IndicatorFactory()])
    answers = {"starts_on": "2026-07-01", "due_on": "1 December 2026"}
    client.post(opening(data_set), answers)

    response = client.post(opening(data_set), answers, follow=True)

    assert Period.objects.count() == 1
    assert "That period cannot be opened: it is open already, or not next in line." in said(response)


@pytest.mark.parametrize("text", ["", "yesterday", "30/9/2026", "٣ December 2026", "31 February 2026", "1/1/99999"])
def test_a_due_date_that_will_not_do_is_shown_back(client, officer, text):
    data_set = DataSetFactory(indicators=[IndicatorFactory()])

    response = client.post(opening(data_set), {"starts_on": "2026-07-01", "due_on": text})

    assert response.status_code == 200
    assert response.context["form"].errors["due_on"]
    assert response.context["form"]["due_on"].value() == text
    assert not Period.objects.exists()


@pytest.mark.parametrize("period", ["2020-01-01", "soon", "2026-07-02", "<script>"])
def test_a_period_that_is_not_next_in_line_is_refused_in_words(client, officer, period):
    data_set = DataSetFactory(indicators=[IndicatorFactory()])

    response = client.get(opening(data_set), {"period": period}, follow=True)

    assert said(response) == ["That period cannot be opened: it is open already, or not next in line."]


def test_a_data_set_without_indicators_says_what_to_do_first(client, officer):
    data_set = DataSetFactory()

    assert "Nothing to ask for yet" in client.get(opening(data_set)).text
    response = client.post(opening(data_set), {"starts_on": "2026-07-01", "due_on": "1 December 2026"})
    assert "has no indicator to ask for" in response.text


# The period's page


def test_the_page_says_who_has_returned_and_counts_as_by_hand(client, officer):
    """Three returns: accepted in time, late and submitted, not handed in. Rows: 1 of 1, 1 of 2, 0 of 1."""
    period = PeriodFactory()
    accepted = ReturnFactory(period=period, accepted=True, agency__name="A")
    late = ReturnFactory(period=period, submitted=True, first_submitted_on=date(2026, 10, 30), agency__name="B")
    missing = ReturnFactory(period=period, agency__name="C")
    FigureFactory(indicator_return=accepted, given=True)
    FigureFactory(indicator_return=late, not_ready=True)
    FigureFactory(indicator_return=late)
    FigureFactory(indicator_return=missing)

    progress = client.get(period.get_absolute_url()).context["progress"]

    assert [line.status for line in progress.lines] == [
        ("done", "Accepted"),
        ("now", "Waiting for review"),
        ("todo", "Not started"),
    ]
    assert [line.days_late for line in progress.lines] == [-8, 2, 6]
    assert [(line.answered_count, line.row_count) for line in progress.lines] == [(1, 1), (1, 2), (0, 1)]
    assert (str(progress.rates.completeness), str(progress.rates.on_time)) == ("50.0", "33.3")
    assert [line.item for line in progress.outstanding] == [missing]
    assert (progress.returned_count, progress.late_count, progress.to_review_count) == (2, 1, 1)


def test_a_query_shows_on_the_return(client, officer):
    figure = FigureFactory(indicator_return__submitted=True, queried=True)

    progress = client.get(figure.indicator_return.period.get_absolute_url()).context["progress"]

    assert [line.status for line in progress.lines] == [("progress", "Query open")]


def test_the_chase_list_gives_names_addresses_and_telephones_to_press(client, officer):
    item = ReturnFactory()
    agency_lead(item.agency, name="Ada Lead", email="ada@example.org", telephone="01632 960 111")

    page = client.get(item.period.get_absolute_url()).text

    assert 'href="mailto:ada@example.org"' in page
    assert 'href="tel:01632960111"' in page


def test_the_chase_list_says_who_stands_in_and_whom_no_message_reaches(client, officer):
    item = ReturnFactory()
    ada = agency_lead(item.agency, name="Ada Lead")
    AbsenceFactory(person=ada, deputy__name="Ruth Asante")
    NotificationFactory(recipient=ada, last_error="550 no such address")

    page = client.get(item.period.get_absolute_url()).text

    assert "Away; Ruth Asante stands in" in page
    assert "Messages do not arrive" in page


@pytest.mark.parametrize("count", [1, 5])
def test_the_periods_page_takes_as_many_queries_for_five_returns_as_for_one(
    client, officer, count, django_assert_num_queries
):
    period = PeriodFactory()
    for _ in range(count):
        item = ReturnFactory(period=period)
        FigureFactory.create_batch(2, indicator_return=item)
        agency_lead(item.agency)
    client.post(reverse("indicators:period-remind", args=[period.pk]))

    # session, person, roles, period, returns, leads, two kinds of reminder, timeline, the Board's name
    with django_assert_num_queries(13):
        response = client.get(period.get_absolute_url())

    assert len(response.context["progress"].lines) == count


def test_the_chase_list_downloads_safely(client, officer):
    item = ReturnFactory(agency__name='=HYPERLINK("http://x")')
    agency_lead(item.agency, name="@SUM(A1)", telephone="+44 1632 960 111")
    ReturnFactory(period=item.period, submitted=True)
    alone = ReturnFactory(period=item.period, agency__name="Zeal")

    response = client.get(reverse("indicators:period-chase", args=[item.period.pk]))

    assert response.headers["Content-Disposition"] == 'attachment; filename="chase-list-2026-07-2026-11-03.csv"'
    head, first, second = csv.reader(StringIO(response.content.decode("utf-8-sig")))
    assert head[0] == "Agency"
    assert first[0] == '\'=HYPERLINK("http://x")'
    assert (first[3], first[4], first[6]) == ("6", "'@SUM(A1)", "'+44 1632 960 111")
    assert second[:5] == [alone.agency.name, "Not started", "2026-10-28", "6", ""]


def test_remind_now_twice_on_a_day_writes_once(client, officer):
    item = ReturnFactory()
    agency_lead(item.agency)
    url = reverse("indicators:period-remind", args=[item.period.pk])

    client.post(url)
    response = client.post(url, follow=True)

    assert Notification.objects.count() == 1
    assert said(response) == [
        "1 person is being reminded now.",
        "Nobody was written to: every lead of an outstanding agency was reminded today already.",
    ]


def test_the_last_reminder_shows_in_the_chase_list(client, officer, django_capture_on_commit_callbacks):
    item = ReturnFactory()
    agency_lead(item.agency)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("indicators:period-remind", args=[item.period.pk]))

    [line] = client.get(item.period.get_absolute_url()).context["progress"].outstanding

    assert line.last_reminder.sent_at.date() == date(2026, 11, 3)


def test_dates_are_changed_and_reminders_follow(client, officer):
    period = PeriodFactory()
    url = reverse("indicators:period-change", args=[period.pk])
    read = client.get(url).context["form"].initial["read"]

    response = client.post(url, {"due_on": "9 November 2026", "locks_on": "27 November 2026", "read": read})

    period.refresh_from_db()
    assert response.url == period.get_absolute_url()
    assert period.due_on == date(2026, 11, 9)


def test_dates_in_the_wrong_order_are_shown_back(client, officer):
    period = PeriodFactory()
    url = reverse("indicators:period-change", args=[period.pk])

    response = client.post(url, {"due_on": "9 December 2026", "locks_on": "27 November 2026"})

    assert response.context["form"].errors == {
        "locks_on": ["Enter 9 December 2026, when returns are due, or a later date"]
    }


def test_closing_and_opening_again(client, officer):
    period = PeriodFactory()

    for name, sentence in (
        ("period-close", "Q2 2026–27 is closed: nothing more can be handed in."),
        ("period-close", "This period is closed already."),
        ("period-reopen", "Q2 2026–27 is open again."),
        ("period-reopen", "This period is open already."),
    ):
        response = client.post(reverse(f"indicators:{name}", args=[period.pk]), follow=True)
        assert said(response) == [sentence]


# The overview


def test_the_overview_counts_what_is_in_late_and_waiting(client):
    client.force_login(analyst())
    period = PeriodFactory()
    for trait in ({}, {}, {"submitted": True}, {"accepted": True}, {"sent_back": True}):
        ReturnFactory(period=period, **trait)
    PeriodFactory(
        data_set=period.data_set, starts_on=date(2026, 4, 1), closed_at="2026-09-01T09:00Z", closed_by=manager()
    )

    overview = client.get(reverse("indicators:data-set-list")).context["overview"]

    [line] = overview.open_periods
    assert (line.period, line.period.returned_count, line.period.asked_count) == (period, 2, 5)
    assert (line.late_count, line.period.review_count) == (2, 1)


@pytest.mark.parametrize("count", [1, 5])
def test_the_overview_takes_as_many_queries_for_five_data_sets_as_for_one(
    client, officer, count, django_assert_num_queries
):
    for _ in range(count):
        ReturnFactory()

    with django_assert_num_queries(6):  # session, person, roles, periods, data sets, the Board's name
        response = client.get(reverse("indicators:data-set-list"))

    assert len(response.context["overview"].data_sets) == count


@pytest.mark.parametrize("count", [1, 5])
def test_a_data_sets_page_takes_as_many_queries_for_five_periods_as_for_one(
    client, officer, count, django_assert_num_queries
):
    data_set = DataSetFactory(indicators=IndicatorFactory.create_batch(count))
    for year in range(count):
        ReturnFactory(
            period=PeriodFactory(data_set=data_set, starts_on=date(2020 + year, 7, 1)), agency=AgencyFactory()
        )

    # session, person, roles, data set, how many periods, periods, indicators (twice told), timeline, the Board's name,
    # the Board's days, which hold where the data set has none of its own, and whom the next period asks: for what, who
    # is told, and what it asks of nobody
    with django_assert_num_queries(14):
        response = client.get(data_set.get_absolute_url())

    assert len(response.context["periods"]) == count


@pytest.mark.parametrize(
    ("frequency", "year_kind", "label", "ends", "due"),
    [
        ("month", "april", "October 2026", "31 October 2026", "27 November 2026"),
        ("twelve_weeks", "april", "12 weeks to 4 October 2026", "4 October 2026", "30 October 2026"),
        ("quarter", "april", "Q2 2026–27", "30 September 2026", "28 October 2026"),
        ("quarter", "september", "Q4 2025–26", "31 August 2026", "28 September 2026"),
        ("term", "september", "Summer term 2025–26", "31 August 2026", "28 September 2026"),
        ("half_year", "april", "H1 2026–27", "30 September 2026", "28 October 2026"),
        ("half_year", "calendar", "H1 2026", "30 June 2026", "28 July 2026"),
        ("year", "april", "2025–26", "31 March 2026", "30 April 2026"),
        ("year", "september", "2025–26", "31 August 2026", "28 September 2026"),
        ("year", "calendar", "2025", "31 December 2025", "29 January 2026"),
    ],
)
def test_each_frequency_and_year_opens_the_period_that_ended_last(
    client, time_machine, frequency, year_kind, label, ends, due
):
    ended = datetime.strptime(ends, "%d %B %Y").date()  # noqa: DTZ007  # a day
    time_machine.move_to(datetime.combine(ended + timedelta(days=1), time(9), UTC), tick=False)
    indicator = IndicatorFactory(frequency=frequency, year_kind=year_kind)
    data_set = DataSetFactory(frequency=frequency, year_kind=year_kind, indicators=[indicator])
    client.force_login(manager())
    url = reverse("indicators:period-open", args=[data_set.pk])

    page = client.get(url)

    assert (page.context["span"].label, page.context["span"].ends_on) == (label, ended)
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"starts_on": page.context["span"].starts_on}
    assert client.post(url, sent).status_code == 302
    period = Period.objects.get()
    assert (period.label, uk_date(period.due_on)) == (label, due)
    assert [row.indicator for row in period.returns.get().figures.all()] == [indicator]
    assert period.span.next().starts_on == ended + timedelta(days=1)
