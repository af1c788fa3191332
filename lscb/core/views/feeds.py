"""One's own calendar: its address, and what is fetched from there."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lscb.core import feeds
from lscb.core.http import SignedInRequest
from lscb.core.models import CalendarFeed


@require_safe
def calendar(request: SignedInRequest) -> HttpResponse:
    feed = CalendarFeed.objects.filter(user=request.user, is_open=True).first()
    return render(request, "pages/calendar.html", {"address": feeds.address(feed) if feed else ""})


@require_POST
def calendar_open(request: SignedInRequest) -> HttpResponse:
    feeds.open_anew(request.user)
    messages.success(request, "Your calendar has a new address. Any earlier one leads nowhere now.")
    return redirect("calendar")


@require_POST
def calendar_close(request: SignedInRequest) -> HttpResponse:
    feeds.close(request.user)
    messages.success(request, "Your calendar can no longer be fetched.")
    return redirect("calendar")


@login_not_required
@rate_limit(action="calendar", limit_get=True)
@require_safe
def calendar_feed(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """For a calendar programme, which cannot sign in: the address itself is the key."""
    feed = CalendarFeed.objects.select_related("user").filter(user__pk=pk, user__is_active=True).first()
    if feed is None or not feed.answers_to(token):
        raise Http404
    return HttpResponse(feeds.calendar_of(feed.user, now=timezone.now()), content_type="text/calendar; charset=utf-8")
