"""What people are told about audits. No findings in a message: they stay behind sign-in."""

from datetime import date

from audits.programme import queries
from audits.programme.models import Audit, AuditPaper
from lscb.core import outbox
from lscb.core.models import User
from lscb.core.templatetags.words import long_date


def tell_of_request(audit: Audit, *, today: date) -> None:
    """A group asks an agency for an audit: the agency's leads learn what and by when."""
    due = f"Its report is due on {long_date(audit.due_on)}.\n\n" if audit.due_on else ""
    outbox.queue(
        recipients=_those_who_answer(audit, today=today),
        dedupe_key=f"audit-requested:{audit.pk}",
        subject=f"An audit is asked for: {audit}",
        body=f"{audit.asked_by} asks {audit.agency} for an audit: {audit}.\n\n{due}{_address(audit)}\n",
        about=audit,
    )


def tell_of_paper_asked(paper: AuditPaper, *, today: date) -> None:
    kind = paper.get_kind_display()
    outbox.queue(
        recipients=_those_who_answer(paper.audit, today=today),
        dedupe_key=f"audit-paper:{paper.pk}:{paper.due_on}",
        subject=f"{kind} asked for: {paper.audit}",
        body=f"The {kind.lower()} of “{paper.audit}” is asked for by {long_date(paper.due_on)}.\n\n"
        f"{_address(paper.audit)}\n",
        about=paper.audit,
    )


def tell_of_report(audit: Audit, event: int, *, today: date) -> None:
    """A report is here: the chair of the group that scrutinises it learns of it."""
    outbox.queue(
        recipients=queries.chairs_of(audit.group_id, today=today),
        dedupe_key=f"audit-reported:{audit.pk}:{event}",
        subject=f"Report to scrutinise: {audit}",
        body=f"“{audit}” has been reported and waits for {audit.group}.\n\n{_address(audit)}\n",
        about=audit,
    )


def tell_of_decision(audit: Audit, event: int, *, today: date) -> None:
    outbox.queue(
        recipients=_those_who_answer(audit, today=today),
        dedupe_key=f"audit-decided:{audit.pk}:{event}",
        subject=f"{audit.decision_in_words}: {audit}",
        body=f"{audit.group or 'The Board’s office'} read the report of “{audit}”. "
        f"Its decision: {audit.decision_in_words.lower()}.\n\nRead more here:\n{_address(audit)}\n",
        about=audit,
    )


def tell_of_call(audit: Audit, event: int, *, today: date) -> None:
    """The Board asks for a report: whoever answers for it learns of it, and the group that scrutinises it."""
    assert audit.meeting is not None
    chairs = queries.chairs_of(audit.group_id, today=today)
    outbox.queue(
        recipients=list(dict.fromkeys([*_those_who_answer(audit, today=today), *chairs])),
        dedupe_key=f"audit-called:{audit.pk}:{event}",
        subject=f"It comes before the Board: {audit}",
        body=f"“{audit}” comes to the meeting on {long_date(audit.meeting.held_on)}.\n\n{_address(audit)}\n",
        about=audit,
    )


def _those_who_answer(audit: Audit, *, today: date) -> list[User]:
    """Whoever leads it, and the leads of the agency whose own audit it is."""
    leads = queries.leads_of(audit.agency_id, today=today) if audit.is_single_agency else []
    found = [*([audit.lead] if audit.lead and audit.lead.is_active else []), *leads]
    return list(dict.fromkeys(found))


def _address(audit: Audit) -> str:
    return outbox.address(audit.get_absolute_url())
