"""Places that figures are compared with, and which authorities are like our own."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from board.models import scope_of
from indicators.enums import AreaKind
from lscb.core.constraints import both_or_neither, not_blank, one_of_choices
from lscb.core.models import User


class Area(models.Model):
    """England, a region or an authority. A neighbour model may name it before any file gives its nine-letter code."""

    kind = models.CharField(max_length=10, choices=AreaKind, default=AreaKind.AUTHORITY)
    name = models.CharField(max_length=100)
    ons_code = models.CharField("code", max_length=9, blank=True)
    old_code = models.CharField("the Department’s code", max_length=3, blank=True, db_index=True)
    region = models.ForeignKey("self", on_delete=models.PROTECT, related_name="authorities", null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            one_of_choices("kind", AreaKind, name="area_kind_is_known"),
            not_blank("name", name="area_has_a_name"),
            models.CheckConstraint(condition=~Q(ons_code="") | ~Q(old_code=""), name="area_has_one_code_at_least"),
            models.UniqueConstraint(fields=["ons_code"], condition=~Q(ons_code=""), name="area_one_of_a_code"),
        ]

    def __str__(self) -> str:
        return self.name


class NeighbourSetQuerySet(models.QuerySet["NeighbourSet"]):
    def visible_to(self, user: User) -> Self:
        """Kept by the Board's staff; others read what comes of it on an indicator's page."""
        return self if scope_of(user).is_officer else self.none()

    def kept(self) -> Self:
        return self.filter(taken_away_at=None)

    def in_use(self) -> Self:
        """The newest model that was not taken away is the first of these."""
        return self.kept().order_by("-year", "-pk")

    def in_use_at(self, moment: datetime) -> Self:
        there = self.filter(made_at__lte=moment).filter(Q(taken_away_at=None) | Q(taken_away_at__gt=moment))
        return there.order_by("-year", "-pk")

    def lock(self, pk: int) -> "NeighbourSet":
        return self.select_for_update(no_key=True, of=("self",)).select_related("own").get(pk=pk)


class NeighbourSet(models.Model):
    """The authorities that a model of some year names as like ours, the likest first."""

    model = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    own = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    taken_away_at = models.DateTimeField(null=True)
    taken_away_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects = NeighbourSetQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            not_blank("model", name="neighbour_set_has_a_name"),
            both_or_neither("taken_away_at", "taken_away_by", name="neighbour_set_taken_away_stamps"),
            models.UniqueConstraint(
                fields=["model", "year"], condition=Q(taken_away_at=None), name="neighbour_set_one_of_a_name_and_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.year}, {self.own}"


class Neighbour(models.Model):
    """One authority's place among those like ours."""

    neighbour_set = models.ForeignKey(NeighbourSet, on_delete=models.CASCADE, related_name="neighbours")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    closeness = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["neighbour_set", "place"], name="neighbour_one_at_a_place"),
            models.UniqueConstraint(fields=["neighbour_set", "area"], name="neighbour_once_in_a_set"),
            models.CheckConstraint(condition=Q(place__gte=1), name="neighbour_places_begin_with_one"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.area}"
