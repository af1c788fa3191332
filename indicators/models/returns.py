"""Agencies' returns for a period, and every figure as it was typed."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable
from django.urls import reverse

from board.models import Agency, scope_of
from indicators.enums import EDITABLE, STATES, TRANSITIONS, MissingReason, ReturnStatus
from indicators.models.compared import IsCompared
from indicators.models.library import Indicator
from indicators.models.periods import Period
from indicators.rules import value_of
from lscb.core.constraints import both_or_neither, one_of_choices
from lscb.core.exceptions import TransitionError
from lscb.core.models import Thread, User


def answered(prefix: str = "") -> Q:
    """Rows with a figure, a symbol that says why there is none, or a reason chosen: ``Figure.is_answered`` in SQL."""
    return ~Q(**{f"{prefix}state": "not_supplied"}) | ~Q(**{f"{prefix}missing_reason": ""})


class IndicatorReturnQuerySet(models.QuerySet["IndicatorReturn"]):
    # Scope

    def visible_to(self, user: User) -> Self:
        """All to the Board's staff; to a lead their agency's; to a contributor those with a part for them."""
        scope = scope_of(user)
        if scope.is_officer:
            return self
        seen: Q | Combinable = Q(agency__in=scope.leads)
        if scope.contributes_to:
            delegated = Figure.objects.filter(indicator_return=OuterRef("pk"), delegated_to=user)
            seen |= Q(agency__in=scope.contributes_to) & Exists(delegated)
        return self.filter(seen)

    # Filters

    def outstanding(self) -> Self:
        return self.filter(status__in=EDITABLE)

    def late(self, *, today: date) -> Self:
        """Never handed in, though the time for it has passed. One that was sent back had come once."""
        is_past = Q(period__timely_until__lt=today) | Q(period__timely_until=None, period__due_on__lt=today)
        return self.filter(is_past, first_submitted_on=None)

    # Shape

    def for_listing(self) -> Self:
        return self.select_related("period__data_set", "agency", "submitted_by").order_by(
            "period__due_on", "agency__name"
        )

    def with_progress(self, user: User | None = None) -> Self:
        """``row_count``, ``answered_count`` (rows that have a figure or a reason) and ``query_count`` (open ones).

        Of all rows, or of those this person may see.
        """
        seen = Q(figures__isnull=False) if user is None else _rows_seen_by(user)
        queried = Q(figures__thread__isnull=False, figures__thread__closed_at=None)
        return self.annotate(
            row_count=models.Count("figures", filter=seen),
            answered_count=models.Count("figures", filter=seen & answered("figures__")),
            query_count=models.Count("figures", filter=seen & queried),
        )

    def lock(self, pk: int) -> "IndicatorReturn":
        return self.select_for_update(no_key=True, of=("self",)).select_related("period__data_set", "agency").get(pk=pk)


class IndicatorReturn(models.Model):
    """One agency's figures for one period."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="returns")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="indicator_returns")
    status = models.CharField(max_length=10, choices=ReturnStatus, default=ReturnStatus.OPEN)
    is_nil = models.BooleanField("nothing to report", default=False)
    commentary = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Of the commentary and the nil mark.")
    first_submitted_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    sent_back_reason = models.TextField(blank=True)
    late_until = models.DateField("late figures taken until", null=True, blank=True)
    late_because = models.CharField("reason", max_length=300, blank=True)

    # Annotations of ``with_progress``.
    row_count: int
    query_count: int
    answered_count: int

    objects = IndicatorReturnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "agency"], name="return_one_per_agency_and_period"),
            one_of_choices("status", ReturnStatus, name="return_status_is_known"),
            both_or_neither("submitted_at", "submitted_by", name="return_submitted_stamps"),
            both_or_neither("accepted_at", "accepted_by", name="return_accepted_stamps"),
            models.CheckConstraint(
                condition=Q(status=ReturnStatus.ACCEPTED, accepted_at__isnull=False)
                | (~Q(status=ReturnStatus.ACCEPTED) & Q(accepted_at__isnull=True)),
                name="return_accepted_iff_stamped",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ReturnStatus.SUBMITTED, ReturnStatus.ACCEPTED])
                | Q(submitted_at__isnull=False),
                name="return_submitted_is_stamped",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReturnStatus.SENT_BACK) | ~Q(sent_back_reason=""),
                name="return_sent_back_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(late_until=None) | ~Q(late_because=""), name="return_taken_late_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.period.label}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:return-detail", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    def is_locked(self, *, today: date) -> bool:
        """Its period is, and no exception was made for this agency."""
        is_excepted = self.late_until is not None and today <= self.late_until and self.period.closed_at is None
        return self.period.is_locked(today=today) and not is_excepted

    def is_late(self, *, today: date) -> bool:
        """Late by the day it was first submitted, or by today while it is not."""
        return (self.first_submitted_on or today) > self.period.on_time_until

    def move_to(self, target: ReturnStatus) -> None:
        current = ReturnStatus(self.status)
        if target not in TRANSITIONS[current]:
            now, then = current.label.lower(), target.label.lower()
            raise TransitionError(f"This return is {now}, so it cannot become {then}.")
        self.status = target


