"""Every indicator as a list, and the list to take away."""

import pytest
from django.urls import reverse

from board.models import Board, KeyQuestion, Priority
from indicators.actions.keep import keep_series
from indicators.models import Indicator
from tests.factories.board import AgencyFactory, agency_lead, board_member
from tests.factories.core import UserFactory
from tests.factories.indicators import IndicatorFactory
from tests.reports.reading import csv_of, get, rated, words

pytestmark = pytest.mark.django_db

LIST = "reports:indicator-list"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00")


def listed(query="", person=None):
    response = get(reverse(LIST) + query, person)
    assert response.status_code == 200
    return [row.record.indicator.code for row in response.context["table"].page.object_list]


def test_the_list_has_each_indicators_latest_figure_target_and_rating():
    rated("A1", 36, supplier=AgencyFactory(name="Police"))

    html = words(get(reverse(LIST)).content.decode())

    assert "Measure A1 A1 Police 60.0% Q2 2026–27 90.0% Target not met" in html


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["A1", "A2", "A10"]),
        ("?sort=-code", ["A10", "A2", "A1"]),
        ("?sort=rating", ["A2", "A1", "A10"]),
        ("?sort=title", ["A1", "A10", "A2"]),
        ("?sort=period", ["A10", "A1", "A2"]),
        ("?sort=nothing", ["A1", "A2", "A10"]),
    ],
)
def test_the_list_is_sorted_by_the_address(query, codes):
    rated("A1", 54)
    rated("A2", 36)
    IndicatorFactory(code="A10", title="Measure A10")

    assert listed(query) == codes


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?text=a2", ["A2"]),
        ("?text=MEASURE", ["A1", "A2"]),
        ("?agency={agency}", ["A1"]),
        ("?priority={priority}", ["A2"]),
        ("?question={question}", ["A1"]),
        ("?rating=met", ["A1"]),
        ("?frequency=year", ["A2"]),
        ("?rating=met&frequency=year", []),
        ("?page=99", ["A1", "A2"]),
    ],
)
def test_the_list_is_filtered_by_the_address_and_its_file_alike(query, codes):
    first, second = rated("A1", 54), rated("A2", 36, frequency="year")
    priority = Priority.objects.create(year=2026, number=1, title="Neglect")
    question = KeyQuestion.objects.create(number=1, text="Are children safe?")
    second.priorities.add(priority)
    first.key_questions.add(question)
    query = query.format(agency=first.supplier_id, priority=priority.pk, question=question.pk)

    assert listed(query) == codes
    assert [row["Code"] for row in csv_of(reverse("reports:indicator-list-csv") + query)] == codes


def test_the_list_may_be_empty():
    assert "No indicator to show" in words(get(reverse(LIST)).content.decode())


@pytest.mark.parametrize("count", [1, 5])
def test_the_lists_queries_are_flat(client, count, django_assert_num_queries):
    Board.current()
    for number in range(count):
        rated(f"A{number}").priorities.add(Priority.objects.create(year=2026, number=number, title="Neglect"))
    keep_series(Indicator.objects.all())
    client.force_login(board_member())

    # Session, person, roles, the Board, its holidays, indicators with what is kept of them, what they help answer.
    with django_assert_num_queries(7):
        client.get(reverse(LIST))


def test_an_agencys_people_find_their_own_indicators():
    mine = rated("A1")
    rated("A2")

    assert listed(person=agency_lead(mine.supplier)) == ["A1"]


def test_people_without_a_role_have_no_list():
    assert get(reverse(LIST), UserFactory()).status_code == 403


def test_the_lists_file_cannot_run_in_a_spreadsheet():
    IndicatorFactory(code="A1", title='=HYPERLINK("http://example.org")', supplier=AgencyFactory(name="@SUM(1)"))

    (row,) = csv_of(reverse("reports:indicator-list-csv"))

    assert (row["Indicator"], row["Supplier"]) == ('\'=HYPERLINK("http://example.org")', "'@SUM(1)")


def test_the_lists_file_gives_numbers_and_says_what_is_invented():
    rated("A1", 36, is_invented=True)

    (row,) = csv_of(reverse("reports:indicator-list-csv"))

    assert {name: row[name] for name in ("Figure", "Unit", "Target", "Rating")} == {
        "Figure": "60.0",
        "Unit": "Percentage",
        "Target": "90",
        "Rating": "Target not met",
    }
    assert row["Invented for the demonstration"] == "yes"


def test_a_retired_indicator_is_in_no_list():
    rated("A1", status="retired")

    assert listed() == []
