from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audits.programme import actions
from audits.programme.forms import PaperAskForm, PaperReceiveForm, ReportForm
from audits.programme.models import AuditPaper
from audits.programme.permissions import can_decide, can_keep_audit
from audits.programme.queries import audits_of
from audits.programme.views.audits import crumb, visible_audit
from audits.programme.views.pages import form_page
from board.permissions import require
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_http_methods(["GET", "POST"])
def paper_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    audit = visible_audit(request, pk)
    require(can_decide(request.user, audit))
    form = PaperAskForm(sent(request))

    def ask() -> None:
        answer = form.cleaned_data
        actions.ask_for_paper(audit, answer["kind"], answer["due_on"], by=request.user, today=timezone.localdate())

    if request.method == "POST" and saved(form, act=ask, by=request.user):
        messages.success(request, f"The {form.cleaned_data['kind'].label.lower()} is asked for.")
        return redirect(audit)
    return form_page(request, form, title="Ask for a paper", button="Ask for it", back=crumb(audit))


@require_http_methods(["GET", "POST"])
def paper_receive(request: SignedInRequest, pk: int) -> HttpResponse:
    papers = AuditPaper.objects.filter(audit__in=audits_of(request.user)).select_related("audit")
    paper = get_object_or_404(papers, pk=pk)
    require(can_keep_audit(request.user, paper.audit))
    today = timezone.localdate()
    form = PaperReceiveForm(sent(request), request.FILES or None, today=today)
    act = partial(actions.receive_paper, paper, by=request.user, today=today)
    if request.method == "POST" and saved(form, act=lambda: act(**form.cleaned_data), by=request.user):
        messages.success(request, f"The {paper.get_kind_display().lower()} was recorded.")
        return redirect(paper.audit)
    title = f"{paper.get_kind_display()} received"
    return form_page(request, form, title=title, button="Record it", back=crumb(paper.audit))


@require_http_methods(["GET", "POST"])
def audit_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Attach the report itself."""
    audit = visible_audit(request, pk)
    require(can_keep_audit(request.user, audit))
    form = ReportForm(sent(request), request.FILES or None)
    if request.method == "POST" and saved(
        form, act=lambda: actions.attach_report(audit, form.cleaned_data["file"], by=request.user), by=request.user
    ):
        messages.success(request, "The report is attached.")
        return redirect(audit)
    return form_page(request, form, title="Attach the report", button="Attach it", back=crumb(audit))
