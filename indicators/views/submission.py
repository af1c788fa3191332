"""Checking a return, handing it in, and the receipt."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from board.permissions import require
from indicators.actions import submission as actions
from indicators.actions.editable import why_closed
from indicators.models import Figure, IndicatorReturn, Submission
from indicators.permissions import acts_on_behalf, can_read_whole, can_submit_return
from indicators.rows import problems, rows_of
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def return_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What would be handed in and what is still in the way; then, in one act, the handing in."""
    returns, today = IndicatorReturn.objects.visible_to(request.user), timezone.localdate()
    item = get_object_or_404(returns.for_listing(), pk=pk)
    require(can_submit_return(request.user, item))
    if request.method == "POST":
        try:
            stamp = request.POST.get("stamp", "")
            submission = actions.submit_return(returns, pk, stamp=stamp, by=request.user, today=today)
        except (actions.NotReady, actions.SavedSince) as refusal:
            messages.error(request, str(refusal))
            return redirect("indicators:return-submit", pk)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(item)
        return redirect("indicators:receipt", submission.reference)
    if reason := why_closed(item, today=today):
        messages.info(request, reason)
        return redirect(item)
    return _check(request, item)


def _check(request: SignedInRequest, item: IndicatorReturn) -> HttpResponse:
    figures = list(item.figures.in_order())
    rows = rows_of(item, figures, user=request.user)
    context = {
        "item": item,
        "rows": rows,
        "found": problems(rows, is_nil=item.is_nil),
        "stamp": actions.stamp_of(item, figures),
        "today": timezone.localdate(),
        "is_for_agency": acts_on_behalf(request.user, item),
    }
    return render(request, "indicators/return_submit.html", context)


@require_safe
def receipt(request: SignedInRequest, reference: str) -> HttpResponse:
    """One handing in, as it was; each reader sees the rows that are theirs to see."""
    returns = IndicatorReturn.objects.visible_to(request.user)
    submissions = Submission.objects.select_related(
        "submitted_by", "indicator_return__agency", "indicator_return__period__data_set"
    )
    submission = get_object_or_404(submissions.filter(indicator_return__in=returns), reference=reference)
    figures = Figure.objects.visible_to(request.user).filter(indicator_return=submission.indicator_return)
    seen = set(figures.values_list("pk", flat=True))
    rows = [row for row in submission.content["rows"] if row["figure"] in seen]
    item = submission.indicator_return
    context = {
        "submission": submission,
        "item": item,
        "rows": rows,
        "due_on": date.fromisoformat(submission.content["due_on"]),
        "reads_whole": can_read_whole(request.user, item),
    }
    return render(request, "indicators/return_receipt.html", context)
