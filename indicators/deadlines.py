"""Open returns as deadlines: everyone's in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from board.enums import Role
from board.models import RoleAppointment
from indicators.models import IndicatorReturn
from lscb.core.deadlines import Deadline


def open_returns(today: date) -> Iterator[Deadline]:
    """Every return not yet handed in and still accepted; its agency's leads answer for it."""
    leads: dict[int, list[int]] = defaultdict(list)
    appointed = RoleAppointment.objects.current(today=today).filter(role=Role.AGENCY_LEAD, person__is_active=True)
    for agency, person in appointed.order_by("person").values_list("agency", "person"):
        leads[agency].append(person)
    returns = IndicatorReturn.objects.outstanding().filter(period__closed_at=None, period__locks_on__gte=today)
    for item in returns.for_listing().with_progress():
        yield Deadline(
            key=f"indicator-return:{item.pk}",
            what=f"Indicator return, {item.period.label}",
            due_on=item.period.due_on,
            since=item.period.opened_on,
            responsible=tuple(leads[item.agency_id]),
            url=item.get_absolute_url(),
            agency=item.agency.name,
            done=item.answered_count,
            total=item.row_count,
        )
