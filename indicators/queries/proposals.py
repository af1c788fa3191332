"""What is under discussion, with how much was said of it."""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from indicators.models import Indicator, IndicatorComment
from lscb.core.models import User


def proposals_of(user: User) -> QuerySet[Indicator]:
    """With ``comment_count`` and ``unanswered_count``: how much was said everyone may know. One query."""
    said = IndicatorComment.objects.filter(indicator=OuterRef("pk")).order_by()
    return (
        Indicator.objects.visible_to(user)
        .under_discussion()
        .select_related("supplier", "proposed_by", "proposed_for")
        .annotate(
            comment_count=_count(said),
            unanswered_count=_count(said.unanswered()),
        )
        .order_by("code")
    )


def _count(comments: QuerySet[IndicatorComment]) -> Coalesce:
    counted = comments.values("indicator").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
