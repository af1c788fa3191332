"""Which indicators' counts a person has opened in this session, and until when."""

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

KEY = "counts_opened"
FOR = timedelta(minutes=30)


def opened_now(session: MutableMapping[str, Any], *, now: datetime) -> dict[int, datetime]:
    """By indicator, the moment at which they close by themselves."""
    kept = {int(pk): datetime.fromisoformat(until) for pk, until in session.get(KEY, {}).items()}
    return {pk: until for pk, until in kept.items() if until > now}


def open_in(session: MutableMapping[str, Any], pk: int, *, now: datetime) -> None:
    _keep(session, {**opened_now(session, now=now), pk: now + FOR})


def close_in(session: MutableMapping[str, Any], pk: int, *, now: datetime) -> None:
    _keep(session, {one: until for one, until in opened_now(session, now=now).items() if one != pk})


def _keep(session: MutableMapping[str, Any], opened: dict[int, datetime]) -> None:
    session[KEY] = {str(pk): until.isoformat() for pk, until in opened.items()}
