from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from board import actions
from board.enums import GroupKind, Role
from board.facts import facts_about_group
from board.filters import GroupFilter
from board.forms import GroupForm, MemberForm
from board.models import Group, Meeting, Membership, RoleAppointment
from board.permissions import can_manage, can_see_people, require
from board.queries import known_to
from board.tables import GroupTable
from board.views.lists import BoardListView
from board.views.pages import confirm_page, form_page
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent


class GroupListView(BoardListView):
    table_class = GroupTable
    filterset_class = GroupFilter
    template_name = "board/group_list.html"

    def get_queryset(self):
        return known_to(self.request.user, Group).for_listing()


@require_safe
def group_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(known_to(request.user, Group), pk=pk)
    today = timezone.localdate()
    members = list(group.memberships.select_related("person", "agency"))
    wanted = {"role": Role.INDEPENDENT_CHAIR} if group.kind == GroupKind.BOARD else {"group": group}
    holders = RoleAppointment.objects.current(today=today).filter(**wanted).for_listing()
    meetings = known_to(request.user, Meeting).filter(group=group)
    context = {
        "group": group,
        "members": members,
        "chair": next((member for member in members if member.is_chair), None),
        "role_holders": [role.person for role in holders],
        "is_the_board": group.kind == GroupKind.BOARD,
        "coming": meetings.from_day(today)[:4],
        "last": meetings.held_before(today).first(),
        "facts": facts_about_group(group, reader=request.user),
        "timeline": activity.timeline(group, with_changes=can_manage(request.user)),
        "can_manage": can_manage(request.user),
        "can_see_people": can_see_people(request.user),
    }
    return render(request, "board/group_detail.html", context)


@require_http_methods(["GET", "POST"])
def group_add(request: SignedInRequest) -> HttpResponse:
    require(can_manage(request.user))
    form = GroupForm(sent(request))
    if request.method == "POST" and saved(
        form, act=lambda: actions.add_group(form.instance, by=request.user), by=request.user
    ):
        messages.success(request, f"{form.instance} was added. Its members come next.")
        return redirect(form.instance)
    return form_page(
        request, form, title="Add a group", button="Add the group", back=("Groups", reverse("board:group-list"))
    )


@require_http_methods(["GET", "POST"])
def group_change(request: SignedInRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(known_to(request.user, Group), pk=pk)
    require(can_manage(request.user))
    back = (group.name, group.get_absolute_url())
    form = GroupForm(sent(request), instance=group)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_group(group, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "The group was saved.")
        return redirect(group)
    return form_page(request, form, title=f"Change {back[0]}", button="Save the group", back=back)


@require_http_methods(["GET", "POST"])
def member_add(request: SignedInRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(known_to(request.user, Group), pk=pk)
    require(can_manage(request.user))
    form = MemberForm(sent(request), group=group)
    if request.method == "POST" and form.is_valid():
        try:
            membership = actions.add_member(group, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{membership.person} was added to the group.")
            return redirect(group)
    return form_page(
        request,
        form,
        title=f"Add a member to {group}",
        button="Add the member",
        back=(group.name, group.get_absolute_url()),
    )


@require_http_methods(["GET", "POST"])
def member_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    member = _member(request, pk)
    require(can_manage(request.user))
    if request.method == "POST":
        try:
            actions.remove_member(member, by=request.user, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{member.person} was taken off the group.")
        return redirect(member.group)
    sentences = [f"{member.person} no longer appears among the members. The group’s history keeps the change."]
    if member.is_chair:
        sentences.append("They chair it: their role as its chair ends at once, and the group has no chair.")
    return confirm_page(
        request,
        title=f"Take {member.person} off {member.group}",
        sentences=sentences,
        button="Take off the group",
        back=(member.group.name, member.group.get_absolute_url()),
    )


@require_http_methods(["GET", "POST"])
def member_chair(request: SignedInRequest, pk: int) -> HttpResponse:
    member = _member(request, pk)
    require(can_manage(request.user))
    group = member.group
    if request.method == "POST":
        try:
            actions.make_chair(member, by=request.user, today=timezone.localdate(), now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{member.person} chairs the group.")
        return redirect(group)
    sitting = group.memberships.filter(is_chair=True).exclude(pk=member.pk).select_related("person").first()
    return confirm_page(
        request,
        title=f"Make {member.person} chair of {group}",
        sentences=_what_the_chair_means(member, sitting),
        button="Make them the chair",
        back=(group.name, group.get_absolute_url()),
    )


def _member(request: SignedInRequest, pk: int) -> Membership:
    groups = known_to(request.user, Group)
    return get_object_or_404(Membership.objects.filter(group__in=groups).select_related("group", "person"), pk=pk)


def _what_the_chair_means(member: Membership, sitting: Membership | None) -> list[str]:
    if member.group.kind == GroupKind.BOARD:
        return [
            "This only says who is in the chair at meetings. The independent chair’s role, which signs off packs, "
            "is given on the person’s own page."
        ]
    sentences = [f"{member.person} gets the sub-group chair’s role for this group at once."]
    if sitting:
        sentences.append(f"{sitting.person} stays a member; the chair’s role for this group ends for them at once.")
    return sentences
