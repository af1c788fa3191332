"""The page a Board member reads before a meeting."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from board.enums import GroupKind
from board.models import Board, ExtraHoliday
from tests.factories.board import AgencyFactory, GroupFactory, MeetingFactory, agency_lead, board_member
from tests.factories.core import UserFactory
from tests.factories.indicators import IndicatorFactory, PeriodFactory, ReturnFactory
from tests.factories.programme import EntryFactory
from tests.reports.reading import headings, page, publish, rated, titles, words
from tests.reports.worlds import build_board

pytestmark = pytest.mark.django_db

BEFORE, AFTER = datetime(2026, 7, 20, 9, tzinfo=UTC), datetime(2026, 10, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00")


@pytest.fixture
def the_board():
    group = GroupFactory(kind=GroupKind.BOARD, name="Aldermere Board")
    MeetingFactory(group=group, held_on=date(2026, 9, 3))
    MeetingFactory(group=group, held_on=date(2026, 12, 10))
    return group


def read(query="", person=None):
    return page(reverse("reports:dashboard") + query, person)


# The head


def test_it_is_for_the_next_meeting(the_board):
    html = read()

    assert headings(html)[:2] == ["Before the Board meets on Thursday 10 December 2026", "14 working days to go"]
    assert re.findall(r'<time datetime="([0-9-]+)">', html)[:5] == [
        "2026-11-19",
        "2026-11-26",
        "2026-12-10",
        "2026-12-24",
        "2027-01-12",
    ]


def test_a_day_the_board_adds_moves_the_countdown(the_board):
    ExtraHoliday.objects.create(day=date(2026, 12, 7), why="Moving offices")

    assert "13 working days to go" in headings(read())


def test_the_boards_own_word_for_itself_is_used(the_board):
    board = Board.current()
    board.term = "Partnership"
    board.save()

    assert headings(read())[0] == "Before the Partnership meets on Thursday 10 December 2026"


def test_on_the_day_it_says_today(the_board, time_machine):
    time_machine.move_to("2026-12-10 09:00:00+00:00")

    assert headings(read())[:2] == ["The Board meets today, Thursday 10 December 2026", "Today"]


def test_the_first_meeting_of_all_has_none_before_it():
    MeetingFactory(held_on=date(2026, 12, 10))

    assert "Since 20 August 2026: no earlier meeting is on record." in words(read())


def test_a_fresh_board_is_told_what_will_be_here():
    html = read()

    assert headings(html) == [
        "Before the Board next meets",
        "No meeting is dated",
        "What changed",
        "Nothing has changed",
        "Indicators",
        "No indicators yet",
        "Audit programme",
        "No programme for this year yet",
        "Returns",
        "No returns yet",
        "Next meetings",
        "No meetings are dated",
    ]
    assert "No figures have been accepted yet." in words(html)


def test_the_first_sentences_count_in_words(the_board):
    rated("A1", 36)
    rated("A2", 36)
    rated("A3", 52)
    rated("A4", 54)
    ReturnFactory(period=PeriodFactory())
    EntryFactory(due_on=date(2026, 10, 1))
    EntryFactory(due_on=date(2026, 10, 2))

    assert (
        "Two indicators miss their target, one is within tolerance and one meets it. "
        "One return and two audits are late."
    ) in words(read())


def test_one_thing_late_is_told_in_the_singular(the_board):
    rated("A1", 36)
    EntryFactory(due_on=date(2026, 10, 1))

    assert "One indicator misses its target. One audit is late." in words(read())


# What changed


def test_what_crossed_comes_before_what_is_late_and_what_is_new(the_board):
    crossed = rated("A1", 36)
    publish(crossed, "Q1 2026–27", 54, at=BEFORE)
    rated("A2", 54)
    ReturnFactory(period=PeriodFactory(), agency=AgencyFactory(name="Midshire Police"))

    html = words(read())

    places = [
        html.index(told)
        for told in (
            "Measure A1 : 60.0% in Q2 2026–27",
            "Late return Midshire Police: figures for Q2 2026–27 are 23 days late. due 28 Oct",
            "New figures that crossed no target",
            "Measure A2 90.0% Q2 2026–27 — —",
        )
    ]
    assert places == sorted(places)


def test_a_crossing_is_a_sentence_with_both_figures(the_board):
    crossed = rated("A1", 36)
    publish(crossed, "Q1 2026–27", 54, at=BEFORE)

    assert (
        "Measure A1 : 60.0% in Q2 2026–27, target 90.0% not met; "
        "90.0% in Q1 2026–27 (target met) when the Board last met."
    ) in words(read())


def test_many_new_figures_are_one_link_away(the_board):
    for number in range(10):
        rated(f"A{number}", 36)

    def new_figures(html):
        return len(re.findall(r"<tr[^>]*>\s*<th scope=\"row\"[^>]*><a href=\"/figures/", html))

    assert (new_figures(read()), new_figures(read("?changes=all"))) == (8, 10)
    assert "Show 2 more new figures" in words(read())


def test_no_word_makes_a_trend_of_two_figures(the_board):
    crossed = rated("A1", 36)
    publish(crossed, "Q1 2026–27", 54, at=BEFORE)

    assert (
        re.findall(r"\b(?:rising|falling|rose|fell|up from|down from|improv\w+|worse\w*)\b|[↑↓▲▼]", words(read())) == []
    )


# Returns


def test_each_agencys_latest_return_is_there_with_its_share_on_time(the_board):
    period = PeriodFactory()
    came = {"first_submitted_on": date(2026, 10, 26), "submitted_at": AFTER, "submitted_by": UserFactory()}
    ReturnFactory(period=period, agency=AgencyFactory(name="Police"), status="submitted", **came)
    ReturnFactory(period=period, agency=AgencyFactory(name="Schools"))

    rows = [words(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", read().split('id="returns"')[1], re.DOTALL)[1:3]]

    data_set = period.data_set.name
    assert rows == [
        f"Police Q2 2026–27 {data_set} 0 of 0 Being checked 2 days early 1 of 1",
        f"Schools Q2 2026–27 {data_set} 0 of 0 23 days late due 28 Oct 2026 0 of 1",
    ]


# Who may read it, and at what cost


def test_an_agencys_people_have_no_dashboard(client):
    client.force_login(agency_lead())

    assert client.get(reverse("reports:dashboard")).status_code == 403


def test_it_is_a_board_members_first_page(client):
    client.force_login(board_member())

    assert client.get(reverse("home")).url == reverse("reports:dashboard")


def test_words_from_people_are_escaped(the_board):
    rated("A1", 36, supplier=AgencyFactory(name="<b>Police</b>"))
    IndicatorFactory(code="A2", title="<script>alert(1)</script>")

    assert re.findall(r"<script>|<b>Police", read()) == []


@pytest.mark.parametrize("indicators", [1, 100])
def test_its_queries_are_seven_however_much_there_is(client, indicators, django_assert_num_queries):
    build_board(indicators=indicators)
    client.force_login(board_member())

    # Session, person, roles; then the Board, its holidays, meetings, indicators with what is kept of them,
    # their priorities, returns and the programme.
    with django_assert_num_queries(3 + 7):
        response = client.get(reverse("reports:dashboard"))

    assert len(titles(response.content.decode())) == indicators
