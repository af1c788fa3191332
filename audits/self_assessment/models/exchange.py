"""Returns that come from other Boards: whom we trust, which of their questions is which of ours, what was brought."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse

from audits.self_assessment.models.returns import AssessmentReturn
from audits.self_assessment.models.tools import Tool
from board.models import scope_of
from lscb.core.constraints import both_or_neither, not_blank
from lscb.core.models import User


class TrustedBoard(models.Model):
    """Another Board, by the fingerprint of its key, which somebody compared."""

    name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=60, unique=True)
    trusted_at = models.DateTimeField()
    trusted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [not_blank("name", name="trustedboard_has_a_name")]

    def __str__(self) -> str:
        return self.name


class ToolMapping(models.Model):
    """Which question of another Board's tool is which of ours, by number. Remembered for every agency."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="mappings")
    their_title = models.CharField(max_length=300)
    their_version = models.PositiveIntegerField()
    pairs = models.JSONField()  # {"their number": "our number"}
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("tool", Lower("their_title"), "their_version", name="toolmapping_once")]

    def __str__(self) -> str:
        return f"{self.their_title} for {self.tool}"


class BroughtReturnQuerySet(models.QuerySet["BroughtReturn"]):
    def visible_to(self, user: User) -> Self:
        """Its agency's leads: what it says is the agency's own until it hands its return in here."""
        return self.filter(assessment__agency__in=scope_of(user).leads)

    def to_map(self, user: User) -> Self:
        """For the office, which sees the questions of it and no answer."""
        return self.filter(brought_at=None) if scope_of(user).is_manager else self.none()

    def with_mapping(self) -> Self:
        """``is_mapped``: the office said which of its questions is which of ours."""
        mapped = ToolMapping.objects.filter(
            tool=OuterRef("assessment__campaign__tool"),
            their_title__iexact=OuterRef("tool_title"),
            their_version=OuterRef("tool_version"),
        )
        return self.annotate(is_mapped=Exists(mapped))


class BroughtReturn(models.Model):
    """A file from another Board, looked at, and brought into a return once."""

    assessment = models.ForeignKey(AssessmentReturn, on_delete=models.PROTECT, related_name="brought")
    board = models.CharField(max_length=300)
    reference = models.CharField(max_length=300)
    tool_title = models.CharField(max_length=300)
    tool_version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=60)
    content = models.JSONField()  # the one text that was signed
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(null=True, blank=True)
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = BroughtReturnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint", "reference"],
                condition=Q(brought_at__isnull=False),
                name="broughtreturn_brought_in_once",
            ),
            both_or_neither("brought_at", "brought_by", name="broughtreturn_brought_stamps"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} of {self.board}"

    def get_absolute_url(self) -> str:
        return reverse("self-assessment:brought-detail", args=[self.pk])

    @property
    def is_same_tool(self) -> bool:
        """By name and version, as ``pairs_for`` begins; of one read with its campaign's tool."""
        tool = self.assessment.campaign.tool
        return (tool.title.casefold(), tool.version) == (self.tool_title.casefold(), self.tool_version)
