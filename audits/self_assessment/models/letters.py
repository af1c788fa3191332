"""What the Board writes to an agency once its return is moderated: a draft, and each letter that was issued."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from audits.self_assessment.models.returns import AssessmentReturn
from board.models import Membership, scope_of
from lscb.core.constraints import not_blank
from lscb.core.models import User

PARTS = ("opening", "strengths", "areas", "agreed", "closing")


class LetterTexts(models.Model):
    """Plain words, shown as they were typed. Strengths, areas and actions are lists: an item a line."""

    opening = models.TextField(max_length=5_000)
    strengths = models.TextField(max_length=20_000, blank=True)
    areas = models.TextField("areas to improve", max_length=20_000, blank=True)
    agreed = models.TextField("agreed actions", max_length=20_000, blank=True)
    closing = models.TextField(max_length=5_000, blank=True)

    class Meta:
        abstract = True

    @property
    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in PARTS}

    @property
    def lists(self) -> list[tuple[str, list[str]]]:
        """Each list with its heading, without those that say nothing."""
        found = (
            ("Strengths", self.strengths),
            ("Areas to improve", self.areas),
            ("Agreed actions", self.agreed),
        )
        return [
            (heading, lines)
            for heading, text in found
            if (lines := list(filter(None, map(str.strip, text.splitlines()))))
        ]


class LetterDraft(LetterTexts):
    """What the next letter on a return will say."""

    assessment = models.OneToOneField(AssessmentReturn, on_delete=models.PROTECT, related_name="letter_draft")
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [not_blank("opening", name="letterdraft_says_something")]

    def __str__(self) -> str:
        return f"Draft letter on {self.assessment}"


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, user: User) -> Self:
        """To the agency's leads, the office and the panel, whatever became of the return since."""
        scope = scope_of(user)
        if scope.is_officer:
            return self
        sits = Membership.objects.filter(person=user, group=OuterRef("assessment__campaign__group"))
        judges = Exists(sits) | Q(assessment__campaign__group__in=scope.chairs)
        return self.filter(Q(assessment__agency__in=scope.leads) | judges) if scope.has_a_role else self.none()


class Letter(LetterTexts):
    """A letter as it was issued. A corrected one is another letter. Append-only."""

    assessment = models.ForeignKey(AssessmentReturn, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="letter_numbered"),
            not_blank("opening", name="letter_says_something"),
        ]

    def __str__(self) -> str:
        return f"Letter {self.number} on {self.assessment}"

    def get_absolute_url(self) -> str:
        return reverse("self-assessment:letter-detail", args=[self.pk])

    @property
    def is_correction(self) -> bool:
        return self.number > 1
