"""Frameworks, as a browser meets them."""

import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from board.models import Board
from frameworks.deadlines import open_activities
from frameworks.models import Completion, Framework, MonitoringActivity, Standard
from frameworks.timescales import PartialDate
from lscb.core.deadlines import Asked, found_by
from tests.factories.board import (
    AgencyFactory,
    GroupFactory,
    KeyQuestionFactory,
    MeetingFactory,
    analyst,
    board_member,
    manager,
)
from tests.factories.core import UserFactory
from tests.factories.frameworks import (
    ActivityFactory,
    CompletionFactory,
    FrameworkFactory,
    SectionFactory,
    StandardFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def settled_board():
    return Board.current()


@pytest.fixture
def helen(client):
    person = manager(name="Helen Ostrow")
    client.force_login(person)
    return person


def said(response):
    return [str(message) for message in response.context["messages"]]


def problems(response):
    return {field: list(words) for field, words in response.context["form"].errors.items()}


def full(framework, count):
    for _ in range(count):
        standard = StandardFactory(section=SectionFactory(framework=framework))
        standard.key_questions.add(KeyQuestionFactory())
        activity = ActivityFactory(
            standard=standard,
            lead=UserFactory(),
            lead_group=GroupFactory(),
            frequency="each_meeting",
            at_meetings_of=GroupFactory(),
        )
        CompletionFactory(activity=activity)


@pytest.mark.parametrize("count", [1, 10])
def test_a_framework_is_flat(client, helen, django_assert_num_queries, count):
    framework = FrameworkFactory(adopted=True)
    full(framework, count)

    # Session, user, roles, the Board; the framework, sections, standards, their questions, activities,
    # completions, meetings, and two of history; comments, other versions, stages.
    with django_assert_num_queries(16):
        client.get(framework.get_absolute_url())


def long(framework, count):
    """Ten sections of so many standards in all, each with an activity that was done."""
    sections = SectionFactory.create_batch(10, framework=framework)
    standards = Standard.objects.bulk_create(
        Standard(section=sections[place % 10], position=place, outcome=f"Outcome {place}") for place in range(count)
    )
    activities = MonitoringActivity.objects.bulk_create(
        MonitoringActivity(standard=standard, position=0, monitoring="Audit", frequency="yearly")
        for standard in standards
    )
    Completion.objects.bulk_create(
        Completion(activity=activity, done_on=PartialDate(2026, 4), recorded_at=timezone.now())
        for activity in activities
    )


@pytest.mark.once
@pytest.mark.parametrize("count", [10, 1000])
def test_a_framework_of_a_thousand_rows_asks_no_more_than_one_of_ten(client, helen, django_assert_num_queries, count):
    framework = FrameworkFactory(adopted=True)
    long(framework, count)
    Framework.objects.bulk_create(Framework(title=f"Another {place}", status="draft") for place in range(count))

    with django_assert_num_queries(15):
        page = client.get(framework.get_absolute_url())
    with django_assert_num_queries(8):
        listed = client.get(reverse("frameworks:home"))
    with django_assert_num_queries(11):
        taken = client.get(reverse("frameworks:framework-take-out", args=[framework.pk, "xlsx"]))

    assert page.context["standing"].total() == count
    assert len(listed.context["rows"]) == count + 1
    assert sum(1 for _ in load_workbook(io.BytesIO(b"".join(taken)), read_only=True).active.rows) > count


@pytest.mark.parametrize("count", [1, 10])
def test_the_list_is_flat(client, helen, django_assert_num_queries, count):
    for _ in range(count):
        full(FrameworkFactory(adopted=True), 1)

    with django_assert_num_queries(9):
        client.get(reverse("frameworks:home"))


def test_a_manager_builds_a_framework_from_nothing(client, helen):
    response = client.post(
        reverse("frameworks:framework-add"), {"title": "Board standards", "kind": "performance"}, follow=True
    )
    framework = Framework.objects.get()
    assert said(response) == ["Board standards was begun. Its sections and standards come next."]

    client.post(reverse("frameworks:section-add", args=[framework.pk]), {"title": "Membership"})
    section = framework.sections.get()
    question = KeyQuestionFactory()
    sent = {"code": "1.1", "outcome": "Each agency is represented.", "kind": "standard", "key_questions": [question.pk]}
    client.post(reverse("frameworks:standard-add", args=[section.pk]), sent)
    standard = section.standards.get()
    assert list(standard.key_questions.all()) == [question]
    agency = AgencyFactory()
    sent = {
        "monitoring": "A yearly look at who sits on it",
        "timescale_words": "Yearly, last done December 2025",
        "agencies": [agency.pk],
    }
    response = client.post(reverse("frameworks:activity-add", args=[standard.pk]), sent, follow=True)

    activity = standard.activities.get()
    assert (activity.frequency, list(activity.agencies.all())) == ("yearly", [agency])
    assert response.redirect_chain[-1][0] == f"{framework.get_absolute_url()}?edit=yes#standard-{standard.pk}"


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"frequency": "every_n_weeks"}, "number", "Enter every how many weeks"),
        ({"frequency": "yearly", "number": "3"}, "number", "only weeks and times a year are counted"),
        ({"frequency": "times_a_year", "number": "30"}, "number", "Enter a number from 1 to 12"),
        ({"frequency": "yearly", "months": "Spring"}, "months", "Write months by their names"),
        ({"frequency": "yearly", "dates": "June 2026"}, "dates", "Name dates only where it does not come round"),
        ({"first_due": "soonish"}, "first_due", "Enter a year, a month and year, or a day"),
        ({"first_due": "31 June 2026"}, "first_due", "Enter a year, a month and year, or a day"),
        ({"monitoring": ""}, "monitoring", "Say how it is checked, or what is done"),
    ],
)
def test_a_timescale_that_cannot_be_is_told_in_words(client, helen, sent, field, sentence):
    standard = StandardFactory()

    response = client.post(reverse("frameworks:activity-add", args=[standard.pk]), {"monitoring": "Audit"} | sent)

    assert [words for words in problems(response)[field] if sentence in words]
    assert not standard.activities.exists()


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"frequency": "yearly", "first_due": "June 2026"}, "Yearly"),
        ({"frequency": "twice_a_year", "months": "October and April"}, "Twice a year, in April and October"),
        ({"frequency": "every_n_weeks", "number": "6"}, "Every 6 weeks"),
        ({"frequency": "once", "dates": "June 2026, 4 December 2026"}, "Once, June 2026, 4 December 2026"),
    ],
)
def test_a_timescale_set_by_hand_is_said_back(client, helen, sent, expected):
    standard = StandardFactory()

    client.post(reverse("frameworks:activity-add", args=[standard.pk]), {"monitoring": "Audit"} | sent)

    assert standard.activities.get().how_often == expected


