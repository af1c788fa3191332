from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.enums import Role
from indicators.actions import periods as actions
from indicators.enums import IndicatorStatus
from indicators.models import Figure, IndicatorReturn, Period
from lscb.core.editing import Edit, EditConflict, what_was_read
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Notification
from lscb.core.periods import PeriodKind, YearKind, period_containing
from tests.factories.board import AgencyFactory, agency_lead, analyst, board_member, manager, person_with
from tests.factories.indicators import DataSetFactory, IndicatorFactory, PeriodFactory, ReturnFactory

pytestmark = pytest.mark.django_db

Q2 = period_containing(date(2026, 7, 1), PeriodKind.QUARTER, YearKind.APRIL)
DUE, LOCKS, TODAY = date(2026, 10, 28), date(2026, 11, 27), date(2026, 10, 1)


def open_q2(data_set, by, **changed):
    return actions.open_period(data_set, Q2, **{"due_on": DUE, "locks_on": LOCKS, "by": by, "today": TODAY} | changed)


def verbs():
    return list(ActivityEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_one_act_makes_a_return_an_agency_a_row_an_indicator_and_a_message_a_lead(django_capture_on_commit_callbacks):
    health, police = AgencyFactory(), AgencyFactory()
    h1, p1, h2 = (IndicatorFactory(supplier=supplier) for supplier in (health, police, health))
    leads = [agency_lead(health), agency_lead(health), agency_lead(police)]
    person_with(Role.AGENCY_CONTRIBUTOR, agency=health)
    data_set, officer = DataSetFactory(indicators=[h1, p1, h2]), manager()

    with django_capture_on_commit_callbacks(execute=True):
        period = open_q2(data_set, officer)

    assert (period.starts_on, period.ends_on, period.due_on, period.locks_on) == (Q2.starts_on, Q2.ends_on, DUE, LOCKS)
    assert (period.opened_on, period.opened_by) == (TODAY, officer)
    rows = Figure.objects.order_by("order").values_list("indicator_return__agency", "indicator")
    assert list(rows) == [(health.pk, h1.pk), (police.pk, p1.pk), (health.pk, h2.pk)]
    assert IndicatorReturn.objects.count() == 2
    assert sorted(message.to for message in mail.outbox) == sorted([lead.email] for lead in leads)
    assert verbs() == ["period.opened", "return.opened", "return.opened"]


def test_opening_the_same_period_again_is_refused_and_asks_nobody_twice():
    data_set, officer = DataSetFactory(indicators=[IndicatorFactory()]), manager()
    agency_lead(data_set.lines.get().indicator.supplier)
    open_q2(data_set, officer)

    with pytest.raises(Refused, match=f"Q2 2026–27 is open already for {data_set}. Nothing was asked for twice."):
        open_q2(data_set, officer)

    assert (Period.objects.count(), IndicatorReturn.objects.count(), Notification.objects.count()) == (1, 1, 1)


def test_a_data_set_out_of_use_asks_nobody():
    data_set = DataSetFactory(indicators=[IndicatorFactory()], is_active=False)

    with pytest.raises(Refused, match=f"{data_set} is not in use. Put it into use again before you open a period."):
        open_q2(data_set, manager())


def test_an_agency_without_a_lead_gets_its_return_all_the_same():
    data_set = DataSetFactory(indicators=[IndicatorFactory()])

    period = open_q2(data_set, analyst())

    assert period.returns.count() == 1
    assert not Notification.objects.exists()


def test_retired_indicators_and_agencies_that_left_are_not_asked():
    agreed = IndicatorFactory()
    retired = IndicatorFactory(status=IndicatorStatus.RETIRED)
    gone = IndicatorFactory(supplier=AgencyFactory(is_active=False))

    open_q2(DataSetFactory(indicators=[retired, agreed, gone]), manager())

    assert [figure.indicator for figure in Figure.objects.all()] == [agreed]


def test_a_data_set_with_nothing_to_ask_for_is_not_opened():
    with pytest.raises(Refused, match="has no indicator to ask for"):
        open_q2(DataSetFactory(), manager())

    assert not Period.objects.exists()


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ({"due_on": date(2026, 9, 30)}, "Enter a date after 30 September 2026"),
        ({"locks_on": date(2026, 10, 27)}, "Enter 28 October 2026"),
    ],
)
def test_dates_that_make_no_sense_are_refused(dates, sentence):
    with pytest.raises(Refused, match=sentence):
        open_q2(DataSetFactory(indicators=[IndicatorFactory()]), manager(), **dates)


@pytest.mark.parametrize("person", [agency_lead, board_member])
def test_only_officers_open_periods(person):
    with pytest.raises(PermissionDenied):
        open_q2(DataSetFactory(indicators=[IndicatorFactory()]), person())

    assert not Period.objects.exists()


def test_changed_dates_are_logged_with_before_and_after():
    period, officer = PeriodFactory(), analyst()

    actions.change_dates(
        period, Edit({"due_on": date(2026, 11, 4), "locks_on": period.locks_on}), by=officer, today=TODAY
    )

    period.refresh_from_db()
    assert period.due_on == date(2026, 11, 4)
    event = ActivityEvent.objects.select_related("detail").get(verb="period.changed")
    assert event.detail.changes == {"due_on": ["2026-10-28", "2026-11-04"]}


