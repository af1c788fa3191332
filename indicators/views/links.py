"""Forms of what leads from one indicator to others. The page itself is among the reports."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from board.permissions import require
from board.views.pages import form_page
from indicators.actions import links as actions
from indicators.forms.linked import HypothesisForm, LookAtForm
from indicators.models import Hypothesis, Indicator, LookAt
from indicators.permissions import can_keep_library
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent


@require_http_methods(["GET", "HEAD", "POST"])
def look_at_add(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = _indicator(request, pk)
    form = LookAtForm(sent(request), indicator=indicator)
    if request.method == "POST" and saved(
        form, by=request.user, act=lambda: actions.link_indicators(indicator, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, f"If {indicator.code} moves, {form.cleaned_data['other'].code} is looked at.")
        return redirect("reports:linked", pk)
    return _page(request, indicator, form, title=f"If {indicator.code} moves")


@require_POST
def look_at_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = LookAt.objects.visible_to(request.user).select_related("indicator", "other")
    link = get_object_or_404(visible, pk=pk)
    require(can_keep_library(request.user))
    actions.unlink_indicators(link, by=request.user)
    messages.success(request, f"{link.indicator.code} leads to {link.other.code} no more.")
    return redirect("reports:linked", link.indicator_id)


@require_http_methods(["GET", "HEAD", "POST"])
def hypothesis_add(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = _indicator(request, pk)
    form = HypothesisForm(sent(request), leading=indicator)
    if request.method == "POST" and saved(
        form, by=request.user, act=lambda: actions.suppose(form.instance, by=request.user)
    ):
        messages.success(request, f"{form.instance}: it is drawn and judged below.")
        return redirect("reports:linked", pk)
    return _page(request, indicator, form, title=f"What should follow {indicator.code}")


@require_POST
def hypothesis_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = Hypothesis.objects.visible_to(request.user).select_related("leading", "following")
    said = get_object_or_404(visible, pk=pk)
    require(can_keep_library(request.user))
    try:
        actions.withdraw(said, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The hypothesis is withdrawn.")
    return redirect("reports:linked", said.leading_id)


def _indicator(request: SignedInRequest, pk: int) -> Indicator:
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    require(can_keep_library(request.user))
    return indicator


def _page(request: SignedInRequest, indicator: Indicator, form: object, *, title: str) -> HttpResponse:
    back = (str(indicator), reverse("reports:linked", args=[indicator.pk]))
    return form_page(request, form, title=title, button="Save this", back=back, standfirst=indicator.title)
