"""No page, chart, sentence or file gives a Board member a small number, or anything made from one."""

import csv
import io
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from board.enums import GroupKind, Role
from board.models import Board
from indicators.models import PublishedFigure
from lscb.core.models import ActivityEvent
from tests.factories.board import GroupFactory, MeetingFactory, agency_lead, analyst, manager, person_with
from tests.factories.indicators import IndicatorFactory, TargetFactory
from tests.reports.reading import publish

pytestmark = pytest.mark.django_db

BEFORE, AFTER = datetime(2026, 7, 20, 9, tzinfo=UTC), datetime(2026, 10, 20, 9, tzinfo=UTC)
READERS = [Role.BOARD_MEMBER, Role.GROUP_CHAIR, Role.INDEPENDENT_CHAIR, Role.INSPECTOR]
# What the small figures below are, and what can be made of them, in digits that stand nowhere else.
SECRETS = ["3.0071", "97731", "97,731", "0.3077", "2.9183", "4.1129", "Tamsin", "Only four"]
TODAY = "2026-11-21 09:00:00+00:00"


@pytest.fixture
def rate(time_machine):
    """A rate with a small numerator, a target it misses, a corrected small figure, and words that give it away."""
    time_machine.move_to(TODAY, tick=False)  # pages say how long the session still lasts
    MeetingFactory(group=GroupFactory(kind=GroupKind.BOARD), held_on=datetime(2026, 9, 3, tzinfo=UTC).date())
    indicator = IndicatorFactory(code="RATE", unit="rate_per_10000", decimals=4, polarity="higher")
    TargetFactory(indicator=indicator, value=50, tolerance=5)
    publish(indicator, "Q3 2025–26", 610, 90000, at=BEFORE, commentary="Nothing unusual.")
    publish(indicator, "Q4 2025–26", Decimal("2.9183"), 97731, at=BEFORE, superseded_at=AFTER)
    publish(indicator, "Q4 2025–26", 620, 90000, at=AFTER)
    publish(indicator, "Q1 2026–27", 630, 90000, at=BEFORE)
    publish(
        indicator,
        "Q2 2026–27",
        Decimal("3.0071"),
        97731,
        at=AFTER,
        commentary="Only four, all of one family.",
        explanation="Tamsin checked each.",
    )
    return indicator


@pytest.fixture
def count(rate):
    """A plain count that is small now and was not before."""
    indicator = IndicatorFactory(code="COUNT", count=True, decimals=4, supplier=rate.supplier)
    TargetFactory(indicator=indicator, value=3, tolerance=0)
    publish(indicator, "Q1 2026–27", 77, None, at=BEFORE)
    publish(indicator, "Q2 2026–27", None, None, value=Decimal("4.1129"), at=AFTER)
    return indicator


def addresses(*indicators):
    pages = [
        reverse("reports:dashboard"),
        reverse("reports:dashboard") + "?changes=all",
        reverse("reports:dashboard") + "?rating=none",
        reverse("reports:indicator-list"),
        reverse("reports:indicator-list") + "?sort=rating&rating=none",
        reverse("reports:indicator-list-csv"),
    ]
    return [
        *pages,
        *(reverse(f"reports:{name}", args=[one.pk]) for one in indicators for name in ("indicator", "indicator-csv")),
    ]


def bodies(client, person, urls):
    """What each address answers, without the token that differs each time."""
    client.force_login(person)
    answers = {url: client.get(url) for url in urls}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {
        url: re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", answer.content.decode())
        for url, answer in answers.items()
    }


def secrets_in(found):
    return sorted({secret for body in found.values() for secret in SECRETS if secret in body})


@pytest.mark.parametrize("role", READERS)
def test_those_who_read_for_the_board_are_given_no_small_number(client, rate, count, role):
    found = bodies(client, person_with(role), addresses(rate, count))

    assert secrets_in(found) == []


