"""Who may act on what the Board is. What exists for you is ``visible_to``."""

from django.core.exceptions import PermissionDenied

from board.enums import Role
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


def can_enter(user: User) -> bool:
    """Anyone with a role may know who the Board is and when it meets."""
    return scope_of(user).has_a_role


def can_see_people(user: User) -> bool:
    """The list of people, with their e-mail addresses and telephone numbers."""
    return scope_of(user).knows_everyone


def can_change_person(user: User, person: User) -> bool:
    """The manager; and each person their own telephone number."""
    return can_manage(user) or (user.pk == person.pk and can_enter(user))


def has_tasks(user: User) -> bool:
    """My tasks is the first place of those who answer for an agency and of the Board's own staff."""
    scope = scope_of(user)
    return scope.is_officer or bool(scope.leads | scope.contributes_to)


def has_tasks_besides(user: User) -> bool:
    """Members and chairs read first; what they scrutinise, lead or answer is after the dashboard."""
    roles = {Role.BOARD_MEMBER, Role.GROUP_CHAIR, Role.INDEPENDENT_CHAIR}
    return bool(scope_of(user).roles & roles) and not has_tasks(user)
