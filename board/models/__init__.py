"""Who the Board is."""

from board.models.absences import Absence
from board.models.agencies import Agency
from board.models.aims import KeyQuestion, Priority
from board.models.consulting import Said, SaidQuerySet
from board.models.groups import Group, Meeting, Membership
from board.models.roles import RoleAppointment, Scope, scope_of
from board.models.settings import Board, ExtraHoliday

__all__ = [
    "Absence",
    "Agency",
    "Board",
    "ExtraHoliday",
    "Group",
    "KeyQuestion",
    "Meeting",
    "Membership",
    "Priority",
    "RoleAppointment",
    "Said",
    "SaidQuerySet",
    "Scope",
    "scope_of",
]
