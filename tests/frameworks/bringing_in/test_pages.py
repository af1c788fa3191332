"""Bringing a table in, in the browser: read, mapped by hand, corrected, saved once, taken back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from board.enums import Role
from frameworks.models import BringingIn, Framework, MonitoringActivity
from lscb.core import jobs
from lscb.core.models import Job
from tests.factories.board import person_with
from tests.frameworks.bringing_in.test_preview import as_word

pytestmark = pytest.mark.django_db

TABLE = (
    "Standard\tPerformance Monitoring\tTimescale\n"
    "Members attend\tRecords\tYearly, next due June 2027\n"
    "Groups report\tReports\tBi-monthly\n"
    "\t\t\n"
)


@pytest.fixture
def client(client):
    client.force_login(person_with(Role.MANAGER))
    return client


def start(client, **more):
    sent = {"title": "Standards", "pasted": TABLE} | more
    return client.post(reverse("frameworks:bring-in", args=["framework"]), sent)


def begin(client, **more):
    start(client, **more)
    return BringingIn.objects.latest("pk")


def page(client, stored, **asked):
    return client.get(stored.get_absolute_url(), asked)


def act(client, stored, name, *more, **sent):
    return client.post(reverse(f"frameworks:bringing-in-{name}", args=[stored.pk, *more]), sent, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def row_form(client, stored, row):
    url = reverse("frameworks:bringing-in-row", args=[stored.pk, row])
    form = client.get(url).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_a_pasted_table_is_shown_row_by_row_and_nothing_is_saved(client):
    response = page(client, begin(client))

    assert [(line.number, line.doubts) for line in response.context["page"]] == [(1, []), (2, []), (3, ["Bi-monthly"])]
    assert "2 rows of the table: 2 will be made. Nothing is saved yet." in response.text
    assert not Framework.objects.exists()


def test_a_pasted_table_may_begin_with_an_empty_heading(client):
    stored = begin(client, pasted="\n\tStandard\tMonitoring\tTimescale\n1\tMembers attend\tRecords\tYearly\n")
    (section,) = page(client, stored).context["made"].sections

    assert [(each.number, each.words) for each in section.standards] == [("1", "Members attend")]


def test_a_word_file_is_read(client):
    document = io.BytesIO()
    as_word([[line.split("\t") for line in TABLE.splitlines()]]).save(document)
    stored = begin(client, pasted="", file=SimpleUploadedFile("Our standards.docx", document.getvalue()))

    assert stored.file_name == "Our standards.docx"
    assert page(client, stored).context["made"].made == 2


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"pasted": ""}, "Choose a file, or paste a table"),
        ({"pasted": 'a,"b'}, "A quotation mark in it is not closed"),
        ({"title": ""}, "This field is required"),
        (
            {"pasted": "", "file": SimpleUploadedFile("false.docx", b"\x89PNG\r\n\x1a\n" + b"0" * 64)},
            "“false.docx” was not taken.",
        ),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(client, sent, sentence):
    response = start(client, **sent)

    errors = str(response.context["form"].errors) + str(response.context["second_form"].errors)
    assert response.status_code == 200
    assert sentence in errors or (sentence == "This field is required" and "title" in errors)
    assert not BringingIn.objects.exists()


def test_columns_of_other_names_are_mapped_by_hand(client):
    text = "Thing\tThen\nReferrals\tYearly\nDeaths\tQuarterly\n"
    response = start(client, pasted=text)
    stored = BringingIn.objects.get()
    assert response.url == reverse("frameworks:bringing-in-columns", args=[stored.pk])

    refused = act(client, stored, "columns", column_0="", column_1="timescale")
    assert "Say which column holds: standard" in str(refused.context["form"].errors)
    twice = act(client, stored, "columns", column_0="standard", column_1="standard")
    assert "Choose “Standard” for one column only" in str(twice.context["form"].errors)
    response = act(client, stored, "columns", column_0="standard", column_1="timescale", heads="on")

    made = response.context["made"]
    assert [each.timescale.frequency for each in made.activities()] == ["yearly", "quarterly"]
    assert [(refusal.row, refusal.reason) for refusal in made.refused] == [(1, "Left out: It names the columns")]


def test_a_doubt_is_settled_on_its_row(client):
    stored = begin(client)
    sent = row_form(client, stored, 3) | {"frequency": "times_a_year", "number": "6"}
    response = act(client, stored, "row", 3, **sent)

    (line,) = [line for line in response.context["page"] if line.number == 3]
    assert (line.doubts, line.explained.makes[-1]) == ([], ("Timescale", "6 times a year."))


def test_words_that_are_changed_are_read_anew(client):
    stored = begin(client)
    act(client, stored, "row", 2, **(row_form(client, stored, 2) | {"cell_timescale": "Quarterly"}))
    act(client, stored, "save")

    activity = MonitoringActivity.objects.get(standard__outcome="Members attend")
    assert (activity.timescale_words, activity.frequency, activity.first_due) == ("Quarterly", "quarterly", None)


def test_a_row_is_left_out_only_with_a_reason_and_may_come_back(client):
    stored = begin(client)
    sent = row_form(client, stored, 3) | {"understood": "out"}
    assert "Say why it is left out" in str(act(client, stored, "row", 3, **sent).context["form"].errors)

    response = act(client, stored, "row", 3, **(sent | {"because": "It was dropped"}))
    assert [refusal.reason for refusal in response.context["made"].refused] == ["Left out: It was dropped"]
    assert response.context["made"].rows_in == 2

    back = row_form(client, stored, 3) | {"understood": "row"}
    assert act(client, stored, "row", 3, **back).context["made"].made == 2


def test_of_two_who_correct_one_row_the_second_is_told(client):
    stored = begin(client)
    theirs, mine = row_form(client, stored, 3), row_form(client, stored, 3)
    act(client, stored, "row", 3, **(theirs | {"frequency": "monthly"}))

    response = act(client, stored, "row", 3, **(mine | {"cell_monitoring": "Mine"}))

    assert "Someone else corrected this row while you did." in str(response.context["form"].errors)
    assert response.context["form"]["cell_monitoring"].value() == "Mine"
    (line,) = [line for line in page(client, stored).context["page"] if line.number == 3]
    assert ("Timescale", "Monthly.") in line.explained.makes


def test_a_row_may_be_a_heading(client):
    stored = begin(client)
    response = act(client, stored, "row", 2, **(row_form(client, stored, 2) | {"understood": "heading"}))

    assert [section.title for section in response.context["made"].sections] == [
        "Members attend Records Yearly, next due June 2027"
    ]


def test_it_is_saved_once_from_two_tabs_and_taken_back(client):
    stored = begin(client)
    assert said(act(client, stored, "save")) == ["Standards was brought in: 2 rows."]
    assert said(act(client, stored, "save")) == ["This was saved already."]
    assert said(act(client, stored, "row", 2, **row_form_of_nothing())) == []
    assert Framework.objects.count() == 1

    assert said(act(client, stored, "undo")) == ["Standards was taken back, with all 2 rows."]
    assert not Framework.objects.exists()
    assert said(act(client, stored, "undo")) == ["This is undone."]


def row_form_of_nothing():
    return {"understood": "row", "cell_standard": "Another"}


def test_what_is_thrown_away_is_not_saved_afterwards(client):
    stored = begin(client)
    act(client, stored, "discard")

    assert said(act(client, stored, "save")) == ["This was thrown away already."]
    assert not Framework.objects.exists()


def test_a_title_that_is_taken_is_said_and_may_be_changed(client):
    act(client, begin(client), "save")
    again = begin(client)
    assert "Choose another title" in said(act(client, again, "save"))[0]

    act(client, again, "name", title="Standards of 2027")
    act(client, again, "save")
    assert Framework.objects.filter(title="Standards of 2027").count() == 1


def many(count):
    return "Standard\tHow\tTimescale\n" + "".join(f"Standard {n}\tAudit {n}\tYearly\n" for n in range(count))


def test_a_long_table_is_saved_by_the_worker_which_says_how_far_it_is(client, django_capture_on_commit_callbacks):
    stored = begin(client, pasted=many(1000))
    with django_capture_on_commit_callbacks():
        response = act(client, stored, "save")
    assert (Framework.objects.count(), response.context["work"].state) == (0, "queued")
    assert "Waiting for its turn" in response.text

    job = Job.objects.get()
    jobs.run(job.pk, now=job.requested_at)
    jobs.run(job.pk, now=job.requested_at)

    job.refresh_from_db()
    assert (job.state, job.step) == ("done", "Saving 1,000 rows")
    assert (Framework.objects.count(), MonitoringActivity.objects.count()) == (1, 1000)
    assert "Brought in on" in page(client, stored).text


@pytest.mark.parametrize("count", [10, 1000])
def test_the_preview_takes_as_many_queries_for_many_rows_as_for_few(client, count, django_assert_num_queries):
    stored = begin(client, pasted=many(count))

    with django_assert_num_queries(11):
        response = page(client, stored)

    assert len(response.context["page"]) == min(count + 1, 50)


def test_an_unknown_kind_is_no_page(client):
    assert client.get(reverse("frameworks:bring-in", args=["poem"])).status_code == 404