def _rows_seen_by(user: User) -> Q:
    """The rows of a visible return that ``Figure.objects.visible_to`` lets through, for counting them in a listing."""
    scope = scope_of(user)
    if scope.is_officer:
        return Q(figures__isnull=False)
    return Q(agency__in=scope.leads) | Q(figures__delegated_to=user)


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, user: User) -> Self:
        """All to the Board's staff; to a lead their agency's; to a contributor only the rows handed to them."""
        scope = scope_of(user)
        if scope.is_officer:
            return self
        seen = Q(indicator_return__agency__in=scope.leads)
        if scope.contributes_to:
            seen |= Q(indicator_return__agency__in=scope.contributes_to, delegated_to=user)
        return self.filter(seen)

    def in_order(self) -> Self:
        return self._compared().select_related("indicator", "thread").order_by("order", "indicator__code")

    def with_return(self) -> Self:
        """Everything one row's page and log line touch."""
        return self._compared().select_related(
            "indicator_return__period__data_set", "indicator_return__agency", "indicator", "saved_by"
        )

    def _compared(self) -> Self:
        """``is_compared``: whether there may be anything to compare a row with besides its own past."""
        return self.annotate(is_compared=IsCompared())

    def lock(self, pk: int) -> "Figure":
        return (
            self.select_for_update(no_key=True, of=("self",))
            .select_related("indicator_return__period__data_set", "indicator_return__agency", "indicator")
            .get(pk=pk)
        )


EXPLANATION_LENGTH = 2_000


class Figure(models.Model):
    """One row of a return: what was typed, what it was read as, and what was said about it."""

    indicator_return = models.ForeignKey(IndicatorReturn, on_delete=models.PROTECT, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures")
    order = models.PositiveSmallIntegerField(default=0)
    # As typed, whatever it was: a wrong entry is shown back, never thrown away.
    numerator_text = models.CharField(max_length=200, blank=True)
    denominator_text = models.CharField(max_length=200, blank=True)
    value_text = models.CharField(max_length=200, blank=True)
    # As read. ``value`` is stored only where it was typed; else it comes from numerator and denominator.
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    state = models.CharField(max_length=20, choices=STATES, default="not_supplied")
    missing_reason = models.CharField(max_length=20, choices=MissingReason, blank=True)
    commentary = models.TextField(blank=True)
    explanation = models.TextField(blank=True, help_text="What lies behind a figure that looks wrong.")
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    delegated_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegated_figures", null=True, blank=True
    )
    # Of ``in_order`` and ``with_return``; who reads a row otherwise looks whether there is anything.
    is_compared: bool = True

    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="figure", null=True, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator_return", "indicator"], name="figure_one_per_indicator"),
            models.CheckConstraint(condition=Q(state__in=[s for s, _ in STATES]), name="figure_state_is_known"),
            models.CheckConstraint(
                condition=Q(missing_reason="") | Q(missing_reason__in=MissingReason.values),
                name="figure_reason_is_known",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(numerator__isnull=True), name="figure_value_never_typed_twice"
            ),
            models.CheckConstraint(
                condition=Q(state="given") | Q(numerator__isnull=True, denominator__isnull=True, value__isnull=True),
                name="figure_without_a_figure_has_no_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="given") | Q(numerator__isnull=False) | Q(value__isnull=False),
                name="figure_given_has_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} of {self.indicator_return}"

    @property
    def derived(self) -> Decimal | None:
        """The value typed, or worked out from numerator and denominator; never both."""
        unit, places = self.indicator.unit, self.indicator.decimals
        return value_of(self.numerator, self.denominator, self.value, unit=unit, places=places)

    @property
    def is_answered(self) -> bool:
        """A figure, a symbol that says why there is none, or a reason chosen."""
        return self.state != "not_supplied" or bool(self.missing_reason)
