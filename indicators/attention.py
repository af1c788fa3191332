"""What waits for a person in this app besides deadlines: for staff to review, for agencies to answer."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse

from board.models import scope_of
from board.models.roles import Scope
from indicators.enums import IndicatorStatus, ReturnStatus
from indicators.models import Figure, Indicator, IndicatorComment, IndicatorReturn
from indicators.models.returns import FigureQuerySet
from lscb.core.attention import Waiting
from lscb.core.models import Message, User

HAS_ANSWERED = ~Q(last_by=F("thread__opened_by"))


def waiting(user: User, today: date) -> Iterator[Waiting]:
    scope = scope_of(user)
    if scope.is_officer:
        yield from _to_review(scope, today)
        yield from _to_talk_over()
    elif scope.leads | scope.contributes_to:
        asked = _in_question(Figure.objects.visible_to(user)).exclude(HAS_ANSWERED)
        yield Waiting("figure queried,figures queried", asked, reverse("indicators:return-list"))


def _to_review(scope: Scope, today: date) -> Iterator[Waiting]:
    """All but their own agency's, which others review."""
    returns = IndicatorReturn.objects.exclude(agency__in=scope.agencies)
    figures = _in_question(Figure.objects.exclude(indicator_return__agency__in=scope.agencies))
    submitted = f"{reverse('indicators:return-list')}?status={ReturnStatus.SUBMITTED}"
    to_read = returns.filter(status=ReturnStatus.SUBMITTED)
    late = returns.late(today=today).filter(period__closed_at=None)
    yield Waiting("indicator return to read and accept,indicator returns to read and accept", to_read, submitted)
    yield Waiting("query answered,queries answered", figures.filter(HAS_ANSWERED), submitted)
    yield Waiting("indicator return late,indicator returns late", late, reverse("indicators:data-set-list"))


def _to_talk_over() -> Iterator[Waiting]:
    """What agencies proposed, and what was said of it."""
    proposals = reverse("indicators:proposal-list")
    by_agencies = Indicator.objects.filter(status=IndicatorStatus.PROPOSED).exclude(proposed_by=None)
    said = IndicatorComment.objects.unanswered().filter(indicator__status=IndicatorStatus.CONSULTATION)
    yield Waiting("indicator proposed,indicators proposed", by_agencies, proposals)
    yield Waiting("comment on an indicator to answer,comments on indicators to answer", said, proposals)


def _in_question(figures: FigureQuerySet) -> FigureQuerySet:
    """Those with an open query, and who spoke last."""
    last = Message.objects.filter(thread=OuterRef("thread")).order_by("-at", "-pk").values("by")[:1]
    return figures.filter(thread__isnull=False, thread__closed_at=None).annotate(last_by=Subquery(last))
