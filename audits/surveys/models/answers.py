"""What was answered. Nothing here says when, from where, by which link, or in which order."""

from typing import Self

from django.db import models

from audits.surveys.enums import RoleGroup
from audits.surveys.models.keys import random_key
from audits.surveys.models.surveys import Survey, SurveyQuestion
from board.models import Agency
from lscb.core.models import User


class Response(models.Model):
    """The marks that one person gave. ``person`` is kept only of members who are asked under their names."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    role_group = models.CharField(max_length=20, choices=RoleGroup, blank=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    marks = models.JSONField()  # {"12": "4"}: the question's key, the point's value

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"A response to {self.survey}"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def shown(self) -> Self:
        return self.filter(is_shown=True)


class Remark(models.Model):
    """A written answer, apart from the marks of whoever wrote it. Shown to others once the office has read it."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    question = models.ForeignKey(SurveyQuestion, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField(max_length=5_000)
    is_shown = models.BooleanField(default=False)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"A remark on {self.question}"
