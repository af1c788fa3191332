"""The page that every form of a framework stands on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from frameworks.models import Framework
from lscb.core.http import SignedInRequest


def form_page(
    request: SignedInRequest,
    form: Any,
    *,
    title: str,
    button: str,
    framework: Framework | None,
    standfirst: str = "",
    back_url: str = "",
) -> HttpResponse:
    """``back_url``: where it leads back to, if not to the framework's own page."""
    context = {
        "form": form,
        "second_form": None,
        "title": title,
        "button": button,
        "framework": framework,
        "standfirst": standfirst,
        "back_url": back_url or (framework.get_absolute_url() if framework else reverse("frameworks:home")),
    }
    return render(request, "frameworks/form_page.html", context)
