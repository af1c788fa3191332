"""What leads from one indicator to others."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.analysis.hypothesis import Verdict
from indicators.models import Indicator
from indicators.permissions import can_keep_library
from lscb.core.http import SignedInRequest
from reports.queries.linked import linked_with

MARKS = {Verdict.HOLDING: "done", Verdict.NOT_HOLDING: "part", Verdict.TOO_EARLY: "none"}


@require_safe
def linked(request: SignedInRequest, pk: int) -> HttpResponse:
    """If it moves, look at these; and what should follow, drawn together and judged."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    found = linked_with(indicator, user=request.user, at=timezone.now())
    context = {
        "indicator": indicator,
        "looks_at": found.looks_at,
        "supposed": [(one, MARKS[one.judged.verdict]) for one in found.supposed],
        "can_keep": can_keep_library(request.user),
    }
    return render(request, "reports/linked.html", context)
