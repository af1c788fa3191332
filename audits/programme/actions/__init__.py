"""Everything that changes the programme and its audits. Views and commands call these."""

from audits.programme.actions.audits import (
    add_audit,
    ask_for_paper,
    attach_report,
    change_audit,
    move_audit,
    receive_paper,
    register_audit,
    request_audit,
)
from audits.programme.actions.bringing_in import bring_in_entries
from audits.programme.actions.entries import TAKEN, add_entry, add_usual, begin_programme, change_entry, move_entry
from audits.programme.actions.reassigning import give_to
from audits.programme.actions.routing import bring_to_meeting, decide, present
from audits.programme.actions.years import roll_over

__all__ = [
    "TAKEN",
    "add_audit",
    "add_entry",
    "add_usual",
    "ask_for_paper",
    "attach_report",
    "begin_programme",
    "bring_in_entries",
    "bring_to_meeting",
    "change_audit",
    "change_entry",
    "decide",
    "give_to",
    "move_audit",
    "move_entry",
    "present",
    "receive_paper",
    "register_audit",
    "request_audit",
    "roll_over",
]
