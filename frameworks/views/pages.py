"""The page that every form of a framework stands on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from frameworks.models import Framework
from lscb.core.http import SignedInRequest


def form_page(
    request: SignedInRequest, form: Any, *, title: str, button: str, framework: Framework | None, standfirst: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "second_form": None,
        "title": title,
        "button": button,
        "framework": framework,
        "standfirst": standfirst,
    }
    return render(request, "frameworks/form_page.html", context)
