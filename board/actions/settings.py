"""The Board's own settings and the days it adds to the bank holidays."""

from datetime import date

from django.db import transaction

from board.actions import keeping
from board.models import Board, ExtraHoliday
from board.permissions import can_manage, require
from lscb.core import activity, editing, settings_changed
from lscb.core.models import User


@transaction.atomic
def change_board(edit: editing.Edit, *, by: User) -> Board:
    board = keeping.change(Board.current(), edit, verb="board.changed", by=by, taken="")
    settings_changed.tell()
    return board


@transaction.atomic
def add_holiday(day: date, why: str, *, by: User) -> ExtraHoliday:
    require(can_manage(by))
    with editing.one_of_a_kind("This day has been added already."):
        holiday = ExtraHoliday.objects.create(day=day, why=why)
    activity.record("holiday.added", Board.current(), by=by, changes={day.isoformat(): (None, why)})
    return holiday


@transaction.atomic
def remove_holiday(holiday: ExtraHoliday, *, by: User) -> None:
    require(can_manage(by))
    holiday = keeping.locked(holiday)
    holiday.delete()
    changes = {holiday.day.isoformat(): (holiday.why, None)}
    activity.record("holiday.removed", Board.current(), by=by, changes=changes)
