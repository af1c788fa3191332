from datetime import date

import pytest

from audits.programme.attention import waiting
from audits.programme.enums import EntryStatus
from lscb.core.attention import counted
from lscb.core.models import User
from tests.factories.board import analyst, board_member, manager
from tests.factories.core import UserFactory
from tests.factories.programme import AuditFactory, EntryFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)


def test_the_manager_sees_entries_without_a_lead_and_late_ones(django_assert_num_queries):
    EntryFactory(due_on=date(2026, 12, 1))
    EntryFactory(due_on=date(2026, 11, 1), lead=board_member())
    EntryFactory(due_on=None, lead_words="The two health trusts")
    EntryFactory(due_on=date(2026, 5, 1), status=EntryStatus.COMPLETE, completed_on=date(2026, 5, 1))
    AuditFactory(lead=UserFactory(is_active=False))
    helen = User.objects.get(pk=manager().pk)

    with django_assert_num_queries(2):  # the person's roles, and the counts
        items = counted(waiting(helen, TODAY))

    assert [(item.count, item.what.partition(",")[0]) for item in items] == [
        (1, "programme entry without a lead"),
        (1, "audit of someone who has left"),
        (1, "programme entry late"),
    ]


def test_others_are_not_asked():
    EntryFactory()

    assert list(waiting(analyst(), TODAY)) == []
