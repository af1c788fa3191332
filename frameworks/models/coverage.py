"""What the Board does to answer its key questions, sector by sector."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from board.enums import Sector
from board.models import KeyQuestion, scope_of
from frameworks.enums import CellKind
from frameworks.models.activities import MonitoringActivity
from lscb.core.constraints import not_blank, one_of_choices
from lscb.core.models import User


class CoverageQuerySet(models.QuerySet["Coverage"]):
    def visible_to(self, user: User) -> Self:
        """To those who read for the Board: it names audits and reports of every agency."""
        return self if scope_of(user).reads_for_the_board else self.none()


class Coverage(models.Model):
    """One matrix: its rows stand under headings."""

    title = models.CharField(max_length=200)

    objects = CoverageQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "coverages"
        ordering = ["-pk"]
        constraints = [
            not_blank("title", name="coverage_has_a_title"),
            models.UniqueConstraint(Lower("title"), name="coverage_one_per_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("frameworks:coverage-detail", args=[self.pk])


class CoverageSectionQuerySet(models.QuerySet["CoverageSection"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(coverage__in=Coverage.objects.visible_to(user))


class CoverageSection(models.Model):
    """Rows under one heading."""

    coverage = models.ForeignKey(Coverage, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300, blank=True)
    introduction = models.TextField(max_length=10_000, blank=True)

    objects = CoverageSectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or "Without a heading"


class CoverageRowQuerySet(models.QuerySet["CoverageRow"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(section__coverage__in=Coverage.objects.visible_to(user))


class CoverageRow(models.Model):
    """One activity of assurance. ``words`` are said across all sectors."""

    section = models.ForeignKey(CoverageSection, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("activity", max_length=300)
    words = models.TextField("said across all sectors", max_length=10_000, blank=True)
    how_often = models.CharField(max_length=80, blank=True)
    key_questions = models.ManyToManyField(KeyQuestion, related_name="coverage_rows", blank=True)
    activity = models.ForeignKey(
        MonitoringActivity, on_delete=models.SET_NULL, related_name="coverage_rows", null=True, blank=True
    )

    objects = CoverageRowQuerySet.as_manager()

    class Meta:
        ordering = ["section__position", "position", "pk"]
        constraints = [not_blank("title", name="coverage_row_has_a_title")]

    def __str__(self) -> str:
        return self.title


class CoverageCell(models.Model):
    """What is said of one sector. Where nothing is, there is a gap."""

    row = models.ForeignKey(CoverageRow, on_delete=models.CASCADE, related_name="cells")
    sector = models.CharField(max_length=20, choices=Sector)
    kind = models.CharField(max_length=20, choices=CellKind)
    words = models.TextField(max_length=5_000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row", "sector"], name="coverage_cell_one_per_sector"),
            one_of_choices("sector", Sector, name="coverage_cell_sector_is_known"),
            one_of_choices("kind", CellKind, name="coverage_cell_kind_is_known"),
            models.CheckConstraint(
                condition=(Q(kind=CellKind.WORDS) & ~Q(words="")) | (~Q(kind=CellKind.WORDS) & Q(words="")),
                name="coverage_cell_words_where_it_is_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row}, {self.get_sector_display()}"
