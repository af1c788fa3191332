"""Who else is told of what stays late, who stands in for whom, and what of it a timeline shows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from board import actions
from board.enums import Role
from board.models import Absence, Board
from lscb.core import activity, deadlines, reminders
from lscb.core.deadlines import Deadline, open_deadlines
from lscb.core.exceptions import Refused
from lscb.core.models import Notification, Reminder
from tests.factories.board import (
    AgencyFactory,
    AppointmentFactory,
    agency_lead,
    analyst,
    board_member,
    independent_chair,
    manager,
    person_with,
)
from tests.factories.core import UserFactory
from tests.factories.indicators import ReturnFactory

pytestmark = pytest.mark.django_db
DUE = date(2026, 10, 28)  # a Wednesday
DAY = timedelta(days=1)


@pytest.fixture
def vale(monkeypatch):
    """An agency with a lead and a representative, which owes one thing; and the Board's chair."""
    Board.current()
    priya = board_member(name="Priya Nair")
    agency = AgencyFactory(name="Vale Health", representative=priya)
    lead = agency_lead(agency, name="Marcus Adeyemi")
    independent_chair(name="Judith Marlowe")
    owed = Deadline(
        "return:1", "Indicator return", DUE, date(2026, 9, 1), (lead.pk,), "/r/1/", agency="Vale Health",
        agency_pk=agency.pk,
    )  # fmt: skip
    monkeypatch.setattr(deadlines, "_providers", {"test": lambda _asked: deadlines.Owed(read=lambda: [owed])})
    return agency, lead


def told_each_day(last=30):
    found, before = {}, set()
    for days in range(last):
        reminders.remind(today=DUE + days * DAY)
        rows = set(Reminder.objects.filter(rung__lt=0).values_list("person__name", "rung"))
        if new := sorted(name for name, _rung in rows - before):
            found[days] = new
        before = rows
    return found


def test_the_representative_is_told_from_a_week_and_the_chair_from_three(vale):
    assert told_each_day() == {
        7: ["Marcus Adeyemi", "Priya Nair"],
        14: ["Marcus Adeyemi"],
        21: ["Judith Marlowe", "Marcus Adeyemi"],
        28: ["Marcus Adeyemi"],
    }


def test_the_board_decides_how_many_days(vale):
    Board.objects.update(tell_representative_after=1, tell_chair_after=2)

    assert [day for day, names in told_each_day(9).items() if "Judith Marlowe" in names] == [2]


def test_whoever_is_told_reads_why_and_where_they_may_look(vale, client):
    agency, _lead = vale
    reminders.remind(today=DUE + 7 * DAY)

    letter = Notification.objects.get(recipient__name="Priya Nair")
    page = reverse("board:agency-detail", args=[agency.pk])
    assert "You speak for Vale Health here." in letter.body
    assert page in letter.body
    client.force_login(letter.recipient)
    assert client.get(page).status_code == 200


def test_a_representative_who_also_leads_is_told_once(vale):
    agency, lead = vale
    agency.representative = lead
    agency.save()

    assert told_each_day(8) == {7: ["Marcus Adeyemi"]}


def test_what_no_agency_owes_is_told_to_nobody_else(vale, monkeypatch):
    _agency, lead = vale
    own = Deadline("entry:1", "Audit", DUE, date(2026, 9, 1), (lead.pk,), "/e/1/")
    monkeypatch.setattr(deadlines, "_providers", {"test": lambda _asked: deadlines.Owed(read=lambda: [own])})

    assert told_each_day(8) == {7: ["Marcus Adeyemi"]}


@pytest.mark.parametrize("days", [(0, 21), (21, 21), (30, 7)])
def test_the_database_refuses_a_chair_told_before_the_representative(days):
    Board.current()

    with pytest.raises(IntegrityError):
        Board.objects.update(tell_representative_after=days[0], tell_chair_after=days[1])


def away(person, deputy, *, first=DUE, last=DUE + 14 * DAY):
    return actions.mark_away(person, deputy=deputy, starts_on=first, ends_on=last, by=person, today=DUE)


def test_a_deputy_answers_too_while_someone_is_away(vale):
    agency, lead = vale
    ruth = agency_lead(agency, name="Ruth Asante")
    away(lead, ruth, last=DUE + DAY)

    assert [one.responsible for day in (DUE - DAY, DUE, DUE + 2 * DAY) for one in open_deadlines(today=day)] == [
        (lead.pk,),
        (lead.pk, ruth.pk),
        (lead.pk,),
    ]


def test_the_deputy_of_a_representative_is_told_too(vale):
    agency, _lead = vale
    away(agency.representative, board_member(name="Owen Fitch"))

    assert told_each_day(8) == {7: ["Marcus Adeyemi", "Owen Fitch", "Priya Nair"]}


