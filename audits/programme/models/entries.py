"""Programmes and their entries."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse

from audits.programme.enums import (
    LEADING_ROLES,
    NEEDS_A_REASON,
    OPEN,
    RECURRING,
    TRANSITIONS,
    Afterwards,
    Category,
    EntryStatus,
)
from board.models import Agency, Group, RoleAppointment, scope_of
from board.rules import year_label
from frameworks.models import MonitoringActivity, Standard
from lscb.core.constraints import in_order, not_blank, one_of_choices
from lscb.core.exceptions import TransitionError
from lscb.core.models import User

LED_ONCE = "Choose one lead: a person, a group or a role, or write who it is"


def has_left(*, today: date) -> Any:
    """Its lead is a person who holds no role here any more, or whose account is closed."""
    current = RoleAppointment.objects.current(today=today).filter(person=OuterRef("lead"), person__is_active=True)
    return Q(lead__isnull=False) & ~Exists(current)


def _concerns(agencies: Iterable[int]) -> Any:
    """Its own agency is one of these, or one that it concerns besides."""
    besides = ProgrammeEntry.agencies.through.objects.filter(programmeentry=OuterRef("pk"), agency__in=agencies)
    return Q(agency__in=agencies) | Q(Exists(besides))


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: User) -> Self:
        return self if scope_of(user).has_a_role else self.none()


class Programme(models.Model):
    """One of the Board's years of audits."""

    year = models.PositiveSmallIntegerField("year it starts in", unique=True)
    # As the Board's year was when it was begun: a later change of the setting renames no year gone by.
    starts_in = models.PositiveSmallIntegerField("month it starts in", default=4)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_in__gte=1, starts_in__lte=12), name="programme_starts_in_a_month")
        ]

    def __str__(self) -> str:
        return f"Audit programme {year_label(self.year, self.starts_in)}"

    def get_absolute_url(self) -> str:
        return reverse("programme:programme-detail", args=[self.pk])


class EntryQuerySet(models.QuerySet["ProgrammeEntry"]):
    def visible_to(self, user: User) -> Self:
        """The whole programme to those who read for the Board; to others the entries that concern them."""
        scope = scope_of(user)
        if scope.reads_for_the_board:
            return self
        if not scope.has_a_role:
            return self.none()
        leads = Q(lead=user) | Q(lead_group__in=scope.chairs) | Q(lead_role__in=scope.roles)
        return self.filter(leads | _concerns(scope.agencies))

    def saying_who_left(self, *, today: date) -> Self:
        return self.annotate(lead_has_left=ExpressionWrapper(has_left(today=today), models.BooleanField()))

    def concerning(self, agencies: Iterable[int]) -> Self:
        return self.filter(_concerns(agencies))

    def due_in(self, month: int) -> Self:
        dates = Cast("dates", models.TextField())
        return self.alias(all_dates=dates).filter(Q(due_on__month=month) | Q(all_dates__contains=f"-{month:02d}-"))

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def late(self, *, today: date) -> Self:
        return self.open().filter(due_on__lt=today)

    def unled(self, *, today: date) -> Self:
        """Open, and led by nobody, or by someone who has left."""
        nobody = Q(lead=None, lead_group=None, lead_role="", lead_words="")
        return self.open().filter(nobody | has_left(today=today))

    def led_as(self, key: str) -> Self:
        """``key``: of a person, else the kind of lead and which: "12", "group:3", "role:manager"."""
        kind, is_another, value = key.partition(":")
        return self.filter(**{f"lead_{kind}": value} if is_another else {"lead": key})

    def likely_to_recur(self) -> Self:
        """What the next year begins with: neither what answered an event nor what was to be done once."""
        return (
            self.filter(category__in=RECURRING).exclude(frequency__iexact="once").exclude(status=EntryStatus.CANCELLED)
        )

    def for_listing(self) -> Self:
        return self.select_related("programme", "lead", "lead_group", "agency", "route")


