"""What audits owe, and to whom it falls."""

from datetime import date

import pytest

from audits.programme.deadlines import owed_by_audits
from audits.programme.enums import PaperKind
from board.enums import Role
from lscb.core.deadlines import Asked, found_by
from tests.factories.board import (
    AgencyFactory,
    GroupFactory,
    MeetingFactory,
    agency_lead,
    board_member,
    manager,
    person_with,
)
from tests.factories.core import UserFactory
from tests.factories.programme import AuditFactory, AuditPaperFactory, EntryFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def owed():
    return [
        (deadline.what, deadline.due_on, deadline.responsible)
        for deadline in found_by(owed_by_audits, asked=Asked(TODAY))
    ]


def test_an_audit_of_the_programme_falls_to_its_lead():
    lead = board_member()
    agency_lead(agency := AgencyFactory())
    AuditFactory(entry=EntryFactory(agency=agency), agency=agency, title="Neglect", lead=lead)

    assert owed() == [("Audit report: Neglect", date(2026, 12, 1), (lead.pk,))]


def test_an_agencys_own_audit_falls_to_its_leads_and_its_papers_with_it():
    agency = AgencyFactory()
    lead = agency_lead(agency)
    audit = AuditFactory(agency=agency, title="Supervision")
    AuditPaperFactory(audit=audit, kind=PaperKind.REPORT)
    AuditPaperFactory(audit=audit, kind=PaperKind.FOLLOW_UP)

    assert owed() == [
        ("Audit report: Supervision", date(2026, 12, 1), (lead.pk,)),
        ("Follow-up report: Supervision", date(2026, 12, 15), (lead.pk,)),
    ]


def test_a_report_is_to_be_scrutinised_at_its_groups_next_meeting():
    group = GroupFactory()
    chair = person_with(Role.GROUP_CHAIR, group=group)
    MeetingFactory(group=group, held_on=date(2026, 11, 1))
    MeetingFactory(group=group, held_on=date(2026, 12, 8))
    AuditFactory(reported=True, group=group, title="Neglect")

    assert owed() == [("To scrutinise: Neglect", date(2026, 12, 8), (chair.pk,))]


def test_a_report_whose_group_meets_no_more_or_that_has_none_waits_for_someone_all_the_same():
    group, office = GroupFactory(), manager()
    chair = person_with(Role.GROUP_CHAIR, group=group)
    AuditFactory(reported=True, group=group, title="Neglect")
    AuditFactory(reported=True, title="Self-harm")

    assert sorted(owed()) == [
        ("To scrutinise: Neglect", date(2027, 1, 1), (chair.pk,)),
        ("To scrutinise: Self-harm", date(2027, 1, 1), (office.pk,)),
    ]


def test_what_a_group_sends_on_falls_to_the_boards_office():
    office, meeting = manager(), MeetingFactory(held_on=date(2026, 12, 10))
    decided = {"status": "scrutinised", "reported_on": TODAY, "decided_on": TODAY, "decided_by": board_member()}
    AuditFactory(title="A", decision="table", meeting=meeting, **decided)
    AuditFactory(title="B", decision="table", **decided)
    AuditFactory(title="C", decision="circulate", **decided)
    AuditFactory(title="D", decision="no_further_action", **decided)
    AuditFactory(title="E", decision="no_further_action", meeting=meeting, **decided)  # the Board asked for it

    found = sorted(owed(), key=lambda one: one[0][-1])
    assert found == [
        ("To bring before the Board: A", date(2026, 12, 10), (office.pk,)),
        ("To find a meeting for: B", date(2026, 12, 21), (office.pk,)),
        ("To circulate to the Board: C", date(2026, 12, 7), (office.pk,)),
        ("To bring before the Board: E", date(2026, 12, 10), (office.pk,)),
    ]
    mine = found_by(owed_by_audits, asked=Asked(TODAY, office.pk))
    assert sorted(one.what for one in mine) == sorted(what for what, _due, _who in found)


def test_nothing_is_owed_by_what_was_called_off_or_by_whoever_left():
    AuditPaperFactory(audit=AuditFactory(status="cancelled", status_reason="Merged"))
    AuditFactory(title="Supervision", lead=UserFactory(), entry=EntryFactory())

    assert owed() == [("Audit report: Supervision", date(2026, 12, 1), ())]


@pytest.mark.parametrize("count", [1, 5])
def test_everyones_are_read_in_two_queries(django_assert_num_queries, count):
    for _ in range(count):
        group = GroupFactory()
        MeetingFactory(group=group, held_on=date(2026, 12, 8))
        AuditPaperFactory(audit=AuditFactory())
        AuditFactory(reported=True, group=group)

    with django_assert_num_queries(2):  # who answers, and audits with their papers
        assert len(owed()) == 3 * count
