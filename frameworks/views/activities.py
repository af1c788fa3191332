"""One activity: where it stands, each time that it was done, and recording the next."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from board.permissions import can_see_people, require
from frameworks import actions
from frameworks.carrying_out import carried_out_by
from frameworks.forms import CompletionForm, WithdrawForm
from frameworks.models import Completion
from frameworks.permissions import can_complete, can_keep_frameworks
from frameworks.queries import activities_of, completions_of
from frameworks.standing import ActivityRow, stand
from frameworks.views.pages import form_page
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_safe
def activity_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    part = row.activity
    context = {
        "row": row,
        "activity": part,
        "framework": part.standard.section.framework,
        "today": timezone.localdate(),
        "completions": [
            (completion, can_complete(request.user, completion.activity))
            for completion in completions_of(part, request.user)
        ],
        "agencies": part.agencies.all(),
        "carried_out_by": carried_out_by(part, request.user),
        "can_complete": can_complete(request.user, part),
        "can_keep": can_keep_frameworks(request.user),
        "can_see_people": can_see_people(request.user),
        "timeline": activity.timeline(part, with_changes=can_complete(request.user, part)),
    }
    return render(request, "frameworks/activity_detail.html", context)


@require_http_methods(["GET", "POST"])
def activity_complete(request: SignedInRequest, pk: int) -> HttpResponse:
    part = _row(request, pk).activity
    require(can_complete(request.user, part))
    today = timezone.localdate()
    form = CompletionForm(sent(request), today=today)

    def complete() -> None:
        actions.complete(part, by=request.user, today=today, **form.cleaned_data)

    if request.method == "POST" and saved(form, act=complete, by=request.user):
        now = _row(request, pk).position
        due = f" It is next due {now.next_due.in_words}." if now.next_due else ""
        messages.success(request, f"It is recorded as done.{due}")
        return redirect(part)
    return form_page(
        request,
        form,
        title="Record that it was done",
        button="Record it",
        framework=part.standard.section.framework,
        standfirst=str(part),
    )


@require_http_methods(["GET", "POST"])
def completion_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    found = Completion.objects.visible_to(request.user).select_related("activity__standard__section__framework")
    completion = get_object_or_404(found, pk=pk)
    part = completion.activity
    require(can_complete(request.user, part))
    form = WithdrawForm(sent(request))
    if request.method == "POST" and saved(
        form,
        act=lambda: actions.withdraw_completion(completion, by=request.user, **form.cleaned_data),
        by=request.user,
    ):
        messages.success(request, "The record is withdrawn. It stays readable.")
        return redirect(part)
    assert completion.done_on is not None
    return form_page(
        request,
        form,
        title="Withdraw a record",
        button="Withdraw it",
        framework=part.standard.section.framework,
        standfirst=f"{part}: recorded as done {completion.done_on.in_words}.",
    )


def _row(request: SignedInRequest, pk: int) -> ActivityRow:
    activities = activities_of(request.user).filter(pk=pk)
    get_object_or_404(activities)
    return stand(activities, today=timezone.localdate())[0]
