"""What came of a campaign, counted by hand."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from audits.self_assessment import actions
from audits.self_assessment.actions import Instead
from audits.self_assessment.enums import InsteadKind, ReturnStatus
from audits.self_assessment.models import AssessmentReturn, Campaign, HandingIn, Judgement
from audits.self_assessment.outcomes import outcome_of
from audits.self_assessment.results import by_sector, heat_map, questions_of
from board.enums import Sector
from lscb.core import uploads
from lscb.core.evidence import evidence_for
from tests.factories.assessments import (
    AnswerFactory,
    AssessmentReturnFactory,
    CampaignFactory,
    QuestionFactory,
    ToolStandardFactory,
)
from tests.factories.board import AgencyFactory, KeyQuestionFactory, agency_lead, board_member, manager
from tests.factories.frameworks import StandardFactory
from tests.factories.improvement import ActionFactory
from tests.reports.pdf_text import text_of

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
    item, helen = handed_in(campaign, "Vale"), manager()
    AssessmentReturnFactory(campaign=campaign)
    statement = Instead(
        InsteadKind.STATEMENT, "Its own statement", uploads.Checked("s.txt", uploads.Kind.TEXT, b"We do"), "It says all"
    )
    other, taken_back = AssessmentReturnFactory.create_batch(2, campaign=campaign)
    for one in (other, taken_back):
        actions.accept_instead(one, statement, by=helen, today=campaign.due_on)
    actions.ask_after_all(taken_back, by=helen, today=campaign.due_on)

    shown = evidence_for(f"standard:{own.pk}", f"key-question:{question.pk}")

    assert {(one.kind, one.answers.split(":")[0], one.agencies) for one in shown} == {
        (kind, answers, (agency,))
        for kind, agency in (("Self-assessment", item.agency_id), ("Accepted instead", other.agency_id))
        for answers in ("standard", "key-question")
    }
    assert len(shown) == 4
    assert f"Its own statement, accepted instead: {other}" in {one.what for one in shown}


@pytest.fixture
def rounds(campaign, standard):
    """Four agencies in two rounds: three fall short of the first question now, none of the second."""
    short, whole = (QuestionFactory(tool_standard=standard, code=code) for code in ("1.1", "1.2"))
    earlier = CampaignFactory(tool=campaign.tool, title="Last time", opens_on=date(2025, 10, 1))
    items = []
    for number, value in enumerate(("not", "partly", "partly", "met")):
        before = handed_in(earlier, f"Then {number}")
        AnswerFactory(assessment=before, question=short, value="not")
        item = AssessmentReturnFactory(
            campaign=campaign,
            agency=before.agency,
            brought_from=before,
            status=ReturnStatus.MODERATED,
            submitted_at=timezone.now(),
            submitted_by=campaign.opened_by,
        )
        AnswerFactory(assessment=item, question=short, value=value)
        AnswerFactory(assessment=item, question=whole, value="met")
        items.append(item)
    return items


def test_rounds_themes_and_actions_are_counted(campaign, rounds):
    late, done = (
        ActionFactory(agency=rounds[0].agency, came_with=f"assessment-return:{rounds[0].pk}", **fields)
        for fields in (
            {"due_on": date(2026, 11, 1)},
            {"status": "implemented", "status_words": "Done", "moved_on": date(2026, 11, 2)},
        )
    )

    found = outcome_of(campaign, today=date(2026, 11, 23))

    assert [(one.campaign.title, one.agencies, one.scores) for one in found.rounds] == [
        ("Last time", 4, [Decimal(0)]),
        (campaign.title, 4, [Decimal("0.75")]),
    ]
    assert [(one.agency, one.scores) for one in found.ways][1:3] == [
        ("Then 1", [Decimal(0), Decimal("0.75")]),
        ("Then 2", [Decimal(0), Decimal("0.75")]),
    ]
    [theme] = found.themes
    assert (theme.agencies, theme.of, theme.codes) == (3, 4, ["1.1"])
    assert [one.question.code for one in found.strongest] == ["1.2"]
    assert set(found.actions) == {late, done}
    assert dict(found.action_counts) == {"Open": 1, "Implemented": 1, "Impact evidenced": 0, "Closed": 0, "Overdue": 1}


def test_an_agency_sees_itself_against_all_and_others_named_only_where_the_board_says(client, campaign, rounds):
    item = rounds[3]
    client.force_login(agency_lead(item.agency))
    address = reverse("self-assessment:return-compared", args=[item.pk])

    unnamed = client.get(address).text
    Campaign.objects.filter(pk=campaign.pk).update(hides_names=False)
    named = client.get(address).text
    Campaign.objects.filter(pk=campaign.pk).update(hides_names=True)
    AssessmentReturn.objects.filter(pk=rounds[0].pk).update(status=ReturnStatus.OPEN)
    too_few = client.get(address).text

    assert ("50 to 75" in unnamed, "Then 0" in unnamed) == (True, False)
    assert ("50 to 75" in named, "Then 0" in named) == (True, True)
    assert ("Too few others" in too_few, "75 to 75" in too_few) == (True, False)
    client.force_login(agency_lead())
    assert client.get(address).status_code == 404


def test_the_board_takes_all_of_it_away_as_a_pdf(client, campaign, rounds, django_capture_on_commit_callbacks):
    Campaign.objects.filter(pk=campaign.pk).update(title="Round <b>{{ x }}</b>")
    client.force_login(board_member())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("self-assessment:campaign-pdf-make", args=[campaign.pk]))

    page = client.get(reverse("self-assessment:campaign-results", args=[campaign.pk])).text
    document = client.get(reverse("self-assessment:campaign-pdf", args=[campaign.pk]))

    assert reverse("self-assessment:campaign-pdf", args=[campaign.pk]) in page
    words = text_of(document.content)
    for said in ("Round <b>{{ x }}</b>", "Last time", "Accountability: 3 of 4 agencies fall short", "Then 2"):
        assert said in words


def test_at_a_day_gone_by_it_is_as_it_was_submitted_and_judged(campaign, standard):
    item = handed_in(campaign, "Vale")
    answer = AnswerFactory(assessment=item, question=QuestionFactory(tool_standard=standard), value="partly")
    said = {"answer": answer.pk, "standard": standard.title, "scale": "met", "value": "partly", "words": "Partly met"}
    HandingIn.objects.create(
        assessment=item,
        number=1,
        reference="SA-1",
        submitted_at=timezone.now() - timedelta(days=3),
        submitted_by=item.submitted_by,
        is_late=False,
        signed_by="A. Quist",
        signed_as="Chief Nurse",
        signed_on=date(2026, 11, 1),
        content=[said],
    )
    judged(answer, "not")
    item.answers.update(value="met")

    at_the_time = heat_map(campaign, at=timezone.now() - timedelta(days=1)).rows
    before_it_came = heat_map(campaign, at=timezone.now() - timedelta(days=9)).rows
    [(_item, [now])] = heat_map(campaign).rows

    assert [(cell.own, cell.moderated) for _item, [cell] in at_the_time] == [(Decimal("0.5"), Decimal("0.5"))]
    assert (before_it_came, now.own, now.moderated) == ([], 1, 0)
