from datetime import date

import pytest
from django.utils import timezone

from board.enums import Role
from indicators.deadlines import open_returns
from lscb.core.deadlines import Asked, found_by
from tests.factories.board import AgencyFactory, agency_lead, person_with
from tests.factories.indicators import FigureFactory, PeriodFactory, ReturnFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 10, 20)


def owed(today=TODAY):
    return {deadline.key: deadline for deadline in found_by(open_returns, asked=Asked(today))}


def test_a_return_is_owed_by_its_agencys_leads():
    item = ReturnFactory()
    leads = sorted(agency_lead(item.agency).pk for _ in range(2))
    agency_lead()
    FigureFactory(indicator_return=item, given=True)
    FigureFactory(indicator_return=item)

    [deadline] = found_by(open_returns, asked=Asked(TODAY))

    assert (deadline.key, deadline.responsible) == (f"indicator-return:{item.pk}", tuple(leads))
    assert (deadline.due_on, deadline.since) == (item.period.due_on, item.period.opened_on)
    assert (deadline.done, deadline.total, deadline.agency) == (1, 2, item.agency.name)


def test_a_contributor_owes_their_part_until_its_rows_are_answered():
    item = ReturnFactory()
    contributor = person_with(Role.AGENCY_CONTRIBUTOR, agency=item.agency)
    FigureFactory(indicator_return=item)
    done = FigureFactory(indicator_return=item, delegated_to=contributor, given=True)
    to_do = FigureFactory(indicator_return=item, delegated_to=contributor)
    key = f"indicator-return:{item.pk}:part:{contributor.pk}"

    part = owed()[key]
    assert (part.responsible, part.done, part.total) == ((contributor.pk,), 1, 2)
    assert part.what == "Your part of the indicator return, Q2 2026–27"

    type(done).objects.filter(pk=to_do.pk).update(missing_reason="not_ready")
    assert key not in owed()


def test_a_lead_owes_the_whole_and_not_a_part_of_it_again():
    item = ReturnFactory()
    lead = agency_lead(item.agency)
    lead.appointments.create(role=Role.AGENCY_CONTRIBUTOR, agency=item.agency, starts_on=date(2020, 4, 1))
    FigureFactory(indicator_return=item, delegated_to=lead)

    assert [deadline.key for deadline in found_by(open_returns, asked=Asked(TODAY))] == [f"indicator-return:{item.pk}"]


@pytest.mark.parametrize("gone", ["left the agency", "deactivated"])
def test_people_who_are_gone_owe_nothing(gone):
    item = ReturnFactory()
    elsewhere = AgencyFactory() if gone == "left the agency" else item.agency
    person = person_with(Role.AGENCY_CONTRIBUTOR, agency=elsewhere, is_active=gone == "left the agency")
    FigureFactory(indicator_return=item, delegated_to=person)

    [deadline] = found_by(open_returns, asked=Asked(TODAY))

    assert deadline.responsible == ()


@pytest.mark.parametrize(
    ("trait", "is_owed"),
    [({}, True), ({"sent_back": True}, True), ({"submitted": True}, False), ({"accepted": True}, False)],
)
def test_submitting_ends_it_and_sending_back_begins_it_anew(trait, is_owed):
    item = ReturnFactory(**trait)
    contributor = person_with(Role.AGENCY_CONTRIBUTOR, agency=item.agency)
    FigureFactory(indicator_return=item, delegated_to=contributor)

    assert len(owed()) == (2 if is_owed else 0)


def test_nothing_is_owed_once_the_period_is_locked_or_closed():
    ReturnFactory(period=PeriodFactory(locks_on=date(2026, 11, 27)))
    officer = agency_lead()
    ReturnFactory(period=PeriodFactory(closed_at=timezone.now(), closed_by=officer))

    assert (len(owed(date(2026, 11, 27))), len(owed(date(2026, 11, 28)))) == (1, 0)


@pytest.mark.parametrize("count", [1, 5])
def test_as_many_queries_for_five_returns_as_for_one(count, django_assert_num_queries):
    for _ in range(count):
        item = ReturnFactory()
        agency_lead(item.agency)
        person = person_with(Role.AGENCY_CONTRIBUTOR, agency=item.agency)
        FigureFactory(indicator_return=item, delegated_to=person)

    with django_assert_num_queries(2):  # who answers, and returns by parts
        found = found_by(open_returns, asked=Asked(TODAY))

    assert len(found) == 2 * count
