"""The library's pages: for the Board's staff."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from board.permissions import require
from board.views.pages import form_page
from indicators import starting, taking_out
from indicators.actions import library as actions
from indicators.actions import life, refining
from indicators.actions.bringing_in import bring_in_library
from indicators.bringing_in import preview
from indicators.enums import LIFE, IndicatorStatus
from indicators.filters.library import LibraryFilter
from indicators.forms.library import GapStepForm, IndicatorForm, StepForm, TargetForm, TiesForm
from indicators.forms.refining import RefiningForm
from indicators.library_kind import known
from indicators.models import Gap, Indicator, Target
from indicators.models.library import IndicatorQuerySet
from indicators.permissions import can_keep_library
from indicators.queries.breakdowns import breakdowns_of
from indicators.tables.library import LibraryTable
from lscb.core import activity, editing
from lscb.core.downloads import csv_response
from lscb.core.exceptions import Refused
from lscb.core.forms.several import LONGEST_KEY
from lscb.core.http import SignedInRequest, sent
from lscb.core.pages import pages_of
from lscb.core.templatetags.words import quantity
from lscb.core.writing import download

MOST_AT_ONCE = 500


@require_POST
def library_begin(request: SignedInRequest) -> HttpResponse:
    """With the library that ships, all of it proposed; codes that are here already are left alone."""
    require(can_keep_library(request.user))
    made = preview(starting.tables(), known=known())
    try:
        saved = bring_in_library(made, by=request.user, source=starting.NAME)
    except Refused:
        messages.info(request, "All of the starting library is here already.")
    else:
        messages.success(request, f"{quantity(len(saved), 'indicator')} of the starting library are proposed.")
    return redirect("indicators:library")


@require_safe
def library_take_out(request: SignedInRequest, form: str) -> HttpResponse:
    """As Excel or CSV, in the columns it may be brought in from."""
    require(can_keep_library(request.user))
    indicators = Indicator.objects.all()
    if form == "csv":
        return csv_response("Indicator library.csv", taking_out.heading(), taking_out.rows(indicators))
    return download(taking_out.written(indicators), form)


@dataclass(frozen=True)
class Step:
    """What a step of an indicator's life is called, what it means, and what is said once it is done."""

    title: str
    means: str
    done: str


STEPS = {
    IndicatorStatus.CONSULTATION: Step(
        "Put {} to consultation",
        "Everyone with a role may read it and comment. Each comment is answered before it goes further.",
        "{} is in consultation: everyone may comment on it.",
    ),
    IndicatorStatus.AGREED: Step(
        "Agree {}",
        "Once it is in a data set, the next period that opens asks its supplier for it.",
        "{} is agreed: the next period that opens asks for it.",
    ),
    IndicatorStatus.RETIRED: Step(
        "Retire {}",
        "It is asked for no more. Its figures and its page stay, and returns that are open keep its row.",
        "{} is retired: the next period that opens does not ask for it.",
    ),
}

AGREED_AS_A_GAP = Step(
    "Agree {}",
    "Nobody supplies it yet: no period asks for it until an agency does.",
    "{} is agreed as a data gap: no period asks for it until an agency supplies it. Plan how it will be gathered.",
)


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


def _next(indicator: Indicator) -> frozenset[IndicatorStatus]:
    return LIFE[IndicatorStatus(indicator.status)]


def _codes(indicators: list[Indicator]) -> str:
    return ", ".join(one.code for one in indicators) or "they were so already"


def _library_page(pk: int) -> str:
    return reverse("indicators:library-detail", args=[pk])


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
            "standards": indicator.standards.select_related("section__framework"),
            "parts": indicator.parts.filter(group_name="").order_by("code"),
            "breakdowns": breakdowns_of(indicator),
            "similar": indicator.similar_to.order_by("code"),
            "replaced_by": indicator.replaced_by.order_by("code"),
            "other_suppliers": indicator.other_suppliers.order_by("name"),
            "steps": [(status, STEPS[status].title.format("it")) for status in STEPS if status in _next(indicator)],
            "gap": Gap.objects.open().filter(indicator=indicator).for_listing().first(),
            "gaps_closed": Gap.objects.filter(indicator=indicator).exclude(closed_at=None).for_listing(),
            "today": timezone.localdate(),
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


@require_http_methods(["GET", "HEAD", "POST"])
def library_refine(request: SignedInRequest) -> HttpResponse:
    """Those ticked in the list, changed together."""
    require(can_keep_library(request.user))
    ticked = [key for key in request.GET.getlist("one") if key.isascii() and key.isdecimal()][:MOST_AT_ONCE]
    chosen = Indicator.objects.filter(pk__in=[key for key in ticked if len(key) <= LONGEST_KEY])
    form = RefiningForm(sent(request), chosen=chosen.order_by("code"), initial={"one": ticked})
    changed: list[Indicator] = []

    def act() -> None:
        pks = {one.pk for one in form.cleaned_data["one"]}
        changed.extend(refining.refine(pks, form.wanted, by=request.user))

    if request.method == "POST" and editing.saved(form, act=act, by=request.user):
        messages.success(request, f"{quantity(len(changed), 'indicator')} changed: {_codes(changed)}.")
        return redirect("indicators:library")
    if not ticked:
        messages.info(request, refining.NOTHING_CHOSEN)
        return redirect("indicators:library")
    return form_page(
        request,
        form,
        title="Change several indicators",
        button="Change them",
        back=("Indicator library", reverse("indicators:library")),
        standfirst="All of them change together, or none does.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def library_move(request: SignedInRequest, pk: int, status: str) -> HttpResponse:
    """One step of its life, with the reason."""
    indicator = _indicator(request, pk)
    if status not in {*IndicatorStatus.values} - {IndicatorStatus.PROPOSED}:
        raise Http404
    is_gap = status == IndicatorStatus.AGREED and indicator.supplier is None
    step = AGREED_AS_A_GAP if is_gap else STEPS[IndicatorStatus(status)]
    form = (GapStepForm if is_gap and not indicator.gaps.filter(closed_at=None).exists() else StepForm)(sent(request))

    def move() -> None:
        data = form.cleaned_data
        missing = data.get("missing", "")
        life.move_indicator(indicator, IndicatorStatus(status), reason=data["reason"], missing=missing, by=request.user)

    if request.method == "POST" and editing.saved(form, act=move, by=request.user):
        messages.success(request, step.done.format(indicator.code))
        return redirect("indicators:library-detail", pk)
    return form_page(
        request,
        form,
        title=step.title.format(indicator.code),
        button=step.title.format(indicator.code),
        back=(str(indicator), _library_page(pk)),
        standfirst=step.means,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def library_ties(request: SignedInRequest, pk: int) -> HttpResponse:
    """The standards it helps to show, indicators like it, and who supplies it besides."""
    indicator = _indicator(request, pk)
    form = TiesForm(sent(request), instance=indicator)
    if request.method == "POST" and editing.saved(
        form, by=request.user, act=lambda: actions.tie_indicator(indicator, form.links, by=request.user)
    ):
        messages.success(request, f"What {indicator.code} is tied to was saved.")
        return redirect("indicators:library-detail", pk)
    return form_page(
        request,
        form,
        title=f"What {indicator.code} is tied to",
        button="Save this",
        back=(str(indicator), _library_page(pk)),
        standfirst=indicator.title,
    )


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
