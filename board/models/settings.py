"""The Board's own settings: one row, edited in the browser."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from board.enums import SecondStep, SmallNumberRule
from board.rules import HIDDEN_AND_ROUNDED, Protection, months_before
from lscb.core.constraints import not_blank, one_of_choices
from lscb.core.identity import Identity

# Under five minutes nobody could read a page; over two hours an unlocked screen would stay open through a meeting.
IDLE_LEAST, IDLE_MOST = 5, 120


# How long each kind of text is kept; where messages go to a folder, the folder is kept as long as their texts.
KEPT = ("keep_details_months", "keep_messages_months", "keep_invitations_months", "keep_loose_files_months")
LONGEST_KEPT = 1200


def _months(words: str, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        words, default=default, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_KEPT)], help_text="Months."
    )


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
    small_number_rule = models.CharField(
        "small-number rule", max_length=10, choices=SmallNumberRule, default=SmallNumberRule.HIDE
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

    keep_details_months = _months("before and after in the activity log are kept for", 84)
    keep_messages_months = _months("texts of messages that were sent are kept for", 12)
    keep_invitations_months = _months("invitations that ended are kept for", 12)
    keep_loose_files_months = _months("files that belong to nothing are kept for", 1)
    erases_by_itself = models.BooleanField("text past its period is erased every night", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="board_is_one"),
            models.CheckConstraint(
                condition=Q(**{f"{field}__gte": 1 for field in KEPT}), name="board_keeps_for_a_month_at_least"
            ),
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
            one_of_choices("small_number_rule", SmallNumberRule, name="board_small_number_rule_is_known"),
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

    @property
    def protection(self) -> Protection:
        """What is hidden and rounded by the Board's rule."""
        is_rounded = self.small_number_rule == SmallNumberRule.ROUND
        return HIDDEN_AND_ROUNDED if is_rounded else Protection(self.small_number_threshold)

    def asks_second_step_of(self, roles: Iterable[str]) -> bool:
        if self.second_step == SecondStep.ROLES:
            return not set(self.second_step_roles).isdisjoint(roles)
        return self.second_step == SecondStep.EVERYONE

    def keeps_from(self, now: datetime) -> dict[str, datetime]:
        """For each kind of text the moment from which it is kept: the start of that day here."""
        months = {
            "details": self.keep_details_months,
            "messages": self.keep_messages_months,
            "invitations": self.keep_invitations_months,
            "files": self.keep_loose_files_months,
            "mail": self.keep_messages_months,
        }
        today = timezone.localdate(now)
        return {
            name: timezone.make_aware(datetime.combine(months_before(today, count), time.min))
            for name, count in months.items()
        }

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
