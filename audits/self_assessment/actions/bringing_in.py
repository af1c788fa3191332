"""A tool made of a table's rows, in one act and a fixed number of queries."""

from django.db import transaction

from audits.self_assessment.actions.tools import TAKEN
from audits.self_assessment.bringing_in import Asked, Preview
from audits.self_assessment.enums import ToolKind
from audits.self_assessment.models import Question, Tool, ToolStandard
from audits.self_assessment.permissions import can_keep_tools
from board.models import Agency
from board.permissions import require
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

NOTHING = "No row of it makes a question, so there is nothing to save."


@transaction.atomic
def bring_in_tool(made: Preview, title: str, *, by: User | None, source: str = "") -> Tool:
    """All that a preview shows, as a draft."""
    require(by is None or can_keep_tools(by))
    if not made.made:
        raise Refused(NOTHING)
    kind = next((kind for kind in ToolKind if kind.label.casefold() in title.casefold()), ToolKind.OTHER)
    tool = Tool(title=title, kind=kind, introduction=made.introduction)
    with editing.one_of_a_kind(TAKEN):
        tool.save()
    standards = ToolStandard.objects.bulk_create(
        ToolStandard(tool=tool, position=place, title=part.title, introduction=part.introduction)
        for place, part in enumerate(made.parts)
    )
    rows = [
        (standard, place, each)
        for standard, part in zip(standards, made.parts, strict=True)
        for place, each in enumerate(part.questions)
    ]
    questions = Question.objects.bulk_create(_question(*row) for row in rows)
    by_code = {question.code: question for question in questions}
    following = [by_code[each.code] for _standard, _place, each in rows if each.after]
    for _standard, _place, each in rows:
        if each.after:
            by_code[each.code].shown_after = by_code[each.after]
    Question.objects.bulk_update(following, ["shown_after"])
    _name_agencies([(question, each.whom.agencies) for question, (*_, each) in zip(questions, rows, strict=True)])
    activity.record("tool.brought_in", tool, by=by, changes={"rows": ("", made.made), "file": ("", source)})
    return tool


def _name_agencies(named: list[tuple[Question, list[str]]]) -> None:
    """Two queries, if any is named."""
    names = {name for _question, agencies in named for name in agencies}
    if names:
        keys = dict(Agency.objects.filter(name__in=names).values_list("name", "pk"))
        through = Question.agencies.through
        through.objects.bulk_create(
            through(question_id=question.pk, agency_id=keys[name])
            for question, agencies in named
            for name in dict.fromkeys(agencies)
        )


def _question(standard: ToolStandard, place: int, each: Asked) -> Question:
    return Question(
        tool_standard=standard,
        position=place,
        code=each.code,
        text=each.text,
        guidance=each.guidance,
        scale=each.scale.value,
        looks_like=each.looks_like,
        bar=each.bar,
        is_required=each.is_required,
        needs_evidence=each.needs_evidence,
        kinds=each.whom.kinds,
        sectors=each.whom.sectors,
        shown_for=each.shown_for,
        clause=each.clause,
        checked_on=each.checked_on,
    )
