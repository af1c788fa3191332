"""What people are told about returns. No figures in a message: they stay behind sign-in."""

from datetime import date

from django.urls import reverse

from indicators import queries
from indicators.models import Figure, IndicatorReturn, Period
from lscb.core import outbox
from lscb.core.models import Message, User


def tell_of_opening(items: list[IndicatorReturn], *, today: date) -> None:
    """A return was asked for: each agency's leads learn of it and of its due date."""
    leads = queries.leads_by_agency(today=today)
    outbox.queue_each([_opening(item, lead) for item in items for lead in leads[item.agency_id]])


def _opening(item: IndicatorReturn, lead: User) -> outbox.Draft:
    return outbox.Draft(
        lead,
        dedupe_key=f"return-opened:{item.pk}",
        subject=f"Indicator return for {item.period.label}, due {_day(item.period.due_on)}",
        body=(
            f"{item.agency}'s figures for {item.period.span.long_label} are asked for.\n\n"
            f"They are due on {_long_day(item.period.due_on)}. The return is here:\n{_address(item)}\n"
        ),
        about=item,
    )


def tell_of_acceptance(item: IndicatorReturn, *, today: date) -> None:
    outbox.queue(
        recipients=_leads(item, today=today),
        dedupe_key=f"return-accepted:{item.pk}:{item.accepted_at:%Y%m%d%H%M%S%f}",
        subject=f"Accepted: {item.agency}'s return for {item.period.label}",
        body=f"{item.agency}'s indicator return for {item.period.label} was accepted. Thank you.\n\n{_address(item)}\n",
        about=item,
    )


def tell_of_sending_back(item: IndicatorReturn, event: int, *, today: date) -> None:
    """``event`` is the line of the log: each sending back is told of once."""
    outbox.queue(
        recipients=_leads(item, today=today),
        dedupe_key=f"return-sent-back:{item.pk}:{event}",
        subject=f"Sent back: {item.agency}'s return for {item.period.label}",
        body=(
            f"{item.agency}'s indicator return for {item.period.label} was sent back to you.\n\n"
            f"Read why, put it right and submit it again:\n{_address(item)}\n"
        ),
        about=item,
    )


def tell_of_question(figure: Figure, message: Message, *, today: date) -> None:
    """The Board's staff asked about a figure, or said more about it: its agency's leads answer."""
    _tell_of_message(figure, message, _leads(figure.indicator_return, today=today), "Query about")


def tell_of_answer(figure: Figure, message: Message) -> None:
    """The agency answered: whoever asked learns of it."""
    assert figure.thread is not None
    _tell_of_message(figure, message, [figure.thread.opened_by], "Answer about")


def remind_now(period: Period, items_by_lead: dict[User, list[IndicatorReturn]], *, today: date) -> None:
    """One message a person a day, about every return of this period that they still owe."""
    when = _when(period.due_on, today=today)
    for lead, items in items_by_lead.items():
        listed = "\n\n".join(f"{item.agency}\n{_address(item)}" for item in items)
        outbox.queue(
            recipients=[lead],
            dedupe_key=queries.chase_key(period, today),
            subject=f"Indicator return for {period.label} {when}",
            body=f"Figures that you answer for have not been handed in yet. The return {when}.\n\n{listed}\n",
            about=period,
        )


def _tell_of_message(figure: Figure, message: Message, recipients: list[User], what: str) -> None:
    item = figure.indicator_return
    path = reverse("indicators:figure-answer", args=[figure.pk])
    outbox.queue(
        recipients=recipients,
        dedupe_key=f"figure-message:{message.pk}",
        subject=f"{what} {figure.indicator.code}, {item.period.label}, {item.agency}",
        body=f"{message.by} wrote about “{figure.indicator}”. Read it and answer here:\n{outbox.address(path)}\n",
        about=figure,
    )


def _leads(item: IndicatorReturn, *, today: date) -> list[User]:
    return queries.leads_by_agency(today=today)[item.agency_id]


def _address(item: IndicatorReturn) -> str:
    return outbox.address(item.get_absolute_url())


def _when(due_on: date, *, today: date) -> str:
    return f"was due on {_long_day(due_on)}" if due_on < today else f"is due on {_long_day(due_on)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _long_day(day: date) -> str:
    return f"{day:%A} {_day(day)}"
