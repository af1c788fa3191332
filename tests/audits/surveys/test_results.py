"""What came of a survey, and what may be known of it."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from audits.self_assessment.enums import ReturnStatus
from audits.surveys.beside import beside
from audits.surveys.enums import Audience
from audits.surveys.evidence import of_surveys
from audits.surveys.models import Remark, Response, Survey
from audits.surveys.permissions import Everyone
from audits.surveys.ratings import years_of
from audits.surveys.results import results_of
from board.models import Board
from lscb.core.models import User
from tests.factories.assessments import AnswerFactory, AssessmentReturnFactory, CampaignFactory, QuestionFactory
from tests.factories.board import AgencyFactory, agency_lead, board_member, manager
from tests.factories.frameworks import StandardFactory
from tests.factories.surveys import SurveyFactory, SurveyQuestionFactory, responses
from tests.reports.pdf_text import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def settled():
    return Board.current()


@pytest.fixture
def asked():
    """One statement held against one question of a campaign that three agencies answered."""
    question = QuestionFactory(code="1.1", scale="met", tool_standard__standard=StandardFactory())
    campaign = CampaignFactory(tool=question.tool_standard.tool)
    survey = SurveyFactory(closed=True, campaign=campaign)
    return SurveyQuestionFactory(survey=survey, asks_about=question, text="I am supervised every month")


def returned(asked, agency, value, by: User, status=ReturnStatus.SUBMITTED):
    campaign = asked.survey.campaign
    stamps = {"submitted_at": campaign.opened_at, "submitted_by": by}
    item = AssessmentReturnFactory(campaign=campaign, agency=agency, status=status, **stamps)
    return AnswerFactory(assessment=item, question=asked.asks_about, value=value)


def test_fewer_than_five_are_told_nothing_of(client, asked):
    responses(asked, "4444")
    client.force_login(manager())

    assert results_of(asked.survey).questions == []
    assert "Fewer than five people answered" in client.get(reverse("surveys:results", args=[asked.survey.pk])).text

    responses(asked, "1")
    [one] = results_of(asked.survey).questions
    assert (one.whole.answered, one.whole.score) == (5, Decimal("0.6"))
    assert [(share.point.label, share.count, share.percent) for share in one.whole.shares if share.count] == [
        ("Agree", 4, 80),
        ("Strongly disagree", 1, 20),
    ]


def test_a_hidden_agency_cannot_be_worked_out_from_the_others(asked):
    vale, moor, dale = (AgencyFactory(name=name) for name in ("Vale", "Moor", "Dale"))
    responses(asked, "55555555", agency=vale, role_group="front_line")
    responses(asked, "33333", agency=moor, role_group="front_line")
    responses(asked, "111", agency=dale, role_group="front_line")

    found = results_of(asked.survey)

    assert [(line.name, line.answered, bool(line.results[0])) for line in found.agencies] == [
        ("Dale", None, False),
        ("Moor", None, False),
        ("Vale", 8, True),
    ]
    assert [(line.name, line.answered) for line in found.roles] == [("I work with children or families", 16)]


def test_an_agency_stands_beside_its_staff_the_widest_difference_first(client, asked):
    vale, moor, dale = (AgencyFactory(name=name) for name in ("Vale", "Moor", "Dale"))
    marcus = agency_lead(moor)
    for agency, value, marks in ((vale, "met", "11111"), (moor, "partly", "33333"), (dale, "met", "55555")):
        returned(asked, agency, value, marcus, ReturnStatus.OPEN if agency == dale else ReturnStatus.SUBMITTED)
        responses(asked, marks, agency=agency)

    rows = beside(asked.survey, Everyone())

    assert [(row.agency, row.own.value, row.difference) for row in rows] == [(vale, "met", 100), (moor, "partly", 0)]
    page = reverse("surveys:beside", args=[asked.survey.pk])
    client.force_login(marcus)
    own = client.get(page).text
    assert ("Moor" in own, "Vale" in own) == (True, False)
    assert client.get(reverse("surveys:results", args=[asked.survey.pk])).status_code == 403
    client.force_login(agency_lead(AgencyFactory()))
    assert client.get(page).status_code == 404
    client.force_login(board_member())
    assert "Agency 100 higher" in client.get(page).text


def test_what_stands_beside_is_taken_away_as_the_same_reader_sees_it(client, asked, django_capture_on_commit_callbacks):
    vale, moor = AgencyFactory(name="Vale <b>{{ 7|add:7 }}"), AgencyFactory(name="=Moor")
    marcus = agency_lead(moor)
    for agency, value, marks in ((vale, "met", "11111"), (moor, "partly", "444444")):
        returned(asked, agency, value, marcus)
        responses(asked, marks, agency=agency)
    responses(asked, "222222", agency=AgencyFactory(name="Dale"))
    page, book, pdf, make = (
        reverse(f"surveys:{name}", args=[asked.survey.pk])
        for name in ("beside", "beside-download", "beside-pdf", "beside-pdf-make")
    )
    lines = {}
    for reader in (marcus, board_member()):
        client.force_login(reader)
        file = client.get(book)
        [sheet] = openpyxl.load_workbook(io.BytesIO(b"".join(file) if file.streaming else file.content))
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        lines[reader] = [[cell.value for cell in row] for row in sheet.iter_rows()]
        with django_capture_on_commit_callbacks(execute=True):
            client.post(make)
        assert pdf in client.get(page).text
        words = text_of(client.get(pdf).content)
        assert ("=Moor" in words, "Vale <b>{{ 7|add:7 }}" in words) == (True, reader != marcus)

    assert [row[1] for row in lines[marcus] if row[0] == "=Moor"] == ["I am supervised every month"]
    assert not [row for row in lines[marcus] if "Vale" in str(row)]
    [widest] = [row for row in lines[reader] if "Vale" in str(row[0])]
    assert widest[3:] == ["Met", None, "0", "5", "Agency 100 higher"]

    Response.objects.filter(agency=vale).first().delete()
    client.force_login(reader)
    file = client.get(book)
    [sheet] = openpyxl.load_workbook(io.BytesIO(b"".join(file) if file.streaming else file.content))
    assert [row[5].value for row in sheet.iter_rows() if "Vale" in str(row[0].value)] == ["not shown"]


def test_too_few_of_its_staff_leave_an_agency_without_a_difference(asked):
    vale, moor = AgencyFactory(name="Vale"), AgencyFactory(name="Moor")
    lead = agency_lead(vale)
    for agency, marks in ((vale, "1111"), (moor, "5555555")):
        returned(asked, agency, "met", lead)
        responses(asked, marks, agency=agency)

    # Moor less the whole would be Vale's four.
    assert [row.staff for row in beside(asked.survey, Everyone())] == [None, None]


def test_written_answers_are_read_by_others_once_the_office_chose_them(client, asked):
    responses(asked, "44444")
    written = SurveyQuestionFactory(survey=asked.survey, scale="text", text="What would help?")
    texts = ["=HYPERLINK(1)", "<b>bold</b>{{ 7|add:7 }}", "Time", "More time", "A quiet room"]
    made = [Remark.objects.create(question=written, text=text) for text in texts]
    page = reverse("surveys:results", args=[asked.survey.pk])
    helen, ruth = manager(), board_member()

    client.force_login(ruth)
    assert "quiet room" not in client.get(page).text
    client.force_login(helen)
    shown = client.get(page).text
    assert "&lt;b&gt;bold&lt;/b&gt;{{ 7|add:7 }}" in shown
    client.post(reverse("surveys:remarks", args=[asked.survey.pk]), {"shown": [made[0].pk, made[4].pk, "x"]})
    client.force_login(ruth)
    shown = client.get(page).text
    assert ("quiet room" in shown, "More time" in shown) == (True, False)

    file = client.get(reverse("surveys:results-download", args=[asked.survey.pk]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(file) if file.streaming else file.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.value for cell in cells if "HYPERLINK" in str(cell.value)]
    assert not [cell.value for cell in cells if "More time" in str(cell.value)]


def test_nothing_is_read_while_a_survey_runs(client, asked):
    running = SurveyQuestionFactory(survey=SurveyFactory(opened=True))
    responses(running, "44444444")
    client.force_login(manager())

    assert client.get(reverse("surveys:results", args=[running.survey.pk])).status_code == 403
    assert client.get(reverse("surveys:results-download", args=[running.survey.pk])).status_code == 403


def test_ratings_stand_by_statement_and_year(client):
    of_members = {"audience": Audience.MEMBERS, "has_open_link": False, "closed": True}
    for year, marks in ((2025, "33333"), (2026, "44445")):
        survey = SurveyFactory(**of_members, opens_on=date(year, 3, 1), closes_on=date(year, 4, 1))
        responses(SurveyQuestionFactory(survey=survey, text="The Board  challenges"), marks)

    surveys, [statement] = years_of(Survey.objects.all())

    assert [survey.opens_on.year for survey in surveys] == [2025, 2026]
    assert ([result.score for result in statement.results], statement.change) == (
        [Decimal("0.5"), Decimal("0.8")],
        "up 30",
    )
    client.force_login(board_member())
    assert "up 30" in client.get(reverse("surveys:ratings")).text


def test_a_closed_survey_shows_that_a_standard_is_answered_once_five_did(asked):
    standard = asked.asks_about.tool_standard.standard
    responses(asked, "4444")
    assert list(of_surveys()) == []

    responses(asked, "4")
    assert [(one.answers, one.kind) for one in of_surveys()] == [(f"standard:{standard.pk}", "Survey")]


@pytest.mark.parametrize("count", [1, 5])
def test_results_take_as_many_queries_however_many_answered(client, asked, count, django_assert_max_num_queries):
    lead = agency_lead()
    for agency in AgencyFactory.create_batch(count):
        returned(asked, agency, "met", lead)
        responses(asked, "4" * 6 * count, agency=agency)
    client.force_login(board_member())

    for name in ("results", "beside"):
        with django_assert_max_num_queries(13):
            client.get(reverse(f"surveys:{name}", args=[asked.survey.pk]))
