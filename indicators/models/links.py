"""What leads from one indicator to others: where to look if it moves, and what is expected to follow."""

from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from indicators.models.library import Indicator
from lscb.core.constraints import both_or_neither, not_blank
from lscb.core.models import User

MOST_PERIODS = 12


class LookAtQuerySet(models.QuerySet["LookAt"]):
    def visible_to(self, user: User) -> Self:
        """Where both indicators are."""
        seen = Indicator.objects.visible_to(user)
        return self.filter(indicator__in=seen, other__in=seen)


class LookAt(models.Model):
    """If this moves, look at that."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="looks_at")
    other = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=300)

    objects = LookAtQuerySet.as_manager()

    class Meta:
        ordering = ["other__code"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "other"], name="look_at_once"),
            not_blank("why", name="look_at_with_a_reason"),
            models.CheckConstraint(condition=~Q(indicator=F("other")), name="look_at_another"),
        ]

    def __str__(self) -> str:
        return f"If {self.indicator.code} moves, look at {self.other.code}"


class HypothesisQuerySet(models.QuerySet["Hypothesis"]):
    def visible_to(self, user: User) -> Self:
        """Where both indicators are."""
        seen = Indicator.objects.visible_to(user)
        return self.filter(leading__in=seen, following__in=seen)

    def about(self, indicator: Indicator) -> Self:
        return self.filter(Q(leading=indicator) | Q(following=indicator)).filter(withdrawn_at=None)


class Hypothesis(models.Model):
    """As the one rises the other should rise, or fall, after so many periods."""

    leading = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    following = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    falls = models.BooleanField(default=True)
    after_periods = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(MOST_PERIODS)])
    why = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = HypothesisQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "hypotheses"
        ordering = ["made_at", "pk"]
        constraints = [
            not_blank("why", name="hypothesis_with_a_reason"),
            models.CheckConstraint(condition=~Q(leading=F("following")), name="hypothesis_of_two"),
            models.CheckConstraint(condition=Q(after_periods__lte=MOST_PERIODS), name="hypothesis_follows_soon"),
            both_or_neither("withdrawn_at", "withdrawn_by", name="hypothesis_withdrawn_stamps"),
            models.UniqueConstraint(
                fields=["leading", "following"], condition=Q(withdrawn_at=None), name="hypothesis_one_of_two"
            ),
        ]

    def __str__(self) -> str:
        then = "fall" if self.falls else "rise"
        after = {0: "in the same period", 1: "one period later"}.get(
            self.after_periods, f"{self.after_periods} periods later"
        )
        return f"As {self.leading.code} rises, {self.following.code} should {then} {after}"

    def get_absolute_url(self) -> str:
        return f"{reverse('reports:linked', args=[self.leading_id])}#hypothesis-{self.pk}"
