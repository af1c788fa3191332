"""Open returns as deadlines: everyone's in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from board.enums import Role
from board.models import RoleAppointment
from indicators import queries
from indicators.models import Figure, IndicatorReturn
from indicators.models.returns import IndicatorReturnQuerySet, answered
from lscb.core.deadlines import Deadline


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one return that were handed to one contributor."""

    person: int
    answered: int
    total: int


def open_returns(today: date) -> Iterator[Deadline]:
    """Every return not yet handed in and still accepted; its agency's leads answer for it, others for their part."""
    leads = queries.leads_by_agency(today=today)
    returns = IndicatorReturn.objects.outstanding().filter(period__closed_at=None, period__locks_on__gte=today)
    parts = _parts_to_do(returns, today=today)
    for item in returns.for_listing().with_progress():
        responsible = tuple(sorted(lead.pk for lead in leads[item.agency_id]))
        yield _deadline(item, "Indicator return", responsible, item.answered_count, item.row_count)
        for part in parts[item.pk]:
            if part.person not in responsible:
                yield _deadline(
                    item, "Your part of the indicator return", (part.person,), part.answered, part.total,
                    suffix=f":part:{part.person}",
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


def _parts_to_do(returns: IndicatorReturnQuerySet, *, today: date) -> dict[int, list[Part]]:
    """By return, what contributors have not finished; once every row of theirs is answered, their part is done."""
    appointed = RoleAppointment.objects.current(today=today).filter(
        role=Role.AGENCY_CONTRIBUTOR, person__is_active=True
    )
    contributors = set(appointed.values_list("agency", "person"))
    counted = (
        Figure.objects.filter(indicator_return__in=returns, delegated_to__isnull=False)
        .values("indicator_return", "indicator_return__agency", "delegated_to")
        .annotate(total=Count("pk"), answered=Count("pk", filter=answered()))
        .order_by("indicator_return", "delegated_to")
    )
    found: dict[int, list[Part]] = defaultdict(list)
    for row in counted:
        is_theirs = (row["indicator_return__agency"], row["delegated_to"]) in contributors
        if is_theirs and row["answered"] < row["total"]:
            found[row["indicator_return"]].append(Part(row["delegated_to"], row["answered"], row["total"]))
    return found
