from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import actions
from board.filters import PersonFilter
from board.forms import OwnDetailsForm, PersonForm, RoleForm
from board.models import RoleAppointment
from board.permissions import can_change_person, can_manage, can_see_people, require
from board.queries import people_for_listing, people_visible_to
from board.tables import PersonTable
from board.views.lists import BoardListView
from board.views.pages import confirm_page, form_page
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent
from lscb.core.models import Notification, User


class PersonListView(BoardListView):
    table_class = PersonTable
    filterset_class = PersonFilter
    template_name = "board/person_list.html"

    def may_list(self, user: User) -> bool:
        return can_see_people(user)

    def get_queryset(self) -> QuerySet[User]:
        people = people_visible_to(self.request.user).order_by("name")
        return people_for_listing(people, today=timezone.localdate(), now=timezone.now())


@require_safe
def person_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    people = people_for_listing(people_visible_to(request.user), today=today, now=timezone.now())
    person: Any = get_object_or_404(people, pk=pk)
    current = {role.pk for role in person.current_roles}
    context = {
        "person": person,
        "earlier_roles": RoleAppointment.objects.filter(person=person).exclude(pk__in=current).for_listing(),
        "seats": person.memberships.select_related("group", "agency"),
        "timeline": activity.timeline(person, with_changes=can_manage(request.user)),
        "can_manage": can_manage(request.user),
        "can_change": can_change_person(request.user, person),
        "can_see_people": can_see_people(request.user),
        "is_self": person.pk == request.user.pk,
        "absences": person.absences.not_over(today=today).select_related("deputy"),
        "undelivered_count": Notification.objects.undelivered().filter(recipient=person).count(),
    }
    return render(request, "board/person_detail.html", context)


@require_http_methods(["GET", "POST"])
def person_invite(request: SignedInRequest) -> HttpResponse:
    require(can_manage(request.user))
    today = timezone.localdate()
    form = PersonForm(sent(request))
    role_form = RoleForm(sent(request), today=today)

    def invite() -> None:
        actions.invite_person(form.instance, role_form.given(), by=request.user, today=today, now=timezone.now())

    if request.method == "POST" and role_form.is_valid() and saved(form, act=invite, by=request.user):
        messages.success(request, f"An invitation is on its way to {form.instance.email}.")
        return redirect(form.instance)
    return form_page(
        request,
        form,
        role_form,
        title="Invite someone",
        button="Send the invitation",
        back=("People", reverse("board:person-list")),
        standfirst="They get a letter by e-mail, choose a password, and see what their role opens to them.",
    )


@require_http_methods(["GET", "POST"])
def person_change(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(people_visible_to(request.user), pk=pk)
    require(can_change_person(request.user, person))
    back = (person.name, person.get_absolute_url())
    form = (PersonForm if can_manage(request.user) else OwnDetailsForm)(sent(request), instance=person)
    if request.method == "POST" and saved(
        form,
        act=lambda: actions.change_person(person, form.edit(), by=request.user, now=timezone.now()),
        by=request.user,
    ):
        messages.success(request, "The details were saved.")
        return redirect(person)
    return form_page(request, form, title=f"Change {back[0]}’s details", button="Save the details", back=back)


@require_POST
def person_invite_again(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(people_visible_to(request.user), pk=pk)
    try:
        actions.invite_again(person, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"A new invitation is on its way to {person.email}. The one before no longer works.")
    return redirect(person)


@require_http_methods(["GET", "POST"])
def person_deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(people_visible_to(request.user), pk=pk)
    require(can_manage(request.user))
    if request.method == "POST":
        try:
            actions.deactivate_person(person, by=request.user, today=timezone.localdate())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{person} was deactivated, and is signed out everywhere.")
        return redirect(person)
    return confirm_page(
        request,
        title=f"Deactivate {person}",
        sentences=[
            "They are signed out everywhere at once and get no more letters.",
            "Their name stays on what they did, and their roles come back if the account is reactivated.",
        ],
        button="Deactivate the account",
        back=(person.name, person.get_absolute_url()),
    )


@require_http_methods(["GET", "POST"])
def person_second_steps_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(people_visible_to(request.user), pk=pk)
    require(can_manage(request.user))
    if request.method == "POST":
        try:
            actions.remove_second_steps(person, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{person}’s second step was removed, and they are told.")
        return redirect(person)
    return confirm_page(
        request,
        title=f"Remove {person}’s second step",
        sentences=[
            "For someone who has lost their telephone and their recovery codes. Make sure that it is they who ask.",
            "They are signed out everywhere and come in with the password alone, until they set up another.",
        ],
        button="Remove the second step",
        back=(person.name, person.get_absolute_url()),
    )


@require_POST
def person_directory_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(people_visible_to(request.user), pk=pk)
    actions.disconnect_directory(person, by=request.user)
    messages.success(request, f"{person} no longer comes in through the directory, and is told.")
    return redirect(person)


@require_POST
def person_reactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(people_visible_to(request.user), pk=pk)
    actions.reactivate_person(person, by=request.user)
    messages.success(request, f"{person} was reactivated, with the roles held before.")
    return redirect(person)
