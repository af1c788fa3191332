"""What agencies and task groups owe: returns, to their leads and contributors; plans for data gaps."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Q

from board.answering import Answering, answering
from indicators.models import Gap, IndicatorReturn
from indicators.models.returns import answered
from lscb.core.deadlines import Asked, Deadline, Owed

MONTH = timedelta(days=29)


def open_returns(asked: Asked) -> Owed:
    """Every return not yet handed in and still accepted; its agency's leads answer for it, others for their part."""
    who = answering(asked)
    is_taken = Q(period__locks_on__gte=asked.today) | Q(late_until__gte=asked.today)
    returns = IndicatorReturn.objects.outstanding().filter(is_taken, period__closed_at=None)
    if asked.person is not None:
        returns = returns.filter(agency__in=who.agencies)
    parts = (
        returns.for_listing()
        .annotate(delegate=F("figures__delegated_to"))
        .annotate(total=Count("figures"), answered=Count("figures", filter=answered("figures__")))
    )
    return Owed(parts, read=lambda found: _returns(found, who))


def _returns(parts: Iterable[IndicatorReturn], who: Answering) -> Iterator[Deadline]:
    for _pk, same in groupby(sorted(parts, key=lambda part: part.pk), key=lambda part: part.pk):
        yield from _owed(list(same), who)


def open_gaps(asked: Asked) -> Owed:
    """What a person, or the chair of a task group, is to gather by a day."""
    who = answering(asked)
    gaps = Gap.objects.open().exclude(due_on=None)
    if asked.person is not None:
        gaps = gaps.filter(Q(owner__in=who.here) | Q(task_group__in=who.chairs))
    return Owed(gaps.for_listing(), read=lambda found: _gaps(found, who))


def _gaps(gaps: Iterable[Gap], who: Answering) -> Iterator[Deadline]:
    for gap in gaps:
        assert gap.due_on is not None
        people = [gap.owner_id] if gap.owner_id in who.here else []
        people += [chair for chair in who.chairs.get(gap.task_group_id or 0, ()) if chair not in people]
        yield Deadline(
            key=f"data-gap:{gap.pk}",
            what=f"Data gap: {gap.indicator}",
            due_on=gap.due_on,
            since=gap.due_on - MONTH,
            responsible=tuple(person for person in people if person is not None),
            url=gap.get_absolute_url(),
        )


def _owed(parts: list[Any], who: Answering) -> Iterator[Deadline]:
    """``parts``: the return once for each person who was handed rows of it, and once for the rest."""
    item = parts[0]
    responsible = who.leads.get(item.agency_id, ())
    done, total = sum(part.answered for part in parts), sum(part.total for part in parts)
    yield _deadline(item, "Indicator return", responsible, done, total)
    for part in parts:
        is_theirs = (item.agency_id, part.delegate) in who.contributors and part.delegate not in responsible
        if is_theirs and part.answered < part.total:
            yield _deadline(
                item, "Your part of the indicator return", (part.delegate,), part.answered, part.total,
                suffix=f":part:{part.delegate}",
            )  # fmt: skip


def _deadline(
    item: IndicatorReturn, what: str, responsible: tuple[int, ...], done: int, total: int, *, suffix: str = ""
) -> Deadline:
    return Deadline(
        key=f"indicator-return:{item.pk}{suffix}",
        what=f"{what}, {item.period.label}",
        due_on=item.period.due_on,
        since=item.period.opened_on,
        responsible=responsible,
        url=item.get_absolute_url(),
        agency=item.agency.name,
        agency_pk=None if suffix else item.agency_id,
        done=done,
        total=total,
    )
