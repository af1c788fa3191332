"""Reviewing a return: query a figure, accept, or send back with a reason."""

from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from board.permissions import require
from indicators import notifications
from indicators.actions.entry import keep_row
from indicators.actions.publish import publish_return
from indicators.enums import ReturnStatus
from indicators.models import Figure, IndicatorReturn
from indicators.models.returns import EXPLANATION_LENGTH
from indicators.permissions import can_answer_query, can_review_return
from indicators.queries.people import staff_among
from lscb.core import activity, threads
from lscb.core.exceptions import Conflict, Refused
from lscb.core.models import Message, Thread, User


@transaction.atomic
def query_figure(figure: Figure, text: str, *, by: User, today: date) -> Message:
    """Ask the agency about one figure. The return stays submitted and waits for the answer."""
    # The return before the figure, as everywhere: an acceptance under way is waited for.
    item = IndicatorReturn.objects.lock(figure.indicator_return_id)
    figure = Figure.objects.lock(figure.pk)
    require(can_review_return(by, item))
    if item.status != ReturnStatus.SUBMITTED:
        raise Refused("Figures can be queried from the day a return is submitted until it is accepted or sent back.")
    message = threads.ask(_thread(figure), f"{figure.indicator}, {item.period.label}", text, by=by)
    if figure.thread_id is None:
        figure.thread = message.thread
        figure.save(update_fields=["thread"])
    activity.record("figure.queried", item, by=by, changes={figure.indicator.code: (None, message.text)})
    notifications.tell_of_question(figure, message, today=today)
    return message


@transaction.atomic
def query_each(figures: Iterable[Figure], text: str, *, by: User, today: date) -> list[Message]:
    """Ask several agencies the same, each about its own figure: all of them, or none."""
    # In one order everywhere, so that two who ask at once wait instead of colliding.
    ordered = sorted(figures, key=lambda one: (one.indicator_return_id, one.pk))
    return [query_figure(one, text, by=by, today=today) for one in ordered]


@transaction.atomic
def answer_query(figure: Figure, text: str, *, by: User, today: date) -> Message:
    """Say something in an open query. Either side may; the other side is told."""
    figure = Figure.objects.lock(figure.pk)
    require(can_answer_query(by, figure))
    thread = _thread(figure)
    if thread is None or not thread.is_open:
        raise Refused("This query is closed, so nothing was added to it.")
    message = threads.say(thread, text, by=by)
    activity.record(
        "figure.answered", figure.indicator_return, by=by, changes={figure.indicator.code: (None, message.text)}
    )
    if can_review_return(by, figure.indicator_return):
        notifications.tell_of_question(figure, message, today=today)
    else:
        notifications.tell_of_answer(figure, message)
    return message


@transaction.atomic
def close_query(figure: Figure, *, by: User, keeps: int | None = None) -> None:
    """Whoever asked is satisfied. ``keeps``: the answer that stays beside the figure as its explanation."""
    # The return before the figure, as everywhere: the agency may be handing it in again.
    item = IndicatorReturn.objects.lock(figure.indicator_return_id)
    figure = Figure.objects.lock(figure.pk)
    require(can_review_return(by, item))
    thread = _thread(figure)
    if thread is None or not thread.is_open:
        raise Refused("This query is closed already.")
    if keeps is not None:
        _explain(figure, item, thread, keeps, by=by)
    threads.close_thread(thread, by=by)
    activity.record("figure.query_closed", item, by=by)


def answer_of(item: IndicatorReturn, said: Sequence[Message], *, staff: Container[int]) -> Message | None:
    """What the agency said last, where the office asked nothing after it: it may stay beside the figure."""
    last = said[-1] if said and item.status == ReturnStatus.SUBMITTED else None
    return None if last is None or last.by_id in staff else last


