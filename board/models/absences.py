"""Who is away, and who stands in."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from lscb.core.constraints import in_order
from lscb.core.models import User


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day, ended_at=None)

    def not_over(self, *, today: date) -> Self:
        return self.filter(ends_on__gte=today, ended_at=None)


class Absence(models.Model):
    """A person is away, first and last day included; what they answer for, their deputy answers for as well."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("first day away")
    ends_on = models.DateField("last day away")
    # Back before the last day.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            in_order("starts_on", "ends_on", name="absence_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(deputy=F("person")), name="absence_has_another_as_deputy"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, away until {self.ends_on.day} {self.ends_on:%B %Y}"

    @classmethod
    def standing_in(cls, day: date) -> dict[int, int]:
        """Person -> deputy, on a day. Of two absences that overlap the later one counts."""
        active = cls.objects.on(day).filter(deputy__is_active=True).order_by("pk")
        return dict(active.values_list("person", "deputy"))
