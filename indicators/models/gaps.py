"""Data gaps: what cannot be given yet of an indicator that is agreed, and the plan by which it will be gathered."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from board.models import Group, scope_of
from indicators.models.library import Indicator
from lscb.core.constraints import both_or_neither, not_blank
from lscb.core.models import User


class GapQuerySet(models.QuerySet["Gap"]):
    def visible_to(self, user: User) -> Self:
        """With their indicators; and to whoever sees to one."""
        scope = scope_of(user)
        if not scope.has_a_role:
            return self.none()
        seen = Q(indicator__in=Indicator.objects.visible_to(user))
        return self.filter(seen | Q(owner=user) | Q(task_group__in=scope.chairs))

    def open(self) -> Self:
        """Of agreed indicators: of what is retired nothing is missing."""
        return self.filter(closed_at=None).filter(indicator__in=Indicator.objects.agreed())

    def for_listing(self) -> Self:
        """By when they are due, those without a day last."""
        listed = self.select_related("indicator__supplier", "task_group", "owner", "closed_by")
        return listed.order_by(models.F("due_on").asc(nulls_last=True), "indicator__code")


class Gap(models.Model):
    """What is missing, who gathers it, by when, and who agreed to that."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="gaps")
    missing = models.TextField("what is missing", max_length=2_000)
    plan = models.TextField("how it will be gathered", max_length=5_000, blank=True)
    task_group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    due_on = models.DateField("by when", null=True, blank=True)
    agreed_by = models.CharField("who agreed to the plan", max_length=200, blank=True)
    agreed_on = models.DateField("agreed on", null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    outcome = models.TextField(max_length=2_000, blank=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        ordering = ["noted_at", "pk"]
        constraints = [
            not_blank("missing", name="gap_says_what_is_missing"),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(closed_at=None), name="gap_one_open_of_an_indicator"
            ),
            both_or_neither("closed_at", "closed_by", name="gap_closed_stamps"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(outcome=""), name="gap_closed_with_what_came_of_it"
            ),
            models.CheckConstraint(
                condition=Q(agreed_on=None, agreed_by="") | (Q(agreed_on__isnull=False) & ~Q(agreed_by="")),
                name="gap_plan_agreed_by_someone_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Data gap of {self.indicator}"

    def get_absolute_url(self) -> str:
        return f"{reverse('indicators:gap-register')}#gap-{self.pk}"

    @property
    def is_planned(self) -> bool:
        """Somebody sees to it, by a day."""
        return bool(self.plan and self.due_on and (self.task_group_id or self.owner_id))

    @property
    def whose(self) -> str:
        return ", ".join(str(each) for each in (self.task_group, self.owner) if each)

    def is_late(self, *, today: date) -> bool:
        return self.closed_at is None and self.due_on is not None and self.due_on < today
