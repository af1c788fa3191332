"""Everything that changes a survey. Views, tasks and the demonstration call these."""

from audits.surveys.actions.answering import Said, answer, stop_reminders
from audits.surveys.actions.inviting import invite, remind
from audits.surveys.actions.keeping import (
    add_question,
    begin,
    change,
    change_question,
    copy,
    move_question,
    remove_question,
)
from audits.surveys.actions.running import close, close_past_their_day, open_survey, show_remarks

__all__ = [
    "Said",
    "add_question",
    "answer",
    "begin",
    "change",
    "change_question",
    "close",
    "close_past_their_day",
    "copy",
    "invite",
    "move_question",
    "open_survey",
    "remind",
    "remove_question",
    "show_remarks",
    "stop_reminders",
]
