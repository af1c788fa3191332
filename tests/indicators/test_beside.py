"""What a row is compared with besides its own past."""

from datetime import date

import pytest
from django.urls import reverse

from board.models import Board
from indicators.rows import problems, rows_of
from tests.factories.board import AgencyFactory
from tests.factories.indicators import ChartMarkFactory, FigureFactory, PublishedFigureFactory
from tests.factories.returns import IN_TIME, desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time(time_machine, db):
    Board.current()
    time_machine.move_to(f"{IN_TIME}+00:00", tick=False)


def counted(at, number, **fields):
    return at.figure(indicator__count=True, value_text=str(number), value=number, state="given", **fields)


def keys(at, figure):
    [row] = rows_of(at.item, [figure], user=at.lead)
    return [finding.key for finding in row.reading.warnings]


def test_parts_and_others_figures_are_asked_about_and_an_explanation_lets_them_through(client):
    at = desk()
    whole = counted(at, 10, indicator__code="C1")
    for number in (4, 5):
        counted(at, number, indicator__parent=whole.indicator)
    theirs = FigureFactory(
        indicator__count=True, indicator__title="Children on a plan", value=12, state="given",
        indicator_return__period=at.item.period, indicator_return__submitted=True,
        indicator_return__agency=AgencyFactory(name="The council"),
    )  # fmt: skip
    whole.indicator.similar_to.add(theirs.indicator)

    assert keys(at, whole) == ["parts-and-whole", "others-disagree"]
    client.force_login(at.lead)
    page = client.get(reverse("indicators:return-edit", args=[at.item.pk])).text
    assert "come to 9 and the whole is 10" in page
    assert "The council gave another figure for “Children on a plan”" in page

    whole.explanation = "Two were counted by both; the council counts those who moved in."
    rows = rows_of(at.item, [whole], user=at.lead)
    assert problems(rows, is_nil=False) == []

    theirs.value = 10
    theirs.save()
    assert keys(at, whole) == ["parts-and-whole"]


def test_what_is_usual_begins_anew_where_the_limits_do():
    at = desk()
    figure = at.figure(given=True)  # 75 per cent
    for year in range(2022, 2026):
        for month, end in ((1, 31), (4, 30), (7, 31), (10, 31)):
            PublishedFigureFactory(
                indicator=figure.indicator, numerator=40 + month, denominator=100,
                starts_on=date(year, month, 1), ends_on=date(year, month + 2, 30 if month in (4, 7) else end),
            )  # fmt: skip
    PublishedFigureFactory.build()
    assert keys(at, figure) == ["unlike-the-past"]

    ChartMarkFactory(indicator=figure.indicator, from_on=date(2026, 1, 1))

    assert keys(at, figure) == []


def test_a_change_set_for_the_indicator_asks_for_a_word():
    at = desk()
    figure = at.figure(given=True, indicator__asks_from_change=20)
    PublishedFigureFactory(
        indicator=figure.indicator, numerator=50, denominator=100, starts_on="2026-04-01", ends_on="2026-06-30"
    )

    assert keys(at, figure) == ["changed-by-more"]
