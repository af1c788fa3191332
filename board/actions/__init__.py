"""Everything that changes what the Board is. Views, commands and the demonstration call these."""

from board.actions.absences import mark_away, mark_back
from board.actions.access import record_review
from board.actions.agencies import add_agency, change_agency, deactivate_agency, reactivate_agency
from board.actions.aims import add_aim, change_aim, move_aim, remove_aim
from board.actions.groups import add_group, add_member, change_group, make_chair, remove_member
from board.actions.keeping_files import check_again, discard, scan_again
from board.actions.meetings import add_meeting, change_meeting
from board.actions.people import (
    change_person,
    deactivate_person,
    disconnect_directory,
    invite_again,
    invite_person,
    reactivate_person,
    remove_second_steps,
)
from board.actions.retention import apply_retention
from board.actions.roles import RoleGiven, end_role, give_role
from board.actions.settings import add_holiday, change_board, remove_holiday

__all__ = [
    "RoleGiven",
    "add_agency",
    "add_aim",
    "add_group",
    "add_holiday",
    "add_meeting",
    "add_member",
    "apply_retention",
    "change_agency",
    "change_aim",
    "change_board",
    "change_group",
    "change_meeting",
    "change_person",
    "check_again",
    "deactivate_agency",
    "deactivate_person",
    "discard",
    "disconnect_directory",
    "end_role",
    "give_role",
    "invite_again",
    "invite_person",
    "make_chair",
    "mark_away",
    "mark_back",
    "move_aim",
    "reactivate_agency",
    "reactivate_person",
    "record_review",
    "remove_aim",
    "remove_holiday",
    "remove_member",
    "remove_second_steps",
    "scan_again",
]
