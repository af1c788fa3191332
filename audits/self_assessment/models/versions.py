"""What was given as evidence, each time."""

from datetime import date

from django.db import models
from django.db.models import Q

from lscb.core.constraints import in_order
from lscb.core.models import StoredFile, User


class EvidenceVersion(models.Model):
    """A file or a link as it was given. Append-only."""

    evidence = models.ForeignKey("self_assessment.Evidence", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    link = models.URLField(max_length=500, blank=True)
    dated_on = models.DateField("dated")
    expires_on = models.DateField("good until", null=True, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="evidence_version_numbered"),
            models.CheckConstraint(
                condition=Q(file__isnull=False, link="") | (Q(file__isnull=True) & ~Q(link="")),
                name="evidence_version_is_a_file_or_a_link",
            ),
            in_order("dated_on", "expires_on", name="evidence_version_is_good_after_its_day"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence}, version {self.number}"

    def has_expired(self, *, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today
