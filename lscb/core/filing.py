"""Registry of what a person's files belong to: whoever may see that may have its file. No app, no file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from lscb.core.models import User

Scope = Callable[["User"], Q]
_scopes: dict[str, Scope] = {}


def register(name: str, scope: Scope) -> None:
    """An app says which stored files are this person's to see, as a condition on ``StoredFile``."""
    _scopes[name] = scope


def reach_of(user: User) -> Q:
    reach = Q(pk=None)
    for scope in _scopes.values():
        reach |= scope(user)
    return reach
