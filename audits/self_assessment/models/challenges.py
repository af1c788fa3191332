"""Another agency named to challenge a return, and what it makes of it, standard by standard."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from audits.self_assessment.enums import HANDED_IN, IN_SCRUTINY
from audits.self_assessment.models.returns import AssessmentReturn
from audits.self_assessment.models.tools import ToolStandard
from board.models import Agency, Membership, scope_of
from lscb.core.constraints import both_or_neither, not_blank
from lscb.core.models import User


class PeerChallengeQuerySet(models.QuerySet["PeerChallenge"]):
    def visible_to(self, user: User) -> Self:
        """While the return is handed in: the challenger's leads, the challenged agency's, the panel, the office."""
        scope = scope_of(user)
        if not scope.has_a_role:
            return self.none()
        found = self.filter(assessment__status__in=HANDED_IN)
        if scope.is_officer:
            return found
        sits = Membership.objects.filter(person=user, group=OuterRef("assessment__campaign__group"))
        judges = Exists(sits) | Q(assessment__campaign__group__in=scope.chairs)
        own = Q(assessment__agency__in=scope.leads)
        return found.filter(own | judges | Q(agency__in=scope.leads, ended_at=None))

    def to_write(self, user: User) -> Self:
        """Those of this person's agency in which it has said nothing yet."""
        written = PeerView.objects.filter(challenge=OuterRef("pk"))
        asked = self.filter(agency__in=scope_of(user).leads, ended_at=None, assessment__status__in=IN_SCRUTINY)
        return asked.exclude(Exists(written))

    def open_to(self, user: User) -> Self:
        """Those whose evidence this person may open as a challenger: where the campaign says so, until it is ended."""
        asked = self.filter(agency__in=scope_of(user).leads, ended_at=None, assessment__status__in=HANDED_IN)
        return asked.filter(assessment__campaign__challengers_open_evidence=True)

    def for_listing(self) -> Self:
        return self.select_related("assessment__campaign", "assessment__agency", "agency").order_by("-pk")


class PeerChallenge(models.Model):
    """One agency that looks at another's submitted return, and at nothing else of it."""

    assessment = models.ForeignKey(AssessmentReturn, on_delete=models.PROTECT, related_name="challenges")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = PeerChallengeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "agency"], condition=Q(ended_at=None), name="challenge_one_per_agency"
            ),
            both_or_neither("ended_at", "ended_by", name="challenge_ended_stamps"),
        ]

    def __str__(self) -> str:
        return f"{self.agency} on {self.assessment}"

    def get_absolute_url(self) -> str:
        return reverse("self-assessment:challenge-detail", args=[self.pk])


class PeerView(models.Model):
    """What the challenger says of a standard. The last one counts, the others stay. Append-only."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.PROTECT, related_name="views")
    tool_standard = models.ForeignKey(ToolStandard, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=5_000)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [not_blank("text", name="peerview_says_something")]

    def __str__(self) -> str:
        return f"{self.tool_standard}: {self.challenge}"
