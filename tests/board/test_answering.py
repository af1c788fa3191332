"""Who answers for what: asking for one person's deadlines gives what sifting everyone's gives."""

from datetime import date, timedelta

import pytest

from board.answering import answering
from board.enums import Role
from frameworks.timescales import PartialDate
from lscb.core.deadlines import Asked, deadlines_of, open_deadlines
from lscb.core.models import User
from tests.factories.board import (
    AbsenceFactory,
    AgencyFactory,
    AppointmentFactory,
    GroupFactory,
    MeetingFactory,
    agency_lead,
    board_member,
    manager,
    person_with,
)
from tests.factories.core import UserFactory
from tests.factories.frameworks import ActivityFactory
from tests.factories.indicators import FigureFactory, PeriodFactory, ReturnFactory
from tests.factories.programme import AuditFactory, AuditPaperFactory, EntryFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 20)
DAY = timedelta(days=1)


@pytest.fixture
def busy():
    """Two agencies and a group, all kinds of deadlines, people who stand in, one who left, one deactivated."""
    group, member = GroupFactory(), board_member()
    chair = person_with(Role.GROUP_CHAIR, group=group)
    MeetingFactory(group=group, held_on=date(2026, 12, 8))
    for agency in AgencyFactory.create_batch(2):
        lead, contributor = agency_lead(agency), person_with(Role.AGENCY_CONTRIBUTOR, agency=agency)
        AppointmentFactory(person=agency_lead(agency), role=Role.AGENCY_CONTRIBUTOR, agency=agency)
        AppointmentFactory(person=chair, role=Role.AGENCY_CONTRIBUTOR, agency=agency)
        item = ReturnFactory(agency=agency, period=PeriodFactory(due_on=TODAY + DAY))
        for person in (None, lead, contributor, chair, UserFactory()):
            FigureFactory(indicator_return=item, delegated_to=person)
        AuditPaperFactory(audit=AuditFactory(agency=agency, lead=member))
        AuditFactory(agency=agency, entry=EntryFactory(agency=agency, lead=lead), lead=contributor)
        AuditPaperFactory(audit=AuditFactory(reported=True, group=group, agency=agency))
        AbsenceFactory(person=lead, deputy=member, starts_on=TODAY, ends_on=TODAY)
    AbsenceFactory(person=chair, deputy=manager(), starts_on=TODAY, ends_on=TODAY)
    AbsenceFactory(person=member, deputy=chair, starts_on=TODAY + DAY, ends_on=TODAY + DAY)
    for who in ({"lead": member}, {"lead_group": group}, {"lead": UserFactory()}):
        due = PartialDate.of(TODAY)
        ActivityFactory(frequency="yearly", first_due=due, standard__section__framework__adopted=True, **who)
    EntryFactory(lead=UserFactory(), due_on=TODAY)
    EntryFactory(lead=board_member(is_active=False), due_on=TODAY)


@pytest.mark.parametrize("today", [TODAY, TODAY + DAY])
def test_asking_for_one_person_finds_what_sifting_everyones_finds(busy, today):
    everyones = open_deadlines(today=today)
    people = User.objects.values_list("pk", flat=True)

    found = {pk: [one.key for one in deadlines_of(pk, today=today)] for pk in people}

    assert found == {pk: [one.key for one in everyones if pk in one.responsible] for pk in people}
    assert sum(map(bool, found.values())) >= 8


def test_of_two_absences_that_overlap_the_later_one_counts():
    lead, first, second = agency_lead(), manager(), manager()
    for deputy in (first, second):
        AbsenceFactory(person=lead, deputy=deputy, starts_on=TODAY, ends_on=TODAY)

    assert answering(Asked(TODAY)).standing_in == {lead.pk: second.pk}
    assert answering(Asked(TODAY, first.pk)).here == {first.pk}
    assert answering(Asked(TODAY, second.pk)).here == {lead.pk, second.pk}


@pytest.mark.parametrize("asked", [Asked(TODAY), Asked(TODAY, 1)])
def test_it_is_read_in_one_query_however_often_it_is_asked(asked, busy, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert answering(asked) is answering(asked)
