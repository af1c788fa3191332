"""The access review: the manager has read who may come in as what, and says so."""

from django.db import transaction

from board.models import Board
from board.permissions import can_manage, require
from lscb.core import activity
from lscb.core.models import User


@transaction.atomic
def record_review(note: str, *, people_count: int, by: User) -> None:
    """A line of the log, which nobody can change afterwards: by whom, when, over how many people, with what note."""
    require(can_manage(by))
    changes = {"people": (None, people_count), "note": (None, note)}
    activity.record("access.reviewed", Board.current(), by=by, changes=changes)
