from datetime import date

import pytest
from django.utils import timezone

from board.enums import Role
from indicators.attention import waiting
from lscb.core import threads
from lscb.core.attention import counted
from lscb.core.models import User
from tests.factories.board import AgencyFactory, AppointmentFactory, agency_lead, analyst, board_member, manager
from tests.factories.core import ThreadFactory
from tests.factories.indicators import (
    FigureFactory,
    IndicatorCommentFactory,
    IndicatorFactory,
    PeriodFactory,
    ReturnFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)


def counts(person, today=TODAY):
    return {item.what.partition(",")[0]: item.count for item in counted(waiting(User.objects.get(pk=person.pk), today))}


def queried(agency, *, answered_by=None):
    figure = FigureFactory(indicator_return=ReturnFactory(agency=agency, submitted=True), thread=ThreadFactory())
    if answered_by:
        threads.say(figure.thread, "Two months came late.", by=answered_by)
    return figure


@pytest.mark.parametrize("make", [manager, analyst])
def test_the_boards_staff_see_what_waits_for_review(make):
    lead = agency_lead()
    agency = lead.appointments.get().agency
    queried(agency)
    queried(agency, answered_by=lead)
    ReturnFactory(agency=agency)  # due 28 October, not handed in
    ReturnFactory(agency=agency, period=PeriodFactory(due_on=date(2026, 11, 4)))

    IndicatorFactory(status="proposed", proposed_by=lead)
    IndicatorFactory(status="proposed")  # the office's own
    IndicatorCommentFactory.create_batch(2)

    assert counts(make()) == {
        "indicator return to read and accept": 2,
        "query answered": 1,
        "indicator return late": 1,
        "indicator proposed": 1,
        "comment on an indicator to answer": 2,
    }


def test_a_closed_query_waits_for_nobody():
    lead = agency_lead()
    figure = queried(lead.appointments.get().agency, answered_by=lead)
    threads.close_thread(figure.thread, by=figure.thread.opened_by)

    assert (counts(manager())["query answered"], counts(lead)) == (0, {"figure queried": 0})


def test_a_closed_period_has_no_late_returns():
    helen = manager()
    ReturnFactory(period=PeriodFactory(closed_at=timezone.now(), closed_by=helen))

    assert counts(helen)["indicator return late"] == 0


def test_a_lead_sees_the_queries_of_their_own_agency_until_they_are_answered():
    lead, other = agency_lead(), agency_lead()
    figure = queried(lead.appointments.get().agency)
    queried(lead.appointments.get().agency, answered_by=lead)

    assert (counts(lead), counts(other)) == ({"figure queried": 1}, {"figure queried": 0})

    threads.say(figure.thread, "One came late.", by=lead)
    assert counts(lead) == {"figure queried": 0}
    threads.say(figure.thread, "Which?", by=figure.thread.opened_by)
    assert counts(lead) == {"figure queried": 1}


def test_nobody_is_asked_to_review_their_own_agency():
    helen, agency = manager(), AgencyFactory()
    AppointmentFactory(person=helen, role=Role.AGENCY_LEAD, agency=agency)
    queried(agency)

    assert counts(helen)["indicator return to read and accept"] == 0


def test_a_board_member_is_asked_for_nothing():
    queried(AgencyFactory())

    assert counts(board_member()) == {}


@pytest.mark.parametrize(("make", "queries"), [(manager, 2), (agency_lead, 2), (board_member, 1)])
def test_it_takes_few_queries(make, queries, django_assert_num_queries):
    person = User.objects.get(pk=make().pk)
    for _ in range(3):
        queried(AgencyFactory())

    with django_assert_num_queries(queries):  # one of them for the person's roles
        counted(waiting(person, TODAY))
