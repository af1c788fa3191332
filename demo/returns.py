"""Periods that were collected through the product: returns, their figures as typed, their submissions."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from board.models import Agency, Board
from demo.calendar import ONE_DAY, Calendar, working_day_from
from demo.log import Log
from demo.series import Reading
from demo.story import Arrival, Fate, arrival
from demo.world import World
from indicators.actions.entry import TEXTS
from indicators.actions.publish import put_in_place
from indicators.actions.submission import content_of, reference_for
from indicators.enums import MissingReason, ReturnStatus
from indicators.models import DataSet, Figure, FigureRevision, Indicator, IndicatorReturn, Period, Submission
from indicators.models.library import supplier_of
from indicators.queries import to_be_asked
from indicators.rows import Row, read, rows_of
from lscb.core.periods import Period as Span

Readings = dict[int, list[Reading]]  # by indicator, the last one of the last period

STATUS = {
    Fate.UNTOUCHED: ReturnStatus.OPEN,
    Fate.BEGUN: ReturnStatus.OPEN,
    Fate.SUBMITTED: ReturnStatus.SUBMITTED,
    Fate.SENT_BACK: ReturnStatus.SENT_BACK,
    Fate.ACCEPTED: ReturnStatus.ACCEPTED,
}

# For a figure that looked wrong before it was sent, and was right.
EXPLANATIONS = (
    "Checked against the case records; the figure stands.",
    "Counted twice by two people. It is unusual, and it is right.",
    "A small number of families makes much of the difference this quarter.",
)


def collect(
    data_set: DataSet,
    spans: list[Span],
    readings: Readings,
    world: World,
    log: Log,
    *,
    is_open: bool,
    arrives: Callable[[str, int, Period, Calendar], Arrival] = arrival,
) -> None:
    """Open each period in turn, have its returns come in, and publish what was accepted."""
    for ago, span in zip(reversed(range(len(spans))), spans, strict=True):
        period = _open(data_set, span, world, log)
        suppliers: dict[Agency, list[Indicator]] = defaultdict(list)
        for indicator in to_be_asked(data_set):
            suppliers[supplier_of(indicator)].append(indicator)
        for agency, indicators in suppliers.items():
            came = arrives(agency.short_name, ago if is_open else ago + 1, period, world.calendar)
            rows = {indicator: readings[indicator.pk][-1 - ago] for indicator in indicators}
            _ReturnOf(agency, period, came, world, log).carry_out(rows)


def _open(data_set: DataSet, span: Span, world: World, log: Log) -> Period:
    """By its own days where it has them: what opens by itself is opened by nobody."""
    timing, calendar = data_set.timing(Board.current()), world.calendar
    opens_itself = data_set.opens_after_working_days is not None
    due_on = calendar.due_on(span, working_days=timing.due_after_working_days)
    opened_on = data_set.opens_on(span) if opens_itself else working_day_from(span.ends_on + ONE_DAY)
    opened_by = None if opens_itself else world.analyst
    timely_until = timing.timely_until(due_on) if timing.timely_for_days else None
    locks_on = timing.locks_on(due_on)
    closed = locks_on < calendar.today
    period = Period.objects.create(
        data_set=data_set,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        due_on=due_on,
        timely_until=timely_until,
        locks_on=locks_on,
        opened_on=opened_on,
        opened_by=opened_by,
        closed_at=calendar.moment(locks_on + ONE_DAY, 9) if closed else None,
        closed_by=world.analyst if closed else None,
    )
    dates = {"due_on": (None, due_on), "timely_until": (None, timely_until), "locks_on": (None, locks_on)}
    log.record("period.opened", period, by=opened_by, at=calendar.moment(opened_on, 9, 30), changes=dates)
    if period.closed_at:
        log.record("period.closed", period, by=world.analyst, at=period.closed_at)
    return period


class _ReturnOf:
    """One agency's return for one period, carried as far as it came."""

    def __init__(self, agency: Agency, period: Period, came: Arrival, world: World, log: Log) -> None:
        self.agency, self.period, self.came, self.world, self.log = agency, period, came, world, log
        self.lead = world.lead_of(agency)

    def carry_out(self, readings: dict[Indicator, Reading]) -> None:
        self.item = self._return()
        figures = [
            self._figure(indicator, reading, order) for order, (indicator, reading) in enumerate(readings.items())
        ]
        rows = rows_of(self.item, figures, user=self.lead) if self.item.submitted_at else []
        for row in rows:
            if row.unexplained:
                row.figure.explanation = EXPLANATIONS[(self.item.pk // 3 + row.figure.order) % len(EXPLANATIONS)]
        Figure.objects.bulk_create(figures)
        FigureRevision.objects.bulk_create(_revision(figure) for figure in figures if figure.version)
        opened_at = self.world.calendar.moment(self.period.opened_on, 9, 30)
        self.log.record("return.opened", self.item, by=self.period.opened_by, at=opened_at)
        if self.item.submitted_at:
            self._submit(rows)
        if self.came.fate == Fate.ACCEPTED:
            # What the figures come to is worked out once, when all are there.
            put_in_place(self.item, by=self.world.analyst, at=self.reviewed_at)
            self.log.record("return.accepted", self.item, by=self.world.analyst, at=self.reviewed_at)
        if self.came.fate == Fate.SENT_BACK:
            reason = {"reason": (None, self.item.sent_back_reason)}
            self.log.record("return.sent_back", self.item, by=self.world.analyst, at=self.reviewed_at, changes=reason)

    @property
    def submitted_at(self) -> datetime | None:
        day = self.came.submitted_on
        return self.world.calendar.moment(day, 15, 40) if day else None

    @property
    def reviewed_at(self) -> datetime:
        assert self.came.reviewed_on is not None
        return self.world.calendar.moment(self.came.reviewed_on, 11, 15)

    def _return(self) -> IndicatorReturn:
        came, submitted_at = self.came, self.submitted_at
        is_accepted, is_back = came.fate == Fate.ACCEPTED, came.fate == Fate.SENT_BACK
        return IndicatorReturn.objects.create(
            period=self.period,
            agency=self.agency,
            status=STATUS[came.fate],
            is_nil=came.is_nil,
            commentary="" if is_back else came.note,
            version=1 if came.note and not is_back else 0,
            first_submitted_on=came.submitted_on,
            submitted_at=submitted_at,
            submitted_by=self.lead if submitted_at else None,
            accepted_at=self.reviewed_at if is_accepted else None,
            accepted_by=self.world.analyst if is_accepted else None,
            sent_back_reason=came.note if is_back else "",
        )

    def _figure(self, indicator: Indicator, reading: Reading, order: int) -> Figure:
        figure = Figure(indicator_return=self.item, indicator=indicator, order=order)
        # A return that is only begun has its first row, and one further down.
        if self.came.fate == Fate.UNTOUCHED or (self.came.fate == Fate.BEGUN and order % 3):
            return figure
        if self.came.is_nil:
            figure.missing_reason = MissingReason.NOTHING_TO_REPORT
        else:
            _type(figure, reading)
        read_as = read(figure)
        figure.state = read_as.state
        figure.numerator, figure.denominator, figure.value = read_as.numerator, read_as.denominator, read_as.value
        yesterday = self.world.calendar.working_days_ago(1)
        figure.version, figure.saved_by = 1, self.lead
        figure.saved_at = self.item.submitted_at or self.world.calendar.moment(yesterday, 10, 58)
        return figure

    def _submit(self, rows: list[Row]) -> None:
        assert self.item.submitted_at is not None
        assert self.item.first_submitted_on is not None
        Submission.objects.create(
            indicator_return=self.item,
            number=1,
            reference=reference_for(self.item, 1),
            submitted_at=self.item.submitted_at,
            submitted_by=self.lead,
            is_late=self.item.first_submitted_on > self.period.on_time_until,
            content=content_of(self.item, rows),
        )
        self.log.record("return.submitted", self.item, by=self.lead, at=self.item.submitted_at)


def _type(figure: Figure, reading: Reading) -> None:
    """What the lead typed."""
    takes_denominator = figure.indicator.takes_denominator
    if reading.numerator is not None:
        setattr(figure, "numerator_text" if takes_denominator else "value_text", f"{reading.numerator:,}")
        figure.denominator_text = f"{reading.denominator:,}" if takes_denominator else ""
    figure.missing_reason, figure.commentary = reading.reason, reading.commentary
    figure.explanation = reading.explanation


def _texts(figure: Figure) -> dict[str, str]:
    return {name: getattr(figure, name) for name in TEXTS}


def _revision(figure: Figure) -> FigureRevision:
    assert figure.saved_at is not None
    return FigureRevision(
        figure=figure,
        version=figure.version,
        texts=_texts(figure),
        saved_at=figure.saved_at,
        saved_by=figure.saved_by,
    )
