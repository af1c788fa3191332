"""Pages that belong to no app: where a person lands, help, and whether we are well."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lscb.core import navigation, readiness
from lscb.core.http import SignedInRequest


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Each person's first place: what waits for them, or what the Board reads."""
    items = navigation.items_for(request)
    return redirect(items[0].url if items else "my-tasks")


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The web process answers. Asks nothing of the database."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """What the product stands on, each part by name, for whoever watches it."""
    parts = readiness.parts()
    status = HTTPStatus.OK if all(parts.values()) else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse({"status": "ok" if status == HTTPStatus.OK else "not ready", "parts": parts}, status=status)
