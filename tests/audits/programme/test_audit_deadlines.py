"""What audits owe, and to whom it falls."""

from datetime import date

import pytest

from audits.programme.deadlines import owed_by_audits
from audits.programme.enums import PaperKind
from board.enums import Role
from lscb.core.deadlines import Asked, found_by
from tests.factories.board import AgencyFactory, GroupFactory, MeetingFactory, agency_lead, board_member, person_with
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
