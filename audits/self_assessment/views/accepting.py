"""Something else taken instead of an agency's return, and the return asked for after all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audits.self_assessment import actions
from audits.self_assessment.forms import InsteadForm
from audits.self_assessment.permissions import can_run_campaigns
from audits.self_assessment.views.pages import crumb, form_page, visible_return
from board.permissions import require
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent


@require_http_methods(["GET", "POST"])
def return_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    item, today = visible_return(request, pk), timezone.localdate()
    require(can_run_campaigns(request.user))
    form = InsteadForm(sent(request), request.FILES or None)

    def act() -> None:
        actions.accept_instead(item, form.instead, by=request.user, today=today)

    if request.method == "POST" and saved(form, act=act, by=request.user):
        messages.success(request, f"It stands instead of {item.agency}’s return, and {item.agency} is told.")
        return redirect(item.campaign)
    return form_page(
        request,
        form,
        title="Accept something else instead",
        button="Accept it",
        back=crumb(item),
        standfirst=f"{item}. Nothing more is then asked of the agency, and its reminders stop.",
    )


@require_POST
def return_ask_after_all(request: SignedInRequest, pk: int) -> HttpResponse:
    item = visible_return(request, pk)
    try:
        actions.ask_after_all(item, by=request.user, today=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The return of {item.agency} is asked for after all, and {item.agency} is told.")
    return redirect(item)
