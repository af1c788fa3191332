"""Kinds and states of self-assessments."""

from django.db import models

from audits.self_assessment.scales import LABELS

SCALES = [(scale.value, label) for scale, label in LABELS.items()]


class ToolKind(models.TextChoices):
    SECTION_11 = "section_11", "Section 11"
    SAFE_WORKFORCE = "safe_workforce", "Safe workforce"
    ORGANISATIONAL = "organisational", "Organisational and strategic"
    PARENTAL_INVOLVEMENT = "parental_involvement", "Parental involvement"
    SCHOOLS = "schools", "Schools’ safeguarding return"
    BOARD_RATING = "board_rating", "Members’ rating of the Board"
    OTHER = "other", "Other"


class ToolStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    READY = "ready", "Ready to use"
    FROZEN = "frozen", "In use, its words stand"
    RETIRED = "retired", "Retired"


class ReturnStatus(models.TextChoices):
    OPEN = "open", "Open"
    SIGN_OFF = "sign_off", "Awaiting sign-off"
    SUBMITTED = "submitted", "Submitted"
    SCRUTINY = "scrutiny", "Under scrutiny"
    SENT_BACK = "sent_back", "Sent back"
    MODERATED = "moderated", "Moderated"
    CLOSED = "closed", "Closed"
    ACCEPTED = "accepted", "Something else accepted"


class InsteadKind(models.TextChoices):
    STATEMENT = "statement", "The agency’s own statement"
    OTHER_TOOL = "other_tool", "The result of another tool"


class Side(models.TextChoices):
    """Whose word a conversation waits for."""

    NOBODY = "", "Nobody"
    AGENCY = "agency", "The agency"
    PANEL = "panel", "The panel"


TRANSITIONS: dict[ReturnStatus, frozenset[ReturnStatus]] = {
    ReturnStatus.OPEN: frozenset({ReturnStatus.SIGN_OFF, ReturnStatus.SUBMITTED, ReturnStatus.ACCEPTED}),
    ReturnStatus.SIGN_OFF: frozenset({ReturnStatus.OPEN, ReturnStatus.SUBMITTED}),
    ReturnStatus.SUBMITTED: frozenset({ReturnStatus.SCRUTINY, ReturnStatus.SENT_BACK, ReturnStatus.MODERATED}),
    ReturnStatus.SCRUTINY: frozenset({ReturnStatus.SENT_BACK, ReturnStatus.MODERATED}),
    ReturnStatus.SENT_BACK: frozenset({ReturnStatus.SIGN_OFF, ReturnStatus.SUBMITTED, ReturnStatus.ACCEPTED}),
    ReturnStatus.MODERATED: frozenset({ReturnStatus.SENT_BACK, ReturnStatus.CLOSED}),
    ReturnStatus.CLOSED: frozenset(),
    ReturnStatus.ACCEPTED: frozenset({ReturnStatus.OPEN}),
}
EDITABLE = frozenset({ReturnStatus.OPEN, ReturnStatus.SENT_BACK})
# The agency has handed it in: the Board's office and the panel may read it.
HANDED_IN = frozenset({ReturnStatus.SUBMITTED, ReturnStatus.SCRUTINY, ReturnStatus.MODERATED, ReturnStatus.CLOSED})
# Nothing more is asked of the agency.
SETTLED = HANDED_IN | {ReturnStatus.ACCEPTED}
IN_SCRUTINY = frozenset({ReturnStatus.SUBMITTED, ReturnStatus.SCRUTINY})
JUDGED = frozenset({ReturnStatus.MODERATED, ReturnStatus.CLOSED})
