"""The next year's programme from this one's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.programme import actions
from audits.programme.models import ProgrammeEntry
from audits.programme.rules import a_year_on
from lscb.core.exceptions import Refused
from lscb.core.working_days import is_working_day
from tests.factories.board import manager
from tests.factories.programme import EntryFactory, ProgrammeFactory


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (None, None),
        (date(2026, 6, 30), date(2027, 6, 30)),
        (date(2026, 12, 25), date(2027, 12, 24)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2026, 5, 1), date(2027, 4, 30)),
    ],
)
def test_a_date_moves_a_year_on_to_a_working_day(day, moved):
    assert a_year_on(day) == moved


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_year_on_is_a_working_day_within_a_week_of_the_date(day):
    moved = a_year_on(day)

    assert is_working_day(moved)
    assert 0 <= (date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day) - moved).days <= 7


@pytest.mark.django_db
def test_what_is_chosen_comes_along_planned_anew():
    programme, by = ProgrammeFactory(year=2026), manager()
    done = EntryFactory(
        programme=programme,
        number=3,
        subject="Neglect",
        status="complete",
        completed_on=date(2026, 6, 1),
        due_on=date(2026, 6, 30),
        comment="Ask the schools.",
    )
    EntryFactory(programme=programme, number=4)

    coming = actions.roll_over(programme, [done], by=by)

    entry = ProgrammeEntry.objects.get(programme=coming)
    assert (coming.year, entry.number, entry.subject, entry.status) == (2027, 3, "Neglect", "planned")
    assert (entry.due_on, entry.came_from, entry.comment) == (date(2027, 6, 30), done, "Ask the schools.")


@pytest.mark.django_db
def test_a_year_that_is_there_already_is_left_alone():
    programme, by = ProgrammeFactory(year=2026), manager()
    actions.roll_over(programme, [EntryFactory(programme=programme)], by=by)

    with pytest.raises(Refused, match="for this year already"):
        actions.roll_over(programme, [], by=by)

    assert ProgrammeEntry.objects.count() == 2


@pytest.mark.django_db
def test_what_recurs_is_offered_first():
    programme = ProgrammeFactory()
    recurring = EntryFactory(programme=programme, category="monitoring", frequency="Yearly")
    EntryFactory(programme=programme, category="responsive")
    EntryFactory(programme=programme, category="commissioned")
    EntryFactory(programme=programme, category="monitoring", frequency="Once")
    EntryFactory(programme=programme, category="monitoring", status="cancelled", status_reason="Merged")

    assert list(programme.entries.likely_to_recur()) == [recurring]
