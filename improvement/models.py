"""What an agency has undertaken to do better."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse

from board.models import Agency, scope_of
from improvement.enums import TRANSITIONS, ActionStatus
from lscb.core.constraints import not_blank, one_of_choices
from lscb.core.exceptions import TransitionError
from lscb.core.models import User


class ImprovementActionQuerySet(models.QuerySet["ImprovementAction"]):
    def visible_to(self, user: User) -> Self:
        """Everyone who reads for the Board; an agency's leads its own; and whoever sees to one."""
        scope = scope_of(user)
        if scope.reads_for_the_board:
            return self
        if not scope.has_a_role:
            return self.none()
        return self.filter(Q(agency__in=scope.leads) | Q(owner=user))

    def open(self) -> Self:
        return self.filter(status=ActionStatus.OPEN)

    def late(self, *, today: date) -> Self:
        return self.open().filter(due_on__lt=today)

    def for_listing(self) -> Self:
        """What is still to be done first, then as far as each has come; the soonest due first."""
        how_far = Case(*(When(status=status, then=place) for place, status in enumerate(ActionStatus)))
        return self.select_related("agency", "owner").order_by(how_far, "due_on", "pk")


class ImprovementAction(models.Model):
    """One thing to be done, how it will be known that it worked, and where it came from."""

    what = models.TextField("what will be done", max_length=5_000)
    measure = models.TextField("how we will know that it worked", max_length=5_000, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="improvement_actions")
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="who sees to it"
    )
    owner_words = models.CharField("who sees to it, in words", max_length=200, blank=True)
    due_on = models.DateField("due")
    status = models.CharField(max_length=12, choices=ActionStatus, default=ActionStatus.OPEN)
    status_words = models.TextField("what was said of it", max_length=5_000, blank=True)
    moved_on = models.DateField(null=True, blank=True)
    # Where it came from: in words, as an address, as a key that makes one of each, and what came in one go.
    source = models.CharField("came from", max_length=300)
    source_url = models.CharField(max_length=300, blank=True)
    source_key = models.CharField(max_length=100, unique=True)
    came_with = models.CharField(max_length=100, db_index=True)
    made_on = models.DateField()

    objects = ImprovementActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            not_blank("what", name="action_says_what"),
            not_blank("source_key", name="action_came_from_something"),
            one_of_choices("status", ActionStatus, name="action_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=ActionStatus.OPEN) | (Q(moved_on__isnull=False) & ~Q(status_words="")),
                name="action_moved_with_words",
            ),
        ]

    def __str__(self) -> str:
        words = " ".join(self.what.split())
        return words if len(words) <= 120 else f"{words[:119].rsplit(' ', 1)[0]}…"

    def get_absolute_url(self) -> str:
        return reverse("improvement:action-detail", args=[self.pk])

    @property
    def who(self) -> str:
        return str(self.owner) if self.owner else self.owner_words

    def is_late(self, *, today: date) -> bool:
        return self.status == ActionStatus.OPEN and self.due_on < today

    def move_to(self, target: ActionStatus) -> None:
        current = ActionStatus(self.status)
        if target not in TRANSITIONS[current]:
            raise TransitionError(
                f"This action is {current.label.lower()}, so it cannot become {target.label.lower()}."
            )
        self.status = target
