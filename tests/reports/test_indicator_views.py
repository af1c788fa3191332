"""The list of indicators, one indicator's page, and both to take away."""

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from board.enums import Role
from board.models import Board, KeyQuestion, Priority
from lscb.core import activity
from tests.factories.board import AgencyFactory, agency_lead, analyst, board_member, person_with
from tests.factories.core import UserFactory
from tests.factories.indicators import IndicatorFactory, PublishedFigureFactory, TargetFactory
from tests.reports.test_dashboard import words
from tests.reports.test_series import publish
from tests.reports.worlds import quarters_before

pytestmark = pytest.mark.django_db

AFTER = datetime(2026, 10, 20, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 3, 9, tzinfo=UTC)
LIST = "reports:indicator-list"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00")


def get(url, person=None):
    client = Client()
    client.force_login(person or board_member())
    return client.get(url)


def page_of(indicator, person=None, query=""):
    response = get(indicator.get_absolute_url() + query, person)
    assert response.status_code == 200
    return response.content.decode()


def rows_of(html):
    """The table of figures, as words."""
    table = html.split("Figures by period, latest first")[1]
    return [words(row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]]


def csv_of(url, person=None):
    response = get(url, person)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def rated(code, numerator=45, **fields):
    indicator = IndicatorFactory(code=code, title=f"Measure {code}", **fields)
    TargetFactory(indicator=indicator)
    publish(indicator, "Q2 2026–27", numerator, at=AFTER)
    return indicator


# The list


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
    client.force_login(board_member())

    # Session, person, roles, the Board, its holidays, indicators, priorities, key questions, figures.
    with django_assert_num_queries(9):
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


# One indicator


@pytest.mark.parametrize(
    ("numerator", "verdict"),
    [
        (54, "90.0% in July to September 2026. The target of 90.0% is met."),
        (52, "86.7% in July to September 2026. That is within tolerance of the target of 90.0%."),
        (36, "60.0% in July to September 2026. The target of 90.0% is not met."),
        (3, "The figure for July to September 2026 is hidden, because a count behind it is small."),
    ],
)
def test_the_page_opens_with_the_latest_figure_and_its_target(numerator, verdict):
    assert verdict in words(page_of(rated("A1", numerator)))


def test_without_a_target_it_says_so():
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", at=AFTER)

    assert "75.0% in July to September 2026. No target is set." in words(page_of(indicator))


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"missing_reason": "not_ready"}, "There is no figure for July to September 2026: not ready in time."),
        ({"state": "suppressed"}, "There is no figure for July to September 2026: suppressed by its source."),
        ({"state": "not_available"}, "There is no figure for July to September 2026: not available from its source."),
    ],
)
def test_a_latest_period_without_a_figure_says_why_on_page_and_in_file(fields, verdict):
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", None, None, at=AFTER, **fields)

    assert verdict in words(page_of(indicator))
    (row,) = csv_of(reverse("reports:indicator-csv", args=[indicator.pk]))
    assert row["Figure"] == verdict.removesuffix(".").split(": ")[1]


def test_an_indicator_without_figures_has_a_page():
    html = words(page_of(IndicatorFactory()))

    assert "No figure has been accepted yet." in html
    assert "No figures yet" in html


def test_a_newer_figure_that_should_have_come_is_missed():
    indicator = IndicatorFactory()
    publish(indicator, "Q1 2026–27", at=datetime(2026, 7, 20, tzinfo=UTC))

    assert "The figure for Q2 2026–27 should have come by now; none is accepted yet." in words(page_of(indicator))


def test_figures_are_listed_latest_first_with_every_gap():
    indicator = IndicatorFactory()
    TargetFactory(indicator=indicator)
    publish(indicator, "Q4 2025–26", 36, at=AFTER, commentary="Two posts were empty.")
    publish(indicator, "Q2 2026–27", 1054, 1100, at=AFTER, explanation="Counted again.")

    assert rows_of(page_of(indicator)) == [
        "Q2 2026–27 1,054 1,100 95.8% Target met Explained: Counted again. 20 Oct 2026",
        "Q1 2026–27 — — no return No figure — —",
        "Q4 2025–26 36 60 60.0% Target not met Two posts were empty. 20 Oct 2026",
    ]


def test_both_counts_of_a_hidden_figure_are_hidden():
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", 3, 57, at=AFTER)

    assert rows_of(page_of(indicator)) == ["Q2 2026–27 hidden hidden hidden Hidden — 20 Oct 2026"]
    assert rows_of(page_of(indicator, analyst())) == ["Q2 2026–27 3 57 5.3% No target — 20 Oct 2026"]


def test_a_correction_says_when_and_what_stood_before():
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", 36, at=AFTER, superseded_at=LATER)
    publish(indicator, "Q2 2026–27", 45, at=LATER)

    assert rows_of(page_of(indicator)) == [
        "Q2 2026–27 45 60 75.0% No target Corrected on 3 November 2026; before: 60.0%. 3 Nov 2026"
    ]
    rows = csv_of(reverse("reports:indicator-csv", args=[indicator.pk]))
    assert [(row["Figure"], row["Superseded on"]) for row in rows] == [("75.0", ""), ("60.0", "2026-11-03")]


