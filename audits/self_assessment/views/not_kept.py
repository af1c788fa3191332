"""What was written for a part of a return that is not the writer's any more: not kept, and given back."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import render

from lscb.core.http import SignedInRequest

BOX = re.compile(r"q-[0-9]{1,18}-(?:why|action_[a-z]+)", re.ASCII)


def texts_in(request: SignedInRequest) -> list[str]:
    """What was written in the boxes of questions, without what was chosen there."""
    return [str(text) for name, text in request.POST.items() if BOX.fullmatch(name) and str(text).strip()]


def not_kept(request: SignedInRequest) -> HttpResponse:
    """The same for whoever sends it, so that it tells nobody whether there is such a return."""
    texts = texts_in(request)
    if not texts:
        raise Http404
    return render(request, "self_assessment/not_kept.html", {"texts": texts}, status=404)
