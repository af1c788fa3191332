"""Which indicators a group looks at when it meets next."""

from typing import Self

from django.conf import settings
from django.db import models

from board.models import Meeting, scope_of
from indicators.models.library import Indicator
from lscb.core.models import User


class ChosenIndicatorQuerySet(models.QuerySet["ChosenIndicator"]):
    def visible_to(self, user: User) -> Self:
        """To those who read for the Board, whose indicators they are."""
        return self if scope_of(user).reads_for_the_board else self.none()


class ChosenIndicator(models.Model):
    """One indicator that a group chose to review at one meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="chosen_indicators")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="chosen_for")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ChosenIndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["indicator__code"]
        constraints = [models.UniqueConstraint(fields=["meeting", "indicator"], name="indicator_chosen_once")]

    def __str__(self) -> str:
        return f"{self.indicator.code} at {self.meeting}"
