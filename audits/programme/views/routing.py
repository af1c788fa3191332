from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audits.programme import actions
from audits.programme.enums import AuditStatus, Decision
from audits.programme.filters import PlanFilter
from audits.programme.forms import DecisionForm, MeetingForm, PresentForm
from audits.programme.permissions import can_call_for_reports, can_decide
from audits.programme.queries import audits_of
from audits.programme.views.audits import crumb, visible_audit
from audits.programme.views.pages import form_page
from board.models import Meeting
from board.models.groups import MeetingQuerySet
from board.permissions import can_manage, can_read_for_the_board, require
from board.queries import known_to
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_safe
def forward_plan(request: SignedInRequest) -> HttpResponse:
    """Which report waits for whom, and which comes to which meeting."""
    require(can_read_for_the_board(request.user))
    today = timezone.localdate()
    reports = audits_of(request.user).for_listing()
    waits_for_it = reports.filter(status=AuditStatus.SCRUTINISED, meeting=OuterRef("pk"))
    tabled = reports.exclude(status=AuditStatus.CANCELLED).order_by("title")
    plan = PlanFilter(request.GET, queryset=reports)
    of_group = plan.qs
    scrutinised = list(reports.filter(status=AuditStatus.SCRUTINISED, meeting=None).order_by("title", "pk"))
    context = {
        "filter": plan,
        "waiting": of_group.awaiting_scrutiny().order_by("group__name", "reported_on", "pk"),
        "meetings": _board_meetings(request)
        .filter(Q(held_on__gte=today) | Exists(waits_for_it))
        .prefetch_related(Prefetch("audits", tabled)),
        "unplaced": [audit for audit in scrutinised if audit.decision == Decision.TABLE],
        "circulating": [audit for audit in scrutinised if audit.decision == Decision.CIRCULATE],
        "expected": of_group.unreported().exclude(due_on=None).order_by("due_on", "pk"),
        "today": today,
    }
    return render(request, "programme/forward_plan.html", context)


@require_http_methods(["GET", "POST"])
def audit_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    audit = visible_audit(request, pk)
    require(can_decide(request.user, audit))
    today = timezone.localdate()
    form = DecisionForm(sent(request), audit=audit, meetings=_board_meetings(request).from_day(today))

    def decide() -> None:
        answer = form.cleaned_data
        actions.decide(
            audit, answer["decision"], reason=answer["reason"], meeting=answer["meeting"], by=request.user, today=today
        )

    if request.method == "POST" and saved(form, act=decide, by=request.user):
        messages.success(request, "The decision was recorded, and whoever answers for the audit is told.")
        return redirect(audit)
    return form_page(
        request,
        form,
        title="What becomes of the report",
        button="Record the decision",
        back=crumb(audit),
        standfirst=f"Scrutinised by {audit.group}." if audit.group else "No group scrutinises it.",
    )


@require_http_methods(["GET", "POST"])
def audit_call(request: SignedInRequest, pk: int) -> HttpResponse:
    audit = visible_audit(request, pk)
    require(can_call_for_reports(request.user))
    today = timezone.localdate()
    form = MeetingForm(sent(request), meetings=_board_meetings(request).from_day(today))
    if request.method == "POST" and saved(
        form,
        act=lambda: actions.bring_to_meeting(audit, form.cleaned_data["meeting"], by=request.user, today=today),
        by=request.user,
    ):
        messages.success(request, f"It comes to {form.cleaned_data['meeting']}.")
        return redirect(audit)
    return form_page(request, form, title="Bring it to a meeting", button="Put it on the plan", back=crumb(audit))


@require_http_methods(["GET", "POST"])
def audit_present(request: SignedInRequest, pk: int) -> HttpResponse:
    audit = visible_audit(request, pk)
    require(can_manage(request.user))
    today = timezone.localdate()
    form = PresentForm(sent(request), audit=audit, today=today)

    def present() -> None:
        actions.present(audit, presented_on=form.cleaned_data["presented_on"], by=request.user, today=today)

    if request.method == "POST" and saved(form, act=present, by=request.user):
        messages.success(request, "That it came before the Board was recorded.")
        return redirect(audit)
    return form_page(request, form, title="It came before the Board", button="Record the day", back=crumb(audit))


def _board_meetings(request: SignedInRequest) -> MeetingQuerySet:
    return known_to(request.user, Meeting).of_the_board().select_related("group").order_by("held_on")
