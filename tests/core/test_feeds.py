"""One's own calendar, fetched by its address."""

from datetime import UTC, date, datetime, time

import pytest
from django.urls import reverse
from icalendar import Calendar

from board.enums import GroupKind
from lscb.core import feeds
from lscb.core.models import CalendarFeed
from tests.factories.board import GroupFactory, MeetingFactory, MembershipFactory, board_member, manager
from tests.factories.core import UserFactory
from tests.factories.programme import EntryFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def events(content):
    return [(str(one["summary"]), one["dtstart"].dt) for one in Calendar.from_ical(content).walk("VEVENT")]


def path(feed):
    return reverse("calendar-feed", args=[feed.user_id, feed.token])


def test_it_holds_what_is_owed_and_where_to_be():
    member = board_member()
    EntryFactory(lead=member, number=4, subject="Neglect", due_on=date(2026, 12, 1))
    EntryFactory(lead=board_member(), number=5)
    MeetingFactory(held_on=date(2026, 12, 10), starts_at=time(10), group__name="Aldermere Board")
    MeetingFactory(group=GroupFactory(kind=GroupKind.SUB_GROUP), held_on=date(2026, 12, 11))
    seat = MembershipFactory(person=member, group__name="Audit group")
    MeetingFactory(group=seat.group, held_on=date(2026, 12, 12))
    MeetingFactory(group=seat.group, held_on=date(2026, 11, 1))

    found = events(feeds.calendar_of(member, now=NOW))

    assert found[0] == ("Due: Audit programme 4: Neglect", date(2026, 12, 1))
    assert [(what, day) for what, day in found[1:]] == [
        ("Aldermere Board", datetime.fromisoformat("2026-12-10T10:00:00+00:00")),
        ("Audit group", date(2026, 12, 12)),
    ]


def test_its_address_needs_no_signing_in(client):
    feed = feeds.open_anew(board_member())

    response = client.get(path(feed))

    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert events(response.content) == []


def test_a_new_address_ends_the_one_before(client):
    member = board_member()
    before = path(feeds.open_anew(member))
    after = path(feeds.open_anew(member))

    assert [client.get(address).status_code for address in (before, after)] == [404, 200]


@pytest.mark.parametrize("how", ["closed", "deactivated", "someone else's", "made up"])
def test_what_is_not_theirs_now_is_not_there(client, how):
    feed = feeds.open_anew(member := board_member())
    address = path(feed)
    assert client.get(address).status_code == 200

    if how == "closed":
        feeds.close(member)
    elif how == "deactivated":
        member.is_active = False
        member.save()
    elif how == "someone else's":
        other = feeds.open_anew(manager())
        address = reverse("calendar-feed", args=[other.user_id, feed.token])
    else:
        address = reverse("calendar-feed", args=[feed.user_id, "0" * 64])

    assert client.get(address).status_code == 404


def test_the_page_gives_an_address_and_closes_it(client):
    client.force_login(person := UserFactory())
    url = reverse("calendar")
    assert client.get(url).context["address"] == ""

    client.post(reverse("calendar-open"))
    feed = CalendarFeed.objects.get(user=person)
    assert client.get(url).context["address"].endswith(path(feed))

    client.post(reverse("calendar-close"))
    assert client.get(url).context["address"] == ""


def test_a_title_with_line_ends_and_commas_stays_one_title():
    member = board_member()
    EntryFactory(lead=member, number=1, subject="Neglect; a, b\r\nBEGIN:VEVENT")

    assert [what for what, _day in events(feeds.calendar_of(member, now=NOW))] == [
        "Due: Audit programme 1: Neglect; a, b\nBEGIN:VEVENT"
    ]
