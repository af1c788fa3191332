"""The small multiples of the dashboard, by rating, and what the address leaves out."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from board.models import Priority
from tests.factories.board import AgencyFactory
from tests.factories.indicators import IndicatorFactory
from tests.reports.reading import headings, page, publish, rated, titles, words

pytestmark = pytest.mark.django_db

BEFORE, AFTER = datetime(2026, 7, 20, 9, tzinfo=UTC), datetime(2026, 10, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00")


def read(query=""):
    return page(reverse("reports:dashboard") + query)


def test_indicators_stand_by_rating_what_misses_its_target_first():
    rated("A1", 54)
    rated("A2", 52)
    rated("A3", 36)
    publish(IndicatorFactory(code="A4", title="Measure A4"), "Q2 2026–27", at=AFTER)
    IndicatorFactory(code="A5", title="Measure A5")

    html = read()

    assert titles(html) == ["Measure A3", "Measure A2", "Measure A1", "Measure A4", "Measure A5"]
    assert [heading for heading in headings(html) if heading[-1] in "12"] == [
        "Target not met 1",
        "Within tolerance 1",
        "Target met 1",
        "No rating 2",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?rating=not_met", ["Measure A2"]),
        ("?rating=none", []),
        ("?agency={police}", ["Measure A1"]),
        ("?priority={neglect}", ["Measure A2"]),
        ("?priority={neglect}&agency={police}", []),
        ("?agency=999", ["Measure A2", "Measure A1"]),
        ("?rating=purple", ["Measure A2", "Measure A1"]),
        ("?unknown=1", ["Measure A2", "Measure A1"]),
    ],
)
def test_the_indicators_are_filtered_by_the_address(query, found):
    police = AgencyFactory(name="Police")
    neglect = Priority.objects.create(year=2026, number=1, title="Neglect")
    rated("A1", 54, supplier=police)
    rated("A2", 36).priorities.add(neglect)

    assert titles(read(query.format(police=police.pk, neglect=neglect.pk))) == found


def test_a_filter_says_what_it_left_out_and_leaves_the_rest_alone():
    rated("A1", 54)
    rated("A2", 36)

    html = words(read("?rating=met"))

    assert "Showing only Rating: Target met ." in html
    assert "One indicator misses its target and one meets it." in html


def test_invented_figures_and_old_ones_say_so():
    invented = IndicatorFactory(code="A1", is_invented=True)
    publish(invented, "Q1 2026–27", at=BEFORE)

    html = words(read())

    assert "Invented for the demonstration" in html
    assert "Older than expected: nothing accepted yet for Q2 2026–27." in html
