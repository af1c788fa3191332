"""A programme taken out is brought in again as the same."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audits.programme import actions
from audits.programme.bringing_in import preview
from audits.programme.models import ProgrammeEntry
from audits.programme.taking_out import written
from board.enums import Role
from lscb.core.editing import Edit
from lscb.core.reading import read_tables
from lscb.core.writing import table_file
from tests.audits.programme.bringing_in.test_bringing_in import of
from tests.factories.board import person_with
from tests.factories.programme import EntryFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
FORMS = ["docx", "xlsx"]
KEPT = ("number", "subject", "criteria", "category", "frequency", "dates", "lead", "comment", "due_on", "completed_on")


def again(programme, form):
    content = table_file(written(programme, programme.entries.for_listing()), form)
    return preview(read_tables(SimpleUploadedFile(f"again.{form}", content)), year=programme.year, starts_in=4)


def kept(made):
    return [tuple(getattr(entry, name) for name in KEPT) for entry in made.entries]


@pytest.mark.parametrize("form", FORMS)
def test_it_is_brought_in_again_as_the_same(form):
    programme, _entries, _is_new = actions.bring_in_entries(of(), 2017, by=None)

    found = again(programme, form)

    assert (kept(found), found.refused, found.notes) == (kept(of()), [], [])


@pytest.mark.parametrize("form", FORMS)
def test_what_changed_since_is_in_it(form):
    manager = person_with(Role.MANAGER)
    programme, *_ = actions.bring_in_entries(of(), 2017, by=manager)
    entry = ProgrammeEntry.objects.get(number=3)
    actions.change_entry(entry, Edit({"due_on": date(2017, 7, 14)}), by=manager)
    actions.move_entry(entry, "complete", completed_on=date(2017, 7, 12), by=manager, today=date(2017, 8, 1))

    found = next(each for each in again(programme, form).entries if each.number == 3)

    assert (found.dates, found.due_on, found.completed_on) == (
        "Completed 12 July 2017. Due 14 July 2017.",
        date(2017, 7, 14),
        None,
    )


def test_each_person_takes_out_what_they_see(client):
    own = EntryFactory(programme=ProgrammeFactory(year=2026), subject="Own", lead=person_with(Role.AGENCY_LEAD))
    EntryFactory(programme=own.programme, subject="Of others")
    client.force_login(own.lead)

    content = client.get(reverse("programme:programme-take-out", args=[own.programme.pk, "xlsx"])).content
    found = preview(read_tables(SimpleUploadedFile("own.xlsx", content)), year=2026, starts_in=4)

    assert [entry.subject for entry in found.entries] == ["Own"]
