"""Limits that begin anew, and notes: put on a chart with a reason, kept, and shown wherever the chart is."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from indicators.actions.marks import mark_chart, take_mark_off
from indicators.models import ChartMark, KeptSeries
from lscb.core import activity
from lscb.core.exceptions import Refused
from tests.factories.board import agency_lead, analyst, board_member, manager
from tests.factories.indicators import IndicatorFactory
from tests.reports.reading import QUARTERS, page, publish, read, words

pytestmark = pytest.mark.django_db

NEW = date(2026, 2, 1)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00")


@pytest.fixture
def measured():
    indicator = IndicatorFactory(code="M1", polarity="higher")
    for quarter, count in zip(QUARTERS, [30, 31, 30, 50, 51, 50], strict=True):
        publish(indicator, quarter, count)
    return indicator


def begin_anew(indicator, *, by=None, **fields):
    return mark_chart(
        indicator, **{"kind": "rebase", "from_on": NEW, "words": "New provider", **fields}, by=by or analyst()
    )


def test_limits_begin_anew_with_the_period_that_holds_the_day(measured):
    before = read(measured).signal
    officer = analyst()
    begin_anew(measured, by=officer)

    marks = read(measured).signal.marks

    assert before.marks[3].begins == ""
    assert marks[3].begins == "Q4 2025–26: New provider"
    assert marks[3].signed == f"Limits begin anew: New provider. {officer.name}, 20 November 2026."
    assert {mark.mean for mark in marks} == {None}  # three figures on either side are too few to judge


def test_it_is_kept_with_the_series_and_in_the_log(measured):
    mark = begin_anew(measured)

    kept = KeptSeries.objects.get(indicator=measured, is_trusted=False)
    [line] = activity.timeline(measured, with_changes=True)

    assert "New provider" in kept.analysis
    assert (mark.made_by_id is not None, "marked" in str(line)) == (True, True)


def test_chart_table_and_page_show_it_to_the_board(measured):
    begin_anew(measured)
    mark_chart(measured, kind="note", from_on=date(2026, 7, 1), words="Two posts empty", by=manager())

    html = page(measured.get_absolute_url(), board_member())

    assert "Q4 2025–26: New provider</text>" in html
    assert "Limits begin anew: New provider." in words(html)
    assert "1 Q2 2026–27: Two posts empty" in words(html)
    assert "Mark the chart" not in html


def test_taken_off_it_is_kept_and_the_past_still_has_it(measured, time_machine):
    mark = begin_anew(measured)
    time_machine.move_to("2026-11-25 09:00:00+00:00")
    take_mark_off(mark, by=manager())

    then = read(measured, at=datetime(2026, 11, 21, tzinfo=UTC)).signal.marks[3].begins
    now = read(measured, at=datetime(2026, 11, 26, tzinfo=UTC)).signal.marks[3].begins

    assert (then, now) == ("Q4 2025–26: New provider", "")
    assert ChartMark.objects.get().taken_off_by is not None


@pytest.mark.parametrize("day", [date(2030, 1, 1), date(2025, 4, 1)])
def test_a_day_without_figures_before_or_after_it_is_refused(measured, day):
    with pytest.raises(Refused):
        begin_anew(measured, from_on=day)


def test_one_day_is_marked_once_and_taken_off_once(measured):
    mark = begin_anew(measured)

    with pytest.raises(Refused, match="already"):
        begin_anew(measured)
    take_mark_off(mark, by=analyst())
    with pytest.raises(Refused, match="already"):
        take_mark_off(mark, by=analyst())


@pytest.mark.parametrize("person", [board_member, agency_lead])
def test_only_the_boards_staff_mark_charts(measured, person):
    with pytest.raises(PermissionDenied):
        begin_anew(measured, by=person())


def test_it_is_done_in_the_browser(client, measured):
    client.force_login(manager())
    answer = client.post(
        reverse("indicators:chart-mark-add", args=[measured.pk]),
        {"kind": "rebase", "from_on": "1 February 2026", "words": "New provider"},
        follow=True,
    )

    assert "It is on the chart, with your name and today’s date." in answer.content.decode()
    client.post(reverse("indicators:chart-mark-take-off", args=[ChartMark.objects.get().pk]))
    assert ChartMark.objects.get().taken_off_at is not None
