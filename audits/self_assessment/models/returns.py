"""Each agency's return in a campaign, who helps with it, and each time that it was handed in."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from audits.self_assessment.enums import EDITABLE, HANDED_IN, SETTLED, TRANSITIONS, ReturnStatus
from audits.self_assessment.models.campaigns import Campaign
from audits.self_assessment.models.tools import ToolStandard
from board.models import Agency, Membership, scope_of
from lscb.core.constraints import both_or_neither, one_of_choices
from lscb.core.exceptions import TransitionError
from lscb.core.models import StoredFile, User


def on_the_panel(user: User) -> Q:
    """Of campaigns that a group moderates in which this person sits, or which they chair."""
    sits = Membership.objects.filter(person=user, group=OuterRef("campaign__group"))
    return Exists(sits) | Q(campaign__group__in=scope_of(user).chairs)


class AssessmentReturnQuerySet(models.QuerySet["AssessmentReturn"]):
    def visible_to(self, user: User) -> Self:
        """That it is there: to the office, its agency's leads, who helps with it, and once handed in to the panel."""
        scope = scope_of(user)
        if scope.is_officer:
            return self
        if not scope.has_a_role:
            return self.none()
        helping = Delegation.objects.filter(assessment=OuterRef("pk"), person=user)
        helps = Q(agency__in=scope.contributes_to) & Exists(helping)
        return self.filter(Q(agency__in=scope.leads) | helps | (Q(status__in=SETTLED) & on_the_panel(user)))

    def outstanding(self) -> Self:
        return self.exclude(status__in=SETTLED)

    def for_listing(self) -> Self:
        return self.select_related("campaign__tool", "campaign__group", "agency").order_by("agency__name")

    def with_progress(self) -> Self:
        """``asked_count`` and ``answered_count``: of what is asked of the agency, what is answered and confirmed."""
        asked = Q(answers__is_asked=True)
        done = asked & Q(answers__is_confirmed=True) & (~Q(answers__value="") | Q(answers__not_applicable=True))
        return self.annotate(asked_count=Count("answers", filter=asked), answered_count=Count("answers", filter=done))

    def lock(self, pk: int) -> "AssessmentReturn":
        found = self.select_for_update(no_key=True, of=("self",))
        return found.select_related("campaign__tool", "campaign__group", "agency").get(pk=pk)


class AssessmentReturn(models.Model):
    """One agency's self-assessment in one campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="returns")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assessment_returns")
    status = models.CharField(max_length=10, choices=ReturnStatus, default=ReturnStatus.OPEN)
    extended_to = models.DateField("due later, on", null=True, blank=True)
    extended_because = models.CharField(max_length=300, blank=True)
    first_submitted_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    sent_back_because = models.TextField(max_length=5_000, blank=True)
    brought_from = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    # Annotations of ``with_progress``.
    asked_count: int
    answered_count: int

    objects = AssessmentReturnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "agency"], name="assessment_one_per_agency"),
            one_of_choices("status", ReturnStatus, name="assessment_status_is_known"),
            both_or_neither("submitted_at", "submitted_by", name="assessment_submitted_stamps"),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(HANDED_IN)) | Q(submitted_at__isnull=False),
                name="assessment_submitted_is_stamped",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReturnStatus.SENT_BACK) | ~Q(sent_back_because=""),
                name="assessment_sent_back_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(extended_to__isnull=True) | ~Q(extended_because=""),
                name="assessment_extended_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}, {self.agency}"

    def get_absolute_url(self) -> str:
        return reverse("self-assessment:return-detail", args=[self.pk])

    @property
    def due_on(self) -> date:
        return self.extended_to or self.campaign.due_on

    @property
    def locks_on(self) -> date:
        return max(self.campaign.locks_on, self.due_on)

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def is_handed_in(self) -> bool:
        return self.status in HANDED_IN

    @property
    def is_accepted(self) -> bool:
        """Something else was taken instead of it."""
        return self.status == ReturnStatus.ACCEPTED

    @property
    def is_settled(self) -> bool:
        return self.status in SETTLED

    def is_late(self, *, today: date) -> bool:
        """By the day it was first submitted, or by today while it is not."""
        return (self.first_submitted_on or today) > self.due_on

    def move_to(self, target: ReturnStatus) -> None:
        current = ReturnStatus(self.status)
        if target not in TRANSITIONS[current]:
            now, then = current.label.lower(), target.label.lower()
            raise TransitionError(f"This return is {now}, so it cannot become {then}.")
        self.status = target


class Delegation(models.Model):
    """A standard of a return handed to a colleague, who sees that part and no other."""

    assessment = models.ForeignKey(AssessmentReturn, on_delete=models.CASCADE, related_name="delegations")
    tool_standard = models.ForeignKey(ToolStandard, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "tool_standard", "person"], name="delegation_once")
        ]

    def __str__(self) -> str:
        return f"{self.tool_standard}: {self.person}"


class HandingInQuerySet(models.QuerySet["HandingIn"]):
    def visible_to(self, user: User) -> Self:
        """The whole of what was handed in: to the office, the agency's leads and the panel; not to who only helped."""
        scope = scope_of(user)
        if scope.is_officer:
            return self
        if not scope.has_a_role:
            return self.none()
        known = AssessmentReturn.objects.visible_to(user).filter(Q(agency__in=scope.leads) | on_the_panel(user))
        return self.filter(assessment__in=known)


class HandingIn(models.Model):
    """A return as it was handed in and signed off, with the reference its receipt carries. Append-only."""

    assessment = models.ForeignKey(AssessmentReturn, on_delete=models.PROTECT, related_name="handed_in")
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=30, unique=True)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_late = models.BooleanField()
    signed_by = models.CharField("signed off by", max_length=120)
    signed_as = models.CharField("their post", max_length=120)
    signed_on = models.DateField("signed off on")
    signed_paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    content = models.JSONField()

    objects = HandingInQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["assessment", "number"], name="handingin_numbered")]

    def __str__(self) -> str:
        return self.reference
