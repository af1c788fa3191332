"""The coverage matrix, as a browser meets it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from board.models import Board
from frameworks import actions
from frameworks.bringing_in.coverage import Cell
from frameworks.enums import CellKind, FrameworkStatus
from frameworks.models import CoverageCell, CoverageRow, MonitoringActivity
from frameworks.timescales import PartialDate
from lscb.core.editing import Edit
from reports.queries.coverage import age_in_words
from tests.factories.board import AgencyFactory, KeyQuestionFactory, agency_lead, board_member, manager
from tests.factories.frameworks import (
    ActivityFactory,
    CompletionFactory,
    CoverageFactory,
    CoverageRowFactory,
    CoverageSectionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def settled_board():
    return Board.current()


@pytest.fixture
def reader(client):
    person = board_member()
    client.force_login(person)
    return person


def row_with(cells, **fields):
    row = CoverageRowFactory(**fields)
    for sector, (kind, words) in cells.items():
        CoverageCell.objects.create(row=row, sector=sector, kind=kind, words=words)
    return row


def matrix_of(client, **asked):
    return client.get(reverse("reports:coverage"), asked).context["matrix"]


def kinds(client, **asked):
    return [[cell.kind for cell in line.cells] for line in matrix_of(client, **asked).lines]


def test_before_there_is_one_the_page_says_what_would_be_there(client, reader):
    assert "No coverage matrix yet" in client.get(reverse("reports:coverage")).text


def test_it_is_not_for_those_who_do_not_read_for_the_board(client):
    client.force_login(agency_lead())

    assert client.get(reverse("reports:coverage")).status_code == 403


def test_gaps_stand_out_and_are_counted(client, reader):
    section = CoverageSectionFactory()
    row_with({"health": ("tick", ""), "education": ("words", "College only")}, section=section)
    row_with({"health": ("not_needed", "")}, section=section)

    page = client.get(reverse("reports:coverage"))

    assert kinds(client) == [["tick", "words"], ["not_needed", "gap"]]
    assert "1 gap: 1 in Education." in page.text
    assert page.text.count('class="gap"') == 1


def test_sectors_of_which_no_row_says_anything_are_named(client, reader):
    AgencyFactory(sector="voluntary")
    row_with({"health": ("tick", "")})

    assert "No row says anything of: Voluntary." in client.get(reverse("reports:coverage")).text


def test_live_evidence_says_how_fresh_it_is_and_leads_there(client, reader):
    today = timezone.localdate()
    police = AgencyFactory(sector="criminal_justice")
    activity = ActivityFactory(standard__section__framework__adopted=True, frequency="quarterly")
    activity.agencies.add(police)
    done = today - timedelta(days=95)
    CompletionFactory(activity=activity, done_on=PartialDate.of(done))
    row_with({"criminal_justice": ("live", ""), "health": ("live", "")}, activity=activity)

    page = client.get(reverse("reports:coverage")).text

    assert kinds(client) == [["gap", "live"]]
    assert "3 months ago" in page
    assert "stale" not in page
    assert activity.get_absolute_url() in page
    CompletionFactory._meta.model.objects.update(done_on=PartialDate.of(today - timedelta(days=200)))
    assert "<b>stale</b>" in client.get(reverse("reports:coverage")).text


def test_it_is_read_agency_by_agency(client, reader):
    hospital, ambulance = AgencyFactory(name="Ambulance"), AgencyFactory(name="Hospital")
    school = AgencyFactory(name="School", sector="education")
    activity = ActivityFactory(standard__section__framework__adopted=True)
    activity.agencies.add(hospital)
    CompletionFactory(activity=activity)
    row_with({"health": ("live", ""), "education": ("tick", "")}, activity=activity)

    matrix = matrix_of(client, by="agency")

    assert [column.label for column in matrix.columns] == [hospital.name, ambulance.name, school.name]
    assert kinds(client, by="agency") == [["live", "gap", "tick"]]


def test_it_is_narrowed_to_a_key_question_and_to_gaps(client, reader):
    first, second = KeyQuestionFactory(), KeyQuestionFactory()
    section = CoverageSectionFactory()
    one = row_with({"health": ("tick", ""), "education": ("tick", "")}, section=section)
    two = row_with({"health": ("tick", "")}, section=section)
    one.key_questions.add(first)
    two.key_questions.add(first, second)

    assert [line.row for line in matrix_of(client, question=str(second.number)).lines] == [two]
    assert [line.row for line in matrix_of(client, show="gaps").lines] == [two]
    assert [asked.rows for asked in matrix_of(client).questions] == [2, 1]
    assert len(matrix_of(client, question="x").lines) == 2


@pytest.mark.parametrize("count", [10, 1000])
def test_its_queries_are_the_same_for_many_rows(client, reader, django_assert_num_queries, count):
    section, question = CoverageSectionFactory(), KeyQuestionFactory()
    activity = ActivityFactory(standard__section__framework__adopted=True)
    CompletionFactory(activity=activity)
    rows = CoverageRow.objects.bulk_create(
        CoverageRow(section=section, position=place, title=f"Row {place}", activity=activity) for place in range(count)
    )
    CoverageCell.objects.bulk_create(CoverageCell(row=row, sector="health", kind="tick") for row in rows)
    through = CoverageRow.key_questions.through
    through.objects.bulk_create(through(coveragerow=row, keyquestion=question) for row in rows)

    # Nine of them are what audits show, four what self-assessments do, one what data sets and one what surveys do.
    # Where a return was handed in, a fifth for self-assessments asks whose evidence ran out.
    with django_assert_num_queries(30):
        response = client.get(reverse("reports:coverage"))

    assert len(response.context["matrix"].lines) == count


def test_a_row_follows_its_activity_into_the_next_version(client):
    helen = manager()
    activity = ActivityFactory(standard__section__framework__adopted=True)
    row = row_with({"health": ("live", "")}, activity=activity)
    following = actions.take_forward(activity.standard.section.framework, by=helen)

    actions.move_framework(following, FrameworkStatus.ADOPTED, by=helen, on=timezone.localdate())

    row.refresh_from_db()
    assert row.activity == MonitoringActivity.objects.get(standard__section__framework=following)


def test_the_manager_keeps_headings_and_rows(client):
    helen = manager()
    client.force_login(helen)
    coverage = CoverageFactory()
    client.post(reverse("frameworks:coverage-section-add", args=[coverage.pk]), {"title": "Compliance"})
    section = coverage.sections.get()
    url = reverse("frameworks:coverage-row-add", args=[section.pk])
    refused = client.post(url, {"title": "Section 11", "kind_health": "words"})
    assert "Write what is done in this sector: health" in refused.text

    question = KeyQuestionFactory()
    sent = {"title": "Section 11", "kind_health": "words", "words_health": "Hospital", "kind_education": "tick"}
    client.post(url, {**sent, "key_questions": [question.pk]})

    row = section.rows.get()
    assert sorted(row.cells.values_list("sector", "kind")) == [("education", "tick"), ("health", "words")]
    assert list(row.key_questions.all()) == [question]
    client.post(
        reverse("frameworks:coverage-row-change", args=[row.pk]), {"title": "Section 11", "kind_health": "tick"}
    )
    assert list(row.cells.values_list("sector", "kind")) == [("health", "tick")]
    client.post(reverse("frameworks:coverage-row-remove", args=[row.pk]))
    assert not section.rows.exists()


def test_one_sectors_cell_is_changed_and_the_others_stay():
    helen = manager()
    row = row_with({"health": ("tick", ""), "education": ("tick", "")})

    actions.change_coverage_part(row, Edit({}), by=helen, cells={"health": Cell(CellKind.WORDS, "Hospital")})

    assert sorted(row.cells.values_list("sector", "kind", "words")) == [
        ("education", "tick", ""),
        ("health", "words", "Hospital"),
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "1 day ago"),
        (59, "59 days ago"),
        (60, "2 months ago"),
        (95, "3 months ago"),
        (729, "24 months ago"),
        (731, "2 years ago"),
    ],
)
def test_how_old_something_is_in_words(days, words):
    today = date(2026, 6, 1)

    assert age_in_words(today - timedelta(days=days), today=today) == words
