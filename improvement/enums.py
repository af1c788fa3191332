"""How far an improvement action has come."""

from django.db import models


class ActionStatus(models.TextChoices):
    OPEN = "open", "Open"
    IMPLEMENTED = "implemented", "Implemented"
    EVIDENCED = "evidenced", "Impact evidenced"
    CLOSED = "closed", "Closed"


TRANSITIONS: dict[ActionStatus, frozenset[ActionStatus]] = {
    ActionStatus.OPEN: frozenset({ActionStatus.IMPLEMENTED, ActionStatus.CLOSED}),
    ActionStatus.IMPLEMENTED: frozenset({ActionStatus.OPEN, ActionStatus.EVIDENCED, ActionStatus.CLOSED}),
    ActionStatus.EVIDENCED: frozenset({ActionStatus.IMPLEMENTED, ActionStatus.CLOSED}),
    ActionStatus.CLOSED: frozenset({ActionStatus.OPEN}),
}

# What is asked of whoever moves an action there.
WORDS_ASKED = {
    ActionStatus.OPEN: "Say why it is open again.",
    ActionStatus.IMPLEMENTED: "Say what was done.",
    ActionStatus.EVIDENCED: "Say what shows that it made a difference.",
    ActionStatus.CLOSED: "Say why it is closed.",
}
