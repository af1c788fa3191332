"""What the Board chose for the year, and what its assurance must answer."""

from typing import Self

from django.db import models

from board.models.roles import scope_of
from lscb.core.constraints import not_blank
from lscb.core.models import User


class AimQuerySet(models.QuerySet):
    """Priorities or key questions: known to everyone with a role."""

    def visible_to(self, user: User) -> Self:
        return self if scope_of(user).has_a_role else self.none()


class Priority(models.Model):
    """A priority of one of the Board's years."""

    year = models.PositiveSmallIntegerField("year it starts in")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    description = models.TextField(max_length=5_000, blank=True)

    objects = AimQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "priorities"
        ordering = ["-year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="priority_numbered_in_its_year"),
            not_blank("title", name="priority_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class KeyQuestion(models.Model):
    """A question the assurance framework must answer."""

    number = models.PositiveSmallIntegerField(unique=True)
    text = models.CharField("question", max_length=200)

    objects = AimQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [not_blank("text", name="key_question_asks_something")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"
