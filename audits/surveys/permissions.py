"""Who may act on surveys. What exists is ``visible_to``; what may happen now, ``TRANSITIONS``."""

from collections.abc import Container

from audits.surveys.models import Survey
from board.models import scope_of
from board.permissions import can_manage
from lscb.core.models import User


class Everyone:
    """Contains every agency."""

    def __contains__(self, _key: object) -> bool:
        return True


def can_keep_surveys(user: User) -> bool:
    return can_manage(user)


def can_read_results(user: User, survey: Survey) -> bool:
    """Those who read for the Board, once it is closed: while it runs, one answer more would show in the figures."""
    return scope_of(user).reads_for_the_board and survey.is_closed


def can_read_beside(user: User, survey: Survey) -> bool:
    """What agencies said beside what their staff said."""
    scope = scope_of(user)
    is_held_against = survey.is_closed and survey.campaign_id is not None
    return is_held_against and (scope.reads_for_the_board or bool(scope.leads))


def agencies_read(user: User) -> Container[int | None]:
    """An agency's lead sees the own agency, those who read for the Board every one."""
    scope = scope_of(user)
    return Everyone() if scope.reads_for_the_board else scope.leads
