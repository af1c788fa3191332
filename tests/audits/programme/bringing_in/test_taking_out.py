"""A programme taken out is brought in again as the same."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audits.programme import actions
from audits.programme.bringing_in import preview
from audits.programme.bringing_in.naming import known_of
from audits.programme.models import Audit, Programme, ProgrammeEntry
from audits.programme.taking_out import written
from board.enums import Role
from lscb.core.editing import Edit
from lscb.core.reading import read_tables, tables_in_text
from lscb.core.writing import table_file
from tests.audits.programme.bringing_in.test_bringing_in import of
from tests.factories.board import AgencyFactory, GroupFactory, person_with
from tests.factories.frameworks import ActivityFactory, StandardFactory
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
        date(2017, 7, 12),
    )


@pytest.mark.parametrize("form", FORMS)
def test_all_that_stands_in_it_comes_back(form):
    """Also what no paper has a column for, and each of several days."""
    manager, (police, nhs), group = person_with(Role.MANAGER), AgencyFactory.create_batch(2), GroupFactory()
    standard = StandardFactory(section__framework__version=2)
    _first, second = ActivityFactory.create_batch(2, standard=standard, monitoring="Audit of records")
    programme = ProgrammeFactory(year=2017)
    of = {"programme": programme, "due_on": date(2017, 9, 30)}
    linked = EntryFactory(
        **of,
        agency=police,
        route=group,
        afterwards="tabled",
        lead_group=group,
        starts_on=date(2017, 4, 3),
        frequency="Yearly",
    )
    linked.agencies.set([nhs, police])
    linked.standards.set([standard])
    linked.activities.set([second])
    EntryFactory(**of, status="under_way", criteria="All of it\nin two lines", lead_words="Chair", comment="Often")
    EntryFactory(**of, status="postponed", status_reason="No auditor: none was found", category="responsive")
    EntryFactory(**of, status="complete", completed_on=date(2017, 9, 12), lead_role="manager")
    several = {"programme": programme, "due_on": date(2017, 12, 31), "frequency": "Twice a year"}
    EntryFactory(**several, dates=["2017-06-30", "2017-12-31"], when_words="June and December")
    EntryFactory(**several, dates=["2017-06-14", "2017-12-31", "2018-02-28"], when_words="On audit schedule")
    content = table_file(written(programme, programme.entries.for_listing()), form)
    tables = read_tables(SimpleUploadedFile(f"again.{form}", content))
    before = stands_in(programme)
    ProgrammeEntry.objects.all().delete()
    Programme.objects.all().delete()

    made = preview(tables, year=2017, starts_in=4, known=known_of)
    again, *_ = actions.bring_in_entries(made, 2017, by=manager)

    assert (made.refused, made.notes, [each.doubts for each in made.entries]) == ([], [], [[]] * 6)
    assert stands_in(again) == before
    assert [str(audit.due_on) for audit in Audit.objects.order_by("entry__number", "due_on")] == [
        *("2017-06-30", "2017-12-31"),
        *("2017-06-14", "2017-12-31", "2018-02-28"),
    ]


def stands_in(programme):
    """All that people wrote in it, but for dates in words, which say the same otherwise."""
    return [
        (
            *(
                entry.number,
                entry.subject,
                entry.criteria,
                entry.category,
                entry.frequency,
                entry.starts_on,
                entry.days,
            ),
            *(entry.lead, entry.lead_words, entry.agency, entry.route, entry.comment),
            *(entry.status, entry.status_reason, entry.completed_on),
            *(set(getattr(entry, name).all()) for name in ("agencies", "standards", "activities")),
        )
        for entry in programme.entries.all()
    ]


def test_what_is_not_here_is_said_of_its_row():
    text = "Subject\tDates\tAgency\tStatus\tStarts\nNeglect\tJune\tNobody\tLost\tSoon\n"
    (entry,) = preview(tables_in_text(text), year=2017, starts_in=4, known=known_of).entries

    assert entry.doubts[1:] == [
        "“Soon” is no day such as 1 April 2026, or not before it is due: when it starts is left out",
        "“Lost” is no status of an entry: it is left out",
        "“Nobody” is not known here as an agency: it is left out",
    ]


def test_each_person_takes_out_what_they_see(client):
    own = EntryFactory(programme=ProgrammeFactory(year=2026), subject="Own", lead=person_with(Role.AGENCY_LEAD))
    EntryFactory(programme=own.programme, subject="Of others")
    client.force_login(own.lead)

    content = client.get(reverse("programme:programme-take-out", args=[own.programme.pk, "xlsx"])).content
    found = preview(read_tables(SimpleUploadedFile("own.xlsx", content)), year=2026, starts_in=4)

    assert [entry.subject for entry in found.entries] == ["Own"]
