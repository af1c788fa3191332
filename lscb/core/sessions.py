"""The session engine: a session ends when nothing was done for a while, and twelve hours after sign-in at the latest.

The row says when, so that a session past its end is not there at all. While a person works, the row is written and
the Board's rules are read once a minute at most; between, a request costs the one query that finds the session.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.http import HttpRequest
from django.utils import timezone

from lscb.core import browsers, second_steps
from lscb.core.models import BrowserSession, User
from lscb.core.signin_rules import SignInRules, rules_for

KEPT_AS = "limits"
IDLE_HEADER = "X-Idle-Seconds"
ONCE_IN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a session remembers of its beginning, and of the rules as they were last read."""

    since: float
    browser: str
    idle: float
    owes_second_step: bool

    @property
    def signed_in_at(self) -> datetime:
        return datetime.fromtimestamp(self.since, tz=UTC)

    @property
    def last_moment(self) -> datetime:
        return self.signed_in_at + timedelta(seconds=settings.SESSION_COOKIE_AGE)

    def ends_at(self, seen_at: datetime) -> datetime:
        return min(self.last_moment, seen_at + timedelta(seconds=self.idle))


class SessionRequest(HttpRequest):
    """What our middleware receives: a session of this engine, and who is signed in."""

    session: "SessionStore"
    user: User


class SessionStore(db.SessionStore):
    """Django's own, whose rows also say whose they are, in which browser, since when and until when."""

    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        return BrowserSession

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]
        self.seen_at = row.seen_at if row else None
        return row

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        if KEPT_AS in data:
            limits = Limits(**data[KEPT_AS])
            row.user_id, row.browser, row.signed_in_at = data.get(SESSION_KEY), limits.browser, limits.signed_in_at
            row.seen_at = self.seen_at or timezone.now()
            row.expire_date = limits.ends_at(row.seen_at)
        return row


def begin(request: SessionRequest, user: User, **_signal: Any) -> None:
    """Somebody has signed in."""
    now = timezone.now()
    browser = browsers.in_words(request.META.get("HTTP_USER_AGENT", ""))
    _keep(request, user, rules_for(user), since=now.timestamp(), browser=browser)
    request.session.seen_at = now


def is_open(request: SessionRequest, *, now: datetime) -> bool:
    """Whether the person may go on, by the rules as they are now. Work that was done moves the end."""
    limits, seen_at = limits_of(request), request.session.seen_at
    if limits is None or seen_at is None:
        return False
    at_work = last_at_work(request, now=now) or seen_at
    if at_work - seen_at < ONCE_IN and not limits.owes_second_step:
        return True
    rules = rules_for(request.user)
    if now >= seen_at + rules.idle:
        return False
    limits = _keep(request, request.user, rules, since=limits.since, browser=limits.browser)
    if at_work - seen_at >= ONCE_IN:
        request.session.seen_at = at_work
        rows = BrowserSession.objects.filter(pk=request.session.session_key)
        rows.update(seen_at=at_work, expire_date=limits.ends_at(at_work))
    return True


def last_at_work(request: HttpRequest, *, now: datetime) -> datetime | None:
    """When the person last did something. A page that asks by itself says how long ago that was; else it is now."""
    idle = request.headers.get(IDLE_HEADER, "")
    if idle.isascii() and idle.isdigit() and len(idle) < 7:
        return now - timedelta(seconds=int(idle))
    return None if idle or "HX-Request" in request.headers else now


def limits_of(request: HttpRequest) -> Limits | None:
    kept = request.session.get(KEPT_AS)
    return Limits(**kept) if kept else None


def time_left(request: SessionRequest, *, now: datetime) -> tuple[int, bool]:
    """Seconds until the session ends, and whether that is the end whatever the person does."""
    limits, seen_at = limits_of(request), request.session.seen_at
    if limits is None or seen_at is None:
        return 0, True
    ends_at = limits.ends_at(seen_at)
    return max(0, int((ends_at - now).total_seconds())), ends_at == limits.last_moment


def _keep(request: SessionRequest, user: User, rules: SignInRules, *, since: float, browser: str) -> Limits:
    """Remember the rules in the session, which is saved only if they are others than before."""
    owes = rules.asks_second_step and not second_steps.has_one(user)
    limits = Limits(since, browser, rules.idle.total_seconds(), owes)
    if request.session.get(KEPT_AS) != asdict(limits):
        request.session[KEPT_AS] = asdict(limits)
    return limits
