"""The page that every form of a self-assessment stands on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from audits.self_assessment import actions
from audits.self_assessment.models import AssessmentReturn
from audits.self_assessment.queries import returns_of
from lscb.core import files
from lscb.core.exceptions import Refused
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
        "home_url": reverse("self-assessment:home"),
        "standfirst": standfirst,
    }
    return render(request, "self_assessment/form_page.html", context)


def visible_return(request: SignedInRequest, pk: int) -> AssessmentReturn:
    return get_object_or_404(returns_of(request.user).for_listing(), pk=pk)


def crumb(item: Any) -> Crumb:
    return str(item), item.get_absolute_url()


def paper_response(request: SignedInRequest, kind: str, about: Any, back_url: str) -> HttpResponse:
    """The file; while there is none, the page that offers it; a sentence where it is lost."""
    paper = actions.offer_of(kind, about, to=request.user).paper
    if paper is None:
        return redirect(back_url)
    try:
        return files.attachment(paper.file)
    except Refused as refusal:
        return render(request, "pages/file_held.html", {"sentence": str(refusal)}, status=409)
