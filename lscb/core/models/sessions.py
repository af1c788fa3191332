"""Where people are signed in: Django's session rows, and what a person must know to end one."""

import hashlib
from datetime import datetime
from typing import Any, Self

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models


class BrowserSessionQuerySet(models.QuerySet["BrowserSession"]):
    def open_for(self, user: Any, *, now: datetime) -> Self:
        return self.filter(user=user, expire_date__gt=now).order_by("-seen_at")


class BrowserSession(AbstractBaseSession):
    """One browser that may be signed in. ``expire_date`` is the end by idleness or by age, whichever comes first.

    Nothing tells where the browser is: the address it came from is kept nowhere.
    """

    user = models.ForeignKey(
        "core.User", on_delete=models.CASCADE, related_name="browser_sessions", null=True, blank=True
    )
    browser = models.CharField(max_length=60, blank=True)
    signed_in_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = BaseSessionManager.from_queryset(BrowserSessionQuerySet)()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.browser or "No one is signed in"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from lscb.core.sessions import SessionStore

        return SessionStore

    @property
    def mark(self) -> str:
        """What pages call it by: its key would let whoever reads it in."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:20]
