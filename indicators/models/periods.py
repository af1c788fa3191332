"""Periods of a data set, opened for returns."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from board.models import scope_of
from indicators.enums import EDITABLE, ReturnStatus
from indicators.models.data_sets import DataSet
from lscb.core.constraints import both_or_neither, in_order
from lscb.core.models import User
from lscb.core.periods import Period as Span
from lscb.core.periods import PeriodKind, YearKind


class PeriodQuerySet(models.QuerySet["Period"]):
    def visible_to(self, user: User) -> Self:
        return self if scope_of(user).is_officer else self.none()

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def with_progress(self) -> Self:
        """Latest first: how many returns were asked for, are handed in, wait for review, and are accepted."""
        return self.annotate(
            asked_count=models.Count("returns"),
            returned_count=models.Count("returns", filter=~Q(returns__status__in=EDITABLE)),
            review_count=models.Count("returns", filter=Q(returns__status=ReturnStatus.SUBMITTED)),
            accepted_count=models.Count("returns", filter=Q(returns__status=ReturnStatus.ACCEPTED)),
            never_in_count=models.Count("returns", filter=Q(returns__first_submitted_on=None)),
        ).order_by("-starts_on", "data_set__name")

    def lock(self, pk: int) -> "Period":
        return self.select_for_update(no_key=True, of=("self",)).select_related("data_set").get(pk=pk)


class Period(models.Model):
    """One period of a data set, opened for returns. Late work is taken until the lock date."""

    data_set = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="periods")
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField("due")
    timely_until = models.DateField("on time until", null=True, blank=True, help_text="Empty: the due date.")
    locks_on = models.DateField("locked after")
    opened_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    # Of ``with_progress``
    asked_count: int
    returned_count: int
    review_count: int
    accepted_count: int
    never_in_count: int

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["data_set", "starts_on"], name="period_opened_once"),
            in_order("starts_on", "ends_on", name="period_ends_after_it_starts"),
            in_order("due_on", "locks_on", name="period_locks_after_it_is_due"),
            in_order("due_on", "timely_until", name="period_timely_from_the_due_date"),
            in_order("timely_until", "locks_on", name="period_timely_before_it_locks"),
            both_or_neither("closed_at", "closed_by", name="period_closed_stamps"),
        ]

    def __str__(self) -> str:
        return f"{self.data_set}, {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:period-detail", args=[self.pk])

    @property
    def span(self) -> Span:
        return Span(
            self.starts_on, self.ends_on, PeriodKind(self.data_set.frequency), YearKind(self.data_set.year_kind)
        )

    @property
    def label(self) -> str:
        return self.span.label

    @property
    def on_time_until(self) -> date:
        """The last day on which what is handed in counts as on time."""
        return self.timely_until or self.due_on

    def is_locked(self, *, today: date) -> bool:
        return self.closed_at is not None or today > self.locks_on
