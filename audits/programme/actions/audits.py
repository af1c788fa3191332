"""Audits and the papers asked of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from audits.programme import notifications
from audits.programme.actions.days import come_to_next, go_on_with, held_with_entry
from audits.programme.enums import BY_ROUTING, PUT_OFF, UNREPORTED, AuditStatus, PaperKind
from audits.programme.models import Audit, AuditPaper
from audits.programme.permissions import can_add_audit, can_keep_audit, can_register_for, can_request_for
from board.actions import keeping
from board.permissions import require
from lscb.core import activity, editing, uploads
from lscb.core.exceptions import Refused
from lscb.core.models import User

MOVED = ("status", "status_reason", "reported_on")
TAKEN = "There is an audit of this title, for this day, already."


@transaction.atomic
def add_audit(audit: Audit, *, by: User) -> Audit:
    """Plan one carrying-out of an entry."""
    require(can_add_audit(by))
    return _add(audit, "audit.added", by=by)


@transaction.atomic
def register_audit(audit: Audit, *, by: User, today: date) -> Audit:
    """An agency tells of an audit of its own that it plans; or has done, where it says on which day it was reported."""
    assert audit.agency is not None
    require(can_register_for(by, audit.agency))
    if audit.reported_on:
        _day(audit.reported_on, today=today)
        audit.move_to(AuditStatus.REPORTED)
    _add(audit, "audit.registered", by=by)
    if audit.reported_on:
        notifications.tell_of_report(audit, 0, today=today)
    return audit


@transaction.atomic
def request_audit(audit: Audit, papers: Iterable[tuple[PaperKind, date]], *, by: User, today: date) -> Audit:
    """A group asks an agency for an audit and for papers by their days; the agency's leads are told."""
    assert audit.asked_by is not None
    require(can_request_for(by, audit.asked_by))
    audit.asked_on = today
    audit.group = audit.group or audit.asked_by
    _add(audit, "audit.requested", by=by)
    AuditPaper.objects.bulk_create(
        AuditPaper(audit=audit, kind=kind, asked_on=today, due_on=due_on) for kind, due_on in papers
    )
    notifications.tell_of_request(audit, today=today)
    return audit


@transaction.atomic
def change_audit(audit: Audit, edit: editing.Edit, *, by: User) -> Audit:
    audit, entry = held_with_entry(audit)
    require(can_keep_audit(by, audit))
    changes = editing.merge(audit, edit)
    if changes:
        with editing.one_of_a_kind(TAKEN):
            audit.save(update_fields=list(changes))
        activity.record("audit.changed", audit, by=by, changes=changes)
    if entry and "due_on" in changes:
        come_to_next(entry, by=by)
    return audit


@transaction.atomic
def attach_report(audit: Audit, checked: uploads.Checked, *, by: User) -> Audit:
    """Its report as a file. A later one takes the place of the one before; the log keeps both names."""
    audit = keeping.locked(audit)
    require(can_keep_audit(by, audit))
    before = audit.report
    audit.report = uploads.keep(checked, by=by)
    audit.save(update_fields=["report"])
    activity.record("audit.report_attached", audit, by=by, changes={"report": (before, audit.report)})
    return audit


@transaction.atomic
def move_audit(
    audit: Audit,
    target: AuditStatus,
    *,
    reason: str = "",
    reported_on: date | None = None,
    by: User,
    today: date,
) -> Audit:
    """Say how far an audit is. Scrutiny and presentation are set by what its group and its meeting record."""
    audit, entry = held_with_entry(audit)
    require(can_keep_audit(by, audit))
    if target in BY_ROUTING:
        raise Refused("The group that scrutinises it records this with its decision.")
    before = _standing(audit)
    audit.move_to(target)
    audit.status_reason = _reason(target, reason)
    if target == AuditStatus.REPORTED:
        audit.reported_on = _day(reported_on, today=today)
    elif target == AuditStatus.IN_PROGRESS:
        audit.reported_on = None
    audit.save(update_fields=MOVED)
    _log_move(audit, before, by=by, today=today)
    if audit.reported_on:
        audit.papers.filter(kind=PaperKind.REPORT, received_on=None).update(received_on=audit.reported_on)
    if entry:
        go_on_with(audit, entry, by=by)
    return audit


@transaction.atomic
def ask_for_paper(audit: Audit, kind: PaperKind, due_on: date, *, by: User, today: date) -> AuditPaper:
    """Ask for one more paper. Asked again, it is owed by the new day."""
    audit = keeping.locked(audit)
    require(can_request_for(by, audit.group) if audit.group else can_add_audit(by))
    paper, is_new = AuditPaper.objects.get_or_create(
        audit=audit, kind=kind, defaults={"asked_on": today, "due_on": due_on}
    )
    before = None if is_new else paper.due_on
    if paper.received_on:
        raise Refused(f"The {paper.get_kind_display().lower()} came on {paper.received_on:%-d %B %Y} already.")
    if before != due_on:
        paper.due_on = due_on
        paper.save(update_fields=["due_on"])
        activity.record("audit.paper_asked", audit, by=by, changes={f"{kind}_due": (before, due_on)})
        notifications.tell_of_paper_asked(paper, today=today)
    return paper


@transaction.atomic
def receive_paper(
    paper: AuditPaper, *, received_on: date, words: str, file: uploads.Checked | None, by: User, today: date
) -> AuditPaper:
    """A paper is here: what it says in brief, its file, the day it came. With its report an audit is reported."""
    audit, entry = held_with_entry(paper.audit)
    paper = keeping.locked(paper)
    require(can_keep_audit(by, audit))
    if paper.received_on:
        raise Refused(f"The {paper.get_kind_display().lower()} came on {paper.received_on:%-d %B %Y} already.")
    if not words.strip() and file is None:
        raise Refused("Give its file, or say in brief what it says.")
    paper.received_on = _day(received_on, today=today)
    paper.words, paper.file = words.strip(), uploads.keep(file, by=by) if file else None
    paper.save(update_fields=["received_on", "words", "file"])
    activity.record("audit.paper_received", audit, by=by, changes={paper.kind: (None, paper.received_on)})
    if paper.kind == PaperKind.REPORT and audit.status in UNREPORTED:
        before = _standing(audit)
        audit.move_to(AuditStatus.REPORTED)
        audit.reported_on = paper.received_on
        audit.save(update_fields=MOVED)
        _log_move(audit, before, by=by, today=today)
        if entry:
            go_on_with(audit, entry, by=by)
    return paper


def _add(audit: Audit, verb: str, *, by: User) -> Audit:
    with editing.one_of_a_kind(TAKEN):
        audit.save()
    activity.record(verb, audit, by=by)
    return audit


def _log_move(audit: Audit, before: dict[str, Any], *, by: User, today: date) -> None:
    event = activity.record("audit.moved", audit, by=by, changes=activity.changed(before, _standing(audit)))
    if audit.status == AuditStatus.REPORTED:
        notifications.tell_of_report(audit, event.pk, today=today)


def _standing(audit: Audit) -> dict[str, Any]:
    return {field: getattr(audit, field) for field in MOVED}


def _reason(target: AuditStatus, reason: str) -> str:
    if target not in PUT_OFF:
        return ""
    if not reason.strip():
        raise Refused(f"Say why it is {target.label.lower()}.")
    return reason.strip()


def _day(day: date | None, *, today: date) -> date:
    if day is None:
        raise Refused("Enter the day on which it came.")
    if day > today:
        raise Refused("Enter a day that has come.")
    return day
