"""One engine for every kind and every scale: the same tool, campaign and return, from opening to what came of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audits.self_assessment import actions
from audits.self_assessment.bringing_in import preview
from audits.self_assessment.enums import ToolKind, ToolStatus
from audits.self_assessment.models import Question, Tool
from audits.self_assessment.outcomes import outcome_of
from audits.self_assessment.results import heat_map, questions_of
from audits.self_assessment.scales import BARS, LABELS, POINTS, Scale
from audits.self_assessment.taking_out import written as results_written
from audits.self_assessment.writing import written
from board.enums import Sector
from lscb.core.reading import read_tables
from lscb.core.writing import table_file
from tests.audits.self_assessment.test_actions import hand_in, lead_agency, opened, say
from tests.factories.assessments import QuestionFactory, ToolFactory, ToolStandardFactory
from tests.factories.board import AgencyFactory, GroupFactory, MembershipFactory, agency_lead, board_member, manager

pytestmark = pytest.mark.django_db

WRITTEN = {Scale.TEXT: "Each ward has one", Scale.NUMBER: "1,204", Scale.DATE: "2026-06-18"}
ACTION = {
    "action_what": "Train the rest",
    "action_owner": "Head of practice",
    "action_due": "18 June 2027",
    "action_measure": "Nine in ten trained",
}


def tool_of(kind):
    """A standard for each scale: its question, one that does not apply, one that follows on where it falls short."""
    tool = ToolFactory(kind=kind, title=ToolKind(kind).label)
    for position, scale in enumerate(Scale):
        standard = ToolStandardFactory(tool=tool, position=position, title=LABELS[scale])
        first = QuestionFactory(tool_standard=standard, code=f"{position}.1", position=0, scale=scale.value)
        QuestionFactory(tool_standard=standard, code=f"{position}.2", position=1, scale=scale.value)
        if scale in POINTS:
            worst = POINTS[scale][-1].value
            QuestionFactory(
                tool_standard=standard,
                code=f"{position}.3",
                position=2,
                scale=Scale.TEXT.value,
                shown_after=first,
                shown_for=[worst],
            )
    return tool


@pytest.mark.parametrize("kind", ToolKind)
def test_every_kind_is_asked_answered_on_every_scale_judged_and_reckoned(kind):
    tool, lead, member, group = tool_of(kind), agency_lead(), board_member(), GroupFactory()
    MembershipFactory(group=group, person=member)
    item = opened(manager(), tool, [lead_agency(lead)], group=group).returns.get()
    assert item.answers.count() == 2 * len(Scale) + len(POINTS)

    for answer in item.answers.select_related("question").order_by("question__code"):
        scale, place = Scale(answer.question.scale), answer.question.code[-1]
        match place:
            case "1" if scale in POINTS:
                say(answer, lead, value=POINTS[scale][-1].value, **ACTION)
            case "1":
                say(answer, lead, value=WRITTEN[scale])
            case "2":
                say(answer, lead, not_applicable=True, why="We have no such service")
            case _:
                answer.refresh_from_db()
                assert answer.is_asked
                say(answer, lead, value="What stood in the way")
    receipt = hand_in(item, lead)

    said = {each["code"]: each for each in receipt.content}
    assert len(said) == item.answers.count()
    for position, scale in enumerate(Scale):
        is_scored = scale in POINTS
        assert said[f"{position}.1"]["words"] == (POINTS[scale][-1].label if is_scored else WRITTEN[scale])
        assert bool(said[f"{position}.1"]["action"]) == is_scored
        assert said[f"{position}.2"]["words"] == "Not applicable"
    for answer in item.answers.filter(question__code__endswith=".1", question__scale__in=list(POINTS)):
        actions.judge(answer, BARS[Scale(answer.question.scale)], why="The files show more", by=member)
    actions.finish(item, by=member, today=date(2026, 11, 20))

    [(_item, cells)] = heat_map(item.campaign).rows
    for scale, cell in zip(Scale, cells, strict=True):
        bar = next((point.score for point in POINTS.get(scale, ()) if point.value == BARS[scale]), None)
        assert (cell.own, cell.moderated) == ((Decimal(0), bar) if bar is not None else (None, None))
    assert {one.question.scale for one in questions_of(item.campaign)} == {scale.value for scale in POINTS}
    assert [sheet.title for sheet in results_written(outcome_of(item.campaign, today=date(2026, 11, 20))).sheets]
    assert (
        opened(manager(), tool, [item.agency], title="Next").returns.get().answers.filter(is_confirmed=False).count()
        == item.answers.count()
    )


KEPT = [
    *("tool_standard__title", "code", "text", "guidance", "scale", "looks_like", "bar", "is_required"),
    *("needs_evidence", "kinds", "sectors", "agencies__name", "shown_after__code", "shown_for", "clause", "checked_on"),
]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_tool_of_every_scale_is_taken_out_and_brought_in_as_it_was(form):
    tool, helen = tool_of(ToolKind.SCHOOLS), manager()
    Tool.objects.filter(pk=tool.pk).update(status=ToolStatus.DRAFT)
    named = [AgencyFactory(name="Wards; and others"), AgencyFactory(name="Health")]
    for question in Question.objects.filter(scale__in=list(POINTS), shown_after=None):
        points = question.points
        question.bar = points[-1].value
        question.is_required = question.code.endswith("2")
        question.needs_evidence = not question.is_required
        question.kinds, question.sectors = ["voluntary", "school"], [Sector.VOLUNTARY, Sector.HEALTH]
        question.looks_like = {points[0].value: "Agreed: by name"}
        question.guidance, question.clause = "=1+1, {{ who }}\nand <b>why</b>", "S. 11(2)(a)"
        question.checked_on = date(2026, 6, 1)
        question.save()
        question.agencies.set(named)

    content = table_file(written(tool, is_one_sheet=form == "xlsx"), form)
    made = preview(read_tables(SimpleUploadedFile(f"tool.{form}", content)), agencies=[agency.name for agency in named])
    again = actions.bring_in_tool(made, "Brought in again", by=helen)

    assert (made.refused, [each.doubts for each in made.questions() if each.doubts]) == ([], [])
    assert kept(again) == kept(tool)
    assert Question.objects.filter(tool_standard__tool=again, agencies=named[0]).count() == 2 * len(POINTS)


def kept(tool):
    return list(Question.objects.filter(tool_standard__tool=tool).order_by("code", "agencies__name").values_list(*KEPT))
