"""Reviewing one return: its figures, queries about them, acceptance or sending back."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.permissions import require
from indicators import queries
from indicators.actions import review as actions
from indicators.actions.editable import why_closed
from indicators.forms.review import AnswerForm, QueryBothForm, QueryForm, SendBackForm
from indicators.models import Figure, IndicatorReturn
from indicators.permissions import can_answer_query, can_edit_return, can_keep_library, can_review_return
from indicators.queries.people import staff_among
from indicators.rows import rows_of
from indicators.sides import sides_of
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest
from lscb.core.models import Message


@require_safe
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Figures show once they are handed in: an agency's draft is its own."""
    item = _return(request, pk)
    figures = item.figures.in_order().prefetch_related("thread__messages__by")
    rows = [] if item.is_editable else rows_of(item, figures, user=request.user)
    can_review = can_review_return(request.user, item)
    today = timezone.localdate()
    return render(
        request,
        "indicators/review.html",
        {
            "item": item,
            "rows": rows,
            "earlier": [past.label for past in rows[0].past] if rows else [],
            "conversations": _conversations(item, figures, can_review=can_review),
            "open_count": sum(figure.thread is not None and figure.thread.is_open for figure in figures),
            "submission": item.submissions.select_related("submitted_by").order_by("number").last(),
            "seen": actions.seen_mark(item),
            "can_review": can_review,
            "can_enter": can_edit_return(request.user, item) and not why_closed(item, today=today),
            "leads": queries.leads_by_agency(today=today)[item.agency_id] if item.is_editable else [],
            "today": today,
            "timeline": activity.timeline(item, with_changes=True),
        },
    )


@require_POST
def return_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    item = _return(request, pk)
    try:
        actions.accept_return(item, by=request.user, today=timezone.localdate(), seen=request.POST.get("seen", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("indicators:review", pk)
    messages.success(request, f"{item.agency}'s return is accepted. The Board reads its figures from now on.")
    return redirect(item.period)


@require_http_methods(["GET", "HEAD", "POST"])
def return_send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    item = _return(request, pk)
    require(can_review_return(request.user, item))
    today = timezone.localdate()
    asked = _number(request.GET.get("figure", ""))
    about = item.figures.filter(pk=asked).select_related("indicator").first() if asked else None
    initial = {"seen": actions.seen_mark(item), "reason": f"{about.indicator}: " if about else ""}
    form = SendBackForm(request.POST or None, initial=initial)
    if editing.saved(
        form,
        by=request.user,
        act=lambda: actions.send_back_return(
            item, form.cleaned_data["reason"], by=request.user, today=today, seen=form.cleaned_data["seen"]
        ),
    ):
        messages.success(request, f"The return is with {item.agency} again, and its leads are being told why.")
        return redirect("indicators:review", pk)
    return render(request, "indicators/review_send_back.html", {"form": form, "item": item, "today": today})


@require_http_methods(["GET", "HEAD", "POST"])
def figure_query(request: SignedInRequest, pk: int) -> HttpResponse:
    figure = _figure(request, pk)
    item = figure.indicator_return
    require(can_review_return(request.user, item))
    context = _conversation(request, figure)
    form = _query_form(request, figure, [side.figure for side in context["others"] if side.can_be_asked])

    def ask() -> None:
        asked = [figure, *form.cleaned_data.get("also", ())]
        actions.query_each(asked, form.cleaned_data["text"], by=request.user, today=timezone.localdate())

    if editing.saved(form, by=request.user, act=ask):
        also = "".join(f", and {one.indicator_return.agency}'s about {one.indicator.code}" for one in (
            form.cleaned_data.get("also", ())
        ))  # fmt: skip
        messages.success(request, f"{item.agency}'s leads are being asked about {figure.indicator.code}{also}.")
        return redirect("indicators:review", item.pk)
    return render(request, "indicators/review_query.html", context | {"form": form})


def _query_form(request: SignedInRequest, figure: Figure, others: list[Figure]) -> QueryForm:
    """Of both where two disagree: the question begins without either figure."""
    if not others:
        return QueryForm(request.POST or None)
    named = " and ".join(
        f"{one.indicator_return.agency} for “{one.indicator.title}”" for one in [figure, *others]
    )  # fmt: skip
    text = f"{named}: these count the same, and the figures differ. How is yours counted, and up to which day?"
    initial = {"text": text, "also": [one.pk for one in others]}
    return QueryBothForm(request.POST or None, others=others, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def figure_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The conversation about one figure: either side may add to it while it is open."""
    figure = _figure(request, pk)
    require(can_answer_query(request.user, figure))
    kind = QueryForm if can_review_return(request.user, figure.indicator_return) else AnswerForm
    form = kind(request.POST or None)
    if editing.saved(
        form,
        by=request.user,
        act=lambda: actions.answer_query(
            figure, form.cleaned_data["text"], by=request.user, today=timezone.localdate()
        ),
    ):
        messages.success(request, "Your answer was sent.")
        return redirect("indicators:figure-answer", pk)
    return render(request, "indicators/review_answer.html", _conversation(request, figure) | {"form": form})


@require_POST
def query_close(request: SignedInRequest, pk: int) -> HttpResponse:
    figure = _figure(request, pk)
    keeps = _number(request.POST.get("keeps", ""))
    try:
        actions.close_query(figure, by=request.user, keeps=keeps)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        stays = " The answer stays beside the figure." if keeps else ""
        messages.success(request, f"The query about {figure.indicator.code} is closed.{stays}")
    return redirect("indicators:review", figure.indicator_return_id)


def _number(text: str) -> int | None:
    """A key as a page of ours would send it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _return(request: SignedInRequest, pk: int) -> IndicatorReturn:
    """A return that its reader may see; reviewing is the Board's staff's."""
    item = get_object_or_404(IndicatorReturn.objects.visible_to(request.user).for_listing(), pk=pk)
    require(can_keep_library(request.user))
    return item


def _figure(request: SignedInRequest, pk: int) -> Figure:
    figures = Figure.objects.visible_to(request.user).in_order()
    return get_object_or_404(
        figures.select_related("indicator_return__period__data_set", "indicator_return__agency"), pk=pk
    )


def _conversations(
    item: IndicatorReturn, figures: Iterable[Figure], *, can_review: bool
) -> list[tuple[Figure, Message | None]]:
    """Each with the answer that may stay beside its figure."""
    said = {one: list(one.thread.messages.all()) for one in figures if one.thread}
    waiting = (messages[-1].by_id for one, messages in said.items() if messages and one.thread and one.thread.is_open)
    staff = staff_among(waiting if can_review else (), today=timezone.localdate())
    return [(one, actions.answer_of(item, messages, staff=staff)) for one, messages in said.items()]


def _conversation(request: SignedInRequest, figure: Figure) -> dict[str, Any]:
    item = figure.indicator_return
    can_review = can_review_return(request.user, item)
    said = list(figure.thread.messages.select_related("by")) if figure.thread else []
    staff = staff_among([one.by_id for one in said] if can_review else [], today=timezone.localdate())
    is_shown = not (can_review and item.is_editable)
    return {
        "figure": figure,
        "item": item,
        "row": rows_of(item, [figure], user=request.user)[0] if is_shown else None,
        "said": said,
        "answer": actions.answer_of(item, said, staff=staff) if can_review else None,
        "can_review": can_review,
        "others": sides_of(figure, request.user),
    }
