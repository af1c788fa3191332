from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError

from audits.programme.actions import begin_programme
from audits.programme.enums import NEEDS_A_REASON, OPEN, TRANSITIONS, EntryStatus
from audits.programme.models import Programme, ProgrammeEntry
from board.enums import Role
from board.models import Board
from lscb.core.exceptions import TransitionError
from tests.factories.board import AgencyFactory, agency_lead, analyst, board_member, manager, person_with
from tests.factories.core import UserFactory
from tests.factories.programme import EntryFactory, ProgrammeFactory

TODAY = date(2026, 6, 8)


def test_every_status_has_a_row_in_the_transition_table():
    assert set(TRANSITIONS) == set(EntryStatus)


def test_what_is_put_off_is_not_open():
    assert not OPEN & NEEDS_A_REASON


@pytest.mark.parametrize(("start", "target"), list(product(EntryStatus, repeat=2)))
def test_move_to_follows_the_transition_table(start, target):
    entry = ProgrammeEntry(status=start)

    if target in TRANSITIONS[start]:
        entry.move_to(target)
        assert entry.status == target
    else:
        with pytest.raises(TransitionError, match=start.label.lower()):
            entry.move_to(target)
        assert entry.status == start


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"subject": ""}, "entry_has_a_subject", id="no-subject"),
        pytest.param({"category": "fun"}, "entry_category_is_known", id="unknown-category"),
        pytest.param({"status": "lost"}, "entry_status_is_known", id="unknown-status"),
        pytest.param({"status": "postponed"}, "entry_put_off_with_a_reason", id="postponed-without-a-reason"),
        pytest.param({"status": "cancelled"}, "entry_put_off_with_a_reason", id="cancelled-without-a-reason"),
        pytest.param({"status": "complete"}, "entry_complete_iff_dated", id="complete-without-a-date"),
        pytest.param({"completed_on": TODAY}, "entry_complete_iff_dated", id="dated-and-not-complete"),
        pytest.param({"starts_on": date(2027, 1, 1)}, "entry_due_after_it_starts", id="due-before-it-starts"),
    ],
)
def test_entry_constraints_refuse_bad_rows(fields, constraint):
    entry = EntryFactory()

    with pytest.raises(IntegrityError, match=constraint):
        ProgrammeEntry.objects.filter(pk=entry.pk).update(**fields)


@pytest.mark.django_db
def test_a_number_stands_once_in_its_year():
    first, second = EntryFactory(number=1), EntryFactory(number=2)
    EntryFactory(number=1, programme=ProgrammeFactory(year=2025))

    with pytest.raises(IntegrityError, match=r"entry_numbered_in_its_year|UNIQUE"):
        ProgrammeEntry.objects.filter(pk=second.pk).update(number=first.number)


@pytest.mark.django_db
@pytest.mark.parametrize("days", range(-3, 4))
@pytest.mark.parametrize("status", ["planned", "under_way"])
def test_late_in_the_database_agrees_with_the_rule(days, status):
    entry = EntryFactory(due_on=TODAY + timedelta(days=days), status=status)

    assert ProgrammeEntry.objects.late(today=TODAY).exists() is entry.is_late(today=TODAY) is (days < 0)


@pytest.mark.django_db
def test_what_is_put_off_or_has_no_date_is_never_late():
    EntryFactory(due_on=date(2020, 1, 1), status="postponed", status_reason="No auditor")
    EntryFactory(due_on=date(2020, 1, 1), status="complete", completed_on=date(2020, 1, 2))
    EntryFactory(due_on=None)

    assert not ProgrammeEntry.objects.late(today=TODAY).exists()


@pytest.mark.django_db
def test_entries_are_visible_to_those_who_read_for_the_board_and_those_concerned():
    agency = AgencyFactory()
    lead = agency_lead()
    own, led, other = EntryFactory(agency=agency), EntryFactory(lead=lead), EntryFactory()

    def seen_by(person):
        return list(ProgrammeEntry.objects.visible_to(person))

    assert seen_by(analyst()) == seen_by(board_member()) == [own, led, other]
    assert seen_by(agency_lead(agency)) == seen_by(person_with(Role.AGENCY_CONTRIBUTOR, agency=agency)) == [own]
    assert seen_by(lead) == [led]
    assert seen_by(UserFactory()) == []


@pytest.mark.django_db
def test_programmes_are_visible_to_those_with_a_role():
    programme = ProgrammeFactory()

    assert list(Programme.objects.visible_to(agency_lead())) == [programme]
    assert list(Programme.objects.visible_to(UserFactory())) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("starts_in", "name"), [(4, "Audit programme 2026–27"), (1, "Audit programme 2026")])
def test_a_programme_is_called_as_the_boards_year_was_when_it_was_begun(starts_in, name):
    Board.current()
    Board.objects.update(year_starts_in=starts_in)

    programme = begin_programme(2026, by=manager())
    Board.objects.update(year_starts_in=9)

    assert str(Programme.objects.get(pk=programme.pk)) == name
