"""Who may act on the programme. What exists for you is ``visible_to``; what may happen now is ``TRANSITIONS``."""

from audits.programme.models import ProgrammeEntry
from board.permissions import can_manage
from lscb.core.models import User


def can_edit_programme(user: User) -> bool:
    return can_manage(user)


def can_move_entry(user: User, entry: ProgrammeEntry) -> bool:
    """The manager, and whoever leads it."""
    return can_manage(user) or entry.lead_id == user.pk
