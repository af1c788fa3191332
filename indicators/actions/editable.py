"""Whether a return may still be filled in, and the sentence for when it may not."""

from datetime import date, datetime

from django.utils import timezone

from indicators.enums import ReturnStatus
from indicators.models import IndicatorReturn


def why_closed(item: IndicatorReturn, *, today: date) -> str:
    """Nothing while the return is open."""
    period = item.period
    if item.status == ReturnStatus.ACCEPTED:
        return "The Board has accepted this return, so it cannot be changed. Ask the Board's office to send it back."
    if item.status == ReturnStatus.SUBMITTED:
        return (
            f"{item.submitted_by} submitted this return on {_moment(item.submitted_at)}, so it cannot be changed. "
            "Ask the Board's office to send it back if something in it is wrong."
        )
    if period.closed_at is not None:
        return f"{period.label} was closed on {_moment(period.closed_at)}, so no more figures are taken for it."
    if item.is_locked(today=today):
        return f"Late figures for {period.label} were taken until {_day(period.locks_on)}. Ask the Board's office."
    return ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _moment(moment: datetime | None) -> str:
    local = timezone.localtime(moment)
    return f"{_day(local.date())} at {local:%H:%M}"
