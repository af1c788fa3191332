"""Exceptions from the lock date, for one agency."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from board.permissions import require
from indicators.actions import lateness as actions
from indicators.forms.review import LateForm
from indicators.models import IndicatorReturn
from indicators.permissions import can_review_return
from lscb.core import editing
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent
from lscb.core.templatetags.words import long_date


@require_http_methods(["GET", "HEAD", "POST"])
def return_late(request: SignedInRequest, pk: int) -> HttpResponse:
    item, today = _return(request, pk), timezone.localdate()
    form = LateForm(
        sent(request), item=item, today=today, initial={"until": item.late_until, "reason": item.late_because}
    )

    def act() -> None:
        until, because = form.cleaned_data["until"], form.cleaned_data["reason"]
        actions.take_late(item, until=until, because=because, by=request.user, today=today)

    if editing.saved(form, by=request.user, act=act):
        messages.success(request, f"{item.agency}'s figures are taken until {long_date(form.cleaned_data['until'])}.")
        return redirect("indicators:review", pk)
    return render(request, "indicators/review_late.html", {"form": form, "item": item})


@require_POST
def return_late_end(request: SignedInRequest, pk: int) -> HttpResponse:
    item = _return(request, pk)
    act = partial(actions.take_late_no_more, item, by=request.user)
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{item.agency} is bound by the lock date again.")
    return redirect("indicators:review", pk)


def _return(request: SignedInRequest, pk: int) -> IndicatorReturn:
    item = get_object_or_404(IndicatorReturn.objects.visible_to(request.user).for_listing(), pk=pk)
    require(can_review_return(request.user, item))
    return item
