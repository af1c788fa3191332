"""Kinds and states of the programme's entries."""

from django.db import models


class Category(models.TextChoices):
    BOARD_PERFORMANCE = "board_performance", "Board performance"
    MONITORING = "monitoring", "Monitoring"
    QUALITY_ASSURANCE = "quality_assurance", "Quality assurance report"
    COMMISSIONED = "commissioned", "Commissioned scrutiny"
    RESPONSIVE = "responsive", "Responsive"


class EntryStatus(models.TextChoices):
    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    COMPLETE = "complete", "Complete"
    POSTPONED = "postponed", "Postponed"
    CANCELLED = "cancelled", "Cancelled"


TRANSITIONS: dict[EntryStatus, frozenset[EntryStatus]] = {
    EntryStatus.PLANNED: frozenset(
        {EntryStatus.UNDER_WAY, EntryStatus.COMPLETE, EntryStatus.POSTPONED, EntryStatus.CANCELLED}
    ),
    EntryStatus.UNDER_WAY: frozenset({EntryStatus.COMPLETE, EntryStatus.POSTPONED, EntryStatus.CANCELLED}),
    EntryStatus.POSTPONED: frozenset({EntryStatus.PLANNED, EntryStatus.UNDER_WAY, EntryStatus.CANCELLED}),
    EntryStatus.COMPLETE: frozenset({EntryStatus.UNDER_WAY}),
    EntryStatus.CANCELLED: frozenset({EntryStatus.PLANNED}),
}

OPEN = frozenset({EntryStatus.PLANNED, EntryStatus.UNDER_WAY})
NEEDS_A_REASON = frozenset({EntryStatus.POSTPONED, EntryStatus.CANCELLED})
