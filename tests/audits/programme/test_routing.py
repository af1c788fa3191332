"""What becomes of a report: its group's decision, its meeting, its presentation."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from audits.programme import actions
from audits.programme.enums import AuditStatus, Decision
from board.enums import Role
from lscb.core.exceptions import Refused, TransitionError
from lscb.core.models import Notification
from tests.factories.board import (
    GroupFactory,
    MeetingFactory,
    agency_lead,
    board_member,
    independent_chair,
    manager,
    person_with,
)
from tests.factories.programme import AuditFactory, EntryFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def report(**fields):
    return AuditFactory(reported=True, group=GroupFactory(name="Audit group"), **fields)


def chair_of(audit):
    return person_with(Role.GROUP_CHAIR, group=audit.group)


def test_a_report_is_tabled_presented_and_closed():
    audit, meeting, by = report(), MeetingFactory(), manager()

    actions.decide(audit, Decision.TABLE, meeting=meeting, by=chair_of(audit), today=TODAY)
    actions.present(audit, presented_on=TODAY, by=by, today=TODAY)
    audit = actions.move_audit(audit, AuditStatus.CLOSED, by=by, today=TODAY)

    assert (audit.status, audit.meeting, audit.decided_on, audit.presented_on) == ("closed", meeting, TODAY, TODAY)


def test_a_report_sent_back_is_in_progress_and_whoever_answers_is_told_once():
    audit = report(title="Neglect")
    agency_lead(audit.agency, name="Marcus")

    audit = actions.decide(audit, Decision.RETURN, reason=" What of siblings? ", by=chair_of(audit), today=TODAY)

    assert (audit.status, audit.reported_on, audit.decision_reason) == ("in_progress", None, "What of siblings?")
    assert [(note.recipient.name, note.subject) for note in Notification.objects.all()] == [
        ("Marcus", "Ask for more: Neglect")
    ]


@pytest.mark.parametrize(
    ("decision", "more", "sentence"),
    [
        (Decision.RETURN, {"reason": "  "}, "Say what is still wanted"),
        (Decision.CIRCULATE, {"meeting": True}, "belongs to a report that is tabled"),
    ],
)
def test_a_decision_without_what_it_needs_is_refused(decision, more, sentence):
    audit = report()
    if more.get("meeting"):
        more = {"meeting": MeetingFactory()}

    with pytest.raises(Refused, match=sentence):
        actions.decide(audit, decision, by=chair_of(audit), today=TODAY, **more)

    audit.refresh_from_db()
    assert (audit.status, audit.decision) == (AuditStatus.REPORTED, "")


def test_nothing_is_decided_before_there_is_a_report():
    audit = AuditFactory(group=GroupFactory())

    with pytest.raises(TransitionError, match="planned, so it cannot become scrutinised"):
        actions.decide(audit, Decision.CIRCULATE, by=chair_of(audit), today=TODAY)


@pytest.mark.parametrize("someone", [board_member, independent_chair, lambda: person_with(Role.GROUP_CHAIR)])
def test_only_the_chair_of_its_group_or_the_office_decides(someone):
    with pytest.raises(PermissionDenied):
        actions.decide(report(), Decision.CIRCULATE, by=someone(), today=TODAY)


def test_the_boards_chair_asks_for_any_report_and_a_member_does_not():
    audit, meeting = report(), MeetingFactory()

    with pytest.raises(PermissionDenied):
        actions.bring_to_meeting(audit, meeting, by=board_member(), today=TODAY)
    assert actions.bring_to_meeting(audit, meeting, by=independent_chair(), today=TODAY).meeting == meeting


def test_a_meeting_that_the_board_asked_for_stands_and_those_who_answer_are_told():
    audit, meeting = report(title="Neglect"), MeetingFactory()
    lead, chair = agency_lead(audit.agency), chair_of(audit)

    actions.bring_to_meeting(audit, meeting, by=independent_chair(), today=TODAY)
    told = set(
        Notification.objects.filter(subject="It comes before the Board: Neglect").values_list("recipient", flat=True)
    )
    audit = actions.decide(audit, Decision.NO_FURTHER_ACTION, by=chair, today=TODAY)

    assert (told, audit.meeting) == ({lead.pk, chair.pk}, meeting)


def test_a_report_that_was_presented_comes_to_no_further_meeting():
    audit = AuditFactory(status=AuditStatus.PRESENTED, reported_on=TODAY, presented_on=TODAY)

    with pytest.raises(Refused, match="comes to no further meeting"):
        actions.bring_to_meeting(audit, MeetingFactory(), by=manager(), today=TODAY)


def test_the_same_decision_is_said_in_other_words_of_an_agencys_own_audit():
    words = [audit.decision_in_words for audit in (AuditFactory.build(decision="table"),)]
    of_an_entry = AuditFactory(entry=EntryFactory(), decision="table")

    assert [*words, of_an_entry.decision_in_words] == ["Advise the Board", "Table it at the Board"]
