"""Kinds and states of the programme's entries."""

from django.db import models

from board.enums import Role


class Category(models.TextChoices):
    BOARD_PERFORMANCE = "board_performance", "Board performance"
    MONITORING = "monitoring", "Monitoring"
    QUALITY_ASSURANCE = "quality_assurance", "Quality assurance report"
    COMMISSIONED = "commissioned", "Commissioned scrutiny"
    RESPONSIVE = "responsive", "Responsive"


RECURRING = frozenset({Category.BOARD_PERFORMANCE, Category.MONITORING, Category.QUALITY_ASSURANCE})


class Afterwards(models.TextChoices):
    """Where a report goes once its group has scrutinised it."""

    TABLED = "tabled", "Tabled at the Board"
    CIRCULATED = "circulated", "Circulated to the Board"


# One person or a few hold these: an entry may be led by whoever does.
LEADING_ROLES = (Role.MANAGER, Role.ANALYST, Role.INDEPENDENT_CHAIR)


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


class AuditStatus(models.TextChoices):
    """How far one carrying-out has come."""

    PLANNED = "planned", "Planned"
    IN_PROGRESS = "in_progress", "In progress"
    REPORTED = "reported", "Reported"
    SCRUTINISED = "scrutinised", "Scrutinised"
    PRESENTED = "presented", "Presented"
    CLOSED = "closed", "Closed"
    POSTPONED = "postponed", "Postponed"
    CANCELLED = "cancelled", "Cancelled"


AUDIT_TRANSITIONS: dict[AuditStatus, frozenset[AuditStatus]] = {
    AuditStatus.PLANNED: frozenset(
        {AuditStatus.IN_PROGRESS, AuditStatus.REPORTED, AuditStatus.POSTPONED, AuditStatus.CANCELLED}
    ),
    AuditStatus.IN_PROGRESS: frozenset({AuditStatus.REPORTED, AuditStatus.POSTPONED, AuditStatus.CANCELLED}),
    AuditStatus.REPORTED: frozenset({AuditStatus.SCRUTINISED, AuditStatus.IN_PROGRESS}),
    AuditStatus.SCRUTINISED: frozenset({AuditStatus.PRESENTED, AuditStatus.CLOSED}),
    AuditStatus.PRESENTED: frozenset({AuditStatus.CLOSED}),
    AuditStatus.CLOSED: frozenset(),
    AuditStatus.POSTPONED: frozenset({AuditStatus.PLANNED, AuditStatus.IN_PROGRESS, AuditStatus.CANCELLED}),
    AuditStatus.CANCELLED: frozenset({AuditStatus.PLANNED}),
}

UNREPORTED = frozenset({AuditStatus.PLANNED, AuditStatus.IN_PROGRESS})
REPORTED_ON = frozenset({AuditStatus.REPORTED, AuditStatus.SCRUTINISED, AuditStatus.PRESENTED, AuditStatus.CLOSED})
PUT_OFF = frozenset({AuditStatus.POSTPONED, AuditStatus.CANCELLED})
# Set by the scrutiny of a report and by its meeting, never by hand.
BY_ROUTING = frozenset({AuditStatus.SCRUTINISED, AuditStatus.PRESENTED})


class Decision(models.TextChoices):
    """What a group does with a report that it has scrutinised."""

    TABLE = "table", "Table it at the Board"
    CIRCULATE = "circulate", "Circulate it for information"
    NO_FURTHER_ACTION = "no_further_action", "No further action"
    RETURN = "return", "Return it for more work"


# What an entry foresees for its reports is offered first.
AS_PLANNED = {Afterwards.TABLED: Decision.TABLE, Afterwards.CIRCULATED: Decision.CIRCULATE}
# Of an agency's own audit the same is said in other words.
OF_A_SINGLE_AGENCY = {
    Decision.TABLE: "Advise the Board",
    Decision.CIRCULATE: "Circulate it for information",
    Decision.NO_FURTHER_ACTION: "Note it",
    Decision.RETURN: "Ask for more",
}
# These take a reason that the reader is owed.
EXPLAINED = frozenset({Decision.RETURN})


class PaperKind(models.TextChoices):
    """What may be asked for of an audit."""

    REPORT = "report", "Report"
    ACTION_PLAN = "action_plan", "Action plan"
    FOLLOW_UP = "follow_up", "Follow-up report"


class Grade(models.TextChoices):
    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    REQUIRES_IMPROVEMENT = "requires_improvement", "Requires improvement"
    INADEQUATE = "inadequate", "Inadequate"
