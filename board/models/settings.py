"""The Board's own settings: one row, edited in the browser."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from board.enums import SecondStep
from lscb.core.constraints import not_blank, one_of_choices
from lscb.core.identity import Identity

# Under five minutes nobody could read a page; over two hours an unlocked screen would stay open through a meeting.
IDLE_LEAST, IDLE_MOST = 5, 120


class Board(models.Model):
    """One installation serves one Board."""

    ONLY = 1

    name = models.CharField(max_length=120, default="Safeguarding Children Board")
    short_name = models.CharField(max_length=30, default="LSCB")
    area = models.CharField(max_length=80, blank=True)
    term = models.CharField("what it is called", max_length=30, default="Board", help_text="Board or Partnership.")
    case_review_term = models.CharField(
        "what a case review is called", max_length=80, default="local child safeguarding practice review"
    )
    year_starts_in = models.PositiveSmallIntegerField(
        "month the Board's year starts in", default=4, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    small_number_threshold = models.PositiveSmallIntegerField(
        "small-number threshold",
        default=5,
        validators=[MaxValueValidator(20)],
        help_text="Counts from 1 up to one below this are hidden outside the trusted group.",
    )
    due_after_working_days = models.PositiveSmallIntegerField(
        "returns are due",
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="Working days after the end of the period.",
    )
    lock_after_days = models.PositiveSmallIntegerField(
        "late returns are accepted for",
        default=30,
        validators=[MaxValueValidator(365)],
        help_text="Days after the due date; after that the period is locked.",
    )
    tell_representative_after = models.PositiveSmallIntegerField(
        "its Board representative is told from",
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="Days after the due date of something an agency owes.",
    )
    tell_chair_after = models.PositiveSmallIntegerField(
        "the chair is told from",
        default=21,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="Days after the due date; later than the representative.",
    )
    marking = models.CharField("marking on papers", max_length=80, default="Official – for Board members")
    contact_name = models.CharField(max_length=120, blank=True)
    contact_telephone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    idle_minutes = models.PositiveSmallIntegerField(
        "minutes without work until sign-out",
        default=30,
        validators=[MinValueValidator(IDLE_LEAST), MaxValueValidator(IDLE_MOST)],
    )
    second_step = models.CharField(
        "second step at sign-in", max_length=10, choices=SecondStep, default=SecondStep.NOBODY
    )
    second_step_roles = models.JSONField("roles asked for a second step", default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="board_is_one"),
            not_blank("name", name="board_has_a_name"),
            models.CheckConstraint(
                condition=Q(tell_representative_after__gte=1)
                & Q(tell_chair_after__gt=models.F("tell_representative_after")),
                name="board_tells_the_chair_last",
            ),
            models.CheckConstraint(
                condition=Q(year_starts_in__gte=1, year_starts_in__lte=12), name="board_year_starts_in_a_month"
            ),
            models.CheckConstraint(
                condition=Q(idle_minutes__gte=IDLE_LEAST, idle_minutes__lte=IDLE_MOST),
                name="board_idle_minutes_are_sensible",
            ),
            one_of_choices("second_step", SecondStep, name="board_second_step_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.tell_chair_after <= self.tell_representative_after:
            raise ValidationError({"tell_chair_after": "Enter a later day than the representative’s"})

    @classmethod
    def current(cls) -> "Board":
        board, _created = cls.objects.get_or_create(pk=cls.ONLY)
        return board

    @classmethod
    def identity(cls) -> Identity:
        """What messages say of us, and what nobody may choose as a password."""
        board = cls.current()
        contact = ", ".join(filter(None, [board.contact_name, board.contact_telephone, board.contact_email]))
        return Identity(board.name, contact, tuple(filter(None, [board.name, board.short_name, board.area])))

    def asks_second_step_of(self, roles: Iterable[str]) -> bool:
        if self.second_step == SecondStep.ROLES:
            return not set(self.second_step_roles).isdisjoint(roles)
        return self.second_step == SecondStep.EVERYONE

    def lock_on(self, due_on: date) -> date:
        """The last day on which late work is still accepted."""
        return due_on + timedelta(days=self.lock_after_days)


class ExtraHoliday(models.Model):
    """A day the Board does not count as a working day besides England and Wales's bank holidays."""

    day = models.DateField(unique=True)
    why = models.CharField(max_length=120)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d %B %Y}: {self.why}"

    @classmethod
    def days(cls) -> frozenset[date]:
        return frozenset(cls.objects.values_list("day", flat=True))
