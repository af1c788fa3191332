"""Member organisations."""

from typing import Self

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from board.enums import AgencyKind, Sector
from board.models.roles import scope_of
from lscb.core.constraints import not_blank, one_of_choices
from lscb.core.models import User


class AgencyQuerySet(models.QuerySet["Agency"]):
    def visible_to(self, user: User) -> Self:
        """Who belongs to the Board is no secret among those with a role."""
        return self if scope_of(user).has_a_role else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)

    def for_listing(self) -> Self:
        return self.select_related("representative", "deputy").order_by("name")


class Agency(models.Model):
    """A member organisation of the Board."""

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    sector = models.CharField(max_length=20, choices=Sector)
    kind = models.CharField("kind of agency", max_length=20, choices=AgencyKind, blank=True)
    representative = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    is_active = models.BooleanField(default=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="agency_one_per_name"),
            not_blank("name", name="agency_has_a_name"),
            one_of_choices("sector", Sector, name="agency_sector_is_known"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["", *AgencyKind.values]), name="agency_kind_is_known_or_none"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("board:agency-detail", args=[self.pk])
