"""Two officers at the same moment, on real connections: PostgreSQL's locks decide, and one of them is told."""

from datetime import date

import pytest

from indicators.actions import periods
from indicators.actions import review as actions
from indicators.models import IndicatorReturn, Period, PublishedFigure
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Notification
from lscb.core.periods import PeriodKind, YearKind, period_containing
from tests.at_once import at_once
from tests.factories.board import agency_lead, analyst, manager
from tests.factories.indicators import DataSetFactory, FigureFactory, IndicatorFactory, PeriodFactory, ReturnFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

TODAY = date(2026, 10, 22)


def refusals(results):
    return [str(result) for result in results if isinstance(result, Refused)]


def test_two_officers_accepting_at_once_make_one_acceptance():
    figure = FigureFactory(indicator_return__submitted=True, given=True)
    item, lead = figure.indicator_return, agency_lead(figure.indicator_return.agency)
    officers = [manager(), analyst(), manager(), analyst()]

    results = at_once(*[lambda by=by: actions.accept_return(item, by=by, today=TODAY) for by in officers])

    [accepted] = [result for result in results if isinstance(result, IndicatorReturn)]
    assert (
        refusals(results)
        == [f"{accepted.accepted_by} has accepted this return already. Nothing was accepted twice."] * 3
    )
    assert PublishedFigure.objects.count() == 1
    assert ActivityEvent.objects.filter(verb="return.accepted").count() == 1
    assert Notification.objects.filter(recipient=lead).count() == 1


def test_a_query_and_an_acceptance_at_once_never_leave_an_accepted_return_with_an_open_query():
    for _ in range(5):
        figure = FigureFactory(indicator_return__submitted=True, given=True)
        item, first, second = figure.indicator_return, manager(), analyst()

        results = at_once(
            lambda item=item, by=first: actions.accept_return(item, by=by, today=TODAY),
            lambda figure=figure, by=second: actions.query_figure(figure, "Is it right?", by=by, today=TODAY),
        )

        assert len(refusals(results)) == 1


def test_two_officers_opening_one_period_at_once_open_it_once():
    data_set = DataSetFactory(indicators=[IndicatorFactory()])
    span = period_containing(date(2026, 7, 1), PeriodKind.QUARTER, YearKind.APRIL)
    dates = {"due_on": date(2026, 10, 28), "locks_on": date(2026, 11, 27), "today": TODAY}

    results = at_once(
        *[lambda by=by: periods.open_period(data_set, span, by=by, **dates) for by in (manager(), analyst())]
    )

    assert len(refusals(results)) == 1
    assert (Period.objects.count(), IndicatorReturn.objects.count()) == (1, 1)


def test_two_returns_with_the_same_indicator_are_accepted_at_once_and_one_figure_is_current():
    """Two data sets may ask for the same indicator; their returns are accepted by two people."""
    indicators = [IndicatorFactory() for _ in range(5)]
    items = [ReturnFactory(submitted=True, period=PeriodFactory()) for _ in range(2)]
    for item, order in zip(items, (indicators, indicators[::-1]), strict=True):
        for number, indicator in enumerate(order):
            FigureFactory(
                indicator_return=item, indicator=indicator, given=True, numerator=item.pk * 10 + number, denominator=900
            )

    results = at_once(
        *[
            lambda item=item, by=by: actions.accept_return(item, by=by, today=TODAY)
            for item, by in zip(items, (manager(), analyst()), strict=True)
        ]
    )

    assert refusals(results) == []
    assert PublishedFigure.objects.current().count() == 5
    assert PublishedFigure.objects.count() == 10


def test_two_officers_chasing_at_once_write_once():
    item = ReturnFactory()
    agency_lead(item.agency)

    results = at_once(
        *[
            lambda by=by: periods.remind_outstanding(item.period, by=by, today=TODAY)
            for by in (manager(), analyst(), manager())
        ]
    )

    assert sorted(results) == [0, 0, 1]
