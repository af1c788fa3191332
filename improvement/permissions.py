"""Who may act on improvement actions. What exists is ``visible_to``; what may happen now, ``TRANSITIONS``."""

from board.models import scope_of
from board.permissions import can_manage
from improvement.enums import ActionStatus
from improvement.models import ImprovementAction
from lscb.core.models import User


def can_keep(user: User, action: ImprovementAction) -> bool:
    """Its agency's leads and the manager: what, by whom, by when."""
    return can_manage(user) or action.agency_id in scope_of(user).leads


def can_say_how_far(user: User, action: ImprovementAction) -> bool:
    """Also whoever sees to it."""
    return can_keep(user, action) or (action.owner_id == user.pk and scope_of(user).has_a_role)


def can_move_to(user: User, action: ImprovementAction, target: ActionStatus) -> bool:
    """The agency says what it did and what came of it; the Board's office closes, and opens again."""
    if ActionStatus.CLOSED in {target, action.status}:
        return can_manage(user)
    return can_say_how_far(user, action)