def test_the_same_dates_again_write_no_line():
    period = PeriodFactory()

    actions.change_dates(period, Edit({"due_on": period.due_on}), by=manager(), today=TODAY)

    assert verbs() == []


def test_dates_moved_by_two_people_show_both():
    period = PeriodFactory()
    read = what_was_read(period, ["due_on", "locks_on"])
    actions.change_dates(period, Edit({"due_on": date(2026, 11, 4)}, read), by=manager(), today=TODAY)

    with pytest.raises(EditConflict):
        actions.change_dates(period, Edit({"due_on": date(2026, 11, 11)}, read), by=analyst(), today=TODAY)

    period.refresh_from_db()
    assert period.due_on == date(2026, 11, 4)


def test_a_closed_period_keeps_its_dates_until_it_is_opened_again():
    period, officer = PeriodFactory(), manager()
    actions.close_period(period, by=officer)

    with pytest.raises(Refused, match="This period is closed"):
        actions.change_dates(period, Edit({"due_on": date(2026, 11, 4)}), by=officer, today=TODAY)

    actions.reopen_period(period, by=officer)
    actions.change_dates(period, Edit({"due_on": date(2026, 11, 4)}), by=officer, today=TODAY)
    assert verbs() == ["period.closed", "period.reopened", "period.changed"]


def test_closing_twice_and_opening_twice_are_refused_in_words():
    period, officer = PeriodFactory(), manager()

    with pytest.raises(Refused, match="This period is open already"):
        actions.reopen_period(period, by=officer)
    actions.close_period(period, by=officer)
    with pytest.raises(Refused, match="This period is closed already"):
        actions.close_period(period, by=officer)


@pytest.mark.parametrize("act", [actions.close_period, actions.reopen_period])
def test_only_officers_close_and_reopen(act):
    with pytest.raises(PermissionDenied):
        act(PeriodFactory(), by=board_member())


# Chasing


def test_remind_writes_once_a_day_to_each_lead_who_owes_a_return(django_capture_on_commit_callbacks):
    period, officer = PeriodFactory(), manager()
    untouched, sent_back, done = (
        ReturnFactory(period=period, **trait) for trait in ({}, {"sent_back": True}, {"submitted": True})
    )
    owing = [agency_lead(untouched.agency), agency_lead(untouched.agency), agency_lead(sent_back.agency)]
    agency_lead(done.agency)

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.remind_outstanding(period, by=officer, today=TODAY) == 3
        assert actions.remind_outstanding(period, by=analyst(), today=TODAY) == 0
    assert sorted(message.to for message in mail.outbox) == sorted([lead.email] for lead in owing)

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.remind_outstanding(period, by=officer, today=TODAY + timedelta(days=1)) == 3
    assert len(mail.outbox) == 6
    assert verbs() == ["period.chased", "period.chased"]


def test_a_lead_of_two_agencies_gets_one_message_about_both():
    period = PeriodFactory()
    first, second = ReturnFactory(period=period), ReturnFactory(period=period)
    lead = agency_lead(first.agency)
    lead.appointments.create(role=Role.AGENCY_LEAD, agency=second.agency, starts_on=date(2020, 4, 1))

    assert actions.remind_outstanding(period, by=manager(), today=TODAY) == 1

    body = Notification.objects.get().body
    assert all(item.get_absolute_url() in body for item in (first, second))


def test_a_lead_appointed_since_this_mornings_reminder_is_written_to():
    item, officer = ReturnFactory(), manager()
    agency_lead(item.agency)
    actions.remind_outstanding(item.period, by=officer, today=TODAY)
    agency_lead(item.agency)

    assert actions.remind_outstanding(item.period, by=officer, today=TODAY) == 1


def test_nobody_is_reminded_of_a_period_that_takes_nothing_any_more():
    item = ReturnFactory()
    agency_lead(item.agency)

    with pytest.raises(Refused, match="Nothing can be handed in any more"):
        actions.remind_outstanding(item.period, by=manager(), today=LOCKS + timedelta(days=1))

    assert not Notification.objects.exists()


def test_only_officers_remind():
    with pytest.raises(PermissionDenied):
        actions.remind_outstanding(PeriodFactory(), by=agency_lead(), today=TODAY)


def test_no_message_carries_a_figure(django_capture_on_commit_callbacks):
    """Subjects and bodies name the period, the agency and the day, and lead to a page behind sign-in."""
    indicator = IndicatorFactory(title="Children seen alone")
    agency_lead(indicator.supplier)

    with django_capture_on_commit_callbacks(execute=True):
        open_q2(DataSetFactory(indicators=[indicator]), manager())

    [message] = mail.outbox
    assert message.subject == "Indicator return for Q2 2026–27, due 28 October 2026"
    assert "Wednesday 28 October 2026" in message.body


def test_a_period_is_opened_in_as_many_queries_for_five_agencies_as_for_one():
    counts = []
    for agencies in (1, 5):
        officer = manager()
        indicators = [IndicatorFactory(supplier=AgencyFactory()) for _ in range(agencies)]
        for indicator in indicators:
            agency_lead(indicator.supplier)
        data_set = DataSetFactory(indicators=indicators)
        with CaptureQueriesContext(connection) as queries:
            open_q2(data_set, officer)
        counts.append(len(queries))

    assert counts[0] == counts[1]
