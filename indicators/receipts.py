"""What is said when a return is handed in, or a part of it to a colleague. No figures: they stay behind sign-in."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from board.enums import Role
from board.models import RoleAppointment
from indicators import queries
from indicators.models import Figure, IndicatorReturn, Submission
from lscb.core import outbox
from lscb.core.models import User


def _officers(*, today: date) -> list[User]:
    """The Board's own staff."""
    held = RoleAppointment.objects.current(today=today).filter(role__in=[Role.MANAGER, Role.ANALYST])
    return list(User.objects.filter(is_active=True, pk__in=held.values("person")).order_by("pk"))


def tell_of_submission(submission: Submission, *, today: date) -> None:
    """A receipt to whoever submitted; word to the Board's staff; and to the leads when it was done for them."""
    item, by = submission.indicator_return, submission.submitted_by
    outbox.queue(
        recipients=[by],
        dedupe_key=f"receipt:{submission.reference}",
        subject=f"Receipt {submission.reference}: {item}",
        body=_receipt(submission),
        about=item,
    )
    outbox.queue(
        recipients=[officer for officer in _officers(today=today) if officer != by],
        dedupe_key=f"return-submitted:{submission.reference}",
        subject=f"Submitted{_late(submission)}: {item}",
        body=(
            f"{by} submitted the indicator return of {item.agency} for {item.period.label}{_late(submission)}.\n\n"
            f"Read it: {outbox.address(item.get_absolute_url())}\n\nReference {submission.reference}."
        ),
        about=item,
    )
    if submission.on_behalf:
        leads = queries.leads_by_agency(today=today)[item.agency_id]
        outbox.queue(
            recipients=[lead for lead in leads if lead != by],
            dedupe_key=f"return-submitted-for:{submission.reference}",
            subject=f"Submitted for you: {item}",
            body=(
                f"{by} entered and submitted the indicator return of {item.agency} for {item.period.label} on your "
                f"behalf. Read what was sent and tell the Board's office if anything in it is wrong:\n\n"
                f"{outbox.address(item.get_absolute_url())}\n\nReference {submission.reference}."
            ),
            about=item,
        )


def tell_of_delegation(item: IndicatorReturn, colleague: User, figures: list[Figure], *, event: int, by: User) -> None:
    """What was handed over, and by when it is due. ``event`` is the line of the log."""
    listed = "\n".join(f"- {figure.indicator}" for figure in figures)
    outbox.queue(
        recipients=[colleague],
        dedupe_key=f"return-part:{event}",
        subject=f"Figures asked of you: {item}",
        body=(
            f"{by} asks you to fill in this part of the indicator return for {item.period.label}, "
            f"due on {_day(item.period.due_on)}:\n\n{listed}\n\n"
            f"Fill it in: {outbox.address(reverse('indicators:return-edit', args=[item.pk]))}\n"
        ),
        about=item,
    )


def _receipt(submission: Submission) -> str:
    item = submission.indicator_return
    when = timezone.localtime(submission.submitted_at)
    timeliness = "late" if submission.is_late else "on time"
    return (
        f"The indicator return of {item.agency} for {item.period.label} was received on "
        f"{_day(when.date())} at {when:%H:%M}, {timeliness}: it was due on {_day(item.period.due_on)}.\n\n"
        f"Reference {submission.reference}. Keep it; you can read what you sent here:\n"
        f"{outbox.address(item.get_absolute_url())}"
    )


def _late(submission: Submission) -> str:
    return ", late" if submission.is_late else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
