"""Which authorities are like ours: a model is brought in, and taken away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from board.models import Board
from board.permissions import require
from board.views.pages import form_page
from indicators.actions import neighbours as actions
from indicators.forms.benchmarks import NeighboursForm
from indicators.models import NeighbourSet
from indicators.permissions import can_keep_benchmarks
from indicators.queries.benchmarks import neighbour_sets_of
from lscb.core import editing
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent
from lscb.core.templatetags.words import quantity


@require_http_methods(["GET", "HEAD", "POST"])
def neighbours_add(request: SignedInRequest) -> HttpResponse:
    require(can_keep_benchmarks(request.user))
    form = NeighboursForm(
        sent(request),
        request.FILES or None if request.method == "POST" else None,
        initial={"own": Board.current().area, "year": timezone.localdate().year},
    )
    made: list[NeighbourSet] = []

    def act() -> None:
        said = {name: form.cleaned_data[name] for name in ("model", "year", "own", "source")}
        made.append(actions.save_neighbours(form.tables, **said, by=request.user)[0])

    if request.method == "POST" and editing.saved(form, act=act, by=request.user):
        count = made[0].neighbours.count()
        messages.success(request, f"{quantity(count, 'neighbour')} of {made[0].own} were brought in.")
        return redirect("indicators:benchmark-list")
    return form_page(
        request,
        form,
        title="Bring neighbours in",
        button="Bring them in",
        back=("Benchmarks", reverse("indicators:benchmark-list")),
        standfirst="Authorities like ours, by a published model. The newest model is the one compared with.",
    )


@require_POST
def neighbours_take_away(request: SignedInRequest, pk: int) -> HttpResponse:
    chosen = get_object_or_404(neighbour_sets_of(request.user), pk=pk)
    try:
        actions.take_neighbours_away(chosen, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{chosen} was taken away.")
    return redirect("indicators:benchmark-list")