class ProgrammeEntry(models.Model):
    """One line of the programme: what is to be looked at, how often, when, and by whom."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=200)
    criteria = models.TextField("subject and criteria in full", max_length=10_000, blank=True)
    category = models.CharField(max_length=20, choices=Category)
    frequency = models.CharField(max_length=80, blank=True, help_text="As the programme words it: yearly, quarterly.")
    when_words = models.CharField(
        "dates in words", max_length=500, blank=True, help_text="Where no day says it: on audit schedule, quarterly."
    )
    starts_on = models.DateField("starts", null=True, blank=True)
    due_on = models.DateField("due", null=True, blank=True)  # of several days, the next that is owed
    dates = models.JSONField("due several times", default=list, blank=True)  # ["2017-06-30", "2017-12-31"]
    lead = models.ForeignKey(User, on_delete=models.PROTECT, related_name="programme_entries", null=True, blank=True)
    lead_group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="lead, where a group"
    )
    lead_role = models.CharField(
        "lead, where a role here",
        max_length=20,
        choices=[(each.value, each.label) for each in LEADING_ROLES],
        blank=True,
    )
    lead_words = models.CharField("lead, where none of these", max_length=120, blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="programme_entries", null=True, blank=True
    )
    agencies = models.ManyToManyField(
        Agency, related_name="+", blank=True, verbose_name="agencies that it concerns besides"
    )
    standards = models.ManyToManyField(Standard, related_name="programme_entries", blank=True)
    activities = models.ManyToManyField(MonitoringActivity, related_name="programme_entries", blank=True)
    route = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="scrutinised by"
    )
    afterwards = models.CharField("after scrutiny", max_length=20, choices=Afterwards, blank=True)
    status = models.CharField(max_length=20, choices=EntryStatus, default=EntryStatus.PLANNED)
    status_reason = models.CharField("why it was postponed or cancelled", max_length=300, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    comment = models.TextField(max_length=10_000, blank=True)
    came_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="last year's entry"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "programme entries"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="entry_numbered_in_its_year"),
            not_blank("subject", name="entry_has_a_subject"),
            in_order("starts_on", "due_on", name="entry_due_after_it_starts"),
            one_of_choices("category", Category, name="entry_category_is_known"),
            one_of_choices("status", EntryStatus, name="entry_status_is_known"),
            models.CheckConstraint(
                condition=Q(afterwards__in=["", *Afterwards.values]), name="entry_afterwards_is_known"
            ),
            models.CheckConstraint(
                condition=Q(lead_role__in=["", *(role.value for role in LEADING_ROLES)]),
                name="entry_lead_role_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(NEEDS_A_REASON)) | ~Q(status_reason=""),
                name="entry_put_off_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=EntryStatus.COMPLETE, completed_on__isnull=False)
                | (~Q(status=EntryStatus.COMPLETE) & Q(completed_on__isnull=True)),
                name="entry_complete_iff_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("programme:entry-detail", args=[self.pk])

    def clean(self) -> None:
        if self.starts_on and self.due_on and self.due_on < self.starts_on:
            raise ValidationError({"due_on": "Enter a due date that is not before the start"})
        leads = {"lead": self.lead_id, "lead_group": self.lead_group_id, "lead_role": self.lead_role}
        said = [name for name, value in (leads | {"lead_words": self.lead_words}).items() if value]
        if len(said) > 1:
            raise ValidationError({said[-1]: LED_ONCE})

    @property
    def days(self) -> list[date]:
        """Each on which it is due in its year."""
        return [date.fromisoformat(day) for day in self.dates] or ([self.due_on] if self.due_on else [])

    @property
    def lead_in_words(self) -> str:
        """A person, a group, a role or words; nothing where nobody leads it."""
        return str(self.lead or self.lead_group or self.get_lead_role_display() or self.lead_words)

    def is_late(self, *, today: date) -> bool:
        return self.status in OPEN and self.due_on is not None and self.due_on < today

    def move_to(self, target: EntryStatus) -> None:
        current = EntryStatus(self.status)
        if target == current:
            raise TransitionError(f"This entry is {current.label.lower()} already.")
        if target not in TRANSITIONS[current]:
            raise TransitionError(f"This entry is {current.label.lower()}, so it cannot become {target.label.lower()}.")
        self.status = target
