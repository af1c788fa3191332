"""What every page knows: whose Board this is, and where this person may go."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from board.models import Board
from lscb.core import navigation


def board(request: HttpRequest) -> dict[str, Any]:
    return {
        "board": SimpleLazyObject(Board.current),
        "nav_items": navigation.items_for(request) if getattr(request, "user", None) else [],
        "is_demo": navigation.is_demo(),
    }
