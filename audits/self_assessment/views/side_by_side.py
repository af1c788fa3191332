"""Every agency's answers to one standard beside each other, for the panel."""

from collections import defaultdict

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from audits.self_assessment.enums import HANDED_IN, IN_SCRUTINY
from audits.self_assessment.models import Answer, Judgement, Question
from audits.self_assessment.permissions import can_judge
from audits.self_assessment.queries import answers_of, campaigns_of, last_judgements
from board.models import scope_of
from board.permissions import require
from lscb.core.http import SignedInRequest


@require_safe
def standard_side_by_side(request: SignedInRequest, pk: int, standard: int) -> HttpResponse:
    """Of what is handed in, question by question. Readers for the Board have the scores; answers are the panel's."""
    campaign = get_object_or_404(campaigns_of(request.user).select_related("tool", "group"), pk=pk)
    judges = can_judge(request.user, campaign)
    require(judges or scope_of(request.user).is_officer)
    standards = list(campaign.tool.standards.order_by("position", "pk"))
    part = next((one for one in standards if one.pk == standard), None)
    if part is None:
        raise Http404
    answers = answers_of(request.user).filter(
        assessment__campaign=campaign, assessment__status__in=HANDED_IN, question__tool_standard=part, is_asked=True
    )
    judged = last_judgements(answers)
    rows: dict[Question, list[tuple[Answer, Judgement | None]]] = defaultdict(list)
    found = answers.in_order().select_related("question__tool_standard", "assessment__agency")
    for answer in found.order_by("question__position", "question", "assessment__agency__name"):
        rows[answer.question].append((answer, judged.get(answer.pk)))
    context = {
        "campaign": campaign,
        "part": part,
        "standards": standards,
        "questions": list(rows.items()),
        "can_judge": judges,
        "in_scrutiny": [status.value for status in IN_SCRUTINY],
    }
    return render(request, "self_assessment/side_by_side.html", context)
