"""A Board to measure: so many indicators, agencies and quarters, and as much history as is asked for."""

from datetime import UTC, date, datetime, time, timedelta

from audits.programme.models import Programme, ProgrammeEntry
from bench import assessments
from bench.results import QUARTERS
from board.enums import GroupKind, Role, Sector
from board.models import Agency, Board, Group, KeyQuestion, Meeting, Priority, RoleAppointment
from indicators.models import (
    DataSet,
    DataSetLine,
    Figure,
    FigureRevision,
    Indicator,
    IndicatorReturn,
    Period,
    PublishedFigure,
    Target,
)
from indicators.models.library import supplier_of
from lscb.core.models import User
from lscb.core.periods import Period as Span
from lscb.core.periods import PeriodKind, period_containing

AGENCIES, INDICATORS = 15, 100
# The return that is filled in: the form of sixty rows.
ROWS_OF_A_FORM = 60
AT_ONCE = 2000


def build(*, today: date, quarters: int = QUARTERS) -> None:
    """So many quarters of figures, each accepted through a return that is kept with its revisions."""
    Board.current()
    officer, *_others = _people()
    agencies = Agency.objects.bulk_create(
        Agency(name=f"Agency {number:02}", short_name=f"A{number:02}", sector=Sector.HEALTH)
        for number in range(1, AGENCIES + 1)
    )
    lead = _lead(agencies[0])
    _meetings(today)
    _programme(today)
    indicators = _indicators(agencies, today)
    data_set = _data_set("Quarterly figures", indicators)
    spans = _quarters_before(today, quarters)
    for span in spans:
        _collect(data_set, span, agencies, indicators, by=officer)
    _open_form(today, agencies[0], lead)
    assessments.build(today=today, agency=agencies[0], by=officer)


def _people() -> list[User]:
    roles = (Role.MANAGER, Role.ANALYST, Role.BOARD_MEMBER, Role.INDEPENDENT_CHAIR)
    return [_person(role) for role in roles]


def _person(role: Role, agency: Agency | None = None) -> User:
    name = role.value.replace("_", " ").capitalize()
    user = User.objects.create(email=f"{role.value}@bench.example", name=name, joined_at=_moment(date(2020, 4, 1)))
    RoleAppointment.objects.create(person=user, role=role, agency=agency, starts_on=date(2020, 4, 1))
    return user


def _lead(agency: Agency) -> User:
    return _person(Role.AGENCY_LEAD, agency)


def _meetings(today: date) -> None:
    group = Group.objects.create(name="The Board", kind=GroupKind.BOARD)
    Meeting.objects.bulk_create(
        Meeting(group=group, held_on=today + timedelta(days=days), starts_at=time(10), place="County Hall")
        for days in (-171, -80, 12, 103)
    )


def _programme(today: date) -> None:
    year = today.year - (today.month < Board.current().year_starts_in)
    programme = Programme.objects.create(year=year)
    ProgrammeEntry.objects.bulk_create(
        ProgrammeEntry(
            programme=programme,
            number=number,
            subject=f"Subject {number}",
            category="monitoring",
            due_on=today + timedelta(days=20 * number - 100),
        )
        for number in range(1, 16)
    )


def _indicators(agencies: list[Agency], today: date) -> list[Indicator]:
    priorities = Priority.objects.bulk_create(
        Priority(year=today.year, number=number, title=f"Priority {number}") for number in range(1, 5)
    )
    questions = KeyQuestion.objects.bulk_create(
        KeyQuestion(number=number, text=f"Question {number}?") for number in range(1, 5)
    )
    indicators = Indicator.objects.bulk_create(
        Indicator(
            code=f"I{number}",
            title=f"Children seen within ten days, measure {number}",
            definition="Children seen within ten days of referral, of all children referred in the period.",
            numerator_words="Children seen in time",
            denominator_words="Children referred",
            counted="over",
            polarity="higher",
            supplier=agencies[number % len(agencies)],
        )
        for number in range(INDICATORS)
    )
    Target.objects.bulk_create(
        Target(indicator=one, from_on=date(1700, 4, 1), value=60, tolerance=10) for one in indicators
    )
    for name, key, aims in (("priorities", "priority", priorities), ("key_questions", "keyquestion", questions)):
        through = getattr(Indicator, name).through
        through.objects.bulk_create(
            through(indicator=one, **{key: aims[number % len(aims)]}) for number, one in enumerate(indicators)
        )
    return indicators


