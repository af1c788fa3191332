"""What was erased because the Board keeps it no longer."""

from django.db import models


class RetentionRun(models.Model):
    """One time that text past its period was erased: how much of each kind, and up to when. Append-only."""

    at = models.DateTimeField()
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    counts = models.JSONField(help_text="Kind -> how many.")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Retention of {self.at:%d %B %Y}"
