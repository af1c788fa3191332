"""The library's pages: for the Board's staff."""

from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from board.permissions import require
from indicators.actions import library as actions
from indicators.filters.library import LibraryFilter
from indicators.forms.library import IndicatorForm, TargetForm
from indicators.models import Indicator, Target
from indicators.models.library import IndicatorQuerySet
from indicators.permissions import can_keep_library
from indicators.tables.library import LibraryTable
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest
from lscb.core.pages import pages_of


class LibraryListView(UserPassesTestMixin, SingleTableMixin, FilterView):
    """The whole library, for those who keep it; others are refused before a row is read."""

    request: SignedInRequest
    raise_exception = True
    table_class = LibraryTable
    filterset_class = LibraryFilter
    template_name = "indicators/library_list.html"
    table_pagination = pages_of(50)

    def test_func(self) -> bool:
        return can_keep_library(self.request.user)

    def get_queryset(self) -> IndicatorQuerySet:
        return Indicator.objects.for_listing().order_by("status", "code")


def _indicator(request: SignedInRequest, pk: int) -> Indicator:
    """The library is kept by the Board's staff; others read an indicator on its own page."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user).for_listing(), pk=pk)
    require(can_keep_library(request.user))
    return indicator


@require_safe
def library_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = _indicator(request, pk)
    return render(
        request,
        "indicators/library_detail.html",
        {
            "indicator": indicator,
            "targets": indicator.targets.order_by("-from_on"),
            "priorities": indicator.priorities.all(),
            "key_questions": indicator.key_questions.all(),
            "lines": indicator.lines.select_related("data_set").order_by("data_set__name"),
            "timeline": activity.timeline(indicator, with_changes=True),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def library_add(request: SignedInRequest) -> HttpResponse:
    require(can_keep_library(request.user))
    form = IndicatorForm(request.POST or None)
    added: list[Indicator] = []
    if editing.saved(
        form,
        by=request.user,
        act=lambda: added.append(actions.add_indicator(form.values, form.links, by=request.user)),
    ):
        messages.success(request, f"{added[0]} is in the library.")
        return redirect("indicators:library-detail", added[0].pk)
    return render(request, "indicators/library_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def library_change(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = _indicator(request, pk)
    name = str(indicator)
    form = IndicatorForm(request.POST or None, instance=indicator)
    if editing.saved(
        form,
        by=request.user,
        act=lambda: actions.change_indicator(indicator, form.edit(), form.links, by=request.user),
    ):
        messages.success(request, f"{form.cleaned_data['code']} was saved.")
        return redirect("indicators:library-detail", pk)
    return render(request, "indicators/library_form.html", {"form": form, "pk": pk, "name": name})


@require_POST
def library_retire(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = _indicator(request, pk)
    try:
        actions.retire_indicator(indicator, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{indicator.code} is retired: the next period that opens does not ask for it.")
    return redirect("indicators:library-detail", pk)


@require_POST
def library_bring_back(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = _indicator(request, pk)
    try:
        actions.bring_back_indicator(indicator, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{indicator.code} is back: the next period that opens asks for it.")
    return redirect("indicators:library-detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def target_add(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = _indicator(request, pk)
    form = TargetForm(request.POST or None, instance=Target(indicator=indicator))
    if editing.saved(
        form, by=request.user, act=lambda: actions.set_target(indicator, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, f"The target of {indicator.code} is set.")
        return redirect("indicators:library-detail", pk)
    return render(
        request,
        "indicators/library_target.html",
        {"form": form, "indicator": indicator, "targets": indicator.targets.order_by("-from_on")},
    )