def test_what_is_set_by_hand_is_not_read_from_the_words(client, helen):
    activity = ActivityFactory(frequency="quarterly", months=[1, 4, 7, 10])
    url = reverse("frameworks:activity-change", args=[activity.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "agencies"}

    client.post(url, sent | {"timescale_words": "Monthly", "months": "January, April, July, October"})

    activity.refresh_from_db()
    assert (activity.frequency, activity.months, activity.timescale_words) == ("quarterly", [1, 4, 7, 10], "Monthly")


def test_recording_that_it_was_done_says_what_is_due_next(client, helen):
    activity = ActivityFactory(frequency="yearly", standard__section__framework__adopted=True)
    url = reverse("frameworks:activity-complete", args=[activity.pk])

    response = client.post(url, {"done_on": "March 2026", "shown_by": "Minutes of 12 March"}, follow=True)

    assert said(response) == ["It is recorded as done. It is next due March 2027."]
    assert [str(one.done_on) for one in activity.completions.all()] == ["2026-03"]


@pytest.mark.parametrize("count", [2, 6])
def test_what_was_done_in_earlier_versions_is_named_with_its_version(client, helen, django_assert_num_queries, count):
    activity = None
    for version in range(1, count + 1):
        framework = FrameworkFactory(title="Standards", version=version, status="superseded", adopted_on="2020-01-01")
        activity = ActivityFactory(
            standard__section__framework=framework, came_from=activity, frequency="yearly", monitoring="Audit"
        )
        CompletionFactory(activity=activity, done_on=PartialDate(2010 + version, 5))
    with django_assert_num_queries(14):
        page = client.get(activity.get_absolute_url())

    told = [str(completion.done_on) for completion, _ in page.context["completions"]]
    assert told == [f"{2010 + version}-05" for version in range(count, 0, -1)]
    assert f"Standards, version {count - 1}</a>" in page.text
    assert f"Standards, version {count}</a>" not in page.text.partition("Each time it was done")[2]


def test_a_day_to_come_is_refused_and_the_words_are_kept(client, helen):
    activity = ActivityFactory()
    url = reverse("frameworks:activity-complete", args=[activity.pk])

    response = client.post(url, {"done_on": "1 January 2199", "shown_by": "Minutes"})

    assert problems(response) == {"done_on": ["Enter a date that has come: it is done only afterwards"]}
    assert "Minutes" in response.text


def test_a_framework_narrowed_to_what_is_overdue(client, helen):
    framework = FrameworkFactory(adopted=True)
    section = SectionFactory(framework=framework)
    for monitoring, first_due in [("Old audit", PartialDate(2020)), ("Far audit", PartialDate(2150))]:
        ActivityFactory(
            standard=StandardFactory(section=section), monitoring=monitoring, frequency="yearly", first_due=first_due
        )

    page = client.get(f"{framework.get_absolute_url()}?show=late").text

    assert ("Old audit" in page, "Far audit" in page) == (True, False)
    assert "2 activities: 1 is overdue, 1 is on track." in page


def test_an_activity_of_each_meeting_is_due_at_the_next_one_since_it_was_done(client, helen):
    group = GroupFactory()
    for day in (date(2026, 1, 8), date(2026, 4, 9), date(2199, 7, 9)):
        MeetingFactory(group=group, held_on=day)
    activity = ActivityFactory(
        frequency="each_meeting", at_meetings_of=group, standard__section__framework__adopted=True
    )
    CompletionFactory(activity=activity, done_on=PartialDate(2026, 1, 8))

    row = client.get(activity.get_absolute_url()).context["row"]

    assert row.position.next_due == PartialDate(2026, 4, 9)


def test_of_an_adopted_framework_the_form_asks_only_who_and_when(client, helen):
    activity = ActivityFactory(standard__section__framework__adopted=True)
    url = reverse("frameworks:activity-change", args=[activity.pk])

    form = client.get(url).context["form"]
    assert "monitoring" not in form.fields
    client.post(url, {"frequency": "monthly", "read": form["read"].value()})

    activity.refresh_from_db()
    assert activity.frequency == "monthly"


def test_a_standard_of_an_adopted_framework_has_no_form(client, helen):
    standard = StandardFactory(section__framework__adopted=True)

    assert client.get(reverse("frameworks:standard-change", args=[standard.pk])).status_code == 403


def test_two_people_at_one_standard_both_texts_are_shown(client, helen):
    standard = StandardFactory(outcome="As it was")
    url = reverse("frameworks:standard-change", args=[standard.pk])
    read = client.get(url).context["form"]["read"].value()
    client.post(url, {"outcome": "Hers", "kind": "standard", "read": read})

    response = client.post(url, {"outcome": "His", "kind": "standard", "read": read})

    assert [clash.saved for clash in response.context["form"].both_texts.clashes] == ["Hers"]
    standard.refresh_from_db()
    assert standard.outcome == "Hers"


def test_an_open_activity_is_a_task_of_its_lead(client):
    lead = board_member()
    ActivityFactory(
        lead=lead,
        frequency="yearly",
        first_due=PartialDate.of(timezone.localdate()),
        monitoring="Attendance looked through",
        standard__section__framework__adopted=True,
    )
    client.force_login(lead)

    assert "Attendance looked through" in client.get(reverse("my-tasks")).text


def test_a_draft_is_there_for_the_office_only(client):
    activity = ActivityFactory()
    pages = [activity.get_absolute_url(), activity.standard.section.framework.get_absolute_url()]

    client.force_login(board_member())
    assert [client.get(page).status_code for page in pages] == [404, 404]
    client.force_login(analyst())
    assert [client.get(page).status_code for page in pages] == [200, 200]


def test_a_draft_owes_nobody_anything():
    ActivityFactory(frequency="yearly", first_due=PartialDate(2026))
    assert MonitoringActivity.objects.count() == 1

    assert found_by(open_activities, asked=Asked(timezone.localdate())) == []
