"""Who may act on the programme and its audits. What exists is ``visible_to``; what may happen now, ``TRANSITIONS``."""

from audits.programme.models import Audit, ProgrammeEntry
from board.models import Agency, Group, scope_of
from board.permissions import can_manage
from lscb.core.models import User


def can_edit_programme(user: User) -> bool:
    return can_manage(user)


def can_move_entry(user: User, entry: ProgrammeEntry) -> bool:
    """The manager, and whoever leads it: the person, the chair of the group, whoever holds the role."""
    return can_manage(user) or _leads(user, entry)


def _leads(user: User, entry: ProgrammeEntry) -> bool:
    scope = scope_of(user)
    return entry.lead_id == user.pk or entry.lead_group_id in scope.chairs or entry.lead_role in scope.roles


def can_add_audit(user: User) -> bool:
    """Under an entry of the programme."""
    return can_manage(user)


def can_register_audits(user: User) -> bool:
    """An agency's lead keeps the register of its own audits; the manager keeps everyone's."""
    return can_manage(user) or bool(scope_of(user).leads)


def can_register_for(user: User, agency: Agency) -> bool:
    return can_manage(user) or agency.pk in scope_of(user).leads


def can_request_audits(user: User) -> bool:
    return can_manage(user) or bool(scope_of(user).chairs)


def can_request_for(user: User, group: Group) -> bool:
    """A group asks through its chair, or through the Board's office."""
    return can_manage(user) or group.pk in scope_of(user).chairs


def can_keep_audit(user: User, audit: Audit) -> bool:
    """The manager, whoever leads it, and the lead of the agency whose own audit it is."""
    own = audit.is_single_agency and audit.agency_id in scope_of(user).leads
    led = audit.lead_id is None and audit.entry is not None and _leads(user, audit.entry)
    return can_manage(user) or audit.lead_id == user.pk or own or led


def can_decide(user: User, audit: Audit) -> bool:
    """The chair of the group that scrutinises it; the manager where the chair said so at the meeting."""
    return can_manage(user) or (audit.group_id is not None and audit.group_id in scope_of(user).chairs)


def can_call_for_reports(user: User) -> bool:
    """The Board may ask for any report: its chair does, or its office."""
    return can_manage(user) or scope_of(user).is_chair
