"""Opening a period, how it stands, and chasing what is outstanding."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.models import Board
from indicators import queries
from indicators.actions import periods as actions
from indicators.forms.periods import DatesForm, OpenPeriodForm
from indicators.models import DataSet, Period
from indicators.permissions import can_enter_for_agencies
from indicators.rules import period_to_propose, periods_to_open
from lscb.core import activity, editing
from lscb.core.calendar import extra_holidays
from lscb.core.downloads import csv_response
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest
from lscb.core.periods import Period as Span

CHASE_COLUMNS = ["Agency", "Status", "Due", "Days late", "Lead", "E-mail", "Telephone", "Last reminder"]


@require_http_methods(["GET", "HEAD", "POST"])
def period_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is about to be asked of whom, and by when; then one act that asks."""
    data_set = get_object_or_404(DataSet.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    opened = list(data_set.periods.values_list("starts_on", flat=True))
    choices = periods_to_open(data_set.frequency, data_set.year_kind, opened, today=today)
    wanted = request.POST.get("starts_on") or request.GET.get("period") or ""
    span = _chosen(wanted, choices)
    if span is None:
        if wanted:
            messages.error(request, "That period cannot be opened: it is open already, or not next in line.")
            return redirect("indicators:period-open", pk)
        span = period_to_propose(choices, opened, today=today)
    timing = data_set.timing(Board.current())
    holidays = extra_holidays()
    due_on = timing.due_on(span.ends_on, today=today, extra_holidays=holidays)
    initial = {"starts_on": span.starts_on.isoformat(), "due_on": due_on}
    form = OpenPeriodForm(request.POST or None, initial=initial, span=span, timing=timing, today=today)
    if form.is_valid():
        dates = {name: form.cleaned_data[name] for name in ("due_on", "timely_until", "locks_on")}
        try:
            period = actions.open_period(data_set, span, **dates, by=request.user, today=today)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{span.label} is open, and every agency's leads are being told.")
            return redirect(period)
    context = {
        "data_set": data_set,
        "form": form,
        "span": span,
        "others": [choice for choice in choices if choice != span],
        "asked": queries.who_would_be_asked(data_set, today=today),
        "timing": timing,
        "is_from_today": due_on != timing.usual_due_on(span.ends_on, extra_holidays=holidays),
        "today": today,
    }
    return render(request, "indicators/period_open.html", context)


def _chosen(wanted: str, choices: list[Span]) -> Span | None:
    return next((choice for choice in choices if choice.starts_on.isoformat() == wanted), None)


@require_safe
def period_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    period = _period(request, pk)
    today = timezone.localdate()
    return render(
        request,
        "indicators/period_detail.html",
        {
            "period": period,
            "progress": queries.period_progress(period, today=today),
            "is_locked": period.is_locked(today=today),
            "can_enter": can_enter_for_agencies(request.user),
            "today": today,
            "timeline": activity.timeline(period, with_changes=True),
        },
    )


@require_safe
def period_chase(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chase list, to take away: a line for each lead of each agency that is outstanding."""
    period = _period(request, pk)
    today = timezone.localdate()
    progress = queries.period_progress(period, today=today)
    name = f"chase-list-{period.starts_on:%Y-%m}-{today.isoformat()}.csv"
    return csv_response(name, CHASE_COLUMNS, queries.chase_rows(progress))


@require_http_methods(["GET", "HEAD", "POST"])
def period_change(request: SignedInRequest, pk: int) -> HttpResponse:
    period = _period(request, pk)
    today = timezone.localdate()
    form = DatesForm(request.POST or None, instance=period, today=today)
    if editing.saved(
        form, by=request.user, act=lambda: actions.change_dates(period, form.edit(), by=request.user, today=today)
    ):
        messages.success(request, "The dates were changed. Reminders follow them.")
        return redirect(period)
    return render(request, "indicators/period_dates.html", {"form": form, "period": period})


@require_POST
def period_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    period = _period(request, pk)
    try:
        count = actions.remind_outstanding(period, by=request.user, today=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _say_who_was_reminded(request, count)
    return redirect(period)


def _say_who_was_reminded(request: SignedInRequest, count: int) -> None:
    if count:
        people = "1 person is" if count == 1 else f"{count} people are"
        messages.success(request, f"{people} being reminded now.")
    else:
        messages.info(request, "Nobody was written to: every lead of an outstanding agency was reminded today already.")


@require_POST
def period_close(request: SignedInRequest, pk: int) -> HttpResponse:
    period = _period(request, pk)
    try:
        actions.close_period(period, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{period.label} is closed: nothing more can be handed in.")
    return redirect(period)


@require_POST
def period_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    period = _period(request, pk)
    try:
        actions.reopen_period(period, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{period.label} is open again.")
    return redirect(period)


def _period(request: SignedInRequest, pk: int) -> Period:
    return get_object_or_404(
        Period.objects.visible_to(request.user).select_related("data_set", "opened_by", "closed_by"), pk=pk
    )
