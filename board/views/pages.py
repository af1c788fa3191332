"""Two pages that every act here uses: a form, and a question before something that cannot be undone lightly."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from lscb.core.http import SignedInRequest


def form_page(
    request: SignedInRequest,
    form: Any,
    second_form: Any = None,
    *,
    title: str,
    button: str,
    back: tuple[str, str],
    standfirst: str = "",
) -> HttpResponse:
    """``back``: the words and address of the page it belongs to. Two forms are sent as one."""
    context = {
        "form": form,
        "second_form": second_form,
        "title": title,
        "button": button,
        "back_words": back[0],
        "back_url": back[1],
        "standfirst": standfirst,
    }
    return render(request, "board/form_page.html", context)


def confirm_page(
    request: SignedInRequest, *, title: str, sentences: list[str], button: str, back: tuple[str, str]
) -> HttpResponse:
    """The button does it; the link leads back."""
    context = {"title": title, "sentences": sentences, "button": button, "back_words": back[0], "back_url": back[1]}
    return render(request, "board/confirm.html", context)
