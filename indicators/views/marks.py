"""Marks on an indicator's chart: the manager's and the analyst's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from board.permissions import require
from indicators.actions import marks as actions
from indicators.forms.marks import ChartMarkForm
from indicators.models import ChartMark, Indicator
from indicators.permissions import can_mark_charts
from lscb.core import editing
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def chart_mark_add(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    require(can_mark_charts(request.user))
    form = ChartMarkForm(request.POST or None, instance=ChartMark(indicator=indicator))
    if editing.saved(
        form, act=lambda: actions.mark_chart(indicator, **form.cleaned_data, by=request.user), by=request.user
    ):
        messages.success(request, "It is on the chart, with your name and today’s date.")
        return redirect(indicator)
    marks = indicator.chart_marks.filter(taken_off_at=None).select_related("made_by")
    context = {"form": form, "indicator": indicator, "marks": marks}
    return render(request, "indicators/chart_mark.html", context)


@require_POST
def chart_mark_take_off(request: SignedInRequest, pk: int) -> HttpResponse:
    mark = get_object_or_404(ChartMark.objects.visible_to(request.user).select_related("indicator"), pk=pk)
    try:
        actions.take_mark_off(mark, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It was taken off the chart, and is kept in the indicator’s history.")
    return redirect(mark.indicator)
