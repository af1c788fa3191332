"""Data sets, and what is open in each of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from board.models import Board
from board.permissions import require
from indicators import queries
from indicators.forms.data_sets import DataSetForm
from indicators.models import DataSet, Indicator
from indicators.permissions import can_keep_library
from lscb.core import activity, editing
from lscb.core.calendar import extra_holidays
from lscb.core.http import SignedInRequest


@require_safe
def data_set_list(request: SignedInRequest) -> HttpResponse:
    require(can_keep_library(request.user))
    today = timezone.localdate()
    return render(
        request,
        "indicators/data_set_list.html",
        {"overview": queries.data_set_overview(today=today), "today": today},
    )


@require_safe
def data_set_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    data_set = get_object_or_404(DataSet.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    periods = Paginator(data_set.periods.with_progress().select_related("data_set"), 12)
    page = periods.get_page(request.GET.get("page"))
    return render(
        request,
        "indicators/data_set_detail.html",
        {
            "data_set": data_set,
            "lines": data_set.lines.select_related("indicator__supplier"),
            "asked": queries.who_would_be_asked(data_set, today=today),
            "page": page,
            "periods": [queries.PeriodLine(period, today) for period in page],
            "today": today,
            "timing": data_set.timing(Board.current()),
            **_opening(data_set),
            "timeline": activity.timeline(data_set, with_changes=True),
        },
    )


def _opening(data_set: DataSet) -> dict[str, object]:
    """Which period opens by itself, and when."""
    if not data_set.is_active or data_set.opens_after_working_days is None:
        return {}
    span = queries.opens_next(data_set)
    return {"opens_next": span, "opens_on": data_set.opens_on(span, extra_holidays())} if span else {}


@require_http_methods(["GET", "HEAD", "POST"])
def data_set_add(request: SignedInRequest) -> HttpResponse:
    require(can_keep_library(request.user))
    form = DataSetForm(request.POST or None)
    added: list[DataSet] = []
    if editing.saved(form, by=request.user, act=lambda: added.append(form.save_by(request.user))):
        messages.success(request, f"{added[0]} was added. Open its first period when you are ready.")
        return redirect(added[0])
    return render(request, "indicators/data_set_form.html", {"form": form, "library": _library()})


@require_http_methods(["GET", "HEAD", "POST"])
def data_set_change(request: SignedInRequest, pk: int) -> HttpResponse:
    data_set = get_object_or_404(DataSet.objects.visible_to(request.user), pk=pk)
    name = data_set.name
    form = DataSetForm(request.POST or None, instance=data_set)
    if editing.saved(form, by=request.user, act=lambda: form.save_by(request.user)):
        messages.success(request, f"{form.cleaned_data['name']} was saved. Periods already open stay as they were.")
        return redirect(data_set)
    context = {"form": form, "data_set": data_set, "name": name, "library": _library()}
    return render(request, "indicators/data_set_form.html", context)


def _library() -> list[Indicator]:
    """What may be put into a data set, for reading beside the form."""
    return list(Indicator.objects.agreed().order_by("frequency", "code"))
