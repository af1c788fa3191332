"""A file of figures on its way into a return: what was read of it, until it is saved or thrown away."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.models.returns import IndicatorReturn
from lscb.core.constraints import one_of_choices
from lscb.core.models import User


class FileState(models.TextChoices):
    PREVIEW = "preview", "Looked over"
    SAVED = "saved", "Saved"
    DISCARDED = "discarded", "Thrown away"


class ReturnFileQuerySet(models.QuerySet["ReturnFile"]):
    def visible_to(self, user: User) -> Self:
        """Whoever brought it: it is a draft of their own."""
        return self.filter(begun_by=user)

    def lock(self, pk: int) -> "ReturnFile":
        return self.select_for_update(no_key=True, of=("self",)).get(pk=pk)


class ReturnFile(models.Model):
    """What a file said, row by row. The file itself is not kept."""

    indicator_return = models.ForeignKey(IndicatorReturn, on_delete=models.PROTECT, related_name="files")
    file_name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    lines = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=FileState, default=FileState.PREVIEW)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)
    rows_changed = models.PositiveIntegerField(default=0)

    objects = ReturnFileQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            one_of_choices("state", FileState, name="return_file_state_is_known"),
            models.UniqueConstraint(
                fields=["indicator_return", "begun_by", "digest"],
                condition=Q(state="preview"),
                name="return_file_looked_over_once",
            ),
            models.CheckConstraint(
                condition=Q(state="preview", finished_at__isnull=True)
                | (~Q(state="preview") & Q(finished_at__isnull=False)),
                name="return_file_finished_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or "A pasted table"

    def get_absolute_url(self) -> str:
        return reverse("indicators:return-file", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == FileState.PREVIEW
