from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from audits.programme import actions
from audits.programme.deadlines import open_entries
from audits.programme.enums import EntryStatus
from audits.programme.models import Programme, ProgrammeEntry
from audits.programme.queries import Standing, overview
from lscb.core import activity
from lscb.core.deadlines import Asked, found_by
from lscb.core.editing import Edit, EditConflict, what_was_read
from lscb.core.exceptions import Refused, TransitionError
from lscb.core.models import ActivityEvent
from tests.factories.board import AgencyFactory, agency_lead, analyst, board_member, manager
from tests.factories.core import UserFactory
from tests.factories.programme import EntryFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 8)


def test_a_years_programme_is_begun_once():
    by = manager()
    actions.begin_programme(2026, by=by)

    with pytest.raises(Refused, match="for this year already"):
        actions.begin_programme(2026, by=by)

    assert [programme.year for programme in Programme.objects.all()] == [2026]


def test_the_same_entry_sent_twice_is_one():
    by, programme = manager(), ProgrammeFactory()
    for entry in (ProgrammeEntry(programme=programme, number=1, subject="Neglect", category="monitoring"),) * 1:
        actions.add_entry(entry, by=by)

    with pytest.raises(Refused, match="this one is taken"):
        actions.add_entry(
            ProgrammeEntry(programme=programme, number=1, subject="Neglect", category="monitoring"), by=by
        )

    assert ProgrammeEntry.objects.count() == 1


def test_completing_keeps_the_day_and_going_back_forgets_it():
    entry, by = EntryFactory(), manager()
    actions.move_entry(entry, EntryStatus.COMPLETE, completed_on=date(2026, 6, 5), by=by, today=TODAY)
    actions.move_entry(entry, EntryStatus.UNDER_WAY, by=by, today=TODAY)

    entry.refresh_from_db()
    assert (entry.status, entry.completed_on) == (EntryStatus.UNDER_WAY, None)
    assert [line.changes for line in activity.timeline(entry, with_changes=True)] == [
        {"status": ["complete", "under_way"], "completed_on": ["2026-06-05", None]},
        {"status": ["planned", "complete"], "completed_on": [None, "2026-06-05"]},
    ]


def test_the_reason_stands_while_it_is_put_off():
    entry, by = EntryFactory(), manager()
    actions.move_entry(entry, EntryStatus.POSTPONED, reason=" No auditor ", by=by, today=TODAY)
    entry.refresh_from_db()
    assert entry.status_reason == "No auditor"

    actions.move_entry(entry, EntryStatus.PLANNED, reason="ignored", by=by, today=TODAY)
    entry.refresh_from_db()
    assert entry.status_reason == ""


@pytest.mark.parametrize(
    ("target", "more", "sentence"),
    [
        (EntryStatus.POSTPONED, {}, "Say why it is postponed"),
        (EntryStatus.CANCELLED, {"reason": "  "}, "Say why it is cancelled"),
        (EntryStatus.COMPLETE, {}, "Enter the day on which it was completed"),
        (EntryStatus.COMPLETE, {"completed_on": date(2026, 6, 9)}, "Enter a day that has come"),
        (EntryStatus.PLANNED, {}, "planned already"),
    ],
)
def test_a_move_without_what_it_needs_is_refused(target, more, sentence):
    entry = EntryFactory()

    with pytest.raises(Refused, match=sentence):
        actions.move_entry(entry, target, by=manager(), today=TODAY, **more)

    entry.refresh_from_db()
    assert entry.status == EntryStatus.PLANNED
    assert not ActivityEvent.objects.exists()


def test_the_second_of_two_presses_is_told_that_it_is_done():
    entry, by = EntryFactory(), manager()
    actions.move_entry(entry, EntryStatus.CANCELLED, reason="Merged with 5", by=by, today=TODAY)

    with pytest.raises(TransitionError, match="cancelled already"):
        actions.move_entry(entry, EntryStatus.CANCELLED, reason="Merged with 5", by=by, today=TODAY)


def test_its_lead_moves_an_entry_and_the_manager_alone_edits_it():
    lead = agency_lead()
    entry = EntryFactory(lead=lead)
    actions.move_entry(entry, EntryStatus.UNDER_WAY, by=lead, today=TODAY)

    with pytest.raises(PermissionDenied):
        actions.change_entry(entry, Edit({"subject": "Mine"}), by=lead)


@pytest.mark.parametrize("make", [analyst, board_member, UserFactory])
def test_others_neither_move_nor_edit_nor_add(make):
    by, entry = make(), EntryFactory()

    with pytest.raises(PermissionDenied):
        actions.move_entry(entry, EntryStatus.UNDER_WAY, by=by, today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.change_entry(entry, Edit({"subject": "Mine"}), by=by)
    with pytest.raises(PermissionDenied):
        actions.add_entry(ProgrammeEntry(programme=entry.programme, number=9, subject="S"), by=by)
    with pytest.raises(PermissionDenied):
        actions.begin_programme(2030, by=by)

    assert not ActivityEvent.objects.exists()


def test_two_people_on_one_entry_lose_nothing():
    entry, by = EntryFactory(subject="Neglect", comment=""), manager()
    read = what_was_read(entry, ["subject", "comment"])
    actions.change_entry(entry, Edit({"subject": "Neglect", "comment": "Anna's"}, read), by=by)

    actions.change_entry(entry, Edit({"subject": "Neglect, again", "comment": ""}, read), by=by)
    with pytest.raises(EditConflict) as conflict:
        actions.change_entry(entry, Edit({"subject": "Neglect, again", "comment": "Ben's"}, read), by=by)

    entry.refresh_from_db()
    assert (entry.subject, entry.comment) == ("Neglect, again", "Anna's")
    assert conflict.value.fields == ["comment"]


def test_two_halves_that_do_not_fit_are_refused_in_words():
    """One moves the start, the other the due date: each is right, and both together are not."""
    entry, by = EntryFactory(starts_on=date(2026, 5, 1), due_on=date(2026, 9, 1)), manager()
    read = what_was_read(entry, ["starts_on", "due_on"])
    first = {"starts_on": date(2026, 8, 1), "due_on": date(2026, 9, 1)}
    actions.change_entry(entry, Edit(first, read), by=by)

    with pytest.raises(Refused, match="not before the start"):
        actions.change_entry(entry, Edit({"starts_on": date(2026, 5, 1), "due_on": date(2026, 6, 1)}, read), by=by)


def test_standing_counts_each_state_once():
    EntryFactory(due_on=date(2026, 1, 1))
    EntryFactory(status="under_way", due_on=date(2026, 1, 1))
    EntryFactory(status="under_way")
    EntryFactory(status="complete", completed_on=TODAY)
    EntryFactory(status="postponed", status_reason="No auditor")
    EntryFactory(status="cancelled", status_reason="Merged")

    found = overview(ProgrammeEntry.objects.all(), today=TODAY).standing

    assert found == Standing(total=6, late=2, under_way=1, planned=0, complete=1, put_off=2)


@pytest.mark.parametrize("count", [1, 5])
def test_deadlines_are_read_in_two_queries(django_assert_num_queries, count):
    for _ in range(count):
        EntryFactory(lead=board_member(), agency=AgencyFactory())
    EntryFactory(due_on=None)
    EntryFactory(status="cancelled", status_reason="Merged")

    with django_assert_num_queries(2):  # who answers, and entries
        found = found_by(open_entries, asked=Asked(TODAY))

    assert [len(deadline.responsible) for deadline in found] == [1] * count