def test_a_correction_of_a_hidden_figure_keeps_it_hidden():
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", 3, 57, at=AFTER, superseded_at=LATER)
    publish(indicator, "Q2 2026–27", 45, at=LATER)

    assert "before: hidden." in rows_of(page_of(indicator))[0]


def test_a_long_run_is_turned_over_in_pages():
    indicator = IndicatorFactory()
    for quarter in quarters_before(date(2026, 10, 1), 24):
        PublishedFigureFactory(
            indicator=indicator, starts_on=quarter.starts_on, ends_on=quarter.ends_on, published_at=AFTER
        )

    first, second, beyond = (rows_of(page_of(indicator, query=f"?page={page}")) for page in (1, 2, 99))

    assert (len(first), len(second), beyond) == (12, 12, second)
    assert len(csv_of(reverse("reports:indicator-csv", args=[indicator.pk]))) == 24


def test_the_definition_says_what_is_counted_and_asked():
    indicator = IndicatorFactory(source="Case system, extracted on the 10th", supplier=AgencyFactory(name="Police"))
    TargetFactory(indicator=indicator, from_on=date(2024, 4, 1), value=85, tolerance=0)
    TargetFactory(indicator=indicator, value=90, tolerance=5, from_on=date(2026, 4, 1), why="Agreed in March.")

    html = words(page_of(indicator))

    for told in [
        "Children seen within ten days, of all children referred.",
        "Numerator Children seen in time Denominator Children referred Unit Percentage, 1 decimal",
        "Polarity Higher is better How often Quarterly, April to March",
        "Supplier Police Source Case system, extracted on the 10th",
        "Target 90.0%, tolerance 5 points, from 1 April 2026 Agreed in March. "
        "Target before 85.0%, from 1 April 2024 Hidden if A count behind it is below 5, but not nought",
    ]:
        assert told in html


def test_invented_figures_say_so_on_the_page():
    assert "Invented for the demonstration" in words(page_of(IndicatorFactory(is_invented=True)))


def test_what_was_changed_is_told_to_the_boards_staff_alone(django_capture_on_commit_callbacks):
    indicator, officer = IndicatorFactory(), analyst()
    activity.record("indicator.changed", indicator, by=officer, changes={"decimals": (1, 0)})

    assert ("Before and after" in page_of(indicator, officer), "Before and after" in page_of(indicator)) == (
        True,
        False,
    )


@pytest.mark.parametrize("name", ["indicator", "indicator-csv"])
@pytest.mark.parametrize(
    ("make", "status"),
    [
        pytest.param(lambda one: board_member(), 200, id="board-member"),
        pytest.param(lambda one: agency_lead(one.supplier), 200, id="suppliers-lead"),
        pytest.param(lambda one: person_with(Role.AGENCY_CONTRIBUTOR, agency=one.supplier), 200, id="contributor"),
        pytest.param(lambda one: agency_lead(), 404, id="another-agency"),
        pytest.param(lambda one: UserFactory(), 404, id="nobody"),
    ],
)
def test_an_indicator_is_there_for_the_board_and_for_its_supplier(name, make, status):
    indicator = rated("A1")

    assert get(reverse(f"reports:{name}", args=[indicator.pk]), make(indicator)).status_code == status


def test_a_retired_indicator_keeps_its_page():
    indicator = rated("A1", status="retired")

    assert (listed(), "Retired" in words(page_of(indicator))) == ([], True)


def test_an_indicator_that_never_was_is_not_found():
    assert get(reverse("reports:indicator", args=[999])).status_code == 404


def test_commentary_cannot_run_in_a_spreadsheet_or_a_page():
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", at=AFTER, commentary="=1+1<script>alert(1)</script>")

    (row,) = csv_of(reverse("reports:indicator-csv", args=[indicator.pk]))

    assert row["Commentary"] == "'=1+1<script>alert(1)</script>"
    assert "<script>alert" not in page_of(indicator)


def test_a_negative_figure_stays_a_number_in_the_file():
    indicator = IndicatorFactory(unit="days", denominator_words="")
    publish(indicator, "Q2 2026–27", None, None, value=Decimal("-12.5"), at=AFTER)

    assert csv_of(reverse("reports:indicator-csv", args=[indicator.pk]))[0]["Figure"] == "-12.5"


@pytest.mark.parametrize("count", [1, 12])
def test_the_pages_queries_are_flat(client, count, django_assert_num_queries):
    Board.current()
    indicator = IndicatorFactory()
    for month in range(1, count + 1):
        PublishedFigureFactory(
            indicator=indicator, starts_on=date(2025, month, 1), ends_on=date(2025, month, 28), published_at=AFTER
        )
    client.force_login(board_member())

    # Session, person, roles, the Board, its holidays, the indicator, its figures, its targets, its timeline.
    with django_assert_num_queries(9):
        client.get(indicator.get_absolute_url())
