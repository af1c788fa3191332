"""Which indicators are collected together, and when."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from audits.programme.models import ProgrammeEntry
from board.models import Board, scope_of
from indicators.enums import FREQUENCIES, YEAR_KINDS
from indicators.models.library import Indicator
from indicators.rules import Timing
from lscb.core.constraints import between, not_blank
from lscb.core.models import User
from lscb.core.periods import Period
from lscb.core.working_days import add_working_days

MOST_DAYS, A_YEAR = 120, 365
OPENS_TOO_LATE = "A period opens before its returns are due: enter fewer working days, or more until they are due"
LOCKS_TOO_SOON = "A return that is on time is accepted: enter as many days for late returns as for those on time"


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
        "opens", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    due_after_working_days = models.PositiveSmallIntegerField(
        "returns are due", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    timely_for_days = models.PositiveSmallIntegerField(
        "on time after the due date", default=0, validators=[MaxValueValidator(MOST_DAYS)]
    )
    lock_after_days = models.PositiveSmallIntegerField(
        "late returns are accepted for", null=True, blank=True, validators=[MaxValueValidator(A_YEAR)]
    )

    objects = DataSetQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            not_blank("name", name="data_set_has_a_name"),
            between("opens_after_working_days", 1, MOST_DAYS, name="data_set_opens_within_days"),
            between("due_after_working_days", 1, MOST_DAYS, name="data_set_due_within_days"),
            between("timely_for_days", 0, MOST_DAYS, name="data_set_timely_within_days"),
            between("lock_after_days", 0, A_YEAR, name="data_set_locks_within_days"),
            models.CheckConstraint(
                condition=Q(opens_after_working_days=None)
                | Q(due_after_working_days=None)
                | Q(opens_after_working_days__lt=F("due_after_working_days")),
                name="data_set_opens_before_due",
            ),
            models.CheckConstraint(
                condition=Q(lock_after_days=None) | Q(timely_for_days__lte=F("lock_after_days")),
                name="data_set_timely_before_it_locks",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicators:data-set-detail", args=[self.pk])

    def clean(self) -> None:
        """As the database has it too: two people may each have changed one of the days."""
        opens, due = self.opens_after_working_days, self.due_after_working_days
        wrong = {}
        if opens is not None and due is not None and opens >= due:
            wrong["opens_after_working_days"] = OPENS_TOO_LATE
        if self.lock_after_days is not None and self.timely_for_days > self.lock_after_days:
            wrong["lock_after_days"] = LOCKS_TOO_SOON
        if wrong:
            raise ValidationError(wrong)

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
