"""The Board's pages and forms, as a browser meets them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from board import actions
from board.enums import GroupKind, Role
from board.models import Agency, Board, ExtraHoliday, Group, Meeting, Priority, RoleAppointment
from lscb.core.editing import Edit
from lscb.core.models import ActivityEvent, User
from tests.factories.board import (
    AgencyFactory,
    AppointmentFactory,
    GroupFactory,
    KeyQuestionFactory,
    MeetingFactory,
    MembershipFactory,
    PriorityFactory,
    agency_lead,
    analyst,
    board_member,
    independent_chair,
    manager,
    person_with,
)
from tests.factories.core import UserFactory
from tests.factories.programme import EntryFactory

pytestmark = pytest.mark.django_db

SETTINGS = {
    "name": "Aldermere Safeguarding Children Board",
    "short_name": "ASCB",
    "area": "Aldermere",
    "term": "Board",
    "case_review_term": "practice review",
    "year_starts_in": "4",
    "small_number_rule": "hide",
    "small_number_threshold": "5",
    "due_after_working_days": "20",
    "lock_after_days": "30",
    "tell_representative_after": "7",
    "tell_chair_after": "21",
    "marking": "Official",
    "idle_minutes": "30",
    "keep_details_months": "84",
    "keep_messages_months": "12",
    "keep_invitations_months": "12",
    "keep_loose_files_months": "1",
    "second_step": "nobody",
}


@pytest.fixture
def helen(client):
    person = manager(name="Helen Ostrow")
    client.force_login(person)
    return person


def said(response):
    return [str(message) for message in response.context["messages"]]


def problems(response, *names):
    return {field: list(words) for name in names or ["form"] for field, words in response.context[name].errors.items()}


def with_read(client, url, **data):
    """What a browser sends: the fields, and the mark of what was read."""
    return data | {"read": client.get(url).context["form"]["read"].value()}


# Settings


def test_settings_are_saved_and_shown_in_the_history(client, helen):
    url = reverse("board:settings")
    response = client.post(url, with_read(client, url, **SETTINGS), follow=True)

    assert said(response) == ["The Board’s settings were saved."]
    assert Board.current().area == "Aldermere"
    assert [line.sentence for line in response.context["timeline"]] == ["Board settings changed"]


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("name", "", "Enter name"),
        ("small_number_threshold", "٥", "Enter a whole number such as 12"),
        ("small_number_threshold", "-1", "Enter 0 or more"),
        ("small_number_threshold", "21", "Enter 20 or less"),
        ("due_after_working_days", "0", "Enter 1 or more"),
        ("lock_after_days", "9" * 30, "Enter 365 or less"),
        ("lock_after_days", "NaN", "Enter a whole number such as 12"),
        ("year_starts_in", "13", "Choose one from the list"),
        ("keep_details_months", "0", "Enter 1 or more"),
        ("keep_details_months", "1201", "Enter 1200 or less"),
        ("idle_minutes", "4", "Enter 5 or more"),
        ("idle_minutes", "121", "Enter 120 or less"),
        ("second_step", "some", "Choose one from the list"),
        ("contact_email", "nobody", "Enter an e-mail address such as name@example.org.uk"),
        ("area", "x" * 81, "Shorten this to 80 characters; it has 81 now"),
    ],
)
def test_settings_refuse_in_words_and_keep_what_was_written(client, helen, field, text, words):
    response = client.post(reverse("board:settings"), SETTINGS | {field: text})

    assert problems(response) == {field: [words]}
    assert response.context["form"][field].value() == text
    assert not ActivityEvent.objects.exists()


def test_two_people_on_the_settings_see_both_texts(client, helen):
    url = reverse("board:settings")
    mine = with_read(client, url, **SETTINGS | {"area": "Helen's area"})
    actions.change_board(Edit({"area": "Anna's area"}), by=manager(name="Anna Hall"))

    response = client.post(url, mine)

    assert "Anna Hall changed this while you were writing" in response.text
    assert "Anna&#x27;s area" in response.text
    assert "Helen&#x27;s area" in response.text
    assert Board.current().area == "Anna's area"

    response = client.post(url, {**response.context["form"].data.dict(), "keep_saved": "area"}, follow=True)
    assert said(response) == ["The Board’s settings were saved."]
    assert (Board.current().area, Board.current().marking) == ("Anna's area", "Official")


def test_days_are_added_and_taken_off(client, helen):
    add = reverse("board:holiday-add")
    response = client.post(add, {"day": "29 December 2026", "why": "Offices closed"}, follow=True)
    assert said(response) == ["29 December 2026 is no longer counted as a working day."]

    again = client.post(add, {"day": "29/12/2026", "why": "Again"})
    assert problems(again, "holiday_form") == {"day": ["Enter a different day: this one has been added already"]}
    assert again.context["holiday_form"]["why"].value() == "Again"

    client.post(reverse("board:holiday-remove", args=[ExtraHoliday.objects.get().pk]))
    assert not ExtraHoliday.objects.exists()


# Agencies


def test_an_agency_is_added_and_its_page_opens(client, helen):
    response = client.post(reverse("board:agency-add"), {"name": "Harbour Trust", "sector": "health"}, follow=True)

    assert said(response) == ["Harbour Trust was added."]
    assert response.context["agency"] == Agency.objects.get()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"name": "", "sector": "health"}, {"name": ["Enter name"]}),
        ({"name": "   ", "sector": "health"}, {"name": ["Enter name"]}),
        ({"name": "harbour", "sector": "health"}, {"name": ["There is an agency of this name already."]}),
        ({"name": "New", "sector": "space"}, {"sector": ["Choose one from the list"]}),
        ({"name": "N" * 121, "sector": "health"}, {"name": ["Shorten this to 120 characters; it has 121 now"]}),
        ({"name": "New", "sector": "health", "deputy": "999999"}, {"deputy": ["Choose one from the list"]}),
        ({"name": "New", "sector": "health", "deputy": "x"}, {"deputy": ["Choose one from the list"]}),
        ({"name": "N\x00", "sector": "health"}, {"name": ["Type this again: it holds characters that cannot be kept"]}),
    ],
)
def test_an_agency_is_refused_in_words(client, helen, data, expected):
    AgencyFactory(name="Harbour")

    assert problems(client.post(reverse("board:agency-add"), data)) == expected


def test_nobody_is_their_own_deputy(client, helen):
    data = {"name": "New", "sector": "health", "representative": helen.pk, "deputy": helen.pk}

    assert problems(client.post(reverse("board:agency-add"), data)) == {
        "deputy": ["Choose someone other than the representative"]
    }


def test_markup_is_shown_as_it_was_typed(client, helen):
    agency = AgencyFactory(name="<script>alert(1)</script>")

    text = client.get(agency.get_absolute_url()).text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_an_agency_page_tells_its_people_and_its_part(client, helen):
    agency = AgencyFactory(representative=UserFactory(name="Graham Pell"))
    AppointmentFactory(person__name="Marcus Adeyemi", role=Role.AGENCY_LEAD, agency=agency)
    EntryFactory(agency=agency)

    context = client.get(agency.get_absolute_url()).context

    assert [str(role.person) for role in context["roles"]] == ["Marcus Adeyemi"]
    assert [str(person) for person in context["without_role"]] == ["Graham Pell"]
    assert [(fact.label, fact.value) for fact in context["facts"]] == [("Audit programme", "1 open entry")]


def test_before_and_after_are_for_the_manager_alone(client, helen):
    agency = AgencyFactory(name="Harbour")
    url = reverse("board:agency-change", args=[agency.pk])
    client.post(url, with_read(client, url, name="Harbour Trust", sector="health"))

    assert "Before and after" in client.get(agency.get_absolute_url()).text
    client.force_login(board_member())
    page = client.get(agency.get_absolute_url()).text
    assert "Agency changed" in page
    assert "Before and after" not in page


# People


def test_contact_details_are_for_those_who_need_them(client):
    person = UserFactory(email="secret@example.org", telephone="01632 960 777")
    AppointmentFactory(person=person, role=Role.AGENCY_LEAD, agency=AgencyFactory())

    for reader, status in [(analyst(), 200), (independent_chair(), 200), (board_member(), 404), (agency_lead(), 404)]:
        client.force_login(reader)
        response = client.get(person.get_absolute_url())
        assert response.status_code == status
        assert ("01632 960 777" in response.text) is (status == 200)


def test_an_agencys_page_never_tells_contact_details(client):
    agency = AgencyFactory()
    AppointmentFactory(person__email="secret@example.org", role=Role.AGENCY_LEAD, agency=agency)
    client.force_login(board_member())

    assert "secret@example.org" not in client.get(agency.get_absolute_url()).text


def test_everyone_sees_their_own_page_and_changes_their_telephone(client):
    person = agency_lead()
    client.force_login(person)
    assert client.get(reverse("board:me"), follow=True).context["person"] == person
    url = reverse("board:person-change", args=[person.pk])

    client.post(url, with_read(client, url, telephone="01632 960 888", name="King", email="king@example.org"))

    person.refresh_from_db()
    assert (person.telephone, person.name != "King", person.email != "king@example.org") == (
        "01632 960 888",
        True,
        True,
    )


def test_inviting_opens_the_new_persons_page(client, helen):
    agency = AgencyFactory(name="Vale")
    data = {"name": "Noor Haddad", "email": "noor@example.org", "role": "agency_lead", "agency": agency.pk}

    response = client.post(reverse("board:person-invite"), data, follow=True)

    assert said(response) == ["An invitation is on its way to noor@example.org."]
    assert [str(role) for role in response.context["person"].current_roles] == ["Agency lead, Vale"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"email": "TAKEN@example.org"}, {"email": ["Enter a different address: this is Anna Hall’s"]}),
        ({"email": "no"}, {"email": ["Enter an e-mail address such as name@example.org.uk"]}),
        ({"name": ""}, {"name": ["Enter name"]}),
        ({"role": ""}, {"role": ["Choose a role"]}),
        ({"role": "king"}, {"role": ["Choose one from the list"]}),
        ({"role": "agency_lead"}, {"agency": ["Choose the agency this role is for"]}),
        ({"role": "group_chair"}, {"group": ["Choose the group this role is for"]}),
        ({"role": "inspector"}, {"ends_on": ["Enter the last day: an inspector reads until a date"]}),
        ({"ends_on": "31 February 2027"}, {"ends_on": ["Enter a date such as 18 June 2026"]}),
        ({"ends_on": "1 June 2020"}, {"ends_on": ["Enter a day that has not gone by"]}),
        ({"agency": "999999"}, {"agency": ["Choose one from the list"]}),
    ],
)
def test_an_invitation_is_refused_in_words_and_nobody_is_made(client, helen, changed, expected):
    UserFactory(name="Anna Hall", email="taken@example.org")
    before = User.objects.count()
    data = {"name": "Noor Haddad", "email": "noor@example.org", "role": "analyst"} | changed

    response = client.post(reverse("board:person-invite"), data)

    assert problems(response, "form", "second_form") == expected
    assert response.context["form"]["name"].value() == data["name"]
    assert User.objects.count() == before


def test_an_inactive_agency_is_not_offered(client, helen):
    gone = AgencyFactory(is_active=False)
    data = {"name": "N", "email": "n@example.org", "role": "agency_lead", "agency": gone.pk}

    response = client.post(reverse("board:person-invite"), data)

    assert problems(response, "second_form") == {"agency": ["Choose one from the list"]}


def test_refusals_about_the_last_manager_are_said(client, helen):
    role = helen.appointments.get()

    ended = client.post(reverse("board:role-end", args=[role.pk]), follow=True)
    deactivated = client.post(reverse("board:person-deactivate", args=[helen.pk]), follow=True)

    assert said(ended)[0].startswith("Helen Ostrow is the only business manager who can sign in.")
    assert said(deactivated) == ["You cannot deactivate yourself. Ask another business manager."]
    assert RoleAppointment.objects.get(pk=role.pk).ended_at is None


def test_giving_a_role_twice_is_said_in_the_form(client, helen):
    person = analyst()

    response = client.post(reverse("board:role-give", args=[person.pk]), {"role": "analyst"})

    assert problems(response) == {"__all__": [f"{person} has this role already: Performance analyst."]}


# Groups


def test_the_groups_page_says_whether_the_chair_holds_the_role(client, helen):
    group = GroupFactory()
    seat = MembershipFactory(group=group, person__name="Dr Quist", is_chair=True)
    assert "Dr Quist chairs the group without the sub-group chair’s role" in client.get(group.get_absolute_url()).text

    client.post(reverse("board:member-chair", args=[seat.pk]))
    assert "Dr Quist also holds the sub-group chair’s role" in client.get(group.get_absolute_url()).text


def test_the_boards_own_page_keeps_the_independent_chair_apart(client, helen):
    group = GroupFactory(kind=GroupKind.BOARD)
    independent_chair(name="Judith Marlowe")

    text = client.get(group.get_absolute_url()).text

    assert "The independent chair’s role, which signs off packs, is held by Judith Marlowe." in text


def test_a_member_is_chosen_from_those_who_do_not_sit_yet(client, helen):
    group = GroupFactory()
    seated = MembershipFactory(group=group).person
    url = reverse("board:member-add", args=[group.pk])

    assert problems(client.post(url, {"person": seated.pk})) == {"person": ["Choose someone who is not a member yet"]}
    client.post(url, {"person": helen.pk})
    assert group.memberships.filter(person=helen).exists()


def test_confirming_says_what_follows(client, helen):
    group = GroupFactory()
    MembershipFactory(group=group, person__name="Dr Quist", is_chair=True)
    other = MembershipFactory(group=group, person__name="Anna Hall")

    sentences = client.get(reverse("board:member-chair", args=[other.pk])).context["sentences"]

    assert sentences == [
        "Anna Hall gets the sub-group chair’s role for this group at once.",
        "Dr Quist stays a member; the chair’s role for this group ends for them at once.",
    ]


@pytest.mark.parametrize("words", ["ü" * 20_001])
def test_huge_terms_of_reference_are_refused_and_kept(client, helen, words):
    data = {"name": "G", "kind": "forum", "terms_of_reference": words, "is_active": "on"}

    response = client.post(reverse("board:group-add"), data)

    assert problems(response) == {"terms_of_reference": ["Shorten this to 20000 characters; it has 20001 now"]}
    assert response.context["form"]["terms_of_reference"].value() == words
    assert not Group.objects.exists()


# Meetings


def test_a_meetings_page_counts_its_deadlines_with_the_boards_own_days(client, helen):
    ExtraHoliday.objects.create(day=date(2026, 6, 5), why="Offices closed")
    meeting = MeetingFactory(held_on=date(2026, 6, 18))

    text = client.get(meeting.get_absolute_url()).text

    assert "Thursday 18 June 2026" in text
    assert "Wednesday 3 June 2026" in text  # papers, a day sooner for the closed one
    assert "Not a working day" not in text


@pytest.mark.parametrize("day", [date(2026, 6, 20), date(2026, 12, 25), date(2026, 6, 5)], ids=str)
def test_a_meeting_on_a_day_off_is_warned_about_and_stands(client, helen, day):
    ExtraHoliday.objects.create(day=date(2026, 6, 5), why="Offices closed")
    group = GroupFactory()

    response = client.post(
        reverse("board:meeting-add"), {"group": group.pk, "held_on": day.isoformat(), "starts_at": "10.30"}, follow=True
    )

    assert "Not a working day" in response.text
    assert Meeting.objects.get().held_on == day


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"held_on": "30 February 2026"}, {"held_on": ["Enter a date such as 18 June 2026"]}),
        ({"held_on": "١٨/٦/٢٠٢٦"}, {"held_on": ["Enter a date such as 18 June 2026"]}),
        ({"held_on": "18 June 0026"}, {"held_on": ["Enter a date such as 18 June 2026"]}),
        ({"held_on": "10 December 2026"}, {"held_on": ["This group meets on that day already."]}),
        ({"starts_at": "25:00"}, {"starts_at": ["Enter a time such as 10:30"]}),
        ({"group": "999999"}, {"group": ["Choose one from the list"]}),
    ],
)
def test_a_meeting_is_refused_in_words(client, helen, changed, expected):
    other = MeetingFactory(held_on=date(2026, 12, 10))
    data = {"group": other.group.pk, "held_on": "18 June 2026"} | changed

    assert problems(client.post(reverse("board:meeting-add"), data)) == expected
    assert Meeting.objects.count() == 1


# Priorities and key questions


def test_priorities_are_added_moved_and_removed(client, helen):
    first = PriorityFactory(number=1, title="Neglect")
    client.post(reverse("board:priority-add", args=[2026]), {"title": "Exploitation"})
    client.post(reverse("board:priority-move", args=[first.pk]), {"to": "2"})
    assert [str(aim) for aim in Priority.objects.order_by("number")] == ["1. Exploitation", "2. Neglect"]

    client.post(reverse("board:priority-remove", args=[first.pk]))
    assert [str(aim) for aim in Priority.objects.all()] == ["1. Exploitation"]


@pytest.mark.parametrize("to", ["", "x", "-1", "٢", "99999", "0"])
def test_moving_nowhere_is_said(client, helen, to):
    question = KeyQuestionFactory(number=1)

    response = client.post(reverse("board:key-question-move", args=[question.pk]), {"to": to}, follow=True)

    assert len(said(response)) == 1
    question.refresh_from_db()
    assert question.number == 1


@pytest.mark.parametrize("year", [1999, 2101, 10**30])
def test_there_are_no_priorities_of_impossible_years(client, helen, year):
    assert client.get(reverse("board:priorities-of", args=[year])).status_code == 404


def test_an_id_of_something_else_is_no_way_in(client, helen):
    person, agency = UserFactory(), AgencyFactory()
    for name in ("agency-detail", "group-detail", "meeting-detail", "member-remove", "role-end", "priority-change"):
        assert client.get(reverse(f"board:{name}", args=[10**30])).status_code == 404
    assert client.post(reverse("board:holiday-remove", args=[agency.pk])).status_code == 404
    assert client.get(reverse("board:role-end", args=[person.pk + 10_000])).status_code == 404


def test_the_masthead_says_who_one_is(client):
    person = person_with(Role.AGENCY_LEAD, name="Owen Fitch")
    AppointmentFactory(person=person, role=Role.BOARD_MEMBER)
    client.force_login(person)

    assert "Owen Fitch</a>, agency lead and Board member" in client.get(reverse("board:home")).text


def test_someone_without_a_role_is_let_into_nothing(client):
    client.force_login(UserFactory())

    assert client.get(reverse("board:home")).status_code == 403
    assert client.get(AgencyFactory().get_absolute_url()).status_code == 404


def test_the_year_is_the_boards_own(client, helen):
    Board.objects.update_or_create(pk=1, defaults={"year_starts_in": 1})
    year = timezone.localdate().year
    PriorityFactory(year=year, title="Neglect")

    context = client.get(reverse("board:home")).context

    assert (context["year_label"], [aim.title for aim in context["priorities"]]) == (str(year), ["Neglect"])
