"""What the Board chose for the year, and what its assurance must answer."""

from django.db import models

from lscb.core.constraints import not_blank


class Priority(models.Model):
    """A priority of one of the Board's years."""

    year = models.PositiveSmallIntegerField("year it starts in")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "priorities"
        ordering = ["-year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="priority_numbered_in_its_year"),
            not_blank("title", name="priority_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class KeyQuestion(models.Model):
    """A question the assurance framework must answer."""

    number = models.PositiveSmallIntegerField(unique=True)
    text = models.CharField("question", max_length=200)

    class Meta:
        ordering = ["number"]
        constraints = [not_blank("text", name="key_question_asks_something")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"
