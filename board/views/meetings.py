from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from board import actions, facts
from board.filters import MeetingFilter
from board.forms import MeetingForm
from board.models import Meeting
from board.permissions import can_enter, can_manage, require
from board.queries import known_to
from board.rules import paper_deadlines
from board.tables import ComingMeetingTable, PastMeetingTable
from board.views.pages import form_page
from lscb.core import activity
from lscb.core.calendar import extra_holidays
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent
from lscb.core.pages import pages_of
from lscb.core.working_days import is_working_day, working_days_between


@require_safe
def meeting_list(request: SignedInRequest) -> HttpResponse:
    require(can_enter(request.user))
    today = timezone.localdate()
    chosen = MeetingFilter(request.GET or None, known_to(request.user, Meeting).select_related("group"))
    coming = ComingMeetingTable(chosen.qs.from_day(today))
    past = PastMeetingTable(chosen.qs.held_before(today))
    for table in (coming, past):
        RequestConfig(request, paginate=pages_of(25)).configure(table)
    context = {
        "filter": chosen,
        "coming": coming,
        "past": past,
        "next_meeting": known_to(request.user, Meeting).from_day(today).select_related("group").first(),
        "can_manage": can_manage(request.user),
    }
    return render(request, "board/meeting_list.html", context)


@require_safe
def meeting_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(known_to(request.user, Meeting).select_related("group"), pk=pk)
    today, extra = timezone.localdate(), extra_holidays()
    steps = [(step, step.is_past(today=today)) for step in paper_deadlines(meeting.held_on, extra)]
    context = {
        "meeting": meeting,
        "steps_before": steps[:2],
        "steps_after": steps[2:],
        "is_held": meeting.held_on < today,
        "days_to_go": working_days_between(today, meeting.held_on, extra) if meeting.held_on >= today else None,
        "is_working_day": is_working_day(meeting.held_on, extra),
        "facts": facts.facts_about_meeting(meeting, reader=request.user),
        "members": meeting.group.memberships.select_related("person", "agency"),
        "timeline": activity.timeline(meeting, with_changes=can_manage(request.user)),
        "can_manage": can_manage(request.user),
    }
    return render(request, "board/meeting_detail.html", context)


@require_http_methods(["GET", "POST"])
def meeting_add(request: SignedInRequest) -> HttpResponse:
    require(can_manage(request.user))
    form = MeetingForm(sent(request))
    if request.method == "POST" and saved(
        form, act=lambda: actions.add_meeting(form.instance, by=request.user), by=request.user
    ):
        messages.success(request, "The meeting was added.")
        return redirect(form.instance)
    return form_page(
        request,
        form,
        title="Add a meeting",
        button="Add the meeting",
        back=("Meetings", reverse("board:meeting-list")),
        standfirst="Its date sets when papers, action points and minutes are due.",
    )


@require_http_methods(["GET", "POST"])
def meeting_change(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(known_to(request.user, Meeting).select_related("group"), pk=pk)
    require(can_manage(request.user))
    back = (str(meeting), meeting.get_absolute_url())
    form = MeetingForm(sent(request), instance=meeting)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_meeting(meeting, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "The meeting was saved.")
        return redirect(meeting)
    return form_page(request, form, title="Change the meeting", button="Save the meeting", back=back)
