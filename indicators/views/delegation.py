"""Handing parts of a return to colleagues."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from board.permissions import require
from indicators.actions.delegation import colleagues_of, hand_over
from indicators.actions.editable import why_closed
from indicators.forms.delegation import DelegationForm
from indicators.models import IndicatorReturn
from indicators.permissions import can_edit_return
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest
from lscb.core.templatetags.words import quantity


@require_http_methods(["GET", "HEAD", "POST"])
def return_delegate(request: SignedInRequest, pk: int) -> HttpResponse:
    returns, today = IndicatorReturn.objects.visible_to(request.user), timezone.localdate()
    item = get_object_or_404(returns.for_listing(), pk=pk)
    require(can_edit_return(request.user, item))
    if reason := why_closed(item, today=today):
        messages.info(request, reason)
        return redirect(item)
    figures = list(item.figures.in_order().select_related("indicator", "delegated_to"))
    colleagues = colleagues_of(item, today=today)
    form = DelegationForm(figures, colleagues, request.POST or None)
    if form.is_valid():
        try:
            count = hand_over(returns, pk, form.wanted(), by=request.user, today=today)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = f"{quantity(count, 'row')} changed hands, and the colleagues concerned are being told."
            messages.success(request, told if count else "Nothing changed hands.")
            return redirect("indicators:return-edit", pk)
    context = {"item": item, "form": form, "colleagues": colleagues}
    return render(request, "indicators/return_delegate.html", context)
