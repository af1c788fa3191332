"""What agencies and members say of a framework while it is in consultation, and what came of it."""

from typing import Self

from django.db import models
from django.urls import reverse

from board.models import Said, SaidQuerySet
from frameworks.models.frameworks import Framework
from frameworks.models.standards import Standard
from lscb.core.models import User


class CommentQuerySet(SaidQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(framework__in=Framework.objects.visible_to(user)).readable_by(user)

    def for_listing(self) -> Self:
        return self.select_related("standard__section", "agency", "written_by", "answered_by")


class Comment(Said):
    """Of one standard, or of the whole; or what is proposed in addition."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="comments")
    # The standard may be taken out because of it; what it said stays in ``about``.
    standard = models.ForeignKey(Standard, on_delete=models.SET_NULL, related_name="comments", null=True, blank=True)
    about = models.CharField(max_length=300, blank=True)
    is_addition = models.BooleanField(default=False)

    objects = CommentQuerySet.as_manager()

    def __str__(self) -> str:
        what = "Proposed addition" if self.is_addition else "Comment"
        return f"{what} by {self.whose}"

    def get_absolute_url(self) -> str:
        return f"{reverse('frameworks:consultation', args=[self.framework_id])}#comment-{self.pk}"

    @property
    def answer_url(self) -> str:
        return reverse("frameworks:comment-answer", args=[self.pk])
