"""Who may act on returns and figures. What exists for you is ``visible_to``; what may happen now is ``TRANSITIONS``."""

from board.models import Meeting, scope_of
from indicators.models import Figure, Indicator, IndicatorReturn
from lscb.core.models import User


def can_keep_library(user: User) -> bool:
    """Indicators, targets and data sets: the analyst's and the manager's."""
    return scope_of(user).is_officer


def can_keep_benchmarks(user: User) -> bool:
    """Published figures of other places, how their files are read, and which places are like ours."""
    return scope_of(user).is_officer


def can_propose(user: User) -> bool:
    """Anyone with a role: agencies know best what could be counted."""
    return scope_of(user).has_a_role


def can_change_proposal(user: User, indicator: Indicator) -> bool:
    """Its proposer's, and while they have a role: what they wrote is theirs until it is put to consultation."""
    return indicator.proposed_by_id == user.pk and scope_of(user).has_a_role


def can_mark_charts(user: User) -> bool:
    """Beginning limits anew, and notes: the analyst's and the manager's."""
    return scope_of(user).is_officer


def can_choose_for(user: User, meeting: Meeting) -> bool:
    """What a group looks at is its chair's to choose, and the Board's staff's."""
    scope = scope_of(user)
    return scope.is_officer or meeting.group_id in scope.chairs


def can_open_period(user: User) -> bool:
    return scope_of(user).is_officer


def can_edit_return(user: User, item: IndicatorReturn) -> bool:
    """The agency's lead, or the manager entering what came by e-mail."""
    scope = scope_of(user)
    return item.agency_id in scope.leads or scope.is_manager


def can_edit_figure(user: User, figure: Figure) -> bool:
    """Whoever may edit the return, and the colleague the row was handed to."""
    item = figure.indicator_return
    is_delegate = figure.delegated_to_id == user.pk and item.agency_id in scope_of(user).contributes_to
    return is_delegate or can_edit_return(user, item)


def can_submit_return(user: User, item: IndicatorReturn) -> bool:
    return can_edit_return(user, item)


def can_read_whole(user: User, item: IndicatorReturn) -> bool:
    """What is said about the return as a whole: not a contributor's, who knows only the rows handed to them."""
    return can_edit_return(user, item) or scope_of(user).is_officer


def acts_on_behalf(user: User, item: IndicatorReturn) -> bool:
    """The manager entering an agency's figures, rather than the agency itself."""
    return item.agency_id not in scope_of(user).agencies


def can_enter_for_agencies(user: User) -> bool:
    """The manager enters figures that came by e-mail; the analyst does not."""
    return scope_of(user).is_manager


def can_review_return(user: User, item: IndicatorReturn) -> bool:
    """Query, accept and send back: the Board's staff, but never on their own agency's return."""
    scope = scope_of(user)
    return scope.is_officer and item.agency_id not in scope.agencies


def can_answer_query(user: User, figure: Figure) -> bool:
    """Either side of a conversation about a figure."""
    return can_edit_figure(user, figure) or can_review_return(user, figure.indicator_return)


def can_see_small_numbers(user: User, indicator: Indicator) -> bool:
    """The trusted group: the supplier's own people, the analyst and the manager.

    What is added up from several agencies' figures is no one agency's: it would tell them each other's.
    """
    scope = scope_of(user)
    is_theirs = not indicator.added_up_by and indicator.supplier_id in scope.leads | scope.contributes_to
    return scope.is_officer or is_theirs


def small_numbers_seen(user: User) -> frozenset[bool]:
    """What ``can_see_small_numbers`` may answer about any indicator."""
    scope = scope_of(user)
    if scope.is_officer:
        return frozenset({True})
    return frozenset({True, False}) if scope.leads | scope.contributes_to else frozenset({False})
