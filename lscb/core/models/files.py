"""Files we keep: random name, size and digest beside it."""

from django.db import models


class StoredFile(models.Model):
    """One file as it was given or made. Never changed; its digest proves it."""

    path = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200, help_text="What a person sees when they save it.")
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        return self.name
