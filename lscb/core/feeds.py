"""A person's deadlines and meetings as a calendar that their own programme fetches (iCalendar, RFC 5545)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from lscb.core import activity, deadlines, identity, outbox
from lscb.core.models import CalendarFeed, User

if TYPE_CHECKING:
    from icalendar import Event

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that happens on a day: ``key`` names it for ever; without ``starts_at`` it is the whole day's."""

    key: str
    what: str
    on: date
    url: str
    starts_at: time | None = None
    place: str = ""


Provider = Callable[[User, date], Iterable[Dated]]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """An app offers what this person is to be at, from a day on."""
    _providers[name] = provider


def calendar_of(user: User, *, now: datetime) -> bytes:
    """What they owe and where they are to be."""
    from icalendar import Calendar  # only for those who fetch one: it is large

    today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    calendar = Calendar()
    calendar.add("prodid", f"-//{identity.current().name}//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", identity.current().name)
    owed = [Dated(one.key, f"Due: {one.what}", one.due_on, one.url) for one in _deadlines(user, today)]
    coming = [one for provider in _providers.values() for one in provider(user, today)]
    for one in [*owed, *coming]:
        calendar.add_component(_event(one, now=now))
    return calendar.to_ical()


def address(feed: CalendarFeed) -> str:
    return outbox.address(reverse("calendar-feed", args=[feed.user_id, feed.token]))


@transaction.atomic
def open_anew(user: User) -> CalendarFeed:
    """A new address for one's own calendar; the one before leads nowhere from now on."""
    feed, is_new = CalendarFeed.objects.select_for_update().get_or_create(user=user)
    if not is_new:
        feed.serial += 1
        feed.is_open = True
        feed.save(update_fields=["serial", "is_open"])
    activity.record("calendar.opened", user, by=user)
    return feed


@transaction.atomic
def close(user: User) -> None:
    if CalendarFeed.objects.filter(user=user, is_open=True).update(is_open=False):
        activity.record("calendar.closed", user, by=user)


def _deadlines(user: User, today: date) -> list[deadlines.Deadline]:
    return deadlines.deadlines_of(user.pk, today=today)


def _event(one: Dated, *, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{one.key}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("dtstamp", now)
    event.add("summary", one.what)
    event.add("url", outbox.address(one.url))
    if one.starts_at:
        starts = datetime.combine(one.on, one.starts_at, ZoneInfo(settings.TIME_ZONE))
        event.add("dtstart", starts)
        event.add("dtend", starts + AN_HOUR * 2)
    else:
        event.add("dtstart", one.on)
        event.add("transp", "TRANSPARENT")
    if one.place:
        event.add("location", one.place)
    return event
