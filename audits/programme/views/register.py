"""The register of what agencies audit themselves, or are asked to."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audits.programme import actions
from audits.programme.filters import AuditFilter
from audits.programme.forms import RegisterForm, RequestForm
from audits.programme.models import Audit
from audits.programme.permissions import can_register_audits, can_request_audits
from audits.programme.queries import audits_of
from audits.programme.tables import AuditTable
from audits.programme.views.pages import form_page
from board.permissions import require
from board.views.lists import BoardListView
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


class RegisterView(BoardListView):
    table_class = AuditTable
    filterset_class = AuditFilter
    template_name = "programme/register.html"

    def get_queryset(self) -> QuerySet[Audit]:
        return audits_of(self.request.user).single_agency().for_listing().order_by("-due_on", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "can_register": can_register_audits(self.request.user),
            "can_request": can_request_audits(self.request.user),
            "today": timezone.localdate(),
        }


@require_http_methods(["GET", "POST"])
def register_add(request: SignedInRequest) -> HttpResponse:
    require(can_register_audits(request.user))
    today = timezone.localdate()
    form = RegisterForm(sent(request), instance=Audit(), keeper=request.user, today=today)
    if request.method == "POST" and saved(
        form, act=lambda: actions.register_audit(form.instance, by=request.user, today=today), by=request.user
    ):
        messages.success(request, "The audit is in the register.")
        return redirect(form.instance)
    return form_page(request, form, title="Register an audit", button="Add it to the register", back=_register())


@require_http_methods(["GET", "POST"])
def audit_request(request: SignedInRequest) -> HttpResponse:
    require(can_request_audits(request.user))
    form = RequestForm(sent(request), instance=Audit(), asker=request.user)

    def ask() -> None:
        actions.request_audit(form.instance, form.papers(), by=request.user, today=timezone.localdate())

    if request.method == "POST" and saved(form, act=ask, by=request.user):
        messages.success(request, f"{form.instance.agency} is asked, and its leads are told.")
        return redirect(form.instance)
    return form_page(
        request,
        form,
        title="Ask an agency for an audit",
        button="Ask for it",
        back=_register(),
        standfirst="Its leads are told, and reminded before each day that you name.",
    )


def _register() -> tuple[str, str]:
    return "Single-agency audits", reverse("programme:register")
