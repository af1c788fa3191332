"""Kinds and states of frameworks."""

from django.db import models

from frameworks.timescales import Frequency

# How often something is done, as people say it.
FREQUENCIES: dict[Frequency, str] = {
    Frequency.ONCE: "Once",
    Frequency.MONTHLY: "Monthly",
    Frequency.EVERY_N_WEEKS: "Every so many weeks",
    Frequency.QUARTERLY: "Quarterly",
    Frequency.TIMES_A_YEAR: "So many times a year",
    Frequency.TWICE_A_YEAR: "Twice a year",
    Frequency.YEARLY: "Yearly",
    Frequency.EVERY_TWO_YEARS: "Every two years",
    Frequency.TERMLY: "Each term",
    Frequency.EACH_MEETING: "At each meeting",
    Frequency.AS_REQUIRED: "As required",
    Frequency.ONGOING: "Ongoing",
}


class Kind(models.TextChoices):
    PERFORMANCE = "performance", "Performance management"
    QUALITY = "quality", "Quality assurance"
    LEARNING = "learning", "Learning and improvement"
    SELF_ASSESSMENT = "self_assessment", "Standards for self-assessment"
    OTHER = "other", "Other"


class FrameworkStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    CONSULTATION = "consultation", "In consultation"
    ADOPTED = "adopted", "Adopted"
    SUPERSEDED = "superseded", "Superseded"


TRANSITIONS: dict[FrameworkStatus, frozenset[FrameworkStatus]] = {
    FrameworkStatus.DRAFT: frozenset({FrameworkStatus.CONSULTATION, FrameworkStatus.ADOPTED}),
    FrameworkStatus.CONSULTATION: frozenset({FrameworkStatus.DRAFT, FrameworkStatus.ADOPTED}),
    FrameworkStatus.ADOPTED: frozenset({FrameworkStatus.SUPERSEDED}),
    FrameworkStatus.SUPERSEDED: frozenset(),
}

# Its words may change; an adopted one is what the Board agreed, and the next version takes its place.
EDITABLE = frozenset({FrameworkStatus.DRAFT, FrameworkStatus.CONSULTATION})
PUBLIC = frozenset({FrameworkStatus.CONSULTATION, FrameworkStatus.ADOPTED, FrameworkStatus.SUPERSEDED})


class StandardKind(models.TextChoices):
    STANDARD = "standard", "Standard"
    PRACTICE_AREA = "practice_area", "Practice area"


class Method(models.TextChoices):
    AUDIT = "audit", "Audit"
    DATA = "data", "Data"
    SELF_ASSESSMENT = "self_assessment", "Self-assessment"
    SURVEY = "survey", "Survey"
    SCRUTINY = "scrutiny", "Scrutiny of records"
    REPORT = "report", "Report"
    WORKSHOP = "workshop", "Workshop"


class BringingInState(models.TextChoices):
    PREVIEW = "preview", "Not saved yet"
    SAVED = "saved", "Saved"
    UNDONE = "undone", "Undone"
    DISCARDED = "discarded", "Thrown away"


class Route(models.TextChoices):
    """How a framework is devised."""

    PRIORITIES_FIRST = "priorities_first", "Priorities first, then a framework to meet them"
    DRAFT_FIRST = "draft_first", "A draft framework first, then the priorities it brings out"


class CellKind(models.TextChoices):
    """What a cell of the coverage matrix says; where there is none, it is a gap."""

    TICK = "tick", "Yes"
    WORDS = "words", "In words"
    LIVE = "live", "Whatever evidence there is"
    NOT_NEEDED = "not_needed", "Not needed"
