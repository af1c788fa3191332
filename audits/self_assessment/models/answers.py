"""Answers, every version that was ever saved of each, and what the panel makes of them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.utils.functional import cached_property

from audits.self_assessment.enums import HANDED_IN
from audits.self_assessment.models.exchange import BroughtReturn
from audits.self_assessment.models.returns import AssessmentReturn, Delegation
from audits.self_assessment.models.tools import Question
from audits.self_assessment.models.versions import EvidenceVersion
from audits.self_assessment.scales import Point, is_below_the_bar, point_of
from audits.self_assessment.shown import Shown
from board.models import Membership, scope_of
from lscb.core.enums import ScanState
from lscb.core.models import User


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: User) -> Self:
        """An agency's own at any time; a helper's their standards; to the office and the panel once handed in."""
        scope = scope_of(user)
        if not scope.has_a_role:
            return self.none()
        own: Q | Combinable = Q(assessment__agency__in=scope.leads)
        if scope.contributes_to:
            helping = Delegation.objects.filter(
                assessment=OuterRef("assessment"), tool_standard=OuterRef("question__tool_standard"), person=user
            )
            own |= Q(assessment__agency__in=scope.contributes_to) & Exists(helping)
        handed_in: Q | Combinable = Q(assessment__status__in=HANDED_IN)
        if not scope.is_officer:
            sits = Membership.objects.filter(person=user, group=OuterRef("assessment__campaign__group"))
            handed_in &= Exists(sits) | Q(assessment__campaign__group__in=scope.chairs)
        return self.filter(own | handed_in)

    def in_order(self) -> Self:
        """As they are asked, and what stands beside each that shows it."""
        shown = AnswerEvidence.objects.filter(answer=OuterRef("pk"))
        ending = shown.of_use().exclude(until=None)  # type: ignore[misc]
        found = self.select_related(
            "question__tool_standard"
        ).annotate(
            has_evidence=Exists(shown),
            shown_endlessly=Exists(shown.of_use().filter(until=None)),  # type: ignore[misc]
            shown_until=Subquery(ending.order_by("-until").values("until")[:1]),  # type: ignore[misc]
        )
        return found.order_by("question__tool_standard__position", "question__position", "question")

    def shown_no_more(self, *, today: date) -> Self:
        """Answers that must be evidenced, of which all that stood beside them has run out."""
        must = self.filter(question__needs_evidence=True, is_asked=True, not_applicable=False).exclude(value="")
        counting = AnswerEvidence.objects.filter(answer=OuterRef("pk")).of_use()
        return must.exclude(Exists(counting.filter(Q(until=None) | Q(until__gte=today))))

    def lock(self, pk: int) -> "Answer":
        """One answer and its return, both as they are now: what is only joined is read as it was before we waited."""
        following = Question.objects.filter(shown_after=OuterRef("question"))
        held = self.select_for_update(no_key=True, of=("self", "assessment"))
        found = held.annotate(has_follow_ons=Exists(following))
        return found.select_related("assessment__campaign", "assessment__agency", "question", "saved_by").get(pk=pk)


class Answer(models.Model):
    """What an agency says of one question: its judgement, why, and where that is too little, what it will do."""

    assessment = models.ForeignKey(AssessmentReturn, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    is_asked = models.BooleanField(default=True)  # a follow-on question until the answer before it calls for it
    value = models.TextField(blank=True)
    not_applicable = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    action_what = models.TextField("what your agency will do", blank=True)
    action_owner = models.TextField("who sees to it", blank=True)
    action_due = models.TextField("by when", blank=True)
    action_measure = models.TextField("how you will know that it worked", blank=True)
    is_confirmed = models.BooleanField(default=True)  # false while it is last round's word and nobody has looked
    brought_from = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    brought_in = models.ForeignKey(BroughtReturn, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question"], name="answer_one_per_question"),
        ]

    def __str__(self) -> str:
        return f"{self.question.code} of {self.assessment}"

    @property
    def is_answered(self) -> bool:
        return bool(self.value) or self.not_applicable

    @property
    def is_evidenced(self) -> bool:
        """Read once for all where they are read in order."""
        known: bool | None = self.__dict__.get("has_evidence")
        return self.shown_by.exists() if known is None else known

    @property
    def calls_for_more(self) -> bool:
        """Whether questions follow on from this one. Read together with an answer that is held."""
        known: bool | None = self.__dict__.get("has_follow_ons")
        return Question.objects.filter(shown_after=self.question_id).exists() if known is None else known

    @cached_property
    def shown(self) -> Shown:
        """Read once for all where they are read in order; else one query."""
        known = self.__dict__
        if "shown_until" in known:
            return Shown(known["has_evidence"], known["shown_endlessly"], known["shown_until"])
        until = list(self.shown_by.of_use().values_list("until", flat=True))  # type: ignore[misc]
        return Shown(bool(until), None in until, max(filter(None, until), default=None))

    @property
    def point(self) -> Point | None:
        return None if self.not_applicable else point_of(self.question.scale, self.value)

    @property
    def needs_an_action(self) -> bool:
        question = self.question
        return not self.not_applicable and is_below_the_bar(question.scale, self.value, question.least)


class AnswerEvidenceQuerySet(models.QuerySet["AnswerEvidence"]):
    def of_use(self) -> Self:
        """With ``until``, the last day of its latest version; without what the virus scanner keeps back."""
        latest = EvidenceVersion.objects.filter(evidence=OuterRef("evidence")).order_by("-number")
        found = self.annotate(
            until=Subquery(latest.values("expires_on")[:1]), scan=Subquery(latest.values("file__scan")[:1])
        )
        return found.filter(Q(scan=None) | ~Q(scan=ScanState.INFECTED))


class AnswerEvidence(models.Model):
    """Evidence beside an answer."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="shown_by")
    evidence = models.ForeignKey("self_assessment.Evidence", on_delete=models.PROTECT, related_name="stands_beside")

    objects = AnswerEvidenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "evidence"], name="answer_evidence_once")]

    def __str__(self) -> str:
        return f"{self.evidence} beside {self.answer}"


class AnswerRevision(models.Model):
    """Every text that was ever saved in an answer. Append-only."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    texts = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["answer", "version"], name="answer_revision_numbered")]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.answer}"


class Judgement(models.Model):
    """What the panel makes of an answer, and why. The last one counts, the others stay. Append-only."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="judgements")
    value = models.CharField(max_length=20)
    why = models.TextField(max_length=5_000)
    judged_at = models.DateTimeField()
    judged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(value="") & ~Q(why=""), name="judgement_says_what_and_why")]

    def __str__(self) -> str:
        return f"{self.value} for {self.answer}"

    @property
    def point(self) -> Point | None:
        return point_of(self.answer.question.scale, self.value)
