"""A table on its way in: what was read, what a person said of it, what it made."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from board.models import scope_of
from frameworks.enums import BringingInState
from lscb.core.constraints import one_of_choices
from lscb.core.models import Job, User
from lscb.core.reading import Correction, Row, Table, Tables


class BringingInQuerySet(models.QuerySet["BringingIn"]):
    def visible_to(self, user: User) -> Self:
        """Nobody's but the Board's own staff's: it is no framework yet."""
        return self if scope_of(user).is_officer else self.none()

    def lately(self) -> Self:
        """Those to go on with, or that may be taken back."""
        wanted = self.filter(state__in=[BringingInState.PREVIEW, BringingInState.SAVED])
        return wanted.defer("tables", "corrections", "made").order_by("-begun_at")


class BringingIn(models.Model):
    """Kept from the upload on, so that nothing typed is lost, and until it is saved once, undone or thrown away."""

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    tables = models.JSONField()
    columns = models.JSONField(default=dict)  # {"0": "standard"}, where a person said so
    corrections = models.JSONField(default=dict)  # {"12": Correction.as_json()}
    state = models.CharField(max_length=20, choices=BringingInState, default=BringingInState.PREVIEW)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    made = models.JSONField(default=dict)  # whatever its kind needs to find it again
    rows_made = models.PositiveIntegerField(default=0)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    objects = BringingInQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bringings in"
        ordering = ["-begun_at"]
        constraints = [
            one_of_choices("state", BringingInState, name="bringing_in_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=BringingInState.PREVIEW, finished_at__isnull=True)
                | (~Q(state=BringingInState.PREVIEW) & Q(finished_at__isnull=False)),
                name="bringing_in_finished_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.file_name or "A pasted table"

    def get_absolute_url(self) -> str:
        return reverse("frameworks:bringing-in", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == BringingInState.PREVIEW

    @property
    def found(self) -> Tables:
        """The tables as they were read."""
        tables = [
            Table(each["heading"], [Row(number, tuple(cells)) for number, cells in each["rows"]])
            for each in self.tables["tables"]
        ]
        return Tables(tables, list(self.tables["notes"]))

    @found.setter
    def found(self, tables: Tables) -> None:
        self.tables = {
            "notes": tables.notes,
            "tables": [
                {"heading": table.heading, "rows": [[row.number, list(row.cells)] for row in table.rows]}
                for table in tables.tables
            ],
        }

    @property
    def columns_by_hand(self) -> dict[int, str] | None:
        return {int(place): column for place, column in self.columns.items()} or None

    @property
    def corrected(self) -> dict[int, Correction]:
        return {int(row): Correction.parse(said) for row, said in self.corrections.items()}
