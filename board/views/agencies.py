from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import actions, facts
from board.enums import Role
from board.filters import AgencyFilter
from board.forms import AgencyForm
from board.models import Agency, RoleAppointment
from board.permissions import can_manage, can_see_people, require
from board.queries import known_to
from board.tables import AgencyTable
from board.views.lists import BoardListView
from board.views.pages import confirm_page, form_page
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


class AgencyListView(BoardListView):
    table_class = AgencyTable
    filterset_class = AgencyFilter
    template_name = "board/agency_list.html"

    def get_queryset(self):
        return known_to(self.request.user, Agency).for_listing()


@require_safe
def agency_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    agency = get_object_or_404(known_to(request.user, Agency).for_listing(), pk=pk)
    today = timezone.localdate()
    roles = list(
        RoleAppointment.objects.filter(agency=agency, person__is_active=True).current(today=today).for_listing()
    )
    members = {role.person_id for role in roles if role.role == Role.BOARD_MEMBER}
    speakers = [person for person in (agency.representative, agency.deputy) if person]
    context = {
        "agency": agency,
        "roles": roles,
        "without_role": [person for person in speakers if person.pk not in members],
        "facts": facts.facts_about(agency, reader=request.user),
        "timeline": activity.timeline(agency, with_changes=can_manage(request.user)),
        "can_manage": can_manage(request.user),
        "can_see_people": can_see_people(request.user),
    }
    return render(request, "board/agency_detail.html", context)


@require_http_methods(["GET", "POST"])
def agency_add(request: SignedInRequest) -> HttpResponse:
    require(can_manage(request.user))
    form = AgencyForm(sent(request))
    if request.method == "POST" and saved(
        form, act=lambda: actions.add_agency(form.instance, by=request.user), by=request.user
    ):
        messages.success(request, f"{form.instance} was added.")
        return redirect(form.instance)
    return form_page(
        request, form, title="Add an agency", button="Add the agency", back=("Agencies", reverse("board:agency-list"))
    )


@require_http_methods(["GET", "POST"])
def agency_change(request: SignedInRequest, pk: int) -> HttpResponse:
    agency = get_object_or_404(known_to(request.user, Agency), pk=pk)
    require(can_manage(request.user))
    back = (agency.name, agency.get_absolute_url())
    form = AgencyForm(sent(request), instance=agency)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_agency(agency, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "The agency was saved.")
        return redirect(agency)
    return form_page(request, form, title=f"Change {back[0]}", button="Save the agency", back=back)


@require_http_methods(["GET", "POST"])
def agency_deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    agency = get_object_or_404(known_to(request.user, Agency), pk=pk)
    require(can_manage(request.user))
    if request.method == "POST":
        actions.deactivate_agency(agency, by=request.user)
        messages.success(request, f"{agency} was deactivated.")
        return redirect(agency)
    return confirm_page(
        request,
        title=f"Deactivate {agency}",
        sentences=[
            "It will no longer be offered in lists to choose from, and new periods make no return for it.",
            "Its people keep their accounts and roles, and everything it has done stays. It can be reactivated.",
        ],
        button="Deactivate the agency",
        back=(agency.name, agency.get_absolute_url()),
    )


@require_POST
def agency_reactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    agency = get_object_or_404(known_to(request.user, Agency), pk=pk)
    actions.reactivate_agency(agency, by=request.user)
    messages.success(request, f"{agency} was reactivated.")
    return redirect(agency)
