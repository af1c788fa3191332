"""Campaigns: one tool, some agencies, some dates."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from audits.programme.models import ProgrammeEntry
from audits.self_assessment.models.tools import Tool
from board.models import Group, Meeting, scope_of
from lscb.core.constraints import both_or_neither, in_order, not_blank
from lscb.core.models import User


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: User) -> Self:
        """To those who read for the Board; an agency has its return."""
        return self if scope_of(user).reads_for_the_board else self.none()

    def running(self, *, today: date) -> Self:
        return self.filter(closed_at=None, opens_on__lte=today)


class Campaign(models.Model):
    """One round: who is asked, by when, and which group looks at what comes back."""

    tool = models.ForeignKey(Tool, on_delete=models.PROTECT, related_name="campaigns")
    title = models.CharField(max_length=200)
    opens_on = models.DateField("opens")
    due_on = models.DateField("due")
    locks_on = models.DateField("late returns taken until")
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="moderated by"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="presented at"
    )
    entry = models.ForeignKey(ProgrammeEntry, on_delete=models.PROTECT, related_name="campaigns", null=True, blank=True)
    hides_names = models.BooleanField("agencies see the others unnamed", default=True)
    has_challengers = models.BooleanField("other agencies challenge returns", default=False)
    challengers_open_evidence = models.BooleanField("challengers may open what shows the answers", default=False)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["title", "opens_on"], name="campaign_once"),
            not_blank("title", name="campaign_has_a_title"),
            in_order("opens_on", "due_on", name="campaign_due_after_it_opens"),
            in_order("due_on", "locks_on", name="campaign_locks_after_it_is_due"),
            both_or_neither("closed_at", "closed_by", name="campaign_closed_stamps"),
            models.CheckConstraint(
                condition=Q(challengers_open_evidence=False) | Q(has_challengers=True),
                name="campaign_evidence_is_opened_by_challengers",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("self-assessment:campaign-detail", args=[self.pk])

    def clean(self) -> None:
        if self.opens_on and self.due_on and self.due_on < self.opens_on:
            raise ValidationError({"due_on": "Enter a due date that is not before the opening"})
        if self.due_on and self.locks_on and self.locks_on < self.due_on:
            raise ValidationError({"locks_on": "Enter a day that is not before the due date"})
        if self.challengers_open_evidence and not self.has_challengers:
            raise ValidationError({"challengers_open_evidence": "Only where other agencies challenge returns"})

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None
