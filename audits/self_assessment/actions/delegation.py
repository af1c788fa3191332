"""Standards handed to colleagues, who then see those and no other."""

from datetime import date

from django.db import transaction

from audits.self_assessment import notifications
from audits.self_assessment.models import AssessmentReturn, Delegation, ToolStandard
from audits.self_assessment.permissions import can_submit
from board.enums import Role
from board.permissions import require
from board.queries import holding
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User


@transaction.atomic
def hand_over(
    item: AssessmentReturn, tool_standard: ToolStandard, person: User, *, by: User, today: date
) -> Delegation:
    """To a contributor of the same agency. Handed over twice, it is handed over once."""
    item = AssessmentReturn.objects.lock(item.pk)
    require(can_submit(by, item))
    people = User.objects.filter(is_active=True)
    if person not in holding(people, today=today, role=Role.AGENCY_CONTRIBUTOR, agency=item.agency_id):
        raise Refused(f"{person} is no contributor of {item.agency}. Invite them first.")
    delegation, is_new = Delegation.objects.get_or_create(assessment=item, tool_standard=tool_standard, person=person)
    if is_new:
        changes = {"standard": ("", str(tool_standard)), "person": ("", str(person))}
        event = activity.record("assessment.handed_over", item, by=by, changes=changes)
        notifications.tell_of_delegation(delegation, event.pk, by=by)
    return delegation


@transaction.atomic
def take_back(delegation: Delegation, *, by: User) -> None:
    """Their words stay; they see the standard no longer."""
    item = AssessmentReturn.objects.lock(delegation.assessment_id)
    require(can_submit(by, item))
    changes = {"standard": (str(delegation.tool_standard), ""), "person": (str(delegation.person), "")}
    if Delegation.objects.filter(pk=delegation.pk).delete()[0]:
        activity.record("assessment.taken_back", item, by=by, changes=changes)
