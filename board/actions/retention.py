"""Erasing text past the periods the Board has chosen."""

from datetime import datetime

from board.models import Board
from board.permissions import can_manage, require
from lscb.core import retention
from lscb.core.models import RetentionRun, User


def apply_retention(*, by: User, now: datetime) -> RetentionRun | None:
    require(can_manage(by))
    return retention.apply(Board.current().keeps_from(now), by=by, now=now)


def apply_by_itself(*, now: datetime) -> RetentionRun | None:
    board = Board.current()
    return retention.apply(board.keeps_from(now), by=None, now=now) if board.erases_by_itself else None
