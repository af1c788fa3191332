"""Choosing what a group looks at when it meets."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from board.models import Meeting
from board.permissions import require
from indicators.actions.selection import choose_indicators
from indicators.forms.selection import SelectionForm
from indicators.permissions import can_choose_for
from lscb.core import editing
from lscb.core.http import SignedInRequest, sent
from lscb.core.templatetags.words import quantity


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_choose(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("group"), pk=pk)
    require(can_choose_for(request.user, meeting))
    form = SelectionForm(sent(request), meeting=meeting)

    def act() -> None:
        choose_indicators(
            meeting,
            form.cleaned_data["indicators"],
            read=form.cleaned_data["read"],
            by=request.user,
            today=timezone.localdate(),
        )

    if editing.saved(form, by=request.user, act=act):
        count = quantity(len(form.cleaned_data["indicators"]), "indicator")
        messages.success(request, f"{count} chosen for {meeting}.")
        return redirect("reports:meeting-figures", pk)
    return render(request, "indicators/meeting_choose.html", {"form": form, "meeting": meeting})
