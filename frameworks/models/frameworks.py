"""Frameworks in their versions, and their sections."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from board.models import Agency, Group, scope_of
from frameworks.enums import EDITABLE, PUBLIC, TRANSITIONS, FrameworkStatus, Kind, Route
from lscb.core.constraints import in_order, not_blank, one_of_choices
from lscb.core.exceptions import TransitionError
from lscb.core.models import User


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def visible_to(self, user: User) -> Self:
        """Drafts to the Board's own staff; what was put out, to everyone with a role."""
        scope = scope_of(user)
        if scope.is_officer:
            return self
        return self.filter(status__in=PUBLIC) if scope.has_a_role else self.none()

    def adopted(self) -> Self:
        return self.filter(status=FrameworkStatus.ADOPTED)

    def consulted_on(self, *, today: date) -> Self:
        return self.filter(status=FrameworkStatus.CONSULTATION, comments_by__gte=today)

    def in_the_making(self) -> Self:
        return self.filter(status__in=EDITABLE)


class Framework(models.Model):
    """What the Board holds itself and its agencies to, and how it finds out: one version of it."""

    title = models.CharField(max_length=200)
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PERFORMANCE)
    description = models.TextField(max_length=10_000, blank=True)
    starts_on = models.DateField("holds from", null=True, blank=True)
    ends_on = models.DateField("holds until", null=True, blank=True)
    owner = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="owner group"
    )
    review_on = models.DateField("to be reviewed", null=True, blank=True)
    status = models.CharField(max_length=20, choices=FrameworkStatus, default=FrameworkStatus.DRAFT)
    adopted_on = models.DateField(null=True, blank=True)
    comments_by = models.DateField("comments until", null=True, blank=True)
    # Whose comments are asked for; every agency's where none is named.
    asked = models.ManyToManyField(Agency, related_name="+", blank=True, verbose_name="agencies asked")
    route = models.CharField("how it is devised", max_length=20, choices=Route, blank=True)
    came_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="versions", null=True, blank=True, verbose_name="version before"
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["title", "-version"]
        constraints = [
            models.UniqueConstraint(Lower("title"), "version", name="framework_version_once"),
            not_blank("title", name="framework_has_a_title"),
            one_of_choices("kind", Kind, name="framework_kind_is_known"),
            one_of_choices("status", FrameworkStatus, name="framework_status_is_known"),
            in_order("starts_on", "ends_on", name="framework_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(status__in=sorted(EDITABLE), adopted_on__isnull=True)
                | (~Q(status__in=sorted(EDITABLE)) & Q(adopted_on__isnull=False)),
                name="framework_adopted_on_a_day",
            ),
            models.CheckConstraint(condition=Q(route__in=["", *Route.values]), name="framework_route_is_known"),
            models.UniqueConstraint(
                fields=["came_from"], condition=Q(status__in=sorted(EDITABLE)), name="framework_one_next_in_the_making"
            ),
        ]

    def __str__(self) -> str:
        return self.title if self.version == 1 else f"{self.title}, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("frameworks:framework-detail", args=[self.pk])

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Enter a last day that is not before the first"})

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    def move_to(self, target: FrameworkStatus, *, on: date) -> None:
        """The day counts where it is adopted."""
        current = FrameworkStatus(self.status)
        if target == current:
            raise TransitionError(f"This framework is {current.label.lower()} already.")
        if target not in TRANSITIONS[current]:
            raise TransitionError(
                f"This framework is {current.label.lower()}, so it cannot become {target.label.lower()}."
            )
        self.status = target
        if target == FrameworkStatus.ADOPTED:
            self.adopted_on = on


class SectionQuerySet(models.QuerySet["Section"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(framework__in=Framework.objects.visible_to(user))


class Section(models.Model):
    """Standards under one title."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300, blank=True)
    introduction = models.TextField(max_length=10_000, blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or "Without a title"
