"""Stored files that are not there any more, or are not what was stored."""

from django.db import models

from lscb.core.constraints import one_of_choices
from lscb.core.enums import FileFaultKind
from lscb.core.models.files import StoredFile


class FileFault(models.Model):
    """What the nightly check found of one file. Gone again once the file has been restored."""

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="fault", primary_key=True)
    kind = models.CharField(max_length=10, choices=FileFaultKind)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [one_of_choices("kind", FileFaultKind, name="file_fault_kind_is_known")]

    def __str__(self) -> str:
        return f"{self.file}: {self.get_kind_display()}"
