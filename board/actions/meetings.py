"""Dated meetings of groups."""

from board.actions import keeping
from board.models import Meeting
from lscb.core import editing
from lscb.core.models import User

TAKEN = "This group meets on that day already."


def add_meeting(meeting: Meeting, *, by: User) -> Meeting:
    return keeping.add(meeting, verb="meeting.added", by=by, taken=TAKEN)


def change_meeting(meeting: Meeting, edit: editing.Edit, *, by: User) -> Meeting:
    return keeping.change(meeting, edit, verb="meeting.changed", by=by, taken=TAKEN)
