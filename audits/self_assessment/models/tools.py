"""Self-assessment tools in their versions: standards and the questions under them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from audits.self_assessment.enums import SCALES, ToolKind, ToolStatus
from audits.self_assessment.scales import BARS, POINTS, Point, Scale
from board.enums import AgencyKind, Sector
from board.models import Agency, scope_of
from frameworks.models import Standard
from lscb.core.constraints import not_blank, one_of_choices
from lscb.core.models import User


class ToolQuerySet(models.QuerySet["Tool"]):
    def visible_to(self, user: User) -> Self:
        """Tools are the office's; an agency meets one in its return."""
        return self if scope_of(user).is_officer else self.none()

    def usable(self) -> Self:
        return self.filter(status__in=[ToolStatus.READY, ToolStatus.FROZEN])


class Tool(models.Model):
    """What agencies assess themselves against: one version. A campaign freezes it; an edit makes the next."""

    title = models.CharField(max_length=200)
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=30, choices=ToolKind)
    introduction = models.TextField(max_length=10_000, blank=True)
    status = models.CharField(max_length=10, choices=ToolStatus, default=ToolStatus.DRAFT)
    came_from = models.ForeignKey("self", on_delete=models.PROTECT, related_name="versions", null=True, blank=True)

    objects = ToolQuerySet.as_manager()

    class Meta:
        ordering = ["title", "-version"]
        constraints = [
            models.UniqueConstraint(Lower("title"), "version", name="tool_version_once"),
            not_blank("title", name="tool_has_a_title"),
            one_of_choices("kind", ToolKind, name="tool_kind_is_known"),
            one_of_choices("status", ToolStatus, name="tool_status_is_known"),
        ]

    def __str__(self) -> str:
        return self.title if self.version == 1 else f"{self.title}, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("self-assessment:tool-detail", args=[self.pk])


class ToolStandard(models.Model):
    """A standard of a tool, and where it comes from one of the Board's own, which."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="standards")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    introduction = models.TextField(max_length=5_000, blank=True)
    standard = models.ForeignKey(Standard, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [not_blank("title", name="toolstandard_has_a_title")]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question: how it is answered, for whom it is, what it stands on."""

    tool_standard = models.ForeignKey(ToolStandard, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    text = models.TextField("question", max_length=2_000)
    guidance = models.TextField(max_length=5_000, blank=True)
    looks_like = models.JSONField("what each answer looks like", default=dict, blank=True)  # {"met": "In place …"}
    scale = models.CharField(max_length=20, choices=SCALES, default=Scale.MET.value)
    bar = models.CharField("least that asks for no action", max_length=20, blank=True)
    is_required = models.BooleanField("must be answered", default=True)
    needs_evidence = models.BooleanField("must be evidenced", default=False)
    sectors = models.JSONField("only for these sectors", default=list, blank=True)  # ["health"]
    kinds = models.JSONField("only for these kinds of agency", default=list, blank=True)  # ["police"]
    agencies = models.ManyToManyField(Agency, related_name="+", blank=True, verbose_name="only for these agencies")
    shown_after = models.ForeignKey("self", on_delete=models.CASCADE, related_name="follow_ons", null=True, blank=True)
    shown_for = models.JSONField("shown where the answer is", default=list, blank=True)  # ["no", "partly"]
    clause = models.CharField("what it stands on", max_length=300, blank=True)
    checked_on = models.DateField("clause checked on", null=True, blank=True)
    came_from = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["tool_standard__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tool_standard", "code"], name="question_code_once"),
            not_blank("text", name="question_asks_something"),
            models.CheckConstraint(
                condition=Q(scale__in=[scale.value for scale in Scale]), name="question_scale_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def points(self) -> tuple[Point, ...]:
        return POINTS.get(Scale(self.scale), ())

    @property
    def answers_in_words(self) -> list[tuple[str, str, str]]:
        """Of each answer: its words, its shape, what it looks like."""
        return [(point.label, point.shape, self.looks_like.get(point.value, "")) for point in self.points]

    @property
    def least(self) -> str:
        return self.bar or BARS.get(Scale(self.scale), "")

    @property
    def for_whom(self) -> str:
        """In words, of one read with its agencies."""
        kinds = [AgencyKind(kind).label for kind in self.kinds] + [Sector(sector).label for sector in self.sectors]
        return ", ".join([*kinds, *(str(agency) for agency in self.agencies.all())]) or "All"

    def is_for(self, agency: Agency, named: set[int]) -> bool:
        """``named``: the agencies that the question names, by key. Where none is named in any way it is for all."""
        if not (self.kinds or self.sectors or named):
            return True
        return agency.pk in named or agency.kind in self.kinds or Sector(agency.sector).value in self.sectors
