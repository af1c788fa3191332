"""A person ends their own sessions, at once: the row is what a session is, and it goes."""

from datetime import datetime

from django.db import transaction

from lscb.core import activity
from lscb.core.models import BrowserSession, User


@transaction.atomic
def end_one(user: User, mark: str, *, kept: str | None, now: datetime) -> BrowserSession | None:
    """End one other session of this person's; none of anybody else's has such a mark."""
    others = BrowserSession.objects.open_for(user, now=now).exclude(session_key=kept)
    found = next((session for session in others if session.mark == mark), None)
    if found is not None:
        _end([found], user)
    return found


@transaction.atomic
def end_others(user: User, *, kept: str | None, now: datetime) -> int:
    others = list(BrowserSession.objects.open_for(user, now=now).exclude(session_key=kept))
    _end(others, user)
    return len(others)


def _end(sessions: list[BrowserSession], user: User) -> None:
    BrowserSession.objects.filter(session_key__in=[session.session_key for session in sessions]).delete()
    for session in sessions:
        activity.record("session.ended", user, by=user, changes={"browser": (session.browser, None)})
