from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from indicators.models import DataSet, DataSetLine, Figure, Indicator, IndicatorReturn, Period, PublishedFigure, Target
from tests.factories.board import AgencyFactory


class IndicatorFactory(DjangoModelFactory):
    """A percentage worked out from two counts, higher is better."""

    class Meta:
        model = Indicator

    code = factory.Sequence(lambda n: f"I{n}")
    title = factory.Sequence(lambda n: f"Measure {n}")
    definition = "Children seen within ten days, of all children referred."
    unit = "percentage"
    numerator_words = "Children seen in time"
    denominator_words = "Children referred"
    polarity = "higher"
    supplier = factory.SubFactory(AgencyFactory)

    class Params:
        count = factory.Trait(unit="number", denominator_words="", decimals=0, polarity="lower")


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = Target

    indicator = factory.SubFactory(IndicatorFactory)
    from_on = date(2020, 4, 1)
    value = 90
    tolerance = 5


class DataSetFactory(DjangoModelFactory):
    class Meta:
        model = DataSet

    name = factory.Sequence(lambda n: f"Data set {n}")

    @factory.post_generation
    def indicators(self, create, extracted, **_kwargs):
        for order, indicator in enumerate(extracted or []):
            DataSetLine.objects.create(data_set=self, indicator=indicator, order=order)


class PeriodFactory(DjangoModelFactory):
    """July to September 2026, due 28 October, locked after 27 November."""

    class Meta:
        model = Period

    data_set = factory.SubFactory(DataSetFactory)
    starts_on = date(2026, 7, 1)
    ends_on = date(2026, 9, 30)
    opened_on = date(2026, 10, 1)
    due_on = date(2026, 10, 28)
    locks_on = date(2026, 11, 27)


class ReturnFactory(DjangoModelFactory):
    class Meta:
        model = IndicatorReturn

    period = factory.SubFactory(PeriodFactory)
    agency = factory.SubFactory(AgencyFactory)


class FigureFactory(DjangoModelFactory):
    """An empty row; its indicator is supplied by the return's agency."""

    class Meta:
        model = Figure

    indicator_return = factory.SubFactory(ReturnFactory)
    indicator = factory.SubFactory(IndicatorFactory, supplier=factory.SelfAttribute("..indicator_return.agency"))

    class Params:
        given = factory.Trait(
            numerator_text="45", denominator_text="60", numerator=45, denominator=60, state="given"
        )


class PublishedFigureFactory(DjangoModelFactory):
    class Meta:
        model = PublishedFigure

    indicator = factory.SubFactory(IndicatorFactory)
    starts_on = date(2026, 7, 1)
    ends_on = date(2026, 9, 30)
    numerator = 45
    denominator = 60
    published_at = factory.LazyFunction(timezone.now)
