"""What the Board does to answer its key questions, sector by sector, and where there is a gap."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from board.permissions import can_manage, can_read_for_the_board, require
from frameworks.queries import coverages_of
from lscb.core.http import SignedInRequest
from reports.queries.coverage import matrix_for


@require_safe
def coverage(request: SignedInRequest) -> HttpResponse:
    """The latest matrix, or the one that the address names, as a reader narrows it."""
    require(can_read_for_the_board(request.user))
    coverages = list(coverages_of(request.user))
    asked = request.GET
    chosen = next((each for each in coverages if str(each.pk) == asked.get("of")), coverages[0] if coverages else None)
    number = asked.get("question", "")
    question = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else None
    by_agency, only_gaps = asked.get("by") == "agency", asked.get("show") == "gaps"
    matrix = chosen and matrix_for(
        request.user,
        chosen,
        today=timezone.localdate(),
        by_agency=by_agency,
        question=question,
        only_gaps=only_gaps,
    )
    context = {
        "matrix": matrix,
        "coverages": coverages,
        "question": question,
        "by_agency": by_agency,
        "only_gaps": only_gaps,
        "can_keep": can_manage(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "reports/coverage.html", context)
