"""My tasks, and how far one's work is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from board.enums import Role
from frameworks.timescales import PartialDate
from lscb.core import jobs
from lscb.core.enums import JobState
from lscb.core.models import Job
from tests.factories.assessments import AssessmentReturnFactory
from tests.factories.board import (
    AbsenceFactory,
    AgencyFactory,
    AppointmentFactory,
    GroupFactory,
    MeetingFactory,
    agency_lead,
    analyst,
    board_member,
    manager,
    person_with,
)
from tests.factories.core import UserFactory
from tests.factories.frameworks import ActivityFactory, StageFactory
from tests.factories.improvement import ActionFactory
from tests.factories.indicators import FigureFactory, PeriodFactory, ReturnFactory
from tests.factories.programme import AuditFactory, AuditPaperFactory, EntryFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 28)
TASKS = "/tasks/"
# Session, person, roles and the Board; who answers, deadlines, days off, and what waits.
MOST = 8
OF_ACTIVITIES = 1  # when they were done


@pytest.fixture(autouse=True)
def on_a_wednesday(time_machine):
    time_machine.move_to("2026-10-28T09:00:00+00:00", tick=False)


def open_return(agency, *, due_in=0, rows=2, answered=0):
    due_on = TODAY + timedelta(days=due_in)
    item = ReturnFactory(agency=agency, period=PeriodFactory(due_on=due_on, locks_on=due_on + timedelta(days=90)))
    FigureFactory.create_batch(rows - answered, indicator_return=item)
    FigureFactory.create_batch(answered, indicator_return=item, given=True)
    return item


@pytest.fixture
def lead(client):
    person = agency_lead()
    client.force_login(person)
    return person


def agency_of(person):
    return person.appointments.get().agency


def keys(tasks):
    return [task.deadline.key for task in tasks]


def a_chair_who_leads_an_agency_and_is_a_deputy():
    person = person_with(Role.GROUP_CHAIR, group=GroupFactory())
    AppointmentFactory(person=person, role=Role.AGENCY_LEAD, agency=AgencyFactory())
    away = agency_lead()
    AbsenceFactory(person=away, deputy=person, starts_on=TODAY, ends_on=TODAY)
    return person


def test_a_lead_sees_their_own_agencys_returns_and_nobody_elses(client, lead):
    late = open_return(agency_of(lead), due_in=-17)
    soon = open_return(agency_of(lead), due_in=2, rows=3, answered=1)
    later = open_return(agency_of(lead), due_in=20)
    ReturnFactory(period=later.period)  # another agency's

    page = client.get(TASKS)

    todo = page.context["todo"]
    assert [keys(todo.overdue), keys(todo.this_week), keys(todo.later)] == [
        [f"indicator-return:{item.pk}"] for item in (late, soon, later)
    ]
    assert "One thing is overdue and one is due this week." in page.text
    for words in ("17 days late", "Fri 30 October", "2 working days", "1 of 3", "14 working days"):
        assert words in page.text
    assert page.text.count(f'href="{soon.get_absolute_url()}"') == 1


def test_an_audit_that_one_leads_is_ones_task(client):
    person = board_member()
    entry = EntryFactory(lead=person, due_on=TODAY, subject="Neglect")
    client.force_login(person)

    page = client.get(TASKS)

    assert keys(page.context["todo"].this_week) == [f"programme-entry:{entry.pk}"]
    assert "Today" in page.text


def test_with_nothing_to_do_the_page_says_what_would_be_here(client, lead):
    page = client.get(TASKS)

    assert "Nothing waits for you" in page.text
    assert "Four weeks before each is due" in page.text


def test_names_are_shown_as_text(client):
    person = UserFactory()
    EntryFactory(lead=person, due_on=TODAY, subject="<script>alert(1)</script>")
    client.force_login(person)

    assert "<script>alert" not in client.get(TASKS).text


def test_the_page_takes_as_many_queries_for_one_task_as_for_five(client, lead):
    client.get(TASKS)  # the Board's row is made on the first
    counts = []
    for more in (1, 4):
        for _ in range(more):
            item = open_return(agency_of(lead), due_in=3)
            FigureFactory(indicator_return=item, delegated_to=person_with(Role.AGENCY_CONTRIBUTOR, agency=item.agency))
            EntryFactory(lead=lead, due_on=TODAY)
            AuditPaperFactory(audit=AuditFactory(agency=agency_of(lead)))
        with CaptureQueriesContext(connection) as queries:
            client.get(TASKS)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= MOST


@pytest.mark.parametrize("make", [manager, analyst, a_chair_who_leads_an_agency_and_is_a_deputy])
@pytest.mark.parametrize("rows", [1, 5])
def test_whoever_has_most_to_look_after_needs_no_more(client, make, rows):
    person = make()
    for number in range(rows):
        EntryFactory(due_on=TODAY - timedelta(days=1), lead=person)
        ReturnFactory(submitted=True)
        ActivityFactory(
            lead=person,
            frequency="each_meeting",
            at_meetings_of=GroupFactory(),
            first_due=PartialDate.of(TODAY),
            standard__section__framework__adopted=True,
        )
        StageFactory(owner=person, due_on=TODAY)
        ActionFactory(owner=person, due_on=TODAY)
        for own in person.appointments.exclude(agency=None):
            open_return(own.agency)
            AssessmentReturnFactory(agency=own.agency)
        for chaired in person.appointments.exclude(group=None):
            MeetingFactory(group=chaired.group, held_on=TODAY + timedelta(days=number))
            AuditFactory(reported=True, group=chaired.group)
    client.force_login(person)
    client.get(TASKS)  # the Board's row is made on the first

    with CaptureQueriesContext(connection) as queries:
        assert client.get(TASKS).context["todo"].sentence != "Nothing is overdue or due this week."
    assert len(queries) <= MOST + OF_ACTIVITIES


def test_the_manager_sees_what_needs_doing(client):
    EntryFactory(due_on=TODAY - timedelta(days=1))
    ReturnFactory(submitted=True)
    client.force_login(manager())

    page = client.get(TASKS)

    assert [(item.count, item.what.partition(",")[0]) for item in page.context["attention"]] == [
        (1, "programme entry without a lead"),
        (1, "programme entry late"),
        (1, "indicator return to read and accept"),
    ]
    assert "1 indicator return to read and accept" in page.text


# How far a job is


@pytest.fixture
def job(client):
    person = UserFactory()
    client.force_login(person)
    job = Job.objects.create(kind="test", key="1", requested_at=timezone.now(), requested_by=person)
    job.askers.add(person)
    return job


def progress(client, job, **headers):
    return client.get(reverse("job-progress", args=[job.pk]), headers=headers)


def test_without_javascript_the_page_is_whole_and_looks_again_by_a_link(client, job):
    page = progress(client, job)

    assert "<!doctype html>" in page.text.lower()
    assert "Waiting for its turn" in page.text
    assert 'href=""' in page.text


def test_the_page_polls_while_the_work_goes_on_and_stops_when_it_is_done(client, job):
    Job.objects.update(state=JobState.RUNNING, progress=45, step="Drawing charts")
    part = progress(client, job, hx_request="true")
    assert "45%: Drawing charts" in part.text
    assert 'hx-trigger="every 2s"' in part.text
    assert "<html" not in part.text

    Job.objects.update(state=JobState.DONE, progress=100)
    part = progress(client, job, hx_request="true")
    assert ("hx-trigger" in part.text, part.headers["HX-Refresh"]) == (False, "true")


def test_nothing_is_sent_while_nothing_is_new(client, job):
    Job.objects.update(state=JobState.RUNNING, progress=45, step="Drawing charts")
    job.refresh_from_db()
    url = f"{reverse('job-progress', args=[job.pk])}?seen={job.seen}"

    assert client.get(url, headers={"hx-request": "true"}).status_code == 204
    Job.objects.update(step="Numbering pages")
    assert client.get(url, headers={"hx-request": "true"}).status_code == 200


def test_work_that_could_not_be_done_says_why(client, job):
    Job.objects.update(state=JobState.FAILED, refusal="The meeting was <cancelled>.")

    assert "The meeting was &lt;cancelled&gt;." in progress(client, job).text


def test_work_that_others_asked_for_does_not_exist(client, job):
    client.force_login(UserFactory())
    assert progress(client, job).status_code == 404

    jobs.request("test", key="1", arguments={}, by=(second := UserFactory()))
    client.force_login(second)
    assert progress(client, job).status_code == 200
