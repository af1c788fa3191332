"""Documents made of what is recorded, kept as they were made."""

from typing import Any

from django.db import models

from lscb.core.models import StoredFile


class Paper(models.Model):
    """A PDF that the worker made. ``key`` names what it is made of, "return:12". Append-only."""

    key = models.CharField(max_length=120, unique=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file.name

    @staticmethod
    def key_of(kind: str, about: Any) -> str:
        return f"{kind}:{about}"
