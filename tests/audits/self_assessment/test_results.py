"""What came of a campaign, counted by hand."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from audits.self_assessment.enums import ReturnStatus
from audits.self_assessment.models import Judgement
from audits.self_assessment.results import by_sector, heat_map, questions_of
from board.enums import Sector
from lscb.core.evidence import evidence_for
from tests.factories.assessments import (
    AnswerFactory,
    AssessmentReturnFactory,
    CampaignFactory,
    QuestionFactory,
    ToolStandardFactory,
)
from tests.factories.board import AgencyFactory, KeyQuestionFactory, board_member
from tests.factories.frameworks import StandardFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def standard(campaign):
    return ToolStandardFactory(tool=campaign.tool, title="Accountability")


def handed_in(campaign, name, sector=Sector.HEALTH, **fields):
    agency = AgencyFactory(name=name, sector=sector)
    stamps = {"submitted_at": timezone.now(), "submitted_by": campaign.opened_by}
    return AssessmentReturnFactory(campaign=campaign, agency=agency, status=ReturnStatus.SUBMITTED, **stamps, **fields)


def judged(answer, value):
    Judgement.objects.create(
        answer=answer, value=value, why="So", judged_at=timezone.now(), judged_by=answer.assessment.submitted_by
    )


def test_the_panels_word_counts_and_the_agencys_own_stays_beside_it(campaign, standard):
    item = handed_in(campaign, "Vale")
    for value in ("met", "partly"):
        answer = AnswerFactory(assessment=item, question=QuestionFactory(tool_standard=standard), value=value)
    judged(answer, "met")
    judged(answer, "not")
    AnswerFactory(
        assessment=item, question=QuestionFactory(tool_standard=standard), not_applicable=True, why="No such service"
    )
    AnswerFactory(assessment=item, question=QuestionFactory(tool_standard=standard, scale="text"), value="Much")

    [(_item, [cell])] = heat_map(campaign).rows

    assert (cell.own, cell.moderated, cell.before) == (Decimal("0.75"), Decimal("0.5"), None)


def test_what_is_not_handed_in_is_not_there(campaign, standard):
    draft = AssessmentReturnFactory(campaign=campaign)
    AnswerFactory(assessment=draft, question=QuestionFactory(tool_standard=standard), value="met")

    assert (heat_map(campaign).rows, questions_of(campaign)) == ([], [])


def test_change_since_last_round_is_of_the_same_standard(campaign, standard):
    before = handed_in(CampaignFactory(tool=campaign.tool), "Vale, before")
    AnswerFactory(assessment=before, question=QuestionFactory(tool_standard=standard), value="not")
    item = handed_in(campaign, "Vale", brought_from=before)
    AnswerFactory(assessment=item, question=QuestionFactory(tool_standard=standard), value="met")

    [(_item, [cell])] = heat_map(campaign).rows

    assert (cell.before, cell.own) == (0, 1)


def test_in_a_sector_every_agency_weighs_the_same(campaign, standard):
    questions = [QuestionFactory(tool_standard=standard) for _ in range(3)]
    first, second = handed_in(campaign, "First"), handed_in(campaign, "Second")
    police = handed_in(campaign, "Police", Sector.CRIMINAL_JUSTICE)
    for question in questions:
        AnswerFactory(assessment=first, question=question, value="met")
    AnswerFactory(assessment=second, question=questions[0], value="not")
    AnswerFactory(assessment=police, question=questions[0], value="partly")

    assert by_sector(heat_map(campaign)) == [("Health", [Decimal("0.5")]), ("Criminal justice", [Decimal("0.5")])]


def test_questions_come_from_the_weakest_on_with_each_answer_counted(campaign, standard):
    weak, strong = QuestionFactory(tool_standard=standard), QuestionFactory(tool_standard=standard)
    for name, value in (("One", "not"), ("Two", "partly"), ("Three", "not")):
        item = handed_in(campaign, name)
        AnswerFactory(assessment=item, question=weak, value=value)
        AnswerFactory(assessment=item, question=strong, value="met")

    first, second = questions_of(campaign)

    assert (first.question, [count for _point, count in first.counts]) == (weak, [0, 1, 2])
    assert (second.question, second.score) == (strong, 1)


def test_the_table_to_take_away_says_what_the_page_says(client, campaign, standard):
    item = handed_in(campaign, "=Vale")
    answer = AnswerFactory(assessment=item, question=QuestionFactory(tool_standard=standard), value="met")
    judged(answer, "partly")
    client.force_login(board_member())

    response = client.get(reverse("self-assessment:campaign-download", args=[campaign.pk, "xlsx"]))

    sheet = load_workbook(BytesIO(response.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][:3] == ["=Vale", "After moderation", "50"]
    assert rows[2][:3] == ["=Vale", "Its own", "100"]
    assert sheet["A2"].data_type == "s"
    assert client.get(reverse("self-assessment:campaign-download", args=[campaign.pk, "exe"])).status_code == 404


def test_a_return_that_was_handed_in_shows_that_a_standard_is_answered(campaign):
    own = StandardFactory()
    question = KeyQuestionFactory()
    own.key_questions.add(question)
    ToolStandardFactory(tool=campaign.tool, standard=own)
    item = handed_in(campaign, "Vale")
    AssessmentReturnFactory(campaign=campaign)

    shown = evidence_for(f"standard:{own.pk}", f"key-question:{question.pk}")

    assert [(one.kind, one.agencies) for one in shown] == [("Self-assessment", (item.agency_id,))] * 2
