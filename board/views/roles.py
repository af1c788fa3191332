from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from board import actions
from board.forms import RoleForm
from board.models import RoleAppointment
from board.permissions import can_manage, require
from board.queries import people_visible_to
from board.views.pages import confirm_page, form_page
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent


@require_http_methods(["GET", "POST"])
def role_give(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(people_visible_to(request.user), pk=pk)
    require(can_manage(request.user))
    today = timezone.localdate()
    form = RoleForm(sent(request), today=today)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role(person, form.given(), by=request.user, today=today, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The role was given to {person}.")
            return redirect(person)
    return form_page(
        request,
        form,
        title=f"Give {person} a role",
        button="Give the role",
        back=(person.name, person.get_absolute_url()),
        standfirst="Several roles add up. It opens what it opens from the person’s next page on.",
    )


@require_http_methods(["GET", "POST"])
def role_end(request: SignedInRequest, pk: int) -> HttpResponse:
    people = people_visible_to(request.user)
    appointment = get_object_or_404(RoleAppointment.objects.filter(person__in=people).for_listing(), pk=pk)
    require(can_manage(request.user))
    person = appointment.person
    if request.method == "POST":
        try:
            actions.end_role(appointment, by=request.user, today=timezone.localdate(), now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"The role was ended: {appointment}.")
        return redirect(person)
    sentences = [f"{person} loses at once what the role opens. It stays in the list of earlier roles."]
    if appointment.group:
        sentences.append(f"The {appointment.group} then has no chair until you choose one.")
    return confirm_page(
        request,
        title=f"End {person}’s role: {appointment}",
        sentences=sentences,
        button="End the role",
        back=(person.name, person.get_absolute_url()),
    )
