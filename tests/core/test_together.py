"""Rows of several querysets by one statement are those that each would have given by itself."""

from datetime import time

import pytest
from django.db.models import Count, Exists, Model, OuterRef

from board.models import Meeting
from frameworks.lines import step_rows
from frameworks.models import MonitoringActivity
from frameworks.timescales import PartialDate
from indicators.models import Figure, IndicatorReturn
from lscb.core.models import User
from lscb.core.together import rows_of
from tests.factories.board import MeetingFactory, agency_lead
from tests.factories.frameworks import ActivityFactory
from tests.factories.indicators import FigureFactory, ReturnFactory

pytestmark = pytest.mark.django_db


def everything():
    """Joined models, values, annotations; dates, moments, times, numbers, JSON, a field of our own, no value at all."""
    figures = Figure.objects.filter(indicator_return=OuterRef("pk"))
    return [
        IndicatorReturn.objects.for_listing().annotate(rows=Count("figures"), has_any=Exists(figures)),
        Figure.objects.select_related("indicator__supplier", "indicator_return__period__data_set"),
        MonitoringActivity.objects.for_listing(),
        step_rows(),
        Meeting.objects.values_list("held_on", "starts_at", "place"),
        User.objects.filter(name__contains="%"),
        User.objects.none(),
    ]


def test_each_gives_what_it_would_give_alone(django_assert_num_queries):
    FigureFactory(given=True)
    FigureFactory(numerator_text="1.50")
    ReturnFactory(submitted=True)
    MeetingFactory(starts_at=time(9, 30))
    before = ActivityFactory(frequency="once", dates=["2026-06"], first_due=PartialDate(2026, 6))
    ActivityFactory(came_from=before, frequency="yearly")
    agency_lead(name="Ann 100% O’Neil")
    alone = [plain(queryset) for queryset in everything()]

    with django_assert_num_queries(1):
        found = rows_of(*everything())

    assert all(alone[:-1])
    assert [plain(rows) for rows in found] == alone
    with django_assert_num_queries(0):
        assert {item.period.data_set.name for item in found[0]}
        assert rows_of(User.objects.none()) == [[]]


def plain(rows):
    """Every value with its kind, of joined models too, whatever the order."""
    return sorted(repr(_values(row)) for row in rows)


def _values(row):
    if not isinstance(row, Model):
        return row
    joined = {name: _values(other) for name, other in row._state.fields_cache.items()}
    return sorted(({**vars(row), "_state": sorted(joined.items())}).items())
