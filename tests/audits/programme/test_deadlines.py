"""The programme's deadlines: who is reminded of an entry."""

from datetime import date

import pytest

from audits.programme.deadlines import open_entries, owed_by_audits
from audits.programme.models import ProgrammeEntry
from audits.programme.permissions import can_keep_audit, can_move_entry
from board.enums import Role
from lscb.core.deadlines import Asked, found_by
from tests.factories.board import GroupFactory, board_member, person_with
from tests.factories.core import UserFactory
from tests.factories.programme import AuditFactory, EntryFactory

pytestmark = pytest.mark.django_db


def test_an_entrys_lead_answers_for_it():
    lead = person_with(Role.BOARD_MEMBER)
    EntryFactory(lead=lead)

    assert [one.responsible for one in found_by(open_entries, asked=Asked(date(2026, 11, 1)))] == [(lead.pk,)]


@pytest.mark.parametrize("who", ["group", "role"])
def test_a_group_answers_through_its_chair_and_a_role_through_whoever_holds_it(who):
    group = GroupFactory()
    chair, analyst = person_with(Role.GROUP_CHAIR, group=group), person_with(Role.ANALYST)
    lead, led = (chair, {"lead_group": group}) if who == "group" else (analyst, {"lead_role": Role.ANALYST})
    entry = EntryFactory(**led)
    audit = AuditFactory(entry=entry, agency=None, due_on=date(2026, 12, 14))

    for asked in (Asked(date(2026, 11, 1)), Asked(date(2026, 11, 1), lead.pk)):
        found = found_by(open_entries, owed_by_audits, asked=asked)
        assert [(one.key, one.responsible) for one in found] == [
            (f"programme-entry:{entry.pk}", (lead.pk,)),
            (f"audit:{audit.pk}", (lead.pk,)),
        ]
    assert can_move_entry(lead, entry)
    assert can_keep_audit(lead, audit)
    others = [person_with(Role.GROUP_CHAIR, group=GroupFactory()), board_member()]
    assert not any(can_move_entry(person, entry) or can_keep_audit(person, audit) for person in others)
    assert ProgrammeEntry.objects.unled(today=date(2026, 11, 1)).count() == 0


def test_whoever_holds_no_role_any_more_is_not_told_of_it():
    EntryFactory(lead=UserFactory())

    assert [one.responsible for one in found_by(open_entries, asked=Asked(date(2026, 11, 1)))] == [()]
