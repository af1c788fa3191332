"""The counts behind an indicator's figures: opened for a while with a reason, closed by themselves or by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from board.permissions import require
from board.views.pages import form_page
from indicators import opened
from indicators.actions.opening import open_counts
from indicators.forms.opening import OpenCountsForm
from indicators.models import Indicator
from indicators.permissions import can_see_small_numbers
from lscb.core.http import SignedInRequest

MINUTES = int(opened.FOR.total_seconds()) // 60


@require_http_methods(["GET", "HEAD", "POST"])
def counts_open(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    require(can_see_small_numbers(request.user, indicator))
    form = OpenCountsForm(request.POST or None)
    if form.is_valid():
        open_counts(indicator, reason=form.cleaned_data["reason"], by=request.user)
        opened.open_in(request.session, indicator.pk, now=timezone.now())
        messages.success(request, f"The counts are open to you for {MINUTES} minutes.")
        return redirect(indicator)
    return form_page(
        request,
        form,
        title=f"Open the counts behind {indicator.title}",
        button="Open them",
        back=(indicator.title, indicator.get_absolute_url()),
        standfirst=(
            f"Small counts are hidden on every page, also from you. For {MINUTES} minutes this indicator’s page and "
            "its download will show you all of them. Dashboard, comparisons and packs go on hiding them."
        ),
    )


@require_POST
def counts_close(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    opened.close_in(request.session, indicator.pk, now=timezone.now())
    messages.success(request, "The counts are closed.")
    return redirect(indicator)
