"""Whether a return may still be filled in, and the sentence for when it may not."""

from datetime import date

from django.utils import timezone

from audits.self_assessment.enums import ReturnStatus
from audits.self_assessment.models import AssessmentReturn
from lscb.core.templatetags.words import long_date


def why_closed(item: AssessmentReturn, *, today: date) -> str:
    """Nothing while it is open."""
    if item.status == ReturnStatus.SIGN_OFF:
        return "This return waits to be signed off, so its answers stand. Take it back to change one."
    if item.is_handed_in:
        when = timezone.localtime(item.submitted_at)
        return (
            f"{item.submitted_by} submitted this return on {long_date(when.date())}, so it cannot be changed. "
            "Ask the Board’s office to send it back if something in it is wrong."
        )
    if item.is_accepted:
        return (
            "The Board’s office accepted something else instead of this return, so nothing more is asked of you here."
        )
    if item.campaign.is_closed:
        return f"{item.campaign} was closed, so no more answers are taken."
    if today > item.locks_on:
        return f"Late returns were taken until {long_date(item.locks_on)}. Ask the Board’s office."
    return ""
