"""The usual yearly reports, added in one act."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audits.programme import actions
from audits.programme.forms import UsualForm
from audits.programme.permissions import can_edit_programme
from audits.programme.queries import programmes_of
from board.permissions import require
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent
from lscb.core.templatetags.words import quantity


@require_http_methods(["GET", "POST"])
def usual_add(request: SignedInRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(programmes_of(request.user), pk=pk)
    require(can_edit_programme(request.user))
    form = UsualForm(sent(request), subjects=programme.entries.values_list("number", "subject"))

    def add() -> None:
        actions.add_usual(programme, form.chosen(), route=form.cleaned_data["route"], by=request.user)

    if request.method == "POST" and saved(form, act=add, by=request.user):
        messages.success(request, f"{quantity(len(form.chosen()), 'yearly report,yearly reports')} added.")
        return redirect(programme)
    return render(request, "programme/usual.html", {"programme": programme, "form": form})
