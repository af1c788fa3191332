"""Audits: each carrying-out of an entry, or an agency's own; and the papers asked of them."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse

from audits.programme.enums import (
    AUDIT_TRANSITIONS,
    OF_A_SINGLE_AGENCY,
    PUT_OFF,
    REPORTED_ON,
    UNREPORTED,
    AuditStatus,
    Decision,
    Grade,
    PaperKind,
)
from audits.programme.models.entries import ProgrammeEntry, has_left
from board.models import Agency, Group, Meeting, scope_of
from lscb.core.constraints import both_or_neither, in_order, not_blank, one_of_choices
from lscb.core.exceptions import TransitionError
from lscb.core.models import User

NO_DATE = date(1900, 1, 1)


class AuditQuerySet(models.QuerySet["Audit"]):
    def visible_to(self, user: User) -> Self:
        """All to those who read for the Board; to others their own agency's, and those they lead."""
        scope = scope_of(user)
        if scope.reads_for_the_board:
            return self
        if not scope.has_a_role:
            return self.none()
        concerned = Q(agency__in=scope.agencies) | Q(entry__agency__in=scope.agencies)
        return self.filter(concerned | Q(lead=user) | Q(entry__in=ProgrammeEntry.objects.visible_to(user)))

    def unreported(self) -> Self:
        return self.filter(status__in=UNREPORTED)

    def left_behind(self, *, today: date) -> Self:
        """Owed yet, and led by someone who has left."""
        return self.unreported().filter(has_left(today=today))

    def single_agency(self) -> Self:
        """The register of what agencies audit themselves or are asked to."""
        return self.filter(entry=None)

    def awaiting_scrutiny(self) -> Self:
        return self.filter(status=AuditStatus.REPORTED)

    def for_listing(self) -> Self:
        return self.select_related("entry", "lead", "agency", "group", "meeting", "asked_by")


class Audit(models.Model):
    """One look at practice: how far it is, what it found, who scrutinises it, what they decided."""

    entry = models.ForeignKey(ProgrammeEntry, on_delete=models.PROTECT, related_name="audits", null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="audits", null=True, blank=True)
    title = models.CharField(max_length=200)
    scope = models.TextField(max_length=10_000, blank=True)
    auditor = models.CharField("independent auditor", max_length=120, blank=True)
    lead = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    asked_by = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="scrutinised by"
    )
    starts_on = models.DateField("starts", null=True, blank=True)
    due_on = models.DateField("report due", null=True, blank=True)
    status = models.CharField(max_length=20, choices=AuditStatus, default=AuditStatus.PLANNED)
    status_reason = models.CharField("why it was postponed or cancelled", max_length=300, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    findings = models.TextField("findings in brief", max_length=10_000, blank=True)
    report = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    grade = models.CharField(max_length=20, choices=Grade, blank=True)
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="audits", null=True, blank=True, verbose_name="comes to"
    )
    presented_on = models.DateField(null=True, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            not_blank("title", name="audit_has_a_title"),
            # A form that was sent twice is one audit.
            models.UniqueConstraint(
                Coalesce("entry", 0),
                Coalesce("agency", 0),
                Lower("title"),
                Coalesce("due_on", NO_DATE),
                name="audit_once_for_a_date",
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False) | Q(agency__isnull=False), name="audit_is_of_an_entry_or_an_agency"
            ),
            one_of_choices("status", AuditStatus, name="audit_status_is_known"),
            models.CheckConstraint(condition=Q(decision__in=["", *Decision.values]), name="audit_decision_is_known"),
            models.CheckConstraint(condition=Q(grade__in=["", *Grade.values]), name="audit_grade_is_known"),
            in_order("starts_on", "due_on", name="audit_due_after_it_starts"),
            both_or_neither("asked_by", "asked_on", name="audit_asked_stamps"),
            both_or_neither("decided_by", "decided_on", name="audit_decided_stamps"),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(PUT_OFF)) | ~Q(status_reason=""), name="audit_put_off_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(REPORTED_ON)) | Q(reported_on__isnull=False),
                name="audit_reported_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=AuditStatus.PRESENTED) | Q(presented_on__isnull=False),
                name="audit_presented_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=AuditStatus.SCRUTINISED) | ~Q(decision=""), name="audit_scrutinised_with_a_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programme:audit-detail", args=[self.pk])

    def clean(self) -> None:
        if self.starts_on and self.due_on and self.due_on < self.starts_on:
            raise ValidationError({"due_on": "Enter a due date that is not before the start"})

    @property
    def is_single_agency(self) -> bool:
        return self.entry_id is None

    @property
    def decision_in_words(self) -> str:
        if not self.decision:
            return ""
        decision = Decision(self.decision)
        return OF_A_SINGLE_AGENCY[decision] if self.is_single_agency else decision.label

    def is_late(self, *, today: date) -> bool:
        return self.status in UNREPORTED and self.due_on is not None and self.due_on < today

    def move_to(self, target: AuditStatus) -> None:
        current = AuditStatus(self.status)
        if target == current:
            raise TransitionError(f"This audit is {current.label.lower()} already.")
        if target not in AUDIT_TRANSITIONS[current]:
            raise TransitionError(f"This audit is {current.label.lower()}, so it cannot become {target.label.lower()}.")
        self.status = target


class AuditPaperQuerySet(models.QuerySet["AuditPaper"]):
    def outstanding(self) -> Self:
        """Asked for, not here, and the audit was not called off."""
        return self.filter(received_on=None).exclude(audit__status__in=[*PUT_OFF, AuditStatus.CLOSED])


class AuditPaper(models.Model):
    """Something asked for of an audit by a day: its report, the plan that answers it, how the plan went."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20, choices=PaperKind)
    asked_on = models.DateField()
    due_on = models.DateField("due")
    received_on = models.DateField(null=True, blank=True)
    words = models.TextField("what it says in brief", max_length=10_000, blank=True)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = AuditPaperQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "kind"], name="audit_paper_one_of_a_kind"),
            one_of_choices("kind", PaperKind, name="audit_paper_kind_is_known"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=False) | Q(file__isnull=True), name="audit_paper_filed_when_received"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.audit}"
