"""What the Board took instead of a return: an agency's own statement, or the result of another tool."""

from typing import Self

from django.db import models
from django.db.models import Q

from audits.self_assessment.enums import InsteadKind
from audits.self_assessment.models.returns import AssessmentReturn, on_the_panel
from board.models import scope_of
from lscb.core.constraints import both_or_neither, not_blank, one_of_choices
from lscb.core.models import StoredFile, User


class AcceptedInsteadQuerySet(models.QuerySet["AcceptedInstead"]):
    def visible_to(self, user: User) -> Self:
        """To the office, the agency's leads, and the panel."""
        scope = scope_of(user)
        if scope.is_officer:
            return self
        if not scope.has_a_role:
            return self.none()
        known = AssessmentReturn.objects.filter(Q(agency__in=scope.leads) | on_the_panel(user))
        return self.filter(assessment__in=known)

    def standing(self) -> Self:
        """What has not been taken back."""
        return self.filter(ended_at=None)

    def for_listing(self) -> Self:
        return self.select_related("file", "accepted_by", "assessment__agency").order_by("assessment__agency__name")


class AcceptedInstead(models.Model):
    """A file that stands in for a return, and why. Taken back, it stays on record."""

    assessment = models.ForeignKey(AssessmentReturn, on_delete=models.PROTECT, related_name="accepted_instead")
    kind = models.CharField("what it is", max_length=12, choices=InsteadKind)
    title = models.CharField("its title", max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    because = models.TextField("why it is enough", max_length=5_000)
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = AcceptedInsteadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(ended_at__isnull=True), name="acceptedinstead_one_stands"
            ),
            one_of_choices("kind", InsteadKind, name="acceptedinstead_kind_is_known"),
            not_blank("title", name="acceptedinstead_has_a_title"),
            not_blank("because", name="acceptedinstead_says_why"),
            both_or_neither("ended_at", "ended_by", name="acceptedinstead_ended_stamps"),
        ]

    def __str__(self) -> str:
        return self.title
