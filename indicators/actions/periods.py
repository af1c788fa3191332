"""Opening periods, moving their dates, closing them, and chasing what is outstanding."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from board.models import Board
from board.permissions import require
from indicators import notifications, queries
from indicators.models import DataSet, Figure, Indicator, IndicatorReturn, Period
from indicators.models.library import supplier_of
from indicators.permissions import can_open_period
from indicators.rules import wrong_dates
from lscb.core import activity, editing
from lscb.core.calendar import extra_holidays
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.models import Notification, User
from lscb.core.periods import Period as Span


@transaction.atomic
def open_period(
    data_set: DataSet,
    span: Span,
    *,
    due_on: date,
    locks_on: date,
    by: User,
    today: date,
    timely_until: date | None = None,
) -> Period:
    """Ask every supplier for its figures: one return an agency, one row an indicator, one message a lead."""
    data_set = DataSet.objects.lock(data_set.pk)
    require(can_open_period(by))
    return _open(data_set, span, due_on, timely_until, locks_on, by=by, today=today)


def open_what_opens(*, today: date) -> int:
    """Each data set that says when it opens, once that day has come. The first period a person opens."""
    count, board, extra = 0, Board.current(), extra_holidays()
    for pk in (
        DataSet.objects.filter(is_active=True).exclude(opens_after_working_days=None).values_list("pk", flat=True)
    ):
        with transaction.atomic():
            data_set = DataSet.objects.lock(pk)
            span = queries.opens_next(data_set)
            if span is None or not queries.to_be_asked(data_set).exists():
                continue
            if data_set.opens_on(span, extra) > today:
                continue
            timing = data_set.timing(board)
            due_on = timing.due_on(span.ends_on, today=today, extra_holidays=extra)
            _open(data_set, span, due_on, timing.timely_until(due_on), timing.locks_on(due_on), by=None, today=today)
            count += 1
    return count


def _open(
    data_set: DataSet,
    span: Span,
    due_on: date,
    timely_until: date | None,
    locks_on: date,
    *,
    by: User | None,
    today: date,
) -> Period:
    if not data_set.is_active:
        raise Refused(f"{data_set} is not in use. Put it into use again before you open a period.")
    if data_set.periods.filter(starts_on=span.starts_on).exists():
        raise Refused(f"{span.label} is open already for {data_set}. Nothing was asked for twice.")
    _refuse_wrong_dates(span, due_on, timely_until, locks_on, today=today)
    asked = list(queries.to_be_asked(data_set))
    if not asked:
        raise Refused(f"{data_set} has no indicator to ask for. Add one to it first.")
    period = Period.objects.create(
        data_set=data_set,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        due_on=due_on,
        timely_until=timely_until,
        locks_on=locks_on,
        opened_on=today,
        opened_by=by,
    )
    returns = _make_returns(period, asked)
    dates = {"due_on": (None, due_on), "timely_until": (None, timely_until), "locks_on": (None, locks_on)}
    activity.record("period.opened", period, by=by, changes=dates)
    activity.record_each("return.opened", returns, by=by)
    notifications.tell_of_opening(returns, today=today)
    return period


def _make_returns(period: Period, asked: list[Indicator]) -> list[IndicatorReturn]:
    suppliers = {supplier_of(indicator): None for indicator in asked}
    returns = IndicatorReturn.objects.bulk_create(IndicatorReturn(period=period, agency=agency) for agency in suppliers)
    by_agency = {item.agency_id: item for item in returns}
    Figure.objects.bulk_create(
        Figure(indicator_return=by_agency[supplier_of(indicator).pk], indicator=indicator, order=order)
        for order, indicator in enumerate(asked)
    )
    return returns


@transaction.atomic
def change_dates(period: Period, edit: Edit, *, by: User, today: date) -> Period:
    """Move the due and lock dates; reminders follow the new ones by themselves."""
    period = Period.objects.lock(period.pk)
    require(can_open_period(by))
    if period.closed_at is not None:
        raise Refused("This period is closed. Open it again before you change its dates.")
    changes = editing.merge(period, edit)
    _refuse_wrong_dates(period.span, period.due_on, period.timely_until, period.locks_on, today=today)
    if changes:
        period.save(update_fields=changes)
        activity.record("period.changed", period, by=by, changes=changes)
    return period


@transaction.atomic
def close_period(period: Period, *, by: User) -> Period:
    """Nothing more can be handed in; what is in can still be reviewed."""
    period = Period.objects.lock(period.pk)
    require(can_open_period(by))
    if period.closed_at is not None:
        raise Refused("This period is closed already.")
    period.closed_at, period.closed_by = timezone.now(), by
    period.save(update_fields=["closed_at", "closed_by"])
    activity.record("period.closed", period, by=by)
    return period


@transaction.atomic
def reopen_period(period: Period, *, by: User) -> Period:
    period = Period.objects.lock(period.pk)
    require(can_open_period(by))
    if period.closed_at is None:
        raise Refused("This period is open already.")
    period.closed_at = period.closed_by = None
    period.save(update_fields=["closed_at", "closed_by"])
    activity.record("period.reopened", period, by=by)
    return period


@transaction.atomic
def remind_outstanding(period: Period, *, by: User, today: date) -> int:
    """Write now to every lead who owes a return of this period; how many had not been written to today."""
    period = Period.objects.lock(period.pk)
    require(can_open_period(by))
    if period.is_locked(today=today):
        raise Refused("Nothing can be handed in any more for this period, so nobody was reminded.")
    leads = queries.leads_by_agency(today=today)
    owed: dict[User, list[IndicatorReturn]] = defaultdict(list)
    for item in period.returns.outstanding().select_related("agency").order_by("agency__name"):
        for lead in leads[item.agency_id]:
            owed[lead].append(item)
    done = Notification.objects.filter(dedupe_key=queries.chase_key(period, today), recipient__in=owed)
    already = set(done.values_list("recipient", flat=True))
    new = {lead: items for lead, items in owed.items() if lead.pk not in already}
    if new:
        notifications.remind_now(period, new, today=today)
        activity.record("period.chased", period, by=by)
    return len(new)


def _refuse_wrong_dates(span: Span, due_on: date, timely_until: date | None, locks_on: date, *, today: date) -> None:
    for sentence in wrong_dates(span, due_on, locks_on, today=today, timely_until=timely_until).values():
        raise Refused(f"{sentence}.")
