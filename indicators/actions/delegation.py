"""Handing rows of a return to colleagues of the agency, and taking them back."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from board.enums import Role
from board.models import RoleAppointment
from board.permissions import require
from indicators import receipts
from indicators.actions.editable import why_closed
from indicators.models import Figure, IndicatorReturn
from indicators.models.returns import IndicatorReturnQuerySet
from indicators.permissions import can_edit_return
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User


def colleagues_of(item: IndicatorReturn, *, today: date) -> dict[int, User]:
    """Those the agency may hand rows to: its contributors, by name."""
    held = RoleAppointment.objects.current(today=today).filter(role=Role.AGENCY_CONTRIBUTOR, agency=item.agency_id)
    people = User.objects.filter(is_active=True, pk__in=held.values("person")).order_by("name", "pk")
    return {person.pk: person for person in people}


@transaction.atomic
def hand_over(
    returns: IndicatorReturnQuerySet, pk: int, wanted: Mapping[int, int | None], *, by: User, today: date
) -> int:
    """Give each row named to a colleague, or back to the leads; the count of rows that changed hands."""
    item = returns.lock(pk)
    require(can_edit_return(by, item))
    if reason := why_closed(item, today=today):
        raise Refused(reason)
    colleagues = colleagues_of(item, today=today)
    changed = _changed(item, wanted)
    if any(person and person not in colleagues for person in (wanted[figure.pk] for figure in changed)):
        raise Refused("One of the people chosen does not fill in figures for this agency any more. Choose another.")
    before_and_after, received = {}, defaultdict(list)
    for figure in changed:
        person = colleagues.get(wanted[figure.pk] or 0)
        before_and_after[figure.indicator.code] = (figure.delegated_to, person)
        figure.delegated_to = person
        figure.save(update_fields=["delegated_to"])
        if person:
            received[person].append(figure)
    if changed:
        event = activity.record("return.delegated", item, by=by, changes=before_and_after)
        for person, figures in received.items():
            receipts.tell_of_delegation(item, person, figures, event=event.pk, by=by)
    return len(changed)


def _changed(item: IndicatorReturn, wanted: Mapping[int, int | None]) -> list[Figure]:
    figures = item.figures.in_order().select_related("indicator", "delegated_to")
    return [figure for figure in figures if figure.pk in wanted and figure.delegated_to_id != wanted[figure.pk]]
