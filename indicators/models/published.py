"""Figures as the Board has accepted them, kept through every correction."""

from datetime import datetime
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from board.models import scope_of
from indicators.enums import STATES
from indicators.models.library import Indicator
from indicators.models.returns import Figure
from indicators.rules import value_of
from lscb.core.constraints import in_order
from lscb.core.models import User
from lscb.core.periods import Period as Span
from lscb.core.periods import PeriodKind, YearKind


class PublishedFigureQuerySet(models.QuerySet["PublishedFigure"]):
    def visible_to(self, user: User) -> Self:
        """The same rows as their indicators; small numbers are for ``disclosure`` to hide."""
        scope = scope_of(user)
        if scope.reads_for_the_board:
            return self
        return self.filter(indicator__supplier__in=scope.agencies)

    def as_at(self, moment: datetime) -> Self:
        """What had been accepted at that moment and not yet corrected."""
        return self.filter(published_at__lte=moment).filter(Q(superseded_at=None) | Q(superseded_at__gt=moment))

    def current(self) -> Self:
        return self.filter(superseded_at=None)


class PublishedFigure(models.Model):
    """One indicator's accepted figure for one period. A correction supersedes it; nothing overwrites it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="published")
    starts_on = models.DateField()
    ends_on = models.DateField()
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    state = models.CharField(max_length=20, choices=STATES, default="given")
    missing_reason = models.CharField(max_length=20, blank=True)
    commentary = models.TextField(blank=True)
    explanation = models.TextField(blank=True)
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="published", null=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    why = models.TextField(blank=True, help_text="Why it was corrected, where it corrects another.")
    superseded_at = models.DateTimeField(null=True)

    is_hidden_beside = models.BooleanField(
        default=False, help_text="Not small, but a small figure could be worked out from it."
    )

    objects = PublishedFigureQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "starts_on"],
                condition=Q(superseded_at=None),
                name="published_figure_one_current",
            ),
            in_order("starts_on", "ends_on", name="published_figure_ends_after_it_starts"),
            in_order("published_at", "superseded_at", name="published_figure_superseded_after"),
            models.CheckConstraint(condition=Q(state__in=[s for s, _ in STATES]), name="published_state_is_known"),
        ]
        indexes = [models.Index(fields=["indicator", "-starts_on"], name="published_of_indicator")]

    def __str__(self) -> str:
        return f"{self.indicator.code} from {self.starts_on}"

    @property
    def span(self) -> Span:
        kinds = PeriodKind(self.indicator.frequency), YearKind(self.indicator.year_kind)
        return Span(self.starts_on, self.ends_on, *kinds)

    @property
    def derived(self) -> Decimal | None:
        """The value typed, or worked out from numerator and denominator; never both."""
        unit, places = self.indicator.unit, self.indicator.decimals
        return value_of(self.numerator, self.denominator, self.value, unit=unit, places=places)
