"""What was ever saved and handed in: append-only."""

from django.conf import settings
from django.db import models

from indicators.models.returns import Figure, IndicatorReturn


class FigureRevision(models.Model):
    """Every text that was ever saved in a row, append-only."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    texts = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["figure", "version"], name="figure_revision_numbered")]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.figure}"


class ReturnRevision(models.Model):
    """Every commentary and nil mark that was ever saved on a return as a whole, append-only."""

    indicator_return = models.ForeignKey(IndicatorReturn, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    commentary = models.TextField(blank=True)
    is_nil = models.BooleanField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["indicator_return", "version"], name="return_revision_numbered")]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.indicator_return}"


class Submission(models.Model):
    """A return as it was handed in, with the reference its receipt carries. Append-only."""

    indicator_return = models.ForeignKey(IndicatorReturn, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=30, unique=True)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_late = models.BooleanField()
    on_behalf = models.BooleanField(default=False, help_text="Entered by the Board's staff for the agency.")
    content = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator_return", "number"], name="submission_numbered"),
        ]

    def __str__(self) -> str:
        return self.reference
