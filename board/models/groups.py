"""Groups, who sits on them, and when they meet."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from board.enums import GroupKind
from board.models.agencies import Agency
from board.models.roles import scope_of
from lscb.core.constraints import not_blank, one_of_choices
from lscb.core.models import User


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, user: User) -> Self:
        return self if scope_of(user).has_a_role else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)

    def for_listing(self) -> Self:
        chair = Membership.objects.filter(group=models.OuterRef("pk"), is_chair=True)
        return self.annotate(
            member_count=models.Count("memberships"), chair_name=models.Subquery(chair.values("person__name")[:1])
        ).order_by("name")


class Group(models.Model):
    """The Board itself, its executive, a sub-group, a forum or a locality group."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=GroupKind)
    terms_of_reference = models.TextField(max_length=20_000, blank=True)
    is_active = models.BooleanField(default=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="group_one_per_name"),
            not_blank("name", name="group_has_a_name"),
            one_of_choices("kind", GroupKind, name="group_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("board:group-detail", args=[self.pk])


class Membership(models.Model):
    """A person's seat on a group, for an agency or as a lay member. The chair is one of them."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    is_chair = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_chair", "person__name"]
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="membership_one_seat"),
            models.UniqueConstraint(fields=["group"], condition=models.Q(is_chair=True), name="membership_one_chair"),
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.group}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> Self:
        return self if scope_of(user).has_a_role else self.none()

    def of_the_board(self) -> Self:
        return self.filter(group__kind=GroupKind.BOARD)

    def held_before(self, today: date) -> Self:
        return self.filter(held_on__lt=today).order_by("-held_on")

    def from_day(self, today: date) -> Self:
        return self.filter(held_on__gte=today).order_by("held_on")


class Meeting(models.Model):
    """A dated meeting of a group."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField("date")
    starts_at = models.TimeField("time", null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["held_on"]
        constraints = [
            models.UniqueConstraint(fields=["group", "held_on"], name="meeting_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.held_on.day} {self.held_on:%B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("board:meeting-detail", args=[self.pk])
