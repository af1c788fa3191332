"""What entries answer, what their audits show, and the files of their reports."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audits.programme import actions
from audits.programme.enums import EntryStatus
from audits.programme.evidence import of_audits
from audits.programme.models import ProgrammeEntry
from board.models import Board
from frameworks import actions as framework_actions
from frameworks.enums import FrameworkStatus
from frameworks.models import MonitoringActivity
from lscb.core.editing import Edit
from lscb.core.enums import ScanState
from lscb.core.models import ActivityEvent, StoredFile
from tests.factories.board import AgencyFactory, KeyQuestionFactory, agency_lead, board_member, manager
from tests.factories.frameworks import ActivityFactory, SectionFactory, StandardFactory
from tests.factories.programme import AuditFactory, AuditPaperFactory, EntryFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def settled_board():
    return Board.current()


@pytest.fixture
def helen(client):
    person = manager()
    client.force_login(person)
    return person


def report():
    return SimpleUploadedFile("report.pdf", PDF)


def named(evidence):
    return sorted((each.answers, each.dated_on, each.agencies) for each in evidence)


def test_an_entrys_form_links_it_and_both_pages_show_it(client, helen):
    activity = ActivityFactory(standard__section__framework__adopted=True)
    entry, agency = EntryFactory(), AgencyFactory()
    page = client.get(reverse("programme:entry-change", args=[entry.pk])).text
    assert str(activity) in page

    sent = {"number": str(entry.number), "subject": entry.subject, "category": entry.category}
    sent |= {
        "due_on": "1 December 2026",
        "standards": [activity.standard_id],
        "activities": [activity.pk],
        "agencies": [agency.pk],
    }
    response = client.post(reverse("programme:entry-change", args=[entry.pk]), sent)
    assert response.status_code == 302, response.context["form"].errors

    assert list(entry.activities.all()) == [activity]
    page = client.get(entry.get_absolute_url()).text
    assert activity.get_absolute_url() in page
    assert activity.standard.outcome in page
    assert agency.get_absolute_url() in page
    assert entry.get_absolute_url() in client.get(activity.get_absolute_url()).text
    assert "entry.linked" in ActivityEvent.objects.about(entry).values_list("verb", flat=True)


def test_an_agency_that_an_entry_concerns_besides_sees_it_and_no_other():
    concerned, other = agency_lead(), agency_lead()
    entry = EntryFactory(agency=AgencyFactory())
    entry.agencies.add(concerned.appointments.get().agency)

    assert list(ProgrammeEntry.objects.visible_to(concerned)) == [entry]
    assert not ProgrammeEntry.objects.visible_to(other).exists()


def test_links_come_along_into_the_next_year(helen):
    entry = EntryFactory()
    entry.standards.add(StandardFactory())
    entry.agencies.add(AgencyFactory())

    coming = actions.roll_over(entry.programme, [entry], by=helen)

    following = coming.entries.get()
    assert list(following.standards.all()) == list(entry.standards.all()) != []
    assert list(following.agencies.all()) == list(entry.agencies.all()) != []


def test_a_reported_audit_answers_what_its_entry_answers():
    question, agency = KeyQuestionFactory(), AgencyFactory()
    activity = ActivityFactory(standard__section__framework__adopted=True)
    activity.standard.key_questions.add(question)
    entry = EntryFactory(agency=agency)
    entry.activities.add(activity)
    AuditFactory(entry=entry, agency=None)
    assert list(of_audits()) == []

    audit = AuditFactory(entry=entry, agency=None, reported=True)

    day, answers = audit.reported_on, (f"activity:{activity.pk}", f"standard:{activity.standard_id}")
    assert named(of_audits()) == sorted((each, day, (agency.pk,)) for each in (*answers, f"key-question:{question.pk}"))


def test_a_complete_entry_answers_where_none_of_its_audits_is_reported():
    standard = StandardFactory()
    entry = EntryFactory(status=EntryStatus.COMPLETE, completed_on=date(2026, 5, 1))
    entry.standards.add(standard)
    assert named(of_audits()) == [(f"standard:{standard.pk}", date(2026, 5, 1), ())]

    AuditFactory(entry=entry, agency=None, reported=True)

    assert named(of_audits()) == [(f"standard:{standard.pk}", date(2026, 11, 20), ())]


def test_what_was_linked_in_an_earlier_version_answers_the_one_that_holds(helen):
    activity = ActivityFactory(standard__section__framework__adopted=True)
    entry = EntryFactory()
    entry.activities.add(activity)
    AuditFactory(entry=entry, agency=None, reported=True)
    following = framework_actions.take_forward(activity.standard.section.framework, by=helen)
    assert f"activity:{activity.pk}" in {each.answers for each in of_audits()}

    framework_actions.move_framework(following, FrameworkStatus.ADOPTED, by=helen, on=timezone.localdate())

    later = MonitoringActivity.objects.get(came_from=activity)
    assert {each.answers for each in of_audits()} == {f"activity:{later.pk}", f"standard:{later.standard_id}"}


@pytest.mark.parametrize("count", [1, 10])
def test_what_audits_show_is_read_in_as_many_queries_for_many(count, django_assert_num_queries):
    for entry in EntryFactory.create_batch(count):
        entry.activities.add(ActivityFactory(standard__section__framework__adopted=True))
        AuditFactory(entry=entry, agency=None, reported=True)

    with django_assert_num_queries(10):
        list(of_audits())


def test_a_report_is_attached_and_given_to_whoever_may_see_the_audit(client, helen):
    audit = AuditFactory(reported=True)

    client.post(reverse("programme:audit-report", args=[audit.pk]), {"file": report()})

    audit.refresh_from_db()
    assert (audit.report.name, audit.report.scan) == ("report.pdf", ScanState.UNSCANNED)
    url = reverse("file-download", args=[audit.report_id])
    assert url in client.get(audit.get_absolute_url()).text
    assert b"".join(client.get(url)) == PDF
    client.force_login(board_member())
    assert client.get(url).status_code == 200
    client.force_login(agency_lead())
    assert client.get(url).status_code == 404
    client.force_login(agency_lead(audit.agency))
    assert client.get(url).status_code == 200


def test_a_report_that_waits_to_be_scanned_is_named_and_not_given(client, helen, settings):
    settings.CLAMAV = "127.0.0.1:1"
    audit = AuditFactory(reported=True)
    client.post(reverse("programme:audit-report", args=[audit.pk]), {"file": report()})

    audit.refresh_from_db()
    page = client.get(audit.get_absolute_url()).text
    assert "waiting to be scanned" in page
    assert reverse("file-download", args=[audit.report_id]) not in page


def test_what_is_no_document_is_not_taken(client, helen):
    audit = AuditFactory(reported=True)

    response = client.post(
        reverse("programme:audit-report", args=[audit.pk]), {"file": SimpleUploadedFile("a.pdf", b"not a pdf")}
    )

    assert "“a.pdf” was not taken" in response.text
    assert not StoredFile.objects.exists()


def test_where_a_days_room_is_used_up_the_form_says_so_and_keeps_what_was_typed(client, helen, settings):
    settings.UPLOADS_A_DAY = len(PDF) - 1
    paper = AuditPaperFactory(audit=AuditFactory(reported=True))
    sent = {"received_on": "20 November 2026", "words": "Thresholds are read in two ways", "file": report()}

    answer = client.post(reverse("programme:paper-receive", args=[paper.pk]), sent)

    assert ("“report.pdf” was not taken. Within a day" in answer.text, sent["words"] in answer.text) == (True, True)
    paper.refresh_from_db()
    assert (paper.received_on, StoredFile.objects.exists()) == (None, False)


def test_a_paper_comes_with_its_file(client, helen):
    paper = AuditPaperFactory(audit=AuditFactory(reported=True))

    client.post(
        reverse("programme:paper-receive", args=[paper.pk]), {"received_on": "20 November 2026", "file": report()}
    )

    paper.refresh_from_db()
    assert (paper.received_on, paper.file.name) == (date(2026, 11, 20), "report.pdf")
    assert reverse("file-download", args=[paper.file_id]) in client.get(paper.audit.get_absolute_url()).text


def test_many_standards_are_offered_folded_under_their_sections_with_what_is_chosen_open(client, helen):
    one, other = SectionFactory.create_batch(2, framework__adopted=True)
    chosen, *_ = StandardFactory.create_batch(8, section=one)
    StandardFactory.create_batch(8, section=other)
    entry = EntryFactory()
    entry.standards.add(chosen)

    field = client.get(reverse("programme:entry-change", args=[entry.pk])).context["form"]["standards"]
    drawn = str(field)

    assert [words for words, _rows in field.field.choices] == [
        f"{section.framework.title}: {section.title}"
        for section in sorted((one, other), key=lambda s: s.framework.title)
    ]
    assert "1</span> of 16 chosen" in drawn
    assert (drawn.count("<details"), drawn.count(" open>")) == (3, 2)  # the whole, and the section of what is chosen
    assert "0</span> of" in str(
        client.get(reverse("programme:entry-add", args=[entry.programme_id])).context["form"]["standards"]
    )


def test_what_another_linked_meanwhile_stays(helen):
    kept, dropped, mine, theirs = StandardFactory.create_batch(4, section__framework__adopted=True)
    entry = EntryFactory()
    entry.standards.set([kept, dropped])
    read = {f"standards:{kept.pk}", f"standards:{dropped.pk}"}
    entry.standards.add(theirs)

    actions.change_entry(entry, Edit({}), by=helen, links={"standards": [kept, mine]}, read_links=read)

    assert set(entry.standards.all()) == {kept, mine, theirs}