def opened(client, person, *indicators, reason="Checking the return."):
    client.force_login(person)
    answers = [client.post(reverse("indicators:counts-open", args=[one.pk]), {"reason": reason}) for one in indicators]
    return [answer.status_code for answer in answers]


@pytest.mark.parametrize("make", [analyst, manager, agency_lead], ids=["analyst", "manager", "supplier"])
def test_those_trusted_open_the_counts_of_one_indicator_for_half_an_hour_and_the_log_says_why(
    client, rate, count, make, time_machine
):
    person = make(rate.supplier) if make is agency_lead else make()
    urls = [url for url in addresses(rate, count) if make is not agency_lead or "dashboard" not in url]

    assert secrets_in(bodies(client, person, urls)) == []
    assert opened(client, person, rate, reason=" ") == [200]
    assert secrets_in(bodies(client, person, urls)) == []

    assert opened(client, person, rate) == [302]
    answers = {url: client.get(url).content.decode() for url in urls}
    own = {reverse(f"reports:{name}", args=[rate.pk]) for name in ("indicator", "indicator-csv")}
    assert secrets_in({url: answers[url] for url in own}) == sorted({*SECRETS} - {"4.1129"})
    assert secrets_in({url: body for url, body in answers.items() if url not in own}) == []
    event = ActivityEvent.objects.get(verb="counts.opened")
    assert (event.object_id, event.by) == (rate.pk, person)
    assert event.detail.changes == {"reason": [None, "Checking the return."]}

    time_machine.move_to("2026-11-21 09:31:00+00:00", tick=False)
    client.force_login(person)  # nor does it stay open for whoever signs in again
    assert secrets_in({url: client.get(url).content.decode() for url in urls}) == []
    opened(client, person, rate)
    client.post(reverse("indicators:counts-close", args=[rate.pk]))
    assert secrets_in({url: client.get(url).content.decode() for url in urls}) == []


@pytest.mark.parametrize("role", READERS)
def test_nobody_else_may_open_them(client, rate, role):
    assert opened(client, person_with(role), rate) == [403]


@pytest.mark.parametrize("role", READERS)
def test_one_small_number_in_place_of_another_changes_nothing_they_are_given(client, rate, count, role):
    person, urls = person_with(role), addresses(rate, count)
    first = bodies(client, person, urls)

    hidden = PublishedFigure.objects.filter(indicator=rate, denominator=97731)
    assert hidden.update(numerator=1, denominator=20, commentary="One.", explanation="") == 2
    assert PublishedFigure.objects.filter(indicator=count, value__isnull=False).update(value=2) == 1

    assert bodies(client, person, urls) == first


def test_a_hidden_figure_says_hidden_in_place_of_figure_and_rating(client, rate, count):
    found = bodies(client, person_with(Role.BOARD_MEMBER), addresses(rate))

    page = found[reverse("reports:indicator", args=[rate.pk])]
    assert "The figure for July to September 2026 is hidden, so that no small count can be known." in page
    file = csv.DictReader(io.StringIO(found[reverse("reports:indicator-csv", args=[rate.pk])]))
    *_others, latest = file
    assert [latest[name] for name in ("Period", "Numerator", "Denominator", "Figure", "Rating")] == [
        "Q2 2026–27",
        "hidden",
        "hidden",
        "hidden",
        "Hidden",
    ]


def test_nought_is_shown(client, rate):
    indicator = IndicatorFactory(code="NIL", count=True, decimals=4)
    publish(indicator, "Q2 2026–27", None, None, value=0)

    found = bodies(client, person_with(Role.BOARD_MEMBER), addresses(indicator))

    assert all("0.0000" in body for url, body in found.items() if "sort" not in url and "none" not in url)


def test_the_boards_threshold_is_what_hides(client, rate, count):
    board = Board.current()
    board.small_number_threshold = 3
    board.save()

    found = bodies(client, person_with(Role.BOARD_MEMBER), addresses(rate, count))

    assert {"3.0071", "4.1129", "Only four"} <= set(secrets_in(found))
    assert "2.9183" not in secrets_in(found)
