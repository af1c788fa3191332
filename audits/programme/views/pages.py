"""The page that every form of the programme stands on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lscb.core.http import SignedInRequest

Crumb = tuple[str, str]


def form_page(
    request: SignedInRequest, form: Any, *, title: str, button: str, back: Crumb, standfirst: str = ""
) -> HttpResponse:
    """``back``: the words and address of the page it belongs to."""
    context = {
        "form": form,
        "second_form": None,
        "title": title,
        "button": button,
        "back_words": back[0],
        "back_url": back[1],
        "home_url": reverse("programme:home"),
        "standfirst": standfirst,
    }
    return render(request, "programme/form_page.html", context)