def test_whoever_is_back_answers_alone_again(vale):
    agency, lead = vale
    absence = away(lead, agency_lead(agency))

    actions.mark_back(absence, by=lead, now=datetime(2026, 10, 28, 9, tzinfo=UTC))

    assert Absence.standing_in(DUE) == {}
    assert [line.sentence for line in activity.timeline(lead, with_changes=False)] == [
        "Back",
        "Marked away, with a deputy",
    ]


@pytest.mark.parametrize(
    ("deputy", "sentence"),
    [
        pytest.param(lambda agency, lead: lead, "someone else", id="themself"),
        pytest.param(lambda agency, lead: agency_lead(), "is no lead of Vale Health", id="another-agencys"),
        pytest.param(lambda agency, lead: UserFactory(joined_at=None), "cannot sign in", id="not-joined"),
        pytest.param(lambda agency, lead: agency_lead(agency, is_active=False), "cannot sign in", id="closed"),
    ],
)
def test_standing_in_opens_nothing_to_anyone(vale, deputy, sentence):
    agency, lead = vale

    with pytest.raises(Refused, match=sentence):
        away(lead, deputy(agency, lead))

    assert Absence.objects.count() == 0


def test_a_member_is_stood_in_for_by_one_who_reads_for_the_board(vale):
    agency, _lead = vale

    with pytest.raises(Refused, match="does not read for the Board"):
        away(agency.representative, agency_lead(agency))
    assert away(agency.representative, analyst()).pk


def test_only_the_manager_and_the_person_say_who_is_away(vale):
    agency, lead = vale
    ruth = agency_lead(agency)
    days = {"starts_on": DUE, "ends_on": DUE, "today": DUE}

    with pytest.raises(PermissionDenied):
        actions.mark_away(lead, deputy=ruth, by=ruth, **days)
    assert actions.mark_away(lead, deputy=ruth, by=manager(), **days).deputy == ruth


def test_the_manager_marks_someone_away_and_back_in_the_browser(client, vale, time_machine):
    time_machine.move_to("2026-10-28 10:00:00+00:00")
    agency, lead = vale
    ruth = agency_lead(agency, name="Ruth Asante")
    client.force_login(manager())
    url = reverse("board:person-away", args=[lead.pk])

    wrong = client.post(url, {"starts_on": "28/10/2026", "ends_on": "27/10/2026", "deputy": ruth.pk})
    assert list(wrong.context["form"].errors) == ["ends_on"]
    client.post(url, {"starts_on": "28/10/2026", "ends_on": "30/10/2026", "deputy": ruth.pk})
    assert "Ruth Asante stands in." in client.get(lead.get_absolute_url()).text

    client.post(reverse("board:person-back", args=[Absence.objects.get().pk]))
    assert "Ruth Asante stands in." not in client.get(lead.get_absolute_url()).text


# Timelines


def test_every_message_about_a_return_is_on_its_timeline(time_machine):
    time_machine.move_to("2026-10-28 10:00:00+00:00")
    Board.current()
    lead = agency_lead(name="Marcus Adeyemi")
    item = ReturnFactory(agency=AppointmentFactory._meta.model.objects.get(person=lead).agency)
    other = ReturnFactory()
    reminders.remind(today=item.period.due_on)

    assert [line.sentence for line in activity.timeline(item, with_changes=False)] == [
        "Message to Marcus Adeyemi is not sent yet: Indicator return, Q2 2026–27: due today, Wednesday 28 October 2026"
    ]
    assert activity.timeline(other, with_changes=False) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "is not sent yet"),
        ({"given_up_at": datetime(2026, 10, 1, tzinfo=UTC), "last_error": "550"}, "could not be delivered"),
    ],
)
def test_a_message_that_did_not_arrive_says_so(fields, words):
    agency, person = AgencyFactory(), UserFactory(name="Marcus")
    Notification.objects.create(
        recipient=person,
        dedupe_key="x",
        subject="Figures",
        body="",
        queued_at=datetime(2026, 10, 1, tzinfo=UTC),
        object_type="board.agency",
        object_id=agency.pk,
        **fields,
    )

    (line,) = activity.timeline(agency, with_changes=False)

    assert line.sentence == f"Message to Marcus {words}: Figures"


def test_a_failing_address_is_said_on_the_persons_page(client):
    person = person_with(Role.BOARD_MEMBER, email="gone@example.org")
    Notification.objects.create(
        recipient=person,
        dedupe_key="x",
        subject="s",
        body="",
        queued_at=datetime(2026, 10, 1, tzinfo=UTC),
        last_error="550",
    )
    client.force_login(manager())

    page = client.get(person.get_absolute_url()).text

    assert "The mail server refuses 1 message to gone@example.org." in page
    assert reverse("board:messages-undelivered") in page
