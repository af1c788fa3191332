"""What is to hold."""

from typing import Self

from django.db import models
from django.urls import reverse

from board.models import KeyQuestion, Priority
from frameworks.enums import StandardKind
from frameworks.models.frameworks import Framework, Section
from lscb.core.constraints import not_blank, one_of_choices
from lscb.core.models import User


class StandardQuerySet(models.QuerySet["Standard"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(section__framework__in=Framework.objects.visible_to(user))


class Standard(models.Model):
    """An outcome for effective work, or an area of practice."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="standards")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20, blank=True)
    outcome = models.TextField(max_length=10_000)
    kind = models.CharField(max_length=20, choices=StandardKind, default=StandardKind.STANDARD)
    duty_holder = models.CharField(max_length=200, blank=True)
    priorities = models.ManyToManyField(Priority, related_name="standards", blank=True)
    key_questions = models.ManyToManyField(KeyQuestion, related_name="standards", blank=True)
    came_from = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    objects = StandardQuerySet.as_manager()

    class Meta:
        ordering = ["section__position", "position", "pk"]
        constraints = [
            not_blank("outcome", name="standard_says_something"),
            one_of_choices("kind", StandardKind, name="standard_kind_is_known"),
        ]

    def __str__(self) -> str:
        words = " ".join(self.outcome.split())
        short = words if len(words) <= 120 else f"{words[:119].rsplit(' ', 1)[0]}…"
        return f"{self.code} {short}".strip()

    def get_absolute_url(self) -> str:
        return f"{reverse('frameworks:framework-detail', args=[self.section.framework_id])}#standard-{self.pk}"
