"""The programme's deadlines: who is reminded of an entry."""

from datetime import date

import pytest

from audits.programme.deadlines import open_entries
from board.enums import Role
from lscb.core.deadlines import Asked, found_by
from tests.factories.board import person_with
from tests.factories.core import UserFactory
from tests.factories.programme import EntryFactory

pytestmark = pytest.mark.django_db


def test_an_entrys_lead_answers_for_it():
    lead = person_with(Role.BOARD_MEMBER)
    EntryFactory(lead=lead)

    assert [one.responsible for one in found_by(open_entries, asked=Asked(date(2026, 11, 1)))] == [(lead.pk,)]


def test_whoever_holds_no_role_any_more_is_not_told_of_it():
    EntryFactory(lead=UserFactory())

    assert [one.responsible for one in found_by(open_entries, asked=Asked(date(2026, 11, 1)))] == [()]
