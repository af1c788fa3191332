"""What shows that an answer is so: a file or a link, kept once for the agency and used wherever it fits."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from audits.self_assessment.models.answers import Answer, AnswerEvidence
from board.models import Agency, scope_of
from lscb.core.constraints import in_order, not_blank
from lscb.core.models import StoredFile, User


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> Self:
        """Its agency's leads, whoever brought it, and whoever may read an answer that it stands beside."""
        scope = scope_of(user)
        read = AnswerEvidence.objects.filter(evidence=OuterRef("pk"), answer__in=Answer.objects.visible_to(user))
        own = Q(agency__in=scope.leads) | Q(agency__in=scope.contributes_to, added_by=user)
        return self.filter(own | Exists(read))

    def for_listing(self) -> Self:
        return self.select_related("agency", "added_by").prefetch_related("versions__file").order_by("title", "pk")


class Evidence(models.Model):
    """One thing that shows something, in its versions."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assessment_evidence")
    title = models.CharField("what it is", max_length=200)
    note = models.TextField("what it shows", max_length=5_000, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [not_blank("title", name="evidence_says_what_it_is")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("self-assessment:evidence-detail", args=[self.pk])

    @property
    def latest(self) -> "EvidenceVersion":
        """Of one read with its versions."""
        return max(self.versions.all(), key=lambda version: version.number)


class EvidenceVersion(models.Model):
    """A file or a link as it was given. Append-only."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="versions")
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
