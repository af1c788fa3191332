"""Surveys and what they ask."""

import secrets
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from audits.self_assessment.models import AssessmentReturn, Campaign, Question
from audits.self_assessment.scales import Point
from audits.surveys.enums import ASKS_AGENCY, ROLE_GROUPS, SCALES, TRANSITIONS, Audience, RoleGroup, SurveyStatus
from audits.surveys.scales import AGREE, LABELS, POINTS, TEXT
from board.models import scope_of
from lscb.core.constraints import both_or_neither, in_order, not_blank, one_of_choices
from lscb.core.exceptions import TransitionError
from lscb.core.models import User


def new_link_key() -> str:
    return secrets.token_urlsafe(18)


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, user: User) -> Self:
        """Drafts are the office's. Readers for the Board see the rest, a lead what the agency is held against."""
        scope = scope_of(user)
        if scope.is_officer:
            return self
        begun = self.exclude(status=SurveyStatus.DRAFT)
        if scope.reads_for_the_board:
            return begun
        own = AssessmentReturn.objects.filter(campaign=OuterRef("campaign"), agency__in=scope.leads)
        return begun.triangulated().filter(Exists(own))

    def triangulated(self) -> Self:
        """Closed, and held against a campaign."""
        return self.filter(status=SurveyStatus.CLOSED, campaign__isnull=False)

    def taking_answers(self, *, today: date) -> Self:
        return self.filter(status=SurveyStatus.OPEN, opens_on__lte=today, closes_on__gte=today)

    def past_their_day(self, *, today: date) -> Self:
        return self.filter(status=SurveyStatus.OPEN, closes_on__lt=today)

    def lock(self, pk: int) -> "Survey":
        return self.select_for_update(no_key=True, of=("self",)).get(pk=pk)


class Survey(models.Model):
    """What a group of people is asked, without an account and without a name."""

    title = models.CharField(max_length=200)
    audience = models.CharField("for", max_length=20, choices=Audience, default=Audience.PRACTITIONERS)
    introduction = models.TextField(max_length=5_000, blank=True)
    opens_on = models.DateField("opens")
    closes_on = models.DateField("closes")
    has_open_link = models.BooleanField("anyone with the link may answer", default=True)
    link_key = models.CharField(max_length=40, unique=True, default=new_link_key, editable=False)
    is_named = models.BooleanField("members answer under their names", default=False)
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        related_name="surveys",
        null=True,
        blank=True,
        verbose_name="held against the returns of",
    )
    status = models.CharField(max_length=10, choices=SurveyStatus, default=SurveyStatus.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    invited_count = models.PositiveIntegerField(default=0)  # kept when the invitations are forgotten

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            not_blank("title", name="survey_has_a_title"),
            one_of_choices("audience", Audience, name="survey_audience_is_known"),
            one_of_choices("status", SurveyStatus, name="survey_status_is_known"),
            in_order("opens_on", "closes_on", name="survey_closes_after_it_opens"),
            both_or_neither("opened_at", "opened_by", name="survey_opened_stamps"),
            models.CheckConstraint(
                condition=Q(is_named=False) | Q(audience=Audience.MEMBERS), name="survey_only_members_are_named"
            ),
            models.CheckConstraint(
                condition=Q(has_open_link=False) | ~Q(audience=Audience.MEMBERS), name="survey_of_members_by_invitation"
            ),
            models.CheckConstraint(
                condition=Q(status=SurveyStatus.CLOSED, closed_on__isnull=False)
                | (~Q(status=SurveyStatus.CLOSED) & Q(closed_on__isnull=True)),
                name="survey_closed_iff_stamped",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:detail", args=[self.pk])

    def clean(self) -> None:
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": "Enter a day that is not before the opening"})
        if self.audience == Audience.MEMBERS and self.has_open_link:
            raise ValidationError({"has_open_link": "Members are invited one by one: take this tick away"})
        if self.is_named and self.audience != Audience.MEMBERS:
            raise ValidationError({"is_named": "Only members may be asked under their names"})

    @property
    def is_draft(self) -> bool:
        return self.status == SurveyStatus.DRAFT

    @property
    def is_open(self) -> bool:
        return self.status == SurveyStatus.OPEN

    @property
    def is_closed(self) -> bool:
        return self.status == SurveyStatus.CLOSED

    @property
    def is_of_members(self) -> bool:
        return self.audience == Audience.MEMBERS

    @property
    def asks_agency(self) -> bool:
        return self.audience in ASKS_AGENCY

    @property
    def role_groups(self) -> tuple[RoleGroup, ...]:
        return ROLE_GROUPS[Audience(self.audience)]

    def takes_answers(self, *, today: date) -> bool:
        return self.is_open and self.opens_on <= today <= self.closes_on

    def move_to(self, target: SurveyStatus) -> None:
        if target not in TRANSITIONS[SurveyStatus(self.status)]:
            raise TransitionError(f"This survey is {self.get_status_display().lower()} already.")
        self.status = target


class SurveyQuestionQuerySet(models.QuerySet["SurveyQuestion"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(survey__in=Survey.objects.visible_to(user))


class SurveyQuestion(models.Model):
    """A statement or question, and where it is held against one, which question agencies answered."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField("statement or question", max_length=1_000)
    scale = models.CharField("answered on", max_length=20, choices=SCALES, default=AGREE)
    asks_about = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="held against the agencies’ question",
    )

    objects = SurveyQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            not_blank("text", name="surveyquestion_asks_something"),
            models.CheckConstraint(condition=Q(scale__in=list(LABELS)), name="surveyquestion_scale_is_known"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def points(self) -> tuple[Point, ...]:
        return POINTS.get(self.scale, ())

    @property
    def is_written(self) -> bool:
        return self.scale == TEXT
