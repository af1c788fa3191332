"""Loads the demonstration Board, once."""

from datetime import date

from django.db import transaction

from demo import board
from demo.calendar import Calendar
from demo.people import SIGN_INS
from lscb.core.exceptions import Refused
from lscb.core.models import User


@transaction.atomic
def load(*, today: date) -> bool:
    """Whether anything was loaded: a second time changes nothing, on whichever day."""
    if User.objects.filter(email=SIGN_INS["manager"]).exists():
        return False
    if User.objects.exists():
        raise Refused("There are people here already. The demonstration is only loaded into an empty database.")
    calendar = Calendar(today)
    board.load(calendar)
    return True
