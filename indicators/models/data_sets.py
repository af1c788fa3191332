"""Which indicators are collected together, and when."""

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from audits.programme.models import ProgrammeEntry
from board.models import Board, scope_of
from indicators.enums import FREQUENCIES, YEAR_KINDS
from indicators.models.library import Indicator
from indicators.rules import Timing
from lscb.core.constraints import not_blank
from lscb.core.models import User
from lscb.core.periods import Period
from lscb.core.working_days import add_working_days


class DataSetQuerySet(models.QuerySet["DataSet"]):
    def visible_to(self, user: User) -> Self:
        """Data sets are the Board's staff's; agencies see their returns instead."""
        return self if scope_of(user).is_officer else self.none()

    def lock(self, pk: int) -> "DataSet":
        return self.select_for_update(no_key=True).get(pk=pk)


class DataSet(models.Model):
    """Indicators that are collected together each period."""

    name = models.CharField(max_length=120, unique=True)
    description = models.TextField(blank=True)
    frequency = models.CharField(max_length=20, choices=FREQUENCIES, default="quarter")
    year_kind = models.CharField("year", max_length=10, choices=YEAR_KINDS, default="april")
    entry = models.ForeignKey(ProgrammeEntry, on_delete=models.PROTECT, related_name="data_sets", null=True, blank=True)
    is_active = models.BooleanField(default=True)
    # Empty: as the Board does it; a period opens by a person's hand.
    opens_after_working_days = models.PositiveSmallIntegerField(
        "opens", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    due_after_working_days = models.PositiveSmallIntegerField(
        "returns are due", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    timely_for_days = models.PositiveSmallIntegerField(
        "on time after the due date", default=0, validators=[MaxValueValidator(120)]
    )
    lock_after_days = models.PositiveSmallIntegerField(
        "late returns are accepted for", null=True, blank=True, validators=[MaxValueValidator(365)]
    )

    objects = DataSetQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [not_blank("name", name="data_set_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicators:data-set-detail", args=[self.pk])

    @property
    def code(self) -> str:
        """Its name as a word, for those who call it at a prompt."""
        return slugify(self.name)

    def opens_on(self, span: Period, extra_holidays: frozenset[date] = frozenset()) -> date:
        """The day on which a period of it opens by itself; far away where a person opens it."""
        after = self.opens_after_working_days
        return date.max if after is None else add_working_days(span.ends_on, after, extra_holidays)

    def timing(self, board: Board) -> Timing:
        """Its own days, or the Board's where it has none."""
        due, lock = self.due_after_working_days, self.lock_after_days
        return Timing(
            board.due_after_working_days if due is None else due,
            self.timely_for_days,
            board.lock_after_days if lock is None else lock,
        )


class DataSetLine(models.Model):
    """One indicator's place in a data set."""

    data_set = models.ForeignKey(DataSet, on_delete=models.CASCADE, related_name="lines")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "indicator__code"]
        constraints = [
            models.UniqueConstraint(fields=["data_set", "indicator"], name="data_set_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} in {self.data_set}"
