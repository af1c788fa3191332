"""The sections a Board pack may have, in the order they come unless told otherwise."""

from django.db import models


class Section(models.TextChoices):
    SUMMARY = "summary", "What the Board should notice"
    EXCEPTIONS = "exceptions", "Exceptions"
    INDICATORS = "indicators", "Indicators"
    PROGRAMME = "programme", "Audit programme"
    ASSESSMENTS = "assessments", "Self-assessments"
    SURVEYS = "surveys", "Surveys"
    RETURNS = "returns", "Returns and their timeliness"
    OVERDUE = "overdue", "What is overdue"
    GAPS = "gaps", "Data gaps and how they are filled"
