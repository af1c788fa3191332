"""Filling in a return: the grid, its rows as they save themselves, and the plain Save."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from board.permissions import require
from indicators.actions.editable import why_closed
from indicators.forms.entry import RowForm, WholeForm, texts_of_others
from indicators.history import columns_of
from indicators.models import Figure, IndicatorReturn
from indicators.models.returns import FigureQuerySet
from indicators.permissions import can_edit_figure, can_edit_return
from indicators.views import drawn
from indicators.views.saving import Outcome, WholeOutcome, save_row, save_row_if_changed, save_whole, with_rows
from lscb.core.http import SignedInRequest
from lscb.core.templatetags.words import clock
from lscb.core.views import errors


@require_safe
def return_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(IndicatorReturn.objects.visible_to(request.user).for_listing(), pk=pk)
    figures = _filled_in_by(request, item, _own_rows(request, item))
    if reason := why_closed(item, today=timezone.localdate()):
        messages.info(request, reason)
        return redirect(item)
    outcomes = [Outcome(figure, RowForm(figure)) for figure in figures]
    whole = WholeOutcome(WholeForm(item)) if can_edit_return(request.user, item) else None
    return _grid(request, item, outcomes, whole)


@require_POST
def figure_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """One row, saving itself: what the server says of it is sent back, and the boxes in use are left alone."""
    figures, today = Figure.objects.visible_to(request.user), timezone.localdate()
    try:
        outcome = save_row(figures, pk, request.POST, by=request.user, today=today)
    except Figure.DoesNotExist as missing:
        raise Http404 from missing
    [outcome] = with_rows(outcome.figure.indicator_return, [outcome], user=request.user)
    if not outcome.was_chosen:
        return HttpResponse(drawn.saved(outcome))
    may_delegate = can_edit_return(request.user, outcome.figure.indicator_return)
    return HttpResponse(drawn.row(outcome, may_delegate=may_delegate))


@require_POST
def return_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything on the page at once, each row for itself; or the part about the whole return, saving itself."""
    today = timezone.localdate()
    returns = IndicatorReturn.objects.visible_to(request.user)
    item = returns.for_listing().filter(pk=pk).first()
    if item is None:
        return errors.not_yours(request)
    own = _own_rows(request, item)
    figures = _filled_in_by(request, item, own)
    whole = None
    if can_edit_return(request.user, item):
        whole = save_whole(returns, item, request.POST, by=request.user, today=today)
    if "HX-Request" in request.headers:
        require(whole is not None)
        template = "return_whole" if "whole-resolve" in request.POST else "return_whole_saved"
        return HttpResponse(render_to_string(f"indicators/{template}.html", {"whole": whole, "item": item}))
    outcomes = [save_row_if_changed(own, one, request.POST, by=request.user, today=today) for one in figures]
    others = texts_of_others(request.POST, {figure.pk for figure in figures})
    if others or any(part.is_unsaved for part in [*outcomes, whole] if part):
        return _grid(request, item, outcomes, whole, others=others, status=409)
    if request.POST.get("then") == "check":
        return redirect("indicators:return-submit", item.pk)
    messages.success(request, f"Saved at {clock(timezone.now())}.")
    return redirect("indicators:return-edit", item.pk)


def _own_rows(request: SignedInRequest, item: IndicatorReturn) -> FigureQuerySet:
    return Figure.objects.visible_to(request.user).filter(indicator_return=item)


def _filled_in_by(request: SignedInRequest, item: IndicatorReturn, own: FigureQuerySet) -> list[Figure]:
    """The rows this person fills in; those who only read the return are refused."""
    figures = list(own.in_order().select_related("indicator", "delegated_to", "saved_by"))
    for figure in figures:
        figure.indicator_return = item
    require(can_edit_return(request.user, item) or any(can_edit_figure(request.user, figure) for figure in figures))
    return figures


def _grid(
    request: SignedInRequest,
    item: IndicatorReturn,
    outcomes: list[Outcome],
    whole: WholeOutcome | None,
    *,
    others: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    outcomes = with_rows(item, outcomes, user=request.user)
    today = timezone.localdate()
    context = {
        "item": item,
        "outcomes": outcomes,
        "rows": [drawn.row(outcome, may_delegate=whole is not None) for outcome in outcomes],
        "whole": whole,
        "others": others,
        "columns": columns_of(item.period.span),
        "today": today,
        "closed": why_closed(item, today=today),
        "may_submit": whole is not None,
        "unsaved": [outcome for outcome in outcomes if outcome.is_unsaved],
        "saved_at": timezone.now() if request.method == "POST" else None,
        "answered_count": sum(not outcome.row.is_empty for outcome in outcomes if outcome.row),
        "wrong_count": sum(bool(outcome.row.reading.errors) for outcome in outcomes if outcome.row),
        "to_explain_count": sum(bool(outcome.row.unexplained) for outcome in outcomes if outcome.row),
    }
    return render(request, "indicators/return_edit.html", context, status=status)
