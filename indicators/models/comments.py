"""What agencies and members say of an indicator while it is in consultation, and what came of it."""

from typing import Self

from django.db import models
from django.urls import reverse

from board.models import Said, SaidQuerySet
from indicators.models.library import Indicator
from lscb.core.models import User


class IndicatorCommentQuerySet(SaidQuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever said it, and their agency, may read it again whatever becomes of the indicator."""
        return self.readable_by(user)

    def for_listing(self) -> Self:
        return self.select_related("agency", "written_by", "answered_by")


class IndicatorComment(Said):
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="comments")

    objects = IndicatorCommentQuerySet.as_manager()

    class Meta(Said.Meta):
        pass

    def __str__(self) -> str:
        return f"Comment by {self.whose}"

    def get_absolute_url(self) -> str:
        return f"{reverse('indicators:proposal', args=[self.indicator_id])}#comment-{self.pk}"

    @property
    def answer_url(self) -> str:
        return reverse("indicators:comment-answer", args=[self.pk])
