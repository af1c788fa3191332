"""What waits for a person in this app besides deadlines: for staff to review, for agencies to answer."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse

from board.models import scope_of
from indicators.enums import EDITABLE, ReturnStatus
from indicators.models import Figure, IndicatorReturn
from indicators.models.returns import FigureQuerySet, IndicatorReturnQuerySet
from lscb.core.attention import Item
from lscb.core.models import Message, User


def waiting(user: User, today: date) -> Iterator[Item]:
    """Two queries for the Board's staff, one for an agency's lead."""
    scope = scope_of(user)
    if scope.is_officer:
        counts = _reviewable(user).aggregate(
            submitted=Count("pk", filter=Q(status=ReturnStatus.SUBMITTED)),
            late=Count("pk", filter=Q(status__in=EDITABLE, period__due_on__lt=today, period__closed_at=None)),
        )
        yield Item("return to read and accept,returns to read and accept", counts["submitted"], _with("submitted"))
        answered = _conversations(user).exclude(last_by=F("thread__opened_by")).count()
        yield Item("query answered,queries answered", answered, _with("submitted"))
        yield Item("return late,returns late", counts["late"], reverse("indicators:data-set-list"))
    if scope.leads:
        asked = _conversations(user).filter(indicator_return__agency__in=scope.leads, last_by=F("thread__opened_by"))
        yield Item("figure queried,figures queried", asked.count(), reverse("indicators:return-list"))


def _reviewable(user: User) -> IndicatorReturnQuerySet:
    """What this person may accept: nobody reviews their own agency's return."""
    return IndicatorReturn.objects.visible_to(user).exclude(agency__in=scope_of(user).agencies)


def _conversations(user: User) -> FigureQuerySet:
    """Figures with an open query, and who spoke last."""
    last = Message.objects.filter(thread=OuterRef("thread")).order_by("-at", "-pk").values("by")[:1]
    is_open = Figure.objects.visible_to(user).filter(thread__isnull=False, thread__closed_at=None)
    return is_open.annotate(last_by=Subquery(last))


def _with(status: str) -> str:
    return f"{reverse('indicators:return-list')}?status={status}"
