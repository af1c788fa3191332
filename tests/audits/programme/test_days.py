"""An entry that is due several times in its year."""

from datetime import date

import pytest
from django.urls import reverse

from audits.programme import actions
from audits.programme.deadlines import open_entries, owed_by_audits
from audits.programme.models import ProgrammeEntry
from audits.programme.queries import clashes
from audits.programme.strip import year_strip
from board.enums import Role
from lscb.core.deadlines import Asked, found_by
from lscb.core.editing import Edit
from tests.factories.board import GroupFactory, MeetingFactory, person_with
from tests.factories.programme import ProgrammeFactory

pytestmark = pytest.mark.django_db
JUNE, DECEMBER, MARCH = date(2026, 6, 30), date(2026, 12, 31), date(2027, 3, 31)
TODAY = date(2026, 7, 1)


@pytest.fixture
def manager():
    return person_with(Role.MANAGER)


@pytest.fixture
def entry(client, manager):
    """As its form makes it."""
    lead = person_with(Role.AGENCY_LEAD, name="Marcus Lead")
    programme = ProgrammeFactory(year=2026)
    client.force_login(manager)
    answer = {"number": "4", "subject": "Missing children", "category": "quality_assurance", "lead": lead.pk}
    answer |= {"frequency": "Twice a year", "dates": "June 2026, 31 December 2026", "route": GroupFactory().pk}
    client.post(reverse("programme:entry-add", args=[programme.pk]), answer)
    return ProgrammeEntry.objects.get()


def audits(entry):
    return [(audit.due_on, audit.status) for audit in entry.audits.order_by("due_on", "pk")]


def test_an_audit_is_called_for_each_day_and_the_next_is_what_is_due(client, manager, entry):
    assert (entry.due_on, entry.days, audits(entry)) == (
        JUNE,
        [JUNE, DECEMBER],
        [(JUNE, "planned"), (DECEMBER, "planned")],
    )
    first = entry.audits.order_by("due_on")[0]
    assert (str(first), first.lead, first.group) == ("Missing children, 30 June 2026", entry.lead, entry.route)

    actions.move_audit(first, "reported", reported_on=TODAY, by=manager, today=TODAY)
    entry.refresh_from_db()
    assert entry.due_on == DECEMBER
    page = client.get(entry.get_absolute_url()).text
    assert "30 June 2026, 31 December 2026 (next)" in " ".join(page.split())
    assert "Its next day is due" in page

    actions.move_audit(first, "in_progress", by=manager, today=TODAY)
    entry.refresh_from_db()
    assert entry.due_on == JUNE


def test_each_day_is_owed_once(entry):
    found = found_by(open_entries, owed_by_audits, asked=Asked(TODAY))

    assert sorted((owed.due_on, owed.responsible) for owed in found) == [
        (JUNE, (entry.lead_id,)),
        (DECEMBER, (entry.lead_id,)),
    ]


def test_days_may_change_and_what_was_begun_stays(manager, entry):
    begun = entry.audits.get(due_on=JUNE)
    actions.move_audit(begun, "in_progress", by=manager, today=TODAY)

    actions.change_entry(entry, Edit({"dates": [str(MARCH), "2026-10-31"]}), by=manager)
    assert audits(entry) == [
        (JUNE, "in_progress"),
        (date(2026, 10, 31), "planned"),
        (DECEMBER, "cancelled"),
        (MARCH, "planned"),
    ]
    actions.change_entry(entry, Edit({"dates": ["2026-10-31", str(DECEMBER)]}), by=manager)
    assert [status for _day, status in audits(entry)] == ["in_progress", "planned", "planned", "cancelled"]


def test_each_day_stands_in_its_month_and_is_found_by_it(client, manager, entry):
    (row,) = year_strip([entry], year=2026, starts_in=4, today=TODAY).rows
    assert [(month.first.month, mark.kind) for month, marks in row.months for mark in marks] == [
        (6, "late"),
        (12, "todo"),
    ]
    found = [ProgrammeEntry.objects.due_in(month).count() for month in (6, 7, 12)]
    assert found == [1, 0, 1]
    assert "of 2 in the year" in client.get(entry.programme.get_absolute_url(), {"month": "12"}).text


def test_a_later_day_that_misses_its_papers_is_a_clash(entry):
    MeetingFactory(group=entry.route, held_on=date(2026, 9, 30))
    MeetingFactory(group=entry.route, held_on=date(2027, 1, 4))

    assert clashes([entry], today=date(2026, 5, 1))[entry.pk].held_on == date(2027, 1, 4)


def test_the_year_rolls_over_with_each_of_its_days(manager, entry):
    coming = actions.roll_over(entry.programme, [entry], by=manager)

    (following,) = coming.entries.all()
    assert (following.due_on, following.days) == (date(2027, 6, 30), [date(2027, 6, 30), date(2027, 12, 31)])
    assert [status for _day, status in audits(following)] == ["planned", "planned"]
