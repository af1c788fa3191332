"""Handing a return in: checked, frozen, stamped, receipted. The same return sent twice is one submission."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from board.permissions import require
from indicators import receipts
from indicators.actions.editable import why_closed
from indicators.actions.entry import keep_row
from indicators.enums import ReturnStatus
from indicators.models import Figure, IndicatorReturn, Submission
from indicators.models.returns import IndicatorReturnQuerySet
from indicators.permissions import acts_on_behalf, can_submit_return
from indicators.rows import Problem, Row, problems, rows_of
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User


class NotReady(Refused):
    """Something is missing, wrong or unexplained."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__("This return was not submitted: there is still something to put right.")
        self.found = found


class SavedSince(Refused):
    """What would be submitted is not what was looked at."""

    def __init__(self) -> None:
        super().__init__(
            "Something in this return was saved after you opened this page. Read it again, then submit it."
        )


def stamp_of(item: IndicatorReturn, figures: list[Figure]) -> str:
    """Another one whenever anything in the return was saved: what is submitted is what was looked at."""
    return f"{item.version}.{sum(figure.version for figure in figures)}"


@transaction.atomic
def submit_return(
    returns: IndicatorReturnQuerySet, pk: int, *, by: User, today: date, stamp: str | None = None
) -> Submission:
    """Hand the return in, once: whoever asks again while it stands is given the receipt there is."""
    item = returns.lock(pk)
    require(can_submit_return(by, item))
    if item.status == ReturnStatus.SUBMITTED:
        return item.submissions.order_by("number").latest("number")
    if reason := why_closed(item, today=today):
        raise Refused(reason)
    figures = list(item.figures.in_order())
    if stamp is not None and stamp != stamp_of(item, figures):
        raise SavedSince
    rows = rows_of(item, figures, user=by)
    if found := problems(rows, is_nil=item.is_nil):
        raise NotReady(found)
    rows = [_nothing_to_report(row, by=by) if row.is_empty else row for row in rows]
    return _hand_in(item, rows, by=by, today=today)


def _hand_in(item: IndicatorReturn, rows: list[Row], *, by: User, today: date) -> Submission:
    is_for_agency = acts_on_behalf(by, item)
    item.move_to(ReturnStatus.SUBMITTED)
    item.first_submitted_on = item.first_submitted_on or today
    item.submitted_at, item.submitted_by = timezone.now(), by
    item.save(update_fields=["status", "first_submitted_on", "submitted_at", "submitted_by"])
    number = item.submissions.count() + 1
    submission = Submission.objects.create(
        indicator_return=item,
        number=number,
        reference=reference_for(item, number),
        submitted_at=item.submitted_at,
        submitted_by=by,
        is_late=item.is_late(today=today),
        on_behalf=is_for_agency,
        content=content_of(item, rows),
    )
    activity.record("return.submitted_for" if is_for_agency else "return.submitted", item, by=by)
    receipts.tell_of_submission(submission, today=today)
    return submission


def reference_for(item: IndicatorReturn, number: int) -> str:
    """IR-2026Q2-014-1: the period, the return, and how many times it was handed in."""
    span = item.period.span
    part = "" if span.label == span.year_label else span.short_label.upper()
    return f"IR-{span.year_label[:4]}{part}-{item.pk:03}-{number}"


def _nothing_to_report(row: Row, *, by: User) -> Row:
    keep_row(row.figure, {"missing_reason": "nothing_to_report"}, by=by)
    return Row(row.figure, row.reading, row.past)


def content_of(item: IndicatorReturn, rows: list[Row]) -> dict[str, Any]:
    """The whole return in plain words and figures, as it was when it was handed in."""
    return {
        "is_nil": item.is_nil,
        "commentary": item.commentary,
        "due_on": item.period.due_on.isoformat(),
        "rows": [_row_content(row) for row in rows],
    }


def _row_content(row: Row) -> dict[str, Any]:
    figure, indicator = row.figure, row.figure.indicator
    return {
        "figure": figure.pk,
        "version": figure.version,
        "code": indicator.code,
        "title": indicator.title,
        "unit": indicator.unit,
        "numerator_text": figure.numerator_text,
        "denominator_text": figure.denominator_text,
        "value_text": figure.value_text,
        "numerator": _number(figure.numerator),
        "denominator": _number(figure.denominator),
        "value": _number(figure.derived),
        "words": row.value_words,
        "state": figure.state,
        "missing_reason": figure.missing_reason,
        "reason_words": row.reason_words,
        "commentary": figure.commentary,
        "explanation": figure.explanation,
        "warnings": [finding.message for finding in row.reading.warnings],
    }


def _number(number: Decimal | None) -> str | None:
    return None if number is None else format(number.normalize(), "f")
