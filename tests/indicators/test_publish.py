from datetime import UTC, date, datetime, timedelta

import pytest

from board.models import Board
from indicators.actions.publish import publish_return
from indicators.models import PublishedFigure
from tests.factories.board import manager
from tests.factories.indicators import FigureFactory, IndicatorFactory, PublishedFigureFactory, ReturnFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 22, 14, 0, tzinfo=UTC)


def test_each_row_becomes_a_published_figure_of_the_period():
    item, officer = ReturnFactory(submitted=True), manager()
    given = FigureFactory(
        indicator_return=item, given=True, order=0, commentary="More referrals.", explanation="A new team."
    )
    missing = FigureFactory(indicator_return=item, not_ready=True, order=1)

    assert publish_return(item, by=officer, at=AT) == 2

    first, second = PublishedFigure.objects.order_by("pk")
    assert (first.indicator, first.figure, first.starts_on, first.ends_on) == (
        given.indicator,
        given,
        item.period.starts_on,
        item.period.ends_on,
    )
    assert (first.numerator, first.denominator, first.value, first.derived) == (45, 60, None, 75)
    assert (first.commentary, first.explanation) == ("More referrals.", "A new team.")
    assert (first.published_at, first.published_by, first.superseded_at) == (AT, officer, None)
    assert (second.figure, second.state, second.missing_reason) == (missing, "not_supplied", "not_ready")


def test_publishing_the_same_again_makes_no_new_row():
    figure, officer = FigureFactory(given=True), manager()
    publish_return(figure.indicator_return, by=officer, at=AT)

    assert publish_return(figure.indicator_return, by=officer, at=AT + timedelta(days=1)) == 0

    assert PublishedFigure.objects.count() == 1


def test_a_correction_supersedes_and_keeps_what_was_read_before():
    figure, officer = FigureFactory(given=True), manager()
    other = FigureFactory(indicator_return=figure.indicator_return, given=True)
    publish_return(figure.indicator_return, by=officer, at=AT)
    figure.numerator, figure.numerator_text = 50, "50"
    figure.save()
    later = AT + timedelta(days=1)

    assert publish_return(figure.indicator_return, by=officer, at=later) == 1

    old, new = PublishedFigure.objects.filter(indicator=figure.indicator).order_by("published_at")
    assert (old.numerator, old.superseded_at, new.numerator, new.superseded_at) == (45, later, 50, None)
    assert [row.numerator for row in PublishedFigure.objects.as_at(AT).filter(indicator=figure.indicator)] == [45]
    assert [row.numerator for row in PublishedFigure.objects.as_at(later).filter(indicator=figure.indicator)] == [50]
    assert PublishedFigure.objects.filter(indicator=other.indicator).count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"commentary": "Said afterwards."},
        {"explanation": "Counted by hand."},
        {"numerator": None, "denominator": None, "state": "not_supplied", "missing_reason": "not_ready"},
    ],
)
def test_other_words_or_a_figure_withdrawn_are_corrections_too(change):
    figure, officer = FigureFactory(given=True), manager()
    publish_return(figure.indicator_return, by=officer, at=AT)
    type(figure).objects.filter(pk=figure.pk).update(**change)

    assert publish_return(figure.indicator_return, by=officer, at=AT + timedelta(hours=1)) == 1


def test_figures_of_other_periods_and_indicators_stay():
    figure = FigureFactory(given=True)
    before = PublishedFigureFactory(indicator=figure.indicator, starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 30))
    elsewhere = PublishedFigureFactory(indicator=IndicatorFactory())

    publish_return(figure.indicator_return, by=manager(), at=AT)

    current = set(PublishedFigure.objects.current())
    assert {before, elsewhere} <= current
    assert len(current) == 3


@pytest.mark.parametrize("count", [1, 5])
def test_publishing_takes_as_many_queries_for_five_rows_as_for_one(count, django_assert_num_queries):
    item, officer = ReturnFactory(submitted=True), manager()
    FigureFactory.create_batch(count, indicator_return=item, given=True)

    Board.current()

    # Savepoint and its release, rows, lock, current, new; whose parts they are, before and after; what is added
    # up from them; the same for keeping: the Board, indicators, the latest moment, figures, kept.
    with django_assert_num_queries(9 + 8):
        publish_return(item, by=officer, at=AT)


def test_a_correction_that_waited_is_not_dated_before_what_it_supersedes():
    figure, officer = FigureFactory(given=True), manager()
    publish_return(figure.indicator_return, by=officer, at=AT)
    type(figure).objects.update(numerator=50)

    assert publish_return(figure.indicator_return, by=officer, at=AT - timedelta(seconds=1)) == 1

    old, new = PublishedFigure.objects.order_by("pk")
    assert (old.superseded_at, new.published_at, new.numerator) == (AT, AT, 50)
