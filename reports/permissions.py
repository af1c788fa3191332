"""Who may make packs. Who may read them is ``visible_to``."""

from board.models import scope_of
from lscb.core.models import User


def can_make_packs(user: User) -> bool:
    """The chair's and the manager's."""
    scope = scope_of(user)
    return scope.is_chair or scope.is_manager


def can_see_drafts(user: User) -> bool:
    """What the next version will say, and what became of the last: the chair's and the Board's staff's."""
    scope = scope_of(user)
    return scope.is_chair or scope.is_officer
