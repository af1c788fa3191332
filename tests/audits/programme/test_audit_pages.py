"""The pages of audits, the register and the forward plan, as a browser meets them."""

from datetime import date

import pytest
from django.urls import reverse

from audits.programme.models import Audit, Programme
from board.enums import Role
from board.models import Board
from tests.factories.board import AgencyFactory, GroupFactory, MeetingFactory, agency_lead, manager, person_with
from tests.factories.core import UserFactory
from tests.factories.programme import AuditFactory, AuditPaperFactory, EntryFactory, ProgrammeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def november(time_machine):
    Board.current()
    time_machine.move_to("2026-11-23 10:00:00+00:00")


@pytest.fixture
def helen(client):
    person = manager(name="Helen Ostrow")
    client.force_login(person)
    return person


def problems(response):
    return {field: list(words) for field, words in response.context["form"].errors.items()}


@pytest.mark.parametrize("count", [1, 5])
def test_the_register_is_flat(client, helen, django_assert_num_queries, count):
    for _ in range(count):
        AuditFactory(lead=UserFactory(), group=GroupFactory())

    # Session, user, roles, the Board; agencies to filter by, count, page.
    with django_assert_num_queries(7):
        assert len(client.get(reverse("programme:register")).context["table"].rows) == count


@pytest.mark.parametrize("count", [1, 5])
def test_the_forward_plan_is_flat(client, helen, django_assert_num_queries, count):
    for number in range(1, count + 1):
        meeting = MeetingFactory(held_on=date(2026, 12, number))
        AuditFactory(reported=True, group=GroupFactory(), meeting=meeting)
        AuditFactory(group=GroupFactory(), lead=UserFactory())

    # Session, user, roles, the Board; waiting, meetings and their reports, unplaced, circulating, expected.
    with django_assert_num_queries(10):
        page = client.get(reverse("programme:forward-plan"))
    assert (len(page.context["waiting"]), len(page.context["meetings"])) == (count, count)


def test_an_audit_of_an_entry_begins_with_what_the_entry_says(client, helen):
    lead, group = UserFactory(name="Amara Quist"), GroupFactory()
    entry = EntryFactory(subject="Neglect", lead=lead, route=group)
    url = reverse("programme:audit-add", args=[entry.pk])
    form = client.get(url).context["form"]

    assert (form["title"].value(), form["lead"].value(), form["group"].value()) == ("Neglect", lead.pk, group.pk)

    client.post(url, {"title": "Neglect, winter", "lead": lead.pk, "group": group.pk, "due_on": "1 March 2027"})
    audit = Audit.objects.get()
    assert (audit.entry, audit.title, audit.due_on) == (entry, "Neglect, winter", date(2027, 3, 1))
    assert audit.title in client.get(entry.get_absolute_url()).text


def test_an_agency_lead_is_offered_only_their_own_agency(client):
    own, _other = AgencyFactory(name="Vale Health"), AgencyFactory()
    client.force_login(agency_lead(own))

    form = client.get(reverse("programme:register-add")).context["form"]
    assert list(form.fields["agency"].queryset) == [own]

    other = client.post(reverse("programme:register-add"), {"agency": _other.pk, "title": "Records"})
    assert list(problems(other)) == ["agency"]
    assert Audit.objects.count() == 0


def test_a_request_asks_for_its_papers_in_their_order(client, helen):
    group, agency = GroupFactory(), AgencyFactory()
    url = reverse("programme:audit-request")
    asked = {"asked_by": group.pk, "agency": agency.pk, "title": "Records", "due_on": "1 March 2027"}

    wrong = client.post(url, asked | {"action_plan_due_on": "1 February 2027"})
    assert problems(wrong) == {"action_plan_due_on": ["Enter a day that is not before the report is due"]}

    client.post(url, asked | {"action_plan_due_on": "1 April 2027"})
    assert list(Audit.objects.get().papers.values_list("kind", "due_on")) == [
        ("report", date(2027, 3, 1)),
        ("action_plan", date(2027, 4, 1)),
    ]


def test_the_chair_of_its_group_decides_on_a_report(client):
    audit, meeting = AuditFactory(reported=True, group=GroupFactory()), MeetingFactory(held_on=date(2026, 12, 10))
    client.force_login(person_with(Role.GROUP_CHAIR, group=audit.group))
    url = reverse("programme:audit-decide", args=[audit.pk])
    assert url in client.get(audit.get_absolute_url()).text

    assert problems(client.post(url, {"decision": "return"})) == {"reason": ["Say what is still wanted"]}
    client.post(url, {"decision": "table", "meeting": meeting.pk})

    audit.refresh_from_db()
    assert (audit.status, audit.meeting) == ("scrutinised", meeting)
    assert url not in client.get(audit.get_absolute_url()).text