def _data_set(name: str, indicators: list[Indicator]) -> DataSet:
    data_set = DataSet.objects.create(name=name)
    DataSetLine.objects.bulk_create(
        DataSetLine(data_set=data_set, indicator=one, order=order) for order, one in enumerate(indicators)
    )
    return data_set


def _collect(data_set: DataSet, span: Span, agencies: list[Agency], indicators: list[Indicator], *, by: User) -> None:
    """One period: handed in on the day it was due, and accepted the week after."""
    due_on = span.ends_on + timedelta(days=28)
    accepted_at = _moment(due_on + timedelta(days=7))
    period = _period(data_set, span, due_on, closed_at=accepted_at)
    stamps = {"submitted_at": _moment(due_on), "submitted_by": by, "accepted_at": accepted_at, "accepted_by": by}
    returns = IndicatorReturn.objects.bulk_create(
        IndicatorReturn(period=period, agency=agency, status="accepted", first_submitted_on=due_on, **stamps)
        for agency in agencies
    )
    by_agency = {item.agency_id: item for item in returns}
    season = span.starts_on.toordinal() // 91
    figures = Figure.objects.bulk_create(
        _figure(one, by_agency[supplier_of(one).pk], number, season, by=by) for number, one in enumerate(indicators)
    )
    FigureRevision.objects.bulk_create(
        FigureRevision(
            figure=one, version=1, texts={"numerator_text": one.numerator_text}, saved_at=accepted_at, saved_by=by
        )
        for one in figures
    )
    PublishedFigure.objects.bulk_create(
        PublishedFigure(
            indicator_id=one.indicator_id,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            numerator=one.numerator,
            denominator=one.denominator,
            commentary=one.commentary,
            figure=one,
            published_at=accepted_at,
            published_by=by,
        )
        for one in figures
    )


def _period(data_set: DataSet, span: Span, due_on: date, *, closed_at: datetime | None) -> Period:
    return Period.objects.create(
        data_set=data_set,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        opened_on=span.ends_on + timedelta(days=1),
        due_on=due_on,
        locks_on=due_on + timedelta(days=60),
        closed_at=closed_at,
        closed_by=User.objects.first() if closed_at else None,
    )


def _figure(indicator: Indicator, item: IndicatorReturn, number: int, season: int, *, by: User) -> Figure:
    # Some of them small, so that there is something to hide; some of them crossing their target.
    numerator = 3 if (number + season) % 23 == 0 else 40 + (7 * number) % 45 + (number + 3 * season) % 5
    return Figure(
        indicator_return=item,
        indicator=indicator,
        order=number,
        numerator_text=str(numerator),
        denominator_text="100",
        numerator=numerator,
        denominator=100,
        state="given",
        commentary="Two posts were filled.",
        version=1,
        saved_at=item.submitted_at,
        saved_by=by,
    )


def _open_form(today: date, agency: Agency, lead: User) -> None:
    """A return of sixty rows that its lead is filling in."""
    measures = Indicator.objects.bulk_create(
        Indicator(
            code=f"F{number}",
            title=f"Families offered help, measure {number}",
            definition="Families offered help in the period, of all families assessed.",
            numerator_words="Families offered help",
            denominator_words="Families assessed",
            supplier=agency,
            status="retired",
        )
        for number in range(ROWS_OF_A_FORM)
    )
    data_set = _data_set("The form of sixty rows", measures)
    span = period_containing(today, PeriodKind.QUARTER).previous()
    period = _period(data_set, span, today + timedelta(days=7), closed_at=None)
    item = IndicatorReturn.objects.create(period=period, agency=agency)
    Figure.objects.bulk_create(
        Figure(
            indicator_return=item,
            indicator=one,
            order=order,
            numerator_text="45",
            denominator_text="60",
            numerator=45,
            denominator=60,
            state="given",
            commentary="As last quarter.",
            version=1,
            saved_at=_moment(today),
            saved_by=lead,
        )
        for order, one in enumerate(measures)
    )


def _quarters_before(day: date, count: int) -> list[Span]:
    """The last quarters whose figures were accepted by a day, oldest first."""
    span = period_containing(day - timedelta(days=36), PeriodKind.QUARTER)
    found = []
    for _ in range(count):
        span = span.previous()
        found.append(span)
    return found[::-1]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
