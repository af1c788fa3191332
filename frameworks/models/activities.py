"""How a standard is checked, when, and each time that it was."""

from calendar import month_name
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from board.models import Agency, Group
from frameworks.enums import FREQUENCIES, FrameworkStatus, Method
from frameworks.fields import PartialDateField
from frameworks.models.frameworks import Framework
from frameworks.models.standards import Standard
from frameworks.timescales import Frequency, PartialDate, Recurrence
from frameworks.timescales.recurrence import COUNTED
from lscb.core.constraints import both_or_neither
from lscb.core.models import User


class ActivityQuerySet(models.QuerySet["MonitoringActivity"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(standard__section__framework__in=Framework.objects.visible_to(user))

    def of_adopted(self) -> Self:
        """Those that are owed: of what the Board agreed and has not replaced."""
        return self.filter(standard__section__framework__status=FrameworkStatus.ADOPTED)

    def for_listing(self) -> Self:
        return self.select_related("standard__section__framework", "lead", "lead_group", "at_meetings_of")


class MonitoringActivity(models.Model):
    """One way in which a standard is checked, and its timescale."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField()
    monitoring = models.TextField("how it is checked", max_length=10_000, blank=True)
    action = models.TextField(max_length=10_000, blank=True)
    method = models.CharField(max_length=20, choices=Method, blank=True)
    lead = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    lead_group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    lead_words = models.CharField("lead, where neither is here", max_length=200, blank=True)
    agencies = models.ManyToManyField(Agency, related_name="monitoring_activities", blank=True)
    comment = models.TextField(max_length=10_000, blank=True)
    timescale_words = models.TextField("timescale in words", max_length=5_000, blank=True)
    frequency = models.CharField("how often", max_length=20, choices=list(FREQUENCIES.items()), blank=True)
    number = models.PositiveSmallIntegerField("how many", null=True, blank=True)
    months = models.JSONField("in these months", default=list, blank=True)  # [4, 10]
    dates = models.JSONField("on these dates", default=list, blank=True)  # ["2011-06", "2011-12"]
    first_due = PartialDateField("first due", null=True, blank=True)
    at_meetings_of = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    came_from = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "monitoring activities"
        ordering = ["standard__section__position", "standard__position", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(frequency__in=["", *(each.value for each in Frequency)]), name="activity_frequency_is_known"
            ),
            models.CheckConstraint(condition=Q(method__in=["", *Method.values]), name="activity_method_is_known"),
            models.CheckConstraint(
                condition=Q(frequency__in=sorted(COUNTED), number__gte=1)
                | (~Q(frequency__in=sorted(COUNTED)) & Q(number__isnull=True)),
                name="activity_number_where_counted",
            ),
        ]

    def __str__(self) -> str:
        words = " ".join((self.monitoring or self.action or self.standard.outcome).split())
        return words if len(words) <= 120 else f"{words[:119].rsplit(' ', 1)[0]}…"

    def get_absolute_url(self) -> str:
        return reverse("frameworks:activity-detail", args=[self.pk])

    @property
    def how_often(self) -> str:
        """ "Yearly, in June", "Every 6 weeks"; where nothing is set, nothing."""
        words = {
            Frequency.EVERY_N_WEEKS: f"Every {self.number} weeks",
            Frequency.TIMES_A_YEAR: f"{self.number} times a year",
            Frequency.EACH_MEETING: f"At each meeting{f' of {self.at_meetings_of}' if self.at_meetings_of else ''}",
        }
        said = words.get(Frequency(self.frequency), self.get_frequency_display()) if self.frequency else ""
        dates = ", ".join(PartialDate.parse(each).in_words for each in self.dates)
        months = " and ".join(month_name[number] for number in self.months)
        return ", ".join(filter(None, (said, months and f"in {months}", dates)))

    @property
    def recurrence(self) -> Recurrence | None:
        dates = tuple(PartialDate.parse(said) for said in self.dates)
        if not self.frequency:
            return Recurrence(Frequency.ONCE, dates=dates) if dates else None
        return Recurrence(Frequency(self.frequency), self.number, tuple(self.months), dates)


class CompletionQuerySet(models.QuerySet["Completion"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(activity__in=MonitoringActivity.objects.visible_to(user))

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None).order_by("done_on", "pk")


class Completion(models.Model):
    """That an activity was carried out, and what showed it. A wrong one is withdrawn; none is overwritten."""

    activity = models.ForeignKey(MonitoringActivity, on_delete=models.CASCADE, related_name="completions")
    done_on = PartialDateField("done")
    shown_by = models.TextField("what showed it", max_length=5_000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ["done_on", "pk"]
        constraints = [
            both_or_neither("withdrawn_at", "withdrawn_by", name="completion_withdrawn_stamps"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                name="completion_withdrawn_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["activity", "done_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="completion_once_for_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.done_on}"
