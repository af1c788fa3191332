"""Published figures of other places: how a file is read, the file, and what it made."""

from collections.abc import Mapping
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from board.models import scope_of
from indicators.analysis.figures import FigureState
from indicators.enums import FREQUENCIES, STATES, BenchmarkFileState
from indicators.models.areas import Area
from indicators.models.library import Indicator
from lscb.core.constraints import in_order, not_blank, one_of_choices
from lscb.core.exceptions import Refused
from lscb.core.models import User
from lscb.core.reading import Row, Table, Tables

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."


class OfStaffQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """The Board's staff's to keep; others read what comes of it on an indicator's page."""
        return self if scope_of(user).is_officer else self.none()


class MappingQuerySet(OfStaffQuerySet):
    def lock(self, pk: int) -> "BenchmarkMapping":
        found: Any = self.select_for_update().filter(pk=pk).first()
        if found is None:
            raise Refused("Someone has removed this meanwhile. Nothing was changed.")
        return found


class YearSaid(models.TextChoices):
    """What a year of one number is, where nothing else in the file says it: 2016 as 2015–16 or as 2016–17."""

    ENDING = "year ending", "the one that ends in it: 2016 is 2015–16"
    BEGINNING = "year beginning", "the one that begins in it: 2016 is 2016–17"


class BenchmarkMapping(models.Model):
    """Said once of a file's columns and symbols, and used again on the file of the next year."""

    name = models.CharField(max_length=120, unique=True)
    columns = models.JSONField(default=dict)  # what a column holds: how the file calls it
    symbols = models.JSONField(default=dict)  # a symbol: the state of a figure that it stands for
    frequency = models.CharField("published", max_length=20, choices=FREQUENCIES, default="year")
    sheet = models.CharField(max_length=100, blank=True)  # of a workbook with several; empty for all of them
    year_said = models.CharField(max_length=20, choices=YearSaid, blank=True)
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=300, default=LICENCE, blank=True)

    objects = MappingQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            not_blank("name", name="benchmark_mapping_has_a_name"),
            models.CheckConstraint(condition=Q(year_said__in=["", *YearSaid.values]), name="mapping_year_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicators:benchmark-mapping", args=[self.pk])

    @property
    def names_periods(self) -> bool:
        return bool(self.columns.get("period"))

    @property
    def states(self) -> Mapping[str, FigureState]:
        return {symbol: FigureState(state) for symbol, state in self.symbols.items()}


class MappingLine(models.Model):
    """Where one indicator's figures stand in such a file: in which column, and in which of its rows."""

    mapping = models.ForeignKey(BenchmarkMapping, on_delete=models.CASCADE, related_name="lines")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="mapping_lines")
    value_column = models.CharField(max_length=200)
    numerator_column = models.CharField(max_length=200, blank=True)
    denominator_column = models.CharField(max_length=200, blank=True)
    where_column = models.CharField(max_length=200, blank=True)
    where_value = models.CharField(max_length=300, blank=True)
    also_where = models.JSONField(default=list)  # further columns, each with its word

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mapping", "indicator"], name="mapping_line_one_for_an_indicator"),
            not_blank("value_column", name="mapping_line_has_a_column"),
            models.CheckConstraint(
                condition=Q(numerator_column="", denominator_column="")
                | (~Q(numerator_column="") & ~Q(denominator_column="")),
                name="mapping_line_has_both_counts_or_none",
            ),
            models.CheckConstraint(
                condition=Q(where_column="", where_value="") | ~Q(where_column=""), name="mapping_line_where_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} from {self.value_column}"

    @property
    def wheres(self) -> list[tuple[str, str]]:
        first = [(self.where_column, self.where_value)] if self.where_column else []
        return [*first, *((column, word) for column, word in self.also_where)]


class BenchmarkFile(models.Model):
    """A published file on its way in, what became of it, and whose figures are shown. Once finished its rows go."""

    mapping = models.ForeignKey(BenchmarkMapping, on_delete=models.PROTECT, related_name="files", null=True)
    file_name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    tables = models.JSONField(default=dict)
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    published_on = models.DateField("published", null=True, blank=True)
    all_of = models.CharField(max_length=40, blank=True)  # the period of all its rows, where no column names one
    state = models.CharField(max_length=10, choices=BenchmarkFileState, default=BenchmarkFileState.PREVIEW)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    finished_at = models.DateTimeField(null=True)
    rows_in = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    figures_made = models.PositiveIntegerField(default=0)

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            one_of_choices("state", BenchmarkFileState, name="benchmark_file_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="preview", finished_at__isnull=True)
                | (~Q(state="preview") & Q(finished_at__isnull=False)),
                name="benchmark_file_finished_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or "A pasted table"

    def get_absolute_url(self) -> str:
        return reverse("indicators:benchmark-file", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == BenchmarkFileState.PREVIEW

    @property
    def found(self) -> Tables:
        tables = [
            Table(one["heading"], [Row(number, tuple(cells)) for number, cells in one["rows"]], one.get("name", ""))
            for one in self.tables["tables"]
        ]
        return Tables(tables, list(self.tables["notes"]))

    @found.setter
    def found(self, tables: Tables) -> None:
        self.tables = {
            "notes": tables.notes,
            "tables": [
                {"heading": table.heading, "name": table.name, "rows": [[row.number, row.cells] for row in table.rows]}
                for table in tables.tables
            ],
        }


class BenchmarkFigure(models.Model):
    """One indicator in one place and period, as it was published. A later file replaces it; nothing overwrites it."""

    file = models.ForeignKey(BenchmarkFile, on_delete=models.PROTECT, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="benchmarks")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="figures")
    starts_on = models.DateField()
    ends_on = models.DateField()
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    state = models.CharField(max_length=20, choices=STATES, default="given")
    symbol = models.CharField(max_length=20, blank=True)
    replaced_by = models.ForeignKey(BenchmarkFile, on_delete=models.PROTECT, related_name="replaced", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "starts_on", "ends_on"],
                condition=Q(replaced_by=None),
                name="benchmark_figure_one_current",
            ),
            in_order("starts_on", "ends_on", name="benchmark_figure_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(state__in=[s for s, _ in STATES]), name="benchmark_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="given", value__isnull=False) | (~Q(state="given") & Q(value=None)),
                name="benchmark_figure_given_has_a_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}, {self.area} from {self.starts_on}"
