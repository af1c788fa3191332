"""Who may act on tools, campaigns and returns. What exists is ``visible_to``; what may happen now, ``TRANSITIONS``."""

from audits.self_assessment.models import AssessmentReturn, Campaign, Evidence, PeerChallenge
from board.models import Membership, scope_of
from board.permissions import can_manage
from lscb.core.models import User


def can_keep_tools(user: User) -> bool:
    return can_manage(user)


def can_run_campaigns(user: User) -> bool:
    return can_manage(user)


def leads_it(user: User, item: AssessmentReturn) -> bool:
    """The agency's lead answers for the whole of it."""
    return item.agency_id in scope_of(user).leads


def helps_with_it(user: User, item: AssessmentReturn) -> bool:
    return item.agency_id in scope_of(user).contributes_to and item.delegations.filter(person=user).exists()


def can_answer(user: User, item: AssessmentReturn, tool_standard: int) -> bool:
    """The agency's leads every standard; a helper the ones that were handed to them."""
    if leads_it(user, item):
        return True
    if item.agency_id not in scope_of(user).contributes_to:
        return False
    return item.delegations.filter(person=user, tool_standard=tool_standard).exists()


def can_renew(user: User, evidence: Evidence) -> bool:
    """Its agency's leads; and whoever brought it while they help there."""
    scope = scope_of(user)
    brought = evidence.added_by_id == user.pk and evidence.agency_id in scope.contributes_to
    return evidence.agency_id in scope.leads or brought


def can_submit(user: User, item: AssessmentReturn) -> bool:
    return leads_it(user, item)


def sits_on_the_panel(user: User, campaign: Campaign) -> bool:
    """The group that moderates: its chair and its members."""
    if campaign.group_id is None:
        return False
    chairs = campaign.group_id in scope_of(user).chairs
    return chairs or Membership.objects.filter(group=campaign.group_id, person=user).exists()


def can_judge(user: User, campaign: Campaign) -> bool:
    """The panel; the office where it keeps the panel's record."""
    return can_manage(user) or sits_on_the_panel(user, campaign)


def can_write_letters(user: User, campaign: Campaign) -> bool:
    """The manager, and the chair of the group that moderates."""
    return can_manage(user) or campaign.group_id in scope_of(user).chairs


def can_challenge(user: User, challenge: PeerChallenge) -> bool:
    """The challenger's leads, until its part is ended."""
    return challenge.ended_at is None and challenge.agency_id in scope_of(user).leads


def can_open_evidence(user: User, challenge: PeerChallenge) -> bool:
    """Where the campaign lets its challengers."""
    return challenge.assessment.campaign.challengers_open_evidence and can_challenge(user, challenge)
