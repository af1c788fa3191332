"""Boards with a given number of indicators, agencies and quarters, for measuring pages."""

from datetime import UTC, date, datetime, time, timedelta

from audits.programme.models import ProgrammeEntry
from board.models import Board, Priority
from indicators.actions.keep import keep_series
from indicators.enums import ReturnStatus
from indicators.models import Figure, Indicator, IndicatorReturn, PublishedFigure
from lscb.core.periods import PeriodKind, period_containing
from tests.factories.board import AgencyFactory, MeetingFactory, analyst
from tests.factories.indicators import DataSetFactory, IndicatorFactory, PeriodFactory, TargetFactory
from tests.factories.programme import ProgrammeFactory

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def quarters_before(day: date, count: int):
    """The last quarters that had ended by a day, oldest first."""
    period = period_containing(day, PeriodKind.QUARTER)
    found = []
    for _ in range(count):
        period = period.previous()
        found.append(period)
    return found[::-1]


def received_on(day: date, *, by) -> dict:
    """The fields of a return that came in and was accepted on a day."""
    moment = datetime.combine(day, time(12), tzinfo=UTC)
    stamps = {"submitted_at": moment, "submitted_by": by, "accepted_at": moment, "accepted_by": by}
    return {"status": ReturnStatus.ACCEPTED, "first_submitted_on": day, **stamps}


def build_board(*, indicators: int, quarters: int = 8, agencies: int = 15) -> None:
    """Every indicator has a target, a priority and a figure for each quarter; every agency a return for each."""
    Board.current()
    reviewer = analyst()
    suppliers = AgencyFactory.create_batch(agencies)
    priority = Priority.objects.create(year=2026, number=1, title="Neglect")
    held_on = [date(2026, 9, 3), date(2026, 12, 10), date(2027, 3, 4)]
    group = MeetingFactory(held_on=held_on[0]).group
    for day in held_on[1:]:
        MeetingFactory(group=group, held_on=day)
    measures = [IndicatorFactory(supplier=suppliers[n % agencies]) for n in range(indicators)]
    for measure in measures:
        measure.priorities.add(priority)
        TargetFactory(indicator=measure)
    periods = quarters_before(TODAY, quarters)
    PublishedFigure.objects.bulk_create(
        PublishedFigure(
            indicator=measure,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            numerator=30 + (7 * n + 11 * m) % 55,
            denominator=100,
            commentary="Two posts were filled.",
            published_at=datetime.combine(period.ends_on + timedelta(days=28), time(12), tzinfo=UTC),
        )
        for n, measure in enumerate(measures)
        for m, period in enumerate(periods)
    )
    data_set = DataSetFactory(indicators=measures)
    for period in periods[-4:]:
        due_on = period.ends_on + timedelta(days=28)
        opened = PeriodFactory(
            data_set=data_set,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            opened_on=period.ends_on + timedelta(days=1),
            due_on=due_on,
            locks_on=due_on + timedelta(days=30),
        )
        for number, agency in enumerate(suppliers):
            is_late = period == periods[-1] and number % 5 == 0
            received = {} if is_late else received_on(due_on, by=reviewer)
            item = IndicatorReturn.objects.create(period=opened, agency=agency, **received)
            Figure.objects.bulk_create(
                Figure(indicator_return=item, indicator=measure) for measure in measures if measure.supplier == agency
            )
    keep_series(Indicator.objects.all())
    programme = ProgrammeFactory(year=2026)
    ProgrammeEntry.objects.bulk_create(
        ProgrammeEntry(
            programme=programme, number=n + 1, subject=f"Subject {n}", category="monitoring", due_on=date(2026, 10, 1)
        )
        for n in range(15)
    )
