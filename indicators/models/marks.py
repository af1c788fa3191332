"""What the Board's staff put on an indicator's chart: where its limits begin anew, and what happened when."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from board.models import scope_of
from indicators.models.library import Indicator
from lscb.core.constraints import both_or_neither, not_blank, one_of_choices
from lscb.core.models import User


class MarkKind(models.TextChoices):
    REBASE = "rebase", "Limits begin anew"
    NOTE = "note", "Note"


class ChartMarkQuerySet(models.QuerySet["ChartMark"]):
    def visible_to(self, user: User) -> Self:
        """The same as their indicators."""
        scope = scope_of(user)
        if scope.reads_for_the_board:
            return self
        return self.filter(indicator__supplier__in=scope.agencies)

    def as_at(self, moment: datetime) -> Self:
        """What was on the chart at a moment."""
        return self.filter(made_at__lte=moment).filter(Q(taken_off_at=None) | Q(taken_off_at__gt=moment))

    def lock(self, pk: int) -> "ChartMark":
        return self.select_for_update(no_key=True, of=("self",)).select_related("indicator").get(pk=pk)


class ChartMark(models.Model):
    """Put on the chart at the period that holds ``from_on``. Taken off it is kept: packs said what they said."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="chart_marks")
    kind = models.CharField(max_length=10, choices=MarkKind, default=MarkKind.REBASE)
    from_on = models.DateField("from")
    words = models.CharField("reason", max_length=120)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_off_at = models.DateTimeField(null=True)
    taken_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects = ChartMarkQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            one_of_choices("kind", MarkKind, name="chart_mark_kind_is_known"),
            not_blank("words", name="chart_mark_says_why"),
            both_or_neither("taken_off_at", "taken_off_by", name="chart_mark_taken_off_stamps"),
            models.UniqueConstraint(
                fields=["indicator", "kind", "from_on"],
                condition=Q(taken_off_at=None),
                name="chart_mark_one_of_a_kind_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.from_on}: {self.words}"
