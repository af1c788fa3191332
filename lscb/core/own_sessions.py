"""A person ends their own sessions, at once: the row is what a session is, and it goes."""

from datetime import datetime

from django.contrib.auth import HASH_SESSION_KEY
from django.db import transaction

from lscb.core import activity
from lscb.core.models import BrowserSession, User


def open_sessions(user: User, *, now: datetime) -> list[BrowserSession]:
    """Not those from before a new password: their rows are there until the night, and open nothing."""
    valid = user.get_session_auth_hash()
    rows = BrowserSession.objects.open_for(user, now=now)
    return [session for session in rows if session.get_decoded().get(HASH_SESSION_KEY) == valid]


@transaction.atomic
def end_one(user: User, mark: str, *, kept: str | None, now: datetime) -> BrowserSession | None:
    """End one other session of this person's; none of anybody else's has such a mark."""
    found = next((session for session in _others(user, kept, now) if session.mark == mark), None)
    if found is not None:
        _end([found], user)
    return found


@transaction.atomic
def end_others(user: User, *, kept: str | None, now: datetime) -> int:
    others = _others(user, kept, now)
    _end(others, user)
    return len(others)


def _others(user: User, kept: str | None, now: datetime) -> list[BrowserSession]:
    return [session for session in open_sessions(user, now=now) if session.session_key != kept]


def _end(sessions: list[BrowserSession], user: User) -> None:
    BrowserSession.objects.filter(session_key__in=[session.session_key for session in sessions]).delete()
    for session in sessions:
        activity.record("session.ended", user, by=user, changes={"browser": (session.browser, None)})
