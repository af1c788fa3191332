"""Who may make packs and read of an agency. Who may read packs is ``visible_to``."""

from board.models import Agency, scope_of
from lscb.core.models import User


def can_make_packs(user: User) -> bool:
    """The chair's and the manager's."""
    scope = scope_of(user)
    return scope.is_chair or scope.is_manager


def can_see_drafts(user: User) -> bool:
    """What the next version will say, and what became of the last: the chair's and the Board's staff's."""
    scope = scope_of(user)
    return scope.is_chair or scope.is_officer


def can_read_agency(user: User, agency: Agency) -> bool:
    """How its indicators and returns stand is for those who read for the Board, and for its own people."""
    scope = scope_of(user)
    return scope.reads_for_the_board or agency.pk in scope.agencies
