"""What agencies and members say of a framework while it is in consultation, and what came of it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from board.models import Agency, scope_of
from frameworks.enums import Answer
from frameworks.models.frameworks import Framework
from frameworks.models.standards import Standard
from lscb.core.constraints import both_or_neither, not_blank
from lscb.core.models import User


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: User) -> Self:
        """All to the Board's own staff and its chair; to others what was answered, their own, and their agencies'."""
        rows = self.filter(framework__in=Framework.objects.visible_to(user))
        scope = scope_of(user)
        if scope.knows_everyone:
            return rows
        return rows.filter(~Q(answer="") | Q(written_by=user) | Q(agency__in=scope.agencies))

    def unanswered(self) -> Self:
        return self.filter(answer="")

    def for_listing(self) -> Self:
        return self.select_related("standard__section", "agency", "written_by", "answered_by")


class Comment(models.Model):
    """Of one standard, or of the whole; or what is proposed in addition. Answered, never taken away."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="comments")
    # The standard may be taken out because of it; what it said stays in ``about``.
    standard = models.ForeignKey(Standard, on_delete=models.SET_NULL, related_name="comments", null=True, blank=True)
    about = models.CharField(max_length=300, blank=True)
    is_addition = models.BooleanField(default=False)
    text = models.TextField(max_length=10_000)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    answer = models.CharField(max_length=20, choices=Answer, blank=True)
    answer_words = models.TextField(max_length=10_000, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            not_blank("text", name="comment_says_something"),
            models.CheckConstraint(condition=Q(answer__in=["", *Answer.values]), name="comment_answer_is_known"),
            both_or_neither("answered_at", "answered_by", name="comment_answered_stamps"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="comment_answered_iff_stamped",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.NOT_TAKEN_UP) | ~Q(answer_words=""),
                name="comment_not_taken_up_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        what = "Proposed addition" if self.is_addition else "Comment"
        return f"{what} by {self.whose}"

    def get_absolute_url(self) -> str:
        return f"{reverse('frameworks:consultation', args=[self.framework_id])}#comment-{self.pk}"

    @property
    def whose(self) -> str:
        """The agency that it is made for; else whoever wrote it."""
        return str(self.agency or self.written_by)
