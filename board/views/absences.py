from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from board import actions
from board.forms import AwayForm
from board.models import Absence
from board.permissions import can_change_person, require
from board.queries import people_visible_to
from board.views.pages import form_page
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_http_methods(["GET", "POST"])
def person_away(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(people_visible_to(request.user), pk=pk)
    require(can_change_person(request.user, person))
    today = timezone.localdate()
    form = AwayForm(sent(request), person=person, today=today)

    def mark() -> None:
        actions.mark_away(person, **form.cleaned_data, by=request.user, today=today)

    if request.method == "POST" and saved(form, act=mark, by=request.user):
        messages.success(request, f"{form.cleaned_data['deputy']} stands in for {person}.")
        return redirect(person)
    back = (person.name, person.get_absolute_url())
    return form_page(request, form, title=f"{person} is away", button="Save the absence", back=back)


@require_POST
def person_back(request: SignedInRequest, pk: int) -> HttpResponse:
    absences = Absence.objects.filter(person__in=people_visible_to(request.user)).select_related("person")
    absence = get_object_or_404(absences, pk=pk)
    actions.mark_back(absence, by=request.user, now=timezone.now())
    messages.success(request, f"{absence.person} is back.")
    return redirect(absence.person)
