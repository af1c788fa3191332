"""What becomes of a report: its group's decision, the meeting it comes to, its presentation."""

from datetime import date

from django.db import transaction

from audits.programme import notifications
from audits.programme.enums import EXPLAINED, AuditStatus, Decision
from audits.programme.models import Audit
from audits.programme.permissions import can_call_for_reports, can_decide
from board.actions import keeping
from board.models import Meeting
from board.permissions import can_manage, require
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

DECIDED = ("status", "decision", "decision_reason", "decided_on", "decided_by", "meeting", "reported_on")


@transaction.atomic
def decide(
    audit: Audit, decision: Decision, *, reason: str = "", meeting: Meeting | None = None, by: User, today: date
) -> Audit:
    """The group that scrutinises a report says what becomes of it. Sent back, it is in progress again.

    A meeting for which the Board asked for it stands, whatever the group decides.
    """
    audit = keeping.locked(audit)
    require(can_decide(by, audit))
    if decision in EXPLAINED and not reason.strip():
        raise Refused("Say what is still wanted, so that whoever sends it again knows.")
    if meeting is not None and decision != Decision.TABLE:
        raise Refused("A meeting belongs to a report that is tabled, and to no other.")
    before = _standing(audit)
    audit.move_to(AuditStatus.IN_PROGRESS if decision == Decision.RETURN else AuditStatus.SCRUTINISED)
    if decision == Decision.RETURN:
        audit.reported_on = None
    audit.decision, audit.decision_reason = decision, reason.strip()
    audit.decided_on, audit.decided_by, audit.meeting = today, by, meeting or audit.meeting
    audit.save(update_fields=DECIDED)
    event = activity.record("audit.decided", audit, by=by, changes=activity.changed(before, _standing(audit)))
    notifications.tell_of_decision(audit, event.pk, today=today)
    return audit


@transaction.atomic
def bring_to_meeting(audit: Audit, meeting: Meeting, *, by: User, today: date) -> Audit:
    """The Board asks for a report, or a tabled one is moved to another of its meetings."""
    audit = keeping.locked(audit)
    require(can_call_for_reports(by))
    if audit.status in {AuditStatus.PRESENTED, AuditStatus.CLOSED, AuditStatus.CANCELLED}:
        raise Refused(f"This audit is {AuditStatus(audit.status).label.lower()}: it comes to no further meeting.")
    if audit.meeting_id == meeting.pk:
        return audit
    before = audit.meeting
    audit.meeting = meeting
    audit.save(update_fields=["meeting"])
    event = activity.record("audit.called", audit, by=by, changes={"meeting": (before, meeting)})
    notifications.tell_of_call(audit, event.pk, today=today)
    return audit


@transaction.atomic
def present(audit: Audit, *, presented_on: date, by: User, today: date) -> Audit:
    """It came before the Board, or was circulated to it."""
    audit = keeping.locked(audit)
    require(can_manage(by))
    if presented_on > today:
        raise Refused("Enter a day that has come.")
    before = audit.status
    audit.move_to(AuditStatus.PRESENTED)
    audit.presented_on = presented_on
    audit.save(update_fields=["status", "presented_on"])
    activity.record(
        "audit.presented",
        audit,
        by=by,
        changes={"status": (before, audit.status), "presented_on": (None, presented_on)},
    )
    return audit


def _standing(audit: Audit) -> dict[str, object]:
    return {field: getattr(audit, field) for field in DECIDED}