def test_the_forward_plan_its_meeting_and_its_group_list_what_comes_to_them(client, helen):
    group, other = GroupFactory(), GroupFactory()
    waits = AuditFactory(reported=True, group=group, title="Neglect")
    AuditFactory(reported=True, group=other, title="Self-harm")
    expected = AuditFactory(group=group, title="Exploitation")
    meeting = MeetingFactory(group=group, held_on=date(2026, 12, 10))
    board_meets = MeetingFactory(held_on=date(2026, 12, 17))
    tabled = AuditFactory(reported=True, group=other, meeting=board_meets, title="Fostering")

    page = client.get(reverse("programme:forward-plan"), {"group": group.pk})

    assert (list(page.context["waiting"]), list(page.context["expected"])) == ([waits], [expected])
    for url, facts in (
        (group.get_absolute_url(), [("Neglect", "Reported 20 November 2026")]),
        (meeting.get_absolute_url(), [("Neglect", "To scrutinise")]),
        (board_meets.get_absolute_url(), [("Fostering", "Reported")]),
    ):
        found = [(fact.label, fact.value) for fact in client.get(url).context["facts"]]
        assert [fact for fact in found if fact[0] != "Indicators"] == facts
    client.force_login(agency_lead(tabled.agency))
    assert client.get(group.get_absolute_url()).context["facts"] == []


def test_an_audit_takes_its_entry_along_and_once_all_are_reported_its_completion_is_asked_for(client, helen):
    entry = EntryFactory()
    audit = AuditFactory(entry=entry, agency=None)
    move = reverse("programme:audit-move", args=[audit.pk])
    assert not client.get(entry.get_absolute_url()).context["is_all_reported"]

    client.post(move, {"status": "in_progress"})
    entry.refresh_from_db()
    assert entry.status == "under_way"
    client.post(move, {"status": "reported", "reported_on": "23 November 2026"})
    assert "say that it is complete" in client.get(entry.get_absolute_url()).text
    AuditFactory(entry=entry, agency=None, title="In spring")
    assert not client.get(entry.get_absolute_url()).context["is_all_reported"]


def test_what_its_entry_foresees_is_offered_first(client, helen):
    audit = AuditFactory(reported=True, group=GroupFactory(), entry=EntryFactory(afterwards="circulated"))
    form = client.get(reverse("programme:audit-decide", args=[audit.pk])).context["form"]
    assert form["decision"].value() == "circulate"


def test_a_decision_made_meanwhile_is_answered_in_words(client, helen):
    audit = AuditFactory(reported=True, group=GroupFactory())
    url = reverse("programme:audit-decide", args=[audit.pk])
    client.post(url, {"decision": "circulate"})

    again = client.post(url, {"decision": "circulate"})

    assert problems(again) == {"__all__": ["This audit is scrutinised already."]}


def test_a_paper_is_recorded_by_whoever_answers_for_it(client):
    paper = AuditPaperFactory()
    client.force_login(agency_lead(paper.audit.agency))
    url = reverse("programme:paper-receive", args=[paper.pk])

    client.post(url, {"received_on": "23 November 2026", "words": "Six actions, each with a day."})

    paper.refresh_from_db()
    assert paper.words == "Six actions, each with a day."
    assert "Received" in client.get(paper.audit.get_absolute_url()).text


def test_the_next_year_begins_with_what_is_ticked(client, helen):
    programme = ProgrammeFactory(year=2026)
    yearly = EntryFactory(programme=programme, frequency="Yearly", number=1)
    event = EntryFactory(programme=programme, category="responsive", number=2)
    url = reverse("programme:programme-roll-over", args=[programme.pk])
    form = client.get(url).context["form"]
    assert [form[f"entry_{entry.pk}"].initial for entry in (yearly, event)] == [True, False]

    client.post(url, {f"entry_{event.pk}": "on"})

    coming = Programme.objects.get(year=2027)
    assert list(coming.entries.values_list("came_from", flat=True)) == [event.pk]
    assert url not in client.get(programme.get_absolute_url()).text


def test_what_an_audit_found_is_shown_literally(client, helen):
    audit = AuditFactory(title="<b>Neglect</b> {{ x }}", findings="<script>alert(1)</script>")

    page = client.get(audit.get_absolute_url()).text

    assert "&lt;b&gt;Neglect&lt;/b&gt; {{ x }}" in page
    assert "<script>alert(1)" not in page
