"""What nobody leads any more, in whichever year: listed, and given to another."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audits.programme import actions
from audits.programme.forms import ReassignForm
from audits.programme.permissions import can_edit_programme
from audits.programme.queries import audits_of, entries_of
from board.permissions import require
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_http_methods(["GET", "POST"])
def reassign(request: SignedInRequest) -> HttpResponse:
    require(can_edit_programme(request.user))
    today = timezone.localdate()
    by_lead = F("lead__name").asc(nulls_first=True)  # nobody's first, on either engine
    entries = entries_of(request.user).unled(today=today).for_listing().order_by(by_lead, "programme", "number")
    audits = audits_of(request.user).left_behind(today=today).for_listing().order_by(by_lead, "due_on", "pk")
    form = ReassignForm(sent(request), left=[*entries, *audits])

    def give() -> None:
        actions.give_to(form.chosen(), form.cleaned_data["lead"], by=request.user)

    if request.method == "POST" and saved(form, act=give, by=request.user):
        messages.success(request, f"{form.cleaned_data['lead']} leads {len(form.chosen())} more from now on.")
        return redirect("programme:reassign")
    return render(request, "programme/reassign.html", {"form": form, "today": today})
