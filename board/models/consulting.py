"""What agencies and members say of something that is in consultation, and what came of it. Each app has its own."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from board.enums import Answer
from board.models.agencies import Agency
from board.models.roles import scope_of
from lscb.core.constraints import both_or_neither, not_blank
from lscb.core.models import User


class SaidQuerySet(models.QuerySet[Any]):
    def readable_by(self, user: User) -> Self:
        """All to the Board's own staff and its chair; to others what was answered, their own, and their agencies'."""
        scope = scope_of(user)
        if scope.knows_everyone:
            return self
        return self.filter(~Q(answer="") | Q(written_by=user) | Q(agency__in=scope.agencies))

    def unanswered(self) -> Self:
        return self.filter(answer="")


class Said(models.Model):
    """A comment. Answered, never taken away."""

    text = models.TextField(max_length=10_000)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    answer = models.CharField(max_length=20, choices=Answer, blank=True)
    answer_words = models.TextField(max_length=10_000, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["written_at", "pk"]
        constraints = [
            not_blank("text", name="%(class)s_says_something"),
            models.CheckConstraint(condition=Q(answer__in=["", *Answer.values]), name="%(class)s_answer_is_known"),
            both_or_neither("answered_at", "answered_by", name="%(class)s_answered_stamps"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="%(class)s_answered_iff_stamped",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.NOT_TAKEN_UP) | ~Q(answer_words=""),
                name="%(class)s_not_taken_up_with_a_reason",
            ),
        ]

    @property
    def whose(self) -> str:
        """The agency that it is made for; else whoever wrote it."""
        return str(self.agency or self.written_by)
