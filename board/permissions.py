"""Who may act on what the Board is. What exists for you is ``visible_to``."""

from django.core.exceptions import PermissionDenied

from board.models import scope_of
from lscb.core.models import User


def require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def can_manage(user: User) -> bool:
    """Keep the Board's settings, agencies, people, groups and meetings."""
    return scope_of(user).is_manager


def can_read_for_the_board(user: User) -> bool:
    return scope_of(user).reads_for_the_board
