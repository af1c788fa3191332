"""Audits: planned, registered, asked for, carried out, and their papers."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from audits.programme import actions
from audits.programme.enums import AUDIT_TRANSITIONS, AuditStatus, PaperKind
from audits.programme.models import Audit, AuditPaper
from board.enums import Role
from lscb.core import activity
from lscb.core.exceptions import Refused, TransitionError
from lscb.core.models import ActivityEvent, Notification
from tests.factories.board import AgencyFactory, GroupFactory, agency_lead, board_member, manager, person_with
from tests.factories.core import UserFactory
from tests.factories.programme import AuditFactory, AuditPaperFactory, EntryFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def told():
    return [(note.recipient.name, note.subject) for note in Notification.objects.order_by("pk")]


def test_every_state_of_an_audit_has_a_row_in_its_table():
    assert set(AUDIT_TRANSITIONS) == set(AuditStatus)


@pytest.mark.parametrize("target", AuditStatus)
@pytest.mark.parametrize("start", AuditStatus)
def test_an_audit_moves_as_its_table_says(start, target):
    audit = Audit(title="Neglect", status=start)

    if target in AUDIT_TRANSITIONS[start]:
        audit.move_to(target)
        assert audit.status == target
    else:
        with pytest.raises(TransitionError):
            audit.move_to(target)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"status": "lost"}, "audit_status_is_known", id="unknown-status"),
        pytest.param({"status": "postponed"}, "audit_put_off_with_a_reason", id="put-off-without-a-reason"),
        pytest.param({"status": "reported"}, "audit_reported_on_a_day", id="reported-never"),
        pytest.param({"agency": None}, "audit_is_of_an_entry_or_an_agency", id="nobodys"),
        pytest.param({"starts_on": date(2027, 1, 1)}, "audit_due_after_it_starts", id="due-before-it-starts"),
        pytest.param({"decided_on": TODAY}, "audit_decided_stamps", id="decided-by-nobody"),
        pytest.param(
            {"status": "scrutinised", "reported_on": TODAY}, "audit_scrutinised_with_a_decision", id="undecided"
        ),
    ],
)
def test_the_database_refuses_an_audit_that_cannot_be(fields, constraint):
    audit = AuditFactory()

    with pytest.raises(IntegrityError, match=constraint):
        Audit.objects.filter(pk=audit.pk).update(**fields)


def test_an_agency_sees_its_own_audits_and_those_of_its_entries():
    agency = AgencyFactory()
    own, of_entry = AuditFactory(agency=agency), AuditFactory(agency=None, entry=EntryFactory(agency=agency))
    led = AuditFactory(lead=(someone := agency_lead(agency)))
    theirs = AuditFactory()

    assert set(Audit.objects.visible_to(someone)) == {own, of_entry, led}
    assert set(Audit.objects.visible_to(board_member())) == {own, of_entry, led, theirs}
    assert set(Audit.objects.visible_to(UserFactory())) == set()


def test_an_agency_registers_its_own_audits_and_no_others():
    agency = AgencyFactory()
    lead = agency_lead(agency)

    actions.register_audit(Audit(agency=agency, title="Supervision"), by=lead, today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.register_audit(Audit(agency=AgencyFactory(), title="Supervision"), by=lead, today=TODAY)

    assert list(Audit.objects.values_list("agency", "title")) == [(agency.pk, "Supervision")]


def test_an_audit_that_is_done_already_goes_to_the_group_that_scrutinises_it():
    agency, group = AgencyFactory(), GroupFactory()
    chair = person_with(Role.GROUP_CHAIR, group=group)
    done = Audit(agency=agency, title="Supervision", group=group, reported_on=TODAY)

    audit = actions.register_audit(done, by=agency_lead(agency), today=TODAY)
    with pytest.raises(Refused, match="a day that has come"):
        actions.register_audit(
            Audit(agency=agency, title="Later", reported_on=date(2027, 1, 1)), by=manager(), today=TODAY
        )

    assert audit.status == AuditStatus.REPORTED
    assert [note.recipient for note in Notification.objects.all()] == [chair]


@pytest.mark.parametrize("due_on", [None, date(2026, 12, 1)])
def test_an_audit_sent_twice_is_one(due_on):
    agency, by = AgencyFactory(), manager()
    actions.register_audit(Audit(agency=agency, title="Supervision", due_on=due_on), by=by, today=TODAY)

    with pytest.raises(Refused, match="There is an audit of this title, for this day, already"):
        actions.register_audit(Audit(agency=agency, title="supervision", due_on=due_on), by=by, today=TODAY)
    actions.register_audit(Audit(agency=agency, title="Supervision", due_on=date(2027, 12, 1)), by=by, today=TODAY)
    actions.register_audit(Audit(agency=AgencyFactory(), title="Supervision", due_on=due_on), by=by, today=TODAY)

    assert Audit.objects.count() == 3


def test_a_group_asks_an_agency_which_is_told_and_owes_each_paper():
    group, agency = GroupFactory(name="Audit group"), AgencyFactory(name="Vale Health")
    agency_lead(agency, name="Marcus")
    papers = [(PaperKind.REPORT, date(2026, 12, 20)), (PaperKind.ACTION_PLAN, date(2027, 1, 20))]
    asked = Audit(asked_by=group, agency=agency, title="Supervision", due_on=date(2026, 12, 20))

    audit = actions.request_audit(asked, papers, by=person_with(Role.GROUP_CHAIR, group=group), today=TODAY)

    assert (audit.asked_on, audit.group) == (TODAY, group)
    assert list(audit.papers.values_list("kind", "due_on")) == papers
    assert told() == [("Marcus", "An audit is asked for: Supervision")]


def test_the_chair_of_another_group_asks_for_nothing_in_its_name():
    asked = Audit(asked_by=GroupFactory(), agency=AgencyFactory(), title="Supervision")

    with pytest.raises(PermissionDenied):
        actions.request_audit(asked, [], by=person_with(Role.GROUP_CHAIR), today=TODAY)

    assert Audit.objects.count() == 0


def test_a_report_is_told_to_the_chair_of_its_group_once():
    group = GroupFactory()
    person_with(Role.GROUP_CHAIR, group=group, name="Dr Orme")
    audit = AuditFactory(group=group, title="Neglect")
    AuditPaperFactory(audit=audit, kind=PaperKind.REPORT)

    actions.move_audit(audit, AuditStatus.REPORTED, reported_on=date(2026, 11, 20), by=manager(), today=TODAY)
    with pytest.raises(TransitionError, match="reported already"):
        actions.move_audit(audit, AuditStatus.REPORTED, reported_on=TODAY, by=manager(), today=TODAY)

    assert told() == [("Dr Orme", "Report to scrutinise: Neglect")]
    assert AuditPaper.objects.get().received_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("target", "more", "sentence"),
    [
        (AuditStatus.POSTPONED, {}, "Say why it is postponed"),
        (AuditStatus.CANCELLED, {"reason": " "}, "Say why it is cancelled"),
        (AuditStatus.REPORTED, {}, "Enter the day"),
        (AuditStatus.REPORTED, {"reported_on": date(2026, 11, 24)}, "a day that has come"),
        (AuditStatus.SCRUTINISED, {}, "records this with its decision"),
        (AuditStatus.PRESENTED, {}, "records this with its decision"),
    ],
)
def test_a_move_without_what_it_needs_is_refused_and_changes_nothing(target, more, sentence):
    audit = AuditFactory()

    with pytest.raises(Refused, match=sentence):
        actions.move_audit(audit, target, by=manager(), today=TODAY, **more)

    audit.refresh_from_db()
    assert (audit.status, ActivityEvent.objects.count()) == (AuditStatus.PLANNED, 0)


def test_with_its_report_an_audit_is_reported():
    agency = AgencyFactory()
    paper = AuditPaperFactory(audit=AuditFactory(agency=agency), kind=PaperKind.REPORT)

    actions.receive_paper(
        paper,
        received_on=TODAY,
        words=" Eight of ten plans were good. ",
        file=None,
        by=agency_lead(agency),
        today=TODAY,
    )

    paper.refresh_from_db()
    audit = Audit.objects.get()
    assert (paper.words, paper.received_on) == ("Eight of ten plans were good.", TODAY)
    assert (audit.status, audit.reported_on) == (AuditStatus.REPORTED, TODAY)
    assert [line.sentence for line in activity.timeline(audit, with_changes=False)] == [
        "Status changed",
        "Paper received",
    ]


def test_a_paper_comes_once():
    paper, by = AuditPaperFactory(), manager()
    actions.receive_paper(paper, received_on=TODAY, words="Done.", file=None, by=by, today=TODAY)

    with pytest.raises(Refused, match="came on 23 November 2026 already"):
        actions.receive_paper(paper, received_on=TODAY, words="Done again.", file=None, by=by, today=TODAY)

    assert AuditPaper.objects.get().words == "Done."


def test_an_empty_paper_is_none():
    with pytest.raises(Refused, match="say in brief what it says"):
        actions.receive_paper(AuditPaperFactory(), received_on=TODAY, words=" ", file=None, by=manager(), today=TODAY)


def test_a_paper_asked_for_again_is_owed_by_the_new_day():
    audit = AuditFactory(agency__name="Vale Health")
    agency_lead(audit.agency, name="Marcus")
    by = manager()
    for due_on in (date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 8)):
        actions.ask_for_paper(audit, PaperKind.FOLLOW_UP, due_on, by=by, today=TODAY)

    assert AuditPaper.objects.get().due_on == date(2026, 12, 8)
    assert len(told()) == 2
