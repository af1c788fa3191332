"""What every page knows: whose Board this is, who is signed in as what, and where they may go."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from board.enums import Role
from board.models import scope_of
from board.queries import board_of
from lscb.core import navigation
from lscb.core.models import User


def board(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    return {
        "board": SimpleLazyObject(partial(board_of, request)),
        "nav_items": navigation.items_for(request) if user else [],
        "role_words": _role_words(user) if isinstance(user, User) else "",
        "is_demo": navigation.is_demo(),
    }


def _role_words(user: User) -> str:
    """Business manager; Board member and sub-group chair."""
    held = [role.label for role in Role if role in scope_of(user).roles]
    words = [word if word.startswith("Board ") else word.lower() for word in held]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
