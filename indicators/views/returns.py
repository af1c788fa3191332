"""An agency's returns: the list, and one return as it stands or as it was handed in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from board.models import scope_of
from indicators.actions.editable import why_closed
from indicators.enums import ReturnStatus
from indicators.filters.returns import ReturnFilter
from indicators.models import Figure, IndicatorReturn
from indicators.permissions import can_answer_query, can_edit_figure, can_edit_return, can_read_whole, can_review_return
from indicators.rows import rows_of
from indicators.tables.returns import ReturnTable
from lscb.core import activity
from lscb.core.http import SignedInRequest
from lscb.core.pages import pages_of


class ReturnListView(SingleTableMixin, FilterView):
    request: SignedInRequest
    table_class = ReturnTable
    filterset_class = ReturnFilter
    template_name = "indicators/return_list.html"
    table_pagination = pages_of(25)

    def get_queryset(self):
        visible = IndicatorReturn.objects.visible_to(self.request.user)
        return visible.for_listing().with_progress(self.request.user).order_by("-period__due_on", "agency__name")

    def get_table_kwargs(self):
        scope = scope_of(self.request.user)
        has_one_agency = not scope.is_officer and len(scope.leads | scope.contributes_to) == 1
        return {"today": timezone.localdate(), "exclude": ("agency",) if has_one_agency else ()}


@require_safe
def return_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    returns = IndicatorReturn.objects.visible_to(request.user).for_listing().select_related("accepted_by")
    item = get_object_or_404(returns, pk=pk)
    seen = Figure.objects.visible_to(request.user).filter(indicator_return=item).in_order()
    figures = list(seen.select_related("thread__opened_by", "delegated_to").prefetch_related("thread__messages__by"))
    for figure in figures:
        figure.indicator_return = item
    today = timezone.localdate()
    may_edit = can_edit_return(request.user, item)
    fills_in = may_edit or any(can_edit_figure(request.user, figure) for figure in figures)
    context = {
        "item": item,
        # An agency's draft is its own until it is handed in.
        "rows": rows_of(item, figures, user=request.user) if fills_in or not item.is_editable else [],
        "answered_count": sum(figure.is_answered for figure in figures),
        "asked_about": sum(figure.thread is not None and figure.thread.is_open for figure in figures),
        "conversations": [
            (figure, can_answer_query(request.user, figure)) for figure in figures if figure.thread is not None
        ],
        "submissions": item.submissions.select_related("submitted_by").order_by("-number"),
        "events": activity.timeline(item, with_changes=may_edit),
        "closed": why_closed(item, today=today),
        "fills_in": fills_in,
        "reads_whole": can_read_whole(request.user, item),
        "may_review": can_review_return(request.user, item),
        "is_sent_back": item.status == ReturnStatus.SENT_BACK,
        "today": today,
    }
    return render(request, "indicators/return_detail.html", context)
