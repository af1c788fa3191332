"""What the panel and an agency, and an agency's own people, write to each other about a return."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from audits.self_assessment.enums import HANDED_IN, IN_SCRUTINY, Side
from audits.self_assessment.models.returns import AssessmentReturn, Delegation
from audits.self_assessment.models.tools import Question, ToolStandard
from board.models import Membership, scope_of
from lscb.core.constraints import both_or_neither, one_of_choices
from lscb.core.models import Thread, User


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, user: User) -> Self:
        """The agency's leads and whoever helps with the standard; the panel and the office never their own comments."""
        scope = scope_of(user)
        if not scope.has_a_role:
            return self.none()
        with_the_panel = Q(is_internal=False)
        if not scope.is_officer:
            sits = Membership.objects.filter(person=user, group=OuterRef("assessment__campaign__group"))
            judges = Exists(sits) | Q(assessment__campaign__group__in=scope.chairs)
            with_the_panel &= Q(assessment__status__in=HANDED_IN) & judges
        return self.filter(self._of_the_agency(user) | with_the_panel)

    def waiting_for(self, user: User) -> Self:
        """Open ones in which the next word is this person's: their agency's, or the panel's that they sit in."""
        scope = scope_of(user)
        sits = Membership.objects.filter(person=user, group=OuterRef("assessment__campaign__group"))
        judges = Q() if scope.is_manager else Exists(sits) | Q(assessment__campaign__group__in=scope.chairs)
        found = self.filter(is_internal=False, thread__closed_at=None, assessment__status__in=IN_SCRUTINY)
        theirs = Q(awaits=Side.AGENCY) & self._of_the_agency(user)
        return found.filter(theirs | (Q(awaits=Side.PANEL) & judges))

    def for_listing(self) -> Self:
        return self.select_related(
            "assessment__campaign", "assessment__agency", "tool_standard", "question", "thread"
        ).order_by("-thread__opened_at", "-pk")

    @staticmethod
    def _of_the_agency(user: User) -> Q:
        scope = scope_of(user)
        helping = Delegation.objects.filter(
            assessment=OuterRef("assessment"), tool_standard=OuterRef("tool_standard"), person=user
        )
        helps = Q(Exists(helping), assessment__agency__in=scope.contributes_to)
        return Q(assessment__agency__in=scope.leads) | helps


class Conversation(models.Model):
    """A thread about a standard of a return or one of its questions: with the panel, or the agency's own."""

    assessment = models.ForeignKey(AssessmentReturn, on_delete=models.PROTECT, related_name="conversations")
    tool_standard = models.ForeignKey(ToolStandard, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    is_internal = models.BooleanField(default=False)
    awaits = models.CharField(max_length=10, choices=Side, default=Side.NOBODY, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    answer_by = models.DateField("to be answered by", null=True, blank=True)
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="+")

    objects = ConversationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question", "is_internal"], name="conversation_one_about_a_question"
            ),
            models.UniqueConstraint(
                fields=["assessment", "tool_standard", "is_internal"],
                condition=Q(question__isnull=True),
                name="conversation_one_about_a_standard",
            ),
            one_of_choices("awaits", Side, name="conversation_side_is_known"),
            models.CheckConstraint(
                condition=Q(is_internal=False) | Q(awaits=Side.NOBODY), name="conversation_comments_await_nobody"
            ),
            models.CheckConstraint(
                condition=Q(awaits=Side.AGENCY, answer_by__isnull=False) | (~Q(awaits=Side.AGENCY) & Q(answer_by=None)),
                name="conversation_awaits_the_agency_by_a_day",
            ),
            both_or_neither("asked_on", "answer_by", name="conversation_asked_stamps"),
        ]

    def __str__(self) -> str:
        return self.thread.subject

    def get_absolute_url(self) -> str:
        return reverse("self-assessment:conversation-detail", args=[self.pk])

    def await_agency(self, *, asked_on: date, answer_by: date) -> None:
        self.awaits, self.asked_on, self.answer_by = Side.AGENCY, asked_on, answer_by

    def await_panel(self) -> None:
        self.awaits, self.asked_on, self.answer_by = Side.PANEL, None, None

    def is_late(self, *, today: date) -> bool:
        return self.answer_by is not None and self.answer_by < today

    @property
    def about(self) -> str:
        """Of one read with its standard and question."""
        return f"{self.question.code} {self.question.text}" if self.question else self.tool_standard.title
