from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audits.programme import actions
from audits.programme.enums import AUDIT_TRANSITIONS, BY_ROUTING, AuditStatus
from audits.programme.forms import AuditForm, AuditMoveForm
from audits.programme.models import Audit
from audits.programme.permissions import can_add_audit, can_call_for_reports, can_decide, can_keep_audit
from audits.programme.queries import audits_of, entries_of
from audits.programme.views.pages import form_page
from board.permissions import can_manage, can_see_people, require
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_safe
def audit_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    audit = visible_audit(request, pk)
    keeps, status = can_keep_audit(request.user, audit), AuditStatus(audit.status)
    context = {
        "audit": audit,
        "today": timezone.localdate(),
        "papers": audit.papers.select_related("file"),
        "timeline": activity.timeline(audit, with_changes=keeps),
        "can_keep": keeps,
        "can_move": keeps and bool(AUDIT_TRANSITIONS[status] - BY_ROUTING),
        "can_decide": can_decide(request.user, audit) and status == AuditStatus.REPORTED,
        "can_call": can_call_for_reports(request.user)
        and status not in {AuditStatus.PRESENTED, AuditStatus.CLOSED, AuditStatus.CANCELLED},
        "can_present": can_manage(request.user) and status == AuditStatus.SCRUTINISED,
        "can_ask": can_decide(request.user, audit),
        "can_see_people": can_see_people(request.user),
    }
    return render(request, "programme/audit_detail.html", context)


@require_http_methods(["GET", "POST"])
def audit_add(request: SignedInRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(entries_of(request.user).for_listing(), pk=pk)
    require(can_add_audit(request.user))
    audit = Audit(
        entry=entry, agency=entry.agency, title=entry.subject, lead=entry.lead, group=entry.route, due_on=entry.due_on
    )
    form = AuditForm(sent(request), instance=audit)
    if request.method == "POST" and saved(
        form, act=partial(actions.add_audit, audit, by=request.user), by=request.user
    ):
        messages.success(request, "The audit was added.")
        return redirect(audit)
    back = (str(entry), entry.get_absolute_url())
    return form_page(request, form, title="Plan an audit", button="Add the audit", back=back, standfirst=entry.subject)


@require_http_methods(["GET", "POST"])
def audit_change(request: SignedInRequest, pk: int) -> HttpResponse:
    audit = visible_audit(request, pk)
    require(can_keep_audit(request.user, audit))
    form = AuditForm(sent(request), instance=audit)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_audit(audit, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "The audit was saved.")
        return redirect(audit)
    return form_page(request, form, title="Change the audit", button="Save the audit", back=crumb(audit))


@require_http_methods(["GET", "POST"])
def audit_move(request: SignedInRequest, pk: int) -> HttpResponse:
    audit = visible_audit(request, pk)
    require(can_keep_audit(request.user, audit))
    today = timezone.localdate()
    form = AuditMoveForm(sent(request), audit=audit, today=today)

    def move() -> None:
        answer = form.cleaned_data
        actions.move_audit(
            audit,
            answer["status"],
            reason=answer["reason"],
            reported_on=answer["reported_on"],
            by=request.user,
            today=today,
        )

    if request.method == "POST" and saved(form, act=move, by=request.user):
        messages.success(request, f"The audit is {form.cleaned_data['status'].label.lower()}.")
        return redirect(audit)
    form.offer_only_what_leads_on()
    return form_page(request, form, title="How far the audit is", button="Save the status", back=crumb(audit))


def visible_audit(request: SignedInRequest, pk: int) -> Audit:
    return get_object_or_404(audits_of(request.user).for_listing().select_related("report"), pk=pk)


def crumb(audit: Audit) -> tuple[str, str]:
    return str(audit), audit.get_absolute_url()
