"""Data gaps: the register, the plan for gathering what is missing, and the forms that keep both."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from board.permissions import can_enter, require
from board.views.pages import form_page
from indicators.actions import gaps as actions
from indicators.forms.gaps import CloseGapForm, GapForm
from indicators.models import Gap, Indicator
from indicators.permissions import can_keep_library
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_safe
def gap_register(request: SignedInRequest) -> HttpResponse:
    """What is missing, who sees to it, by when."""
    require(can_enter(request.user))
    gaps = list(Gap.objects.visible_to(request.user).open().for_listing())
    today = timezone.localdate()
    context = {
        "gaps": gaps,
        "late": sum(gap.is_late(today=today) for gap in gaps),
        "without_plan": sum(not gap.is_planned for gap in gaps),
        "today": today,
        "can_keep": can_keep_library(request.user),
    }
    return render(request, "indicators/gap_register.html", context)


@require_safe
def gathering_plan(request: SignedInRequest) -> HttpResponse:
    """How each gap will be filled, by whoever sees to it."""
    require(can_enter(request.user))
    gaps = Gap.objects.visible_to(request.user).open().for_listing()
    planned = sorted((gap for gap in gaps if gap.is_planned), key=lambda gap: (gap.whose, gap.due_on))
    context = {
        "by_whom": [(whose, list(same)) for whose, same in groupby(planned, key=lambda gap: gap.whose)],
        "without_plan": [gap for gap in gaps if not gap.is_planned],
        "signed_off": sum(gap.agreed_on is not None for gap in planned),
        "planned": len(planned),
        "today": timezone.localdate(),
        "can_keep": can_keep_library(request.user),
    }
    return render(request, "indicators/gathering_plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def gap_add(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    require(can_keep_library(request.user))
    form = GapForm(sent(request))
    if request.method == "POST" and saved(
        form, by=request.user, act=lambda: actions.note_gap(indicator, form.values, by=request.user)
    ):
        messages.success(request, f"{indicator.code} is in the register of data gaps.")
        return redirect("indicators:gap-register")
    return _page(request, form, title=f"Note a data gap of {indicator.code}", standfirst=indicator.title)


@require_http_methods(["GET", "HEAD", "POST"])
def gap_change(request: SignedInRequest, pk: int) -> HttpResponse:
    gap = _gap(request, pk)
    form = GapForm(sent(request), instance=gap)
    if request.method == "POST" and saved(
        form, by=request.user, act=lambda: actions.change_gap(gap, form.edit(), by=request.user)
    ):
        messages.success(request, f"The plan for {gap.indicator.code} was saved.")
        return redirect("indicators:gap-register")
    return _page(request, form, title=f"Plan for the gap of {gap.indicator.code}", standfirst=gap.indicator.title)


@require_http_methods(["GET", "HEAD", "POST"])
def gap_close(request: SignedInRequest, pk: int) -> HttpResponse:
    gap = _gap(request, pk)
    form = CloseGapForm(sent(request))
    if request.method == "POST" and saved(
        form,
        by=request.user,
        act=lambda: actions.close_gap(gap, outcome=form.cleaned_data["outcome"], by=request.user),
    ):
        messages.success(request, f"The gap of {gap.indicator.code} is closed.")
        return redirect("indicators:gap-register")
    return _page(
        request, form, title=f"Close the gap of {gap.indicator.code}", standfirst=gap.missing, button="Close it"
    )


def _gap(request: SignedInRequest, pk: int) -> Gap:
    gap = get_object_or_404(Gap.objects.visible_to(request.user).select_related("indicator"), pk=pk)
    require(can_keep_library(request.user))
    return gap


def _page(
    request: SignedInRequest, form: object, *, title: str, standfirst: str, button: str = "Save this"
) -> HttpResponse:
    back = ("Data gaps", reverse("indicators:gap-register"))
    return form_page(request, form, title=title, button=button, back=back, standfirst=standfirst)
