from datetime import UTC, date, datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from indicators.analysis.figures import DFE_SYMBOLS
from indicators.models import (
    Area,
    BenchmarkFigure,
    BenchmarkFile,
    BenchmarkMapping,
    ChartMark,
    DataSet,
    DataSetLine,
    Figure,
    Gap,
    Hypothesis,
    Indicator,
    IndicatorComment,
    IndicatorReturn,
    LookAt,
    Neighbour,
    NeighbourSet,
    Period,
    PublishedFigure,
    Target,
)
from tests.factories.board import AgencyFactory
from tests.factories.core import ThreadFactory, UserFactory


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
    counted = "over"
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


class ChartMarkFactory(DjangoModelFactory):
    class Meta:
        model = ChartMark

    indicator = factory.SubFactory(IndicatorFactory)
    kind = "rebase"
    from_on = date(2026, 1, 1)
    words = "New provider"
    made_at = datetime(2026, 2, 3, 9, tzinfo=UTC)
    made_by = factory.SubFactory(UserFactory)


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

    class Params:
        submitted = factory.Trait(
            status="submitted",
            first_submitted_on=date(2026, 10, 20),
            submitted_at=datetime(2026, 10, 20, 9, 30, tzinfo=UTC),
            submitted_by=factory.SubFactory(UserFactory),
        )
        sent_back = factory.Trait(submitted=True, status="sent_back", sent_back_reason="The second row is empty.")
        accepted = factory.Trait(
            submitted=True,
            status="accepted",
            accepted_at=datetime(2026, 10, 22, 14, 0, tzinfo=UTC),
            accepted_by=factory.SubFactory(UserFactory),
        )


class FigureFactory(DjangoModelFactory):
    """An empty row; its indicator is supplied by the return's agency."""

    class Meta:
        model = Figure

    indicator_return = factory.SubFactory(ReturnFactory)
    indicator = factory.SubFactory(IndicatorFactory, supplier=factory.SelfAttribute("..indicator_return.agency"))

    class Params:
        given = factory.Trait(numerator_text="45", denominator_text="60", numerator=45, denominator=60, state="given")
        not_ready = factory.Trait(missing_reason="not_ready")
        queried = factory.Trait(thread=factory.SubFactory(ThreadFactory))


class PublishedFigureFactory(DjangoModelFactory):
    class Meta:
        model = PublishedFigure

    indicator = factory.SubFactory(IndicatorFactory)
    starts_on = date(2026, 7, 1)
    ends_on = date(2026, 9, 30)
    numerator = 45
    denominator = 60
    published_at = factory.LazyFunction(timezone.now)


class GapFactory(DjangoModelFactory):
    class Meta:
        model = Gap

    indicator = factory.SubFactory(IndicatorFactory)
    missing = "The age of the child is not recorded."
    noted_at = factory.LazyFunction(timezone.now)


class IndicatorCommentFactory(DjangoModelFactory):
    class Meta:
        model = IndicatorComment

    indicator = factory.SubFactory(IndicatorFactory, status="consultation")
    text = "Say on which day it is counted."
    written_by = factory.SubFactory(UserFactory)
    written_at = factory.LazyFunction(timezone.now)


class LookAtFactory(DjangoModelFactory):
    class Meta:
        model = LookAt

    indicator = factory.SubFactory(IndicatorFactory)
    other = factory.SubFactory(IndicatorFactory)
    why = "It tells whether families come back."


class HypothesisFactory(DjangoModelFactory):
    """As the first rises the second should fall, one period later."""

    class Meta:
        model = Hypothesis

    leading = factory.SubFactory(IndicatorFactory)
    following = factory.SubFactory(IndicatorFactory)
    why = "Help comes before harm."
    made_at = factory.LazyFunction(timezone.now)


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area

    name = factory.Sequence(lambda n: f"Authority {n}")
    ons_code = factory.Sequence(lambda n: f"E06{n:06}")


class NeighbourSetFactory(DjangoModelFactory):
    class Meta:
        model = NeighbourSet

    model = "Statistical neighbours"
    year = 2025
    own = factory.SubFactory(AreaFactory)
    made_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def areas(self, create, extracted, **_kwargs):
        for place, area in enumerate(extracted or [], 1):
            Neighbour.objects.create(neighbour_set=self, area=area, place=place)


class BenchmarkMappingFactory(DjangoModelFactory):
    class Meta:
        model = BenchmarkMapping

    name = factory.Sequence(lambda n: f"File {n}")
    source = "Department of Examples"
    columns = {"period": "time_period", "authority_code": "new_la_code", "authority_name": "la_name"}
    symbols = {symbol: state.value for symbol, state in DFE_SYMBOLS.items()}


class BenchmarkFileFactory(DjangoModelFactory):
    class Meta:
        model = BenchmarkFile

    mapping = factory.SubFactory(BenchmarkMappingFactory)
    file_name = "others.csv"
    source = "Department of Examples"
    licence = "Open Government Licence v3.0."
    published_on = date(2025, 11, 20)
    state = "saved"
    begun_at = factory.LazyFunction(timezone.now)
    finished_at = factory.LazyFunction(timezone.now)


class BenchmarkFigureFactory(DjangoModelFactory):
    class Meta:
        model = BenchmarkFigure

    file = factory.SubFactory(BenchmarkFileFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    area = factory.SubFactory(AreaFactory)
    starts_on = date(2024, 4, 1)
    ends_on = date(2025, 3, 31)
    value = 50