def _explain(figure: Figure, item: IndicatorReturn, thread: Thread, pk: int, *, by: User) -> None:
    """In the agency's own words, after any that stand there."""
    said = list(thread.messages.all())
    staff = staff_among((one.by_id for one in said), today=timezone.localdate())
    answer = answer_of(item, said, staff=staff)
    if answer is None or answer.pk != pk:
        raise Refused("Something was said since you opened the page. Read it first; nothing was kept or closed.")
    before = figure.explanation.strip()
    words = before if answer.text in before else f"{before}\n\n{answer.text}".strip()
    if len(words) > EXPLANATION_LENGTH:
        raise Refused(
            f"Beside a figure there is room for {EXPLANATION_LENGTH:,} characters, and this answer is longer. "
            "Ask for a shorter one, or close the query without keeping it."
        )
    if words != before:
        keep_row(figure, {"explanation": words}, by=by)
        activity.record("figure.explained", item, by=by, changes={figure.indicator.code: (before, words)})


@transaction.atomic
def accept_return(item: IndicatorReturn, *, by: User, today: date, seen: str = "") -> IndicatorReturn:
    """Take the figures as they stand: from now on the Board reads them. ``seen``: ``seen_mark`` of what was read."""
    item = IndicatorReturn.objects.lock(item.pk)
    require(can_review_return(by, item))
    if item.status == ReturnStatus.ACCEPTED:
        raise Refused(f"{item.accepted_by} has accepted this return already. Nothing was accepted twice.")
    _refuse_unseen(item, seen)
    item.move_to(ReturnStatus.ACCEPTED)
    if waiting := item.figures.filter(thread__isnull=False, thread__closed_at=None).count():
        queries = "A query is" if waiting == 1 else f"{waiting} queries are"
        raise Refused(f"{queries} still open. Close them once you have your answer; then accept the return.")
    now, why = timezone.now(), item.sent_back_reason
    _stamp_accepted(item, by=by, at=now)
    item.save(update_fields=["status", "accepted_at", "accepted_by", "sent_back_reason"])
    publish_return(item, by=by, at=now, why=why)
    activity.record("return.accepted", item, by=by)
    notifications.tell_of_acceptance(item, today=today)
    return item


@transaction.atomic
def send_back_return(item: IndicatorReturn, reason: str, *, by: User, today: date, seen: str = "") -> IndicatorReturn:
    """Ask for the return to be put right. What was accepted stays as it is until the correction is."""
    item = IndicatorReturn.objects.lock(item.pk)
    require(can_review_return(by, item))
    if not reason.strip():
        raise Refused("Write why you send the return back, so that the agency knows what to put right.")
    if item.status == ReturnStatus.SENT_BACK:
        raise Refused("This return has been sent back already; the agency is working on it.")
    _refuse_unseen(item, seen)
    item.move_to(ReturnStatus.SENT_BACK)
    if item.is_locked(today=today):
        raise Refused(
            "The agency could not hand it in again, for this period is locked. "
            "Take late figures from this agency first, with a reason and until a day; then send the return back."
        )
    item.sent_back_reason = reason.strip()
    item.accepted_at = item.accepted_by = None
    item.save(update_fields=["status", "sent_back_reason", "accepted_at", "accepted_by"])
    event = activity.record("return.sent_back", item, by=by, changes={"reason": (None, item.sent_back_reason)})
    notifications.tell_of_sending_back(item, event.pk, today=today)
    return item


def seen_mark(item: IndicatorReturn) -> str:
    """Names one handing in: another one since then is another thing to read."""
    return item.submitted_at.isoformat() if item.submitted_at else ""


def _refuse_unseen(item: IndicatorReturn, seen: str) -> None:
    if seen and seen != seen_mark(item):
        raise Conflict("The agency has submitted this return again since you opened the page. Read it again first.")


def _stamp_accepted(item: IndicatorReturn, *, by: User, at: datetime) -> None:
    item.accepted_at, item.accepted_by, item.sent_back_reason = at, by, ""


def _thread(figure: Figure) -> Thread | None:
    return Thread.objects.get(pk=figure.thread_id) if figure.thread_id else None
