"""What is one person's own: their tasks, and the work they asked for."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lscb.core import attention, deadlines
from lscb.core.calendar import extra_holidays
from lscb.core.http import SignedInRequest
from lscb.core.models import Job
from lscb.core.todo import todo


@require_safe
def my_tasks(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    mine = deadlines.deadlines_of(request.user.pk, today=today)
    context = {
        "todo": todo(mine, today=today, extra_holidays=extra_holidays()),
        "attention": attention.items_for(request.user, today=today),
        "today": today,
    }
    return render(request, "pages/my_tasks.html", context)


@require_safe
def job_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a piece of work is: a part for the page that polls, a page of its own without JavaScript."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if not request.headers.get("HX-Request"):
        return render(request, "pages/job.html", {"job": job})
    if request.GET.get("seen") == job.seen and not job.is_finished:
        return HttpResponse(status=204)  # nothing new: the page, and whoever hears it read, is left in peace
    response = render(request, "components/job_state.html", {"job": job})
    if job.is_finished:
        response.headers["HX-Refresh"] = "true"  # the page around it has something else to show now
    return response
