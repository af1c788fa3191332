"""What shows that an answer is so: a file or a link, kept once for the agency and used wherever it fits."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from audits.self_assessment.models.answers import Answer, AnswerEvidence
from audits.self_assessment.models.versions import EvidenceVersion
from board.models import Agency, scope_of
from lscb.core.constraints import not_blank
from lscb.core.models import User


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
    def latest(self) -> EvidenceVersion:
        """Of one read with its versions."""
        return max(self.versions.all(), key=lambda version: version.number)
