"""The programme's pages, as a browser meets them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.programme.models import Programme, ProgrammeEntry
from board.models import Board
from tests.factories.board import AgencyFactory, GroupFactory, agency_lead, board_member, manager
from tests.factories.core import UserFactory
from tests.factories.programme import EntryFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
THIS_YEAR = TODAY.year - (TODAY.month < 4)


@pytest.fixture(autouse=True)
def settled_board():
    return Board.current()


@pytest.fixture
def helen(client):
    person = manager(name="Helen Ostrow")
    client.force_login(person)
    return person


def said(response):
    return [str(message) for message in response.context["messages"]]


def problems(response):
    return {field: list(words) for field, words in response.context["form"].errors.items()}


def listed(response):
    return [
        (category, [entry.number for entry in entries]) for category, entries in response.context["table"].by_category()
    ]


def numbers(response):
    return [number for _category, found in listed(response) for number in found]


# The year's list


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_is_flat(client, helen, django_assert_num_queries, count):
    programme = ProgrammeFactory()
    for number in range(1, count + 1):
        EntryFactory(
            programme=programme, number=number, lead=UserFactory(), agency=AgencyFactory(), route=GroupFactory()
        )

    # Session, user, roles, the Board; every year's programme, this one's standing and choices, entries, history,
    # meetings and days the Board added.
    for url in (reverse("programme:home"), programme.get_absolute_url()):
        with django_assert_num_queries(10):
            assert numbers(client.get(url)) == list(range(1, count + 1))


def test_this_years_programme_is_at_one_address(client, helen):
    url = reverse("programme:home")
    old = ProgrammeFactory(year=THIS_YEAR - 1)
    assert "No programme for this year yet" in client.get(url).text
    assert list(client.get(url).context["programmes"]) == [old]

    programme = ProgrammeFactory(year=THIS_YEAR)
    assert client.get(url).context["programme"] == programme


@pytest.mark.parametrize(
    ("day", "starts_in", "year"),
    [("2026-03-31", 4, 2025), ("2026-04-01", 4, 2026), ("2026-01-01", 1, 2026), ("2026-08-31", 9, 2025)],
)
def test_this_year_is_the_boards_year(client, time_machine, day, starts_in, year):
    time_machine.move_to(f"{day} 12:00:00+00:00")
    Board.objects.update(year_starts_in=starts_in)
    ProgrammeFactory(year=year)
    ProgrammeFactory(year=year + 1)
    client.force_login(board_member())

    assert client.get(reverse("programme:home")).context["programme"].year == year


def test_entries_stand_under_their_categories_however_they_are_sorted(client, helen):
    programme = ProgrammeFactory()
    for number, category, subject in [
        (1, "monitoring", "Apple"),
        (2, "board_performance", "Bread"),
        (3, "monitoring", "Cheese"),
        (4, "responsive", "Dates"),
    ]:
        EntryFactory(programme=programme, number=number, category=category, subject=subject)
    url = programme.get_absolute_url()

    assert listed(client.get(url)) == [("Board performance", [2]), ("Monitoring", [1, 3]), ("Responsive", [4])]
    assert listed(client.get(url, {"sort": "-subject"})) == [
        ("Board performance", [2]),
        ("Monitoring", [3, 1]),
        ("Responsive", [4]),
    ]


def test_the_list_is_narrowed_by_its_address(client, helen):
    programme, agency, anna = ProgrammeFactory(), AgencyFactory(), UserFactory(name="Anna Hall")
    group = GroupFactory(name="Audit group")
    long_ago = date(2020, 1, 1)
    EntryFactory(programme=programme, number=1, subject="Neglect", category="responsive", agency=agency)
    EntryFactory(programme=programme, number=2, criteria="Signs of neglect", lead=anna)
    EntryFactory(programme=programme, number=3, due_on=long_ago, status="under_way", lead_group=group)
    EntryFactory(
        programme=programme, number=4, due_on=long_ago, lead_role="manager", status="cancelled", status_reason="Merged"
    )
    EntryFactory(programme=programme, number=5, lead_words="Panel chair", category="responsive").agencies.add(agency)
    url = programme.get_absolute_url()

    def found(**query):
        return sorted(numbers(client.get(url, query)))

    assert found() == [1, 2, 3, 4, 5]
    assert found(text="NEGLECT") == [1, 2]
    assert found(category="responsive") == [1, 5]
    assert found(status="cancelled") == [4]
    assert found(lead=anna.pk) == [2]
    assert found(lead=f"group:{group.pk}") == [3]
    assert found(lead="role:manager") == [4]
    assert found(lead="words:Panel chair") == [5]
    assert found(agency=agency.pk) == [1, 5]
    assert found(needs="late") == [3]
    assert found(text="neglect", category="responsive") == [1]


def test_the_list_can_be_narrowed_to_those_in_it_and_nobody_else(client):
    programme, member = ProgrammeFactory(), board_member(name="Zoe Ray")
    EntryFactory(programme=programme, lead=UserFactory(name="Bea Hall"), agency=AgencyFactory(name="Vale Health"))
    EntryFactory(programme=programme, lead=UserFactory(name="Anna Hall"))
    EntryFactory(
        programme=ProgrammeFactory(year=1999),
        lead=UserFactory(name="Of another year"),
        agency=AgencyFactory(name="Elsewhere"),
    )
    client.force_login(member)

    fields = client.get(programme.get_absolute_url()).context["filter"].form.fields

    assert [[words for _key, words in fields[name].choices] for name in ("lead", "agency")] == [
        ["Every lead", "Anna Hall", "Bea Hall"],
        ["Every agency", "Vale Health"],
    ]
    other = agency_lead()
    client.force_login(other)
    fields = client.get(programme.get_absolute_url()).context["filter"].form.fields
    assert [words for _key, words in fields["lead"].choices] == ["Every lead"]


def test_the_list_says_first_what_is_late(client, helen):
    programme = ProgrammeFactory()
    EntryFactory(programme=programme, due_on=TODAY - timedelta(days=9))
    EntryFactory(programme=programme, due_on=TODAY)
    EntryFactory(programme=programme, status="complete", completed_on=TODAY)
    EntryFactory(programme=programme, status="cancelled", status_reason="The council looked at it.")

    text = client.get(programme.get_absolute_url()).text

    assert "1 of 4 entries is late. 1 is complete, 0 under way, 1 planned, 1 postponed or cancelled." in text
    assert "9 days late" in text


def test_those_concerned_see_their_own_entries_alone(client):
    programme, agency = ProgrammeFactory(), AgencyFactory()
    EntryFactory(programme=programme, number=1, agency=agency, due_on=TODAY)
    other = EntryFactory(programme=programme, number=2, subject="Not for them", lead=UserFactory(name="Led elsewhere"))
    client.force_login(agency_lead(agency))

    response = client.get(programme.get_absolute_url())

    assert numbers(response) == [1]
    assert "No entry that concerns you is late." in response.text
    assert "Led elsewhere" not in response.text
    assert "Not for them" not in response.text
    assert client.get(other.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "query",
    [{"sort": "nothing"}, {"status": "lost"}, {"lead": "x"}, {"agency": "9" * 40}, {"text": "\x00"}, {"needs": "luck"}],
    ids=str,
)
def test_odd_addresses_are_answered(client, helen, query):
    entry = EntryFactory()

    assert client.get(entry.programme.get_absolute_url(), query).status_code == 200


# Beginning a year


def test_a_programme_is_begun_for_a_year_that_has_none(client, helen):
    ProgrammeFactory(year=THIS_YEAR)
    url = reverse("programme:programme-add")

    assert problems(client.post(url, {"year": str(THIS_YEAR)})) == {"year": ["Choose one from the list"]}
    assert problems(client.post(url, {"year": "1066"})) == {"year": ["Choose one from the list"]}
    assert problems(client.post(url, {})) == {"year": ["Choose a year"]}
    client.post(url, {"year": str(THIS_YEAR + 1)})
    assert sorted(Programme.objects.values_list("year", flat=True)) == [THIS_YEAR, THIS_YEAR + 1]


# Entries

ENTRY = {"number": "7", "subject": "Private fostering", "category": "quality_assurance", "due_on": "30 September 2026"}


def test_an_entry_is_added_with_the_next_number_offered(client, helen):
    programme = EntryFactory(number=6).programme
    url = reverse("programme:entry-add", args=[programme.pk])
    assert client.get(url).context["form"]["number"].value() == 7

    response = client.post(url, ENTRY | {"lead_words": "Designated officer"}, follow=True)

    assert said(response) == ["Entry 7 was added."]
    assert (response.context["entry"].due_on, response.context["entry"].lead_words) == (
        date(2026, 9, 30),
        "Designated officer",
    )


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"number": "6"}, {"number": ["Enter a different number: this one is taken"]}),
        ({"number": "٧"}, {"number": ["Enter a whole number such as 12"]}),
        ({"number": "-1"}, {"number": ["Enter 1 or more"]}),
        ({"number": "9" * 40}, {"number": ["Enter 999 or less"]}),
        ({"number": "NaN"}, {"number": ["Enter a whole number such as 12"]}),
        ({"number": ""}, {"number": ["Enter number"]}),
        ({"subject": ""}, {"subject": ["Enter subject"]}),
        ({"subject": "s" * 201}, {"subject": ["Shorten this to 200 characters; it has 201 now"]}),
        ({"category": "fun"}, {"category": ["Choose one from the list"]}),
        ({"due_on": "31 June 2026"}, {"due_on": ["Enter a date such as 18 June 2026"]}),
        ({"due_on": "٣٠/٩/٢٠٢٦"}, {"due_on": ["Enter a date such as 18 June 2026"]}),
        ({"starts_on": "1 October 2026"}, {"due_on": ["Enter a due date that is not before the start"]}),
        ({"lead": "999999"}, {"lead": ["Choose one from the list"]}),
        ({"route": "x"}, {"route": ["Choose one from the list"]}),
        ({"comment": "c" * 10_001}, {"comment": ["Shorten this to 10000 characters; it has 10001 now"]}),
    ],
    ids=str,
)
def test_an_entry_is_refused_in_words_and_keeps_what_was_written(client, helen, changed, expected):
    programme = EntryFactory(number=6).programme
    data = ENTRY | changed

    response = client.post(reverse("programme:entry-add", args=[programme.pk]), data)

    assert problems(response) == expected
    assert {name: response.context["form"][name].value() for name in data} == data
    assert ProgrammeEntry.objects.count() == 1


def test_a_lead_is_a_person_or_words_and_not_both(client, helen):
    programme = ProgrammeFactory()
    data = ENTRY | {"lead": helen.pk, "lead_words": "Someone else"}

    response = client.post(reverse("programme:entry-add", args=[programme.pk]), data)

    assert problems(response) == {"lead_words": ["Choose one lead: a person, a group or a role, or write who it is"]}


def test_markup_is_shown_as_it_was_typed(client, helen):
    entry = EntryFactory(subject="<b>Bold</b>", criteria="<script>x</script>", comment="<i>c</i>")

    for url in (entry.get_absolute_url(), entry.programme.get_absolute_url()):
        text = client.get(url).text
        assert "<b>Bold</b>" not in text
        assert "<script>x" not in text
        assert "&lt;b&gt;Bold&lt;/b&gt;" in text


def test_a_stale_entry_form_shows_both_texts(client, helen):
    entry = EntryFactory(number=1, subject="Neglect", comment="As it was")
    url = reverse("programme:entry-change", args=[entry.pk])
    page = client.get(url).context["form"]
    mine = {"number": "1", "subject": "Neglect", "category": "monitoring", "read": page["read"].value()}
    client.post(url, mine | {"comment": "Anna's comment", "due_on": "1 December 2026"})

    response = client.post(url, mine | {"comment": "My comment", "due_on": "1 December 2026"})

    assert "You changed this in another window" in response.text
    assert "Anna&#x27;s comment" in response.text
    assert "My comment" in response.text
    entry.refresh_from_db()
    assert entry.comment == "Anna's comment"

    client.post(url, response.context["form"].data.dict())
    entry.refresh_from_db()
    assert entry.comment == "My comment"


# Moving on


def test_only_what_the_status_leads_to_is_offered(client, helen):
    entry = EntryFactory(status="complete", completed_on=TODAY)
    form = client.get(reverse("programme:entry-move", args=[entry.pk])).context["form"]

    assert [label for _value, label in form.fields["status"].choices] == ["Under way"]
    assert list(form.fields) == ["status"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, {"status": ["Choose how far it has come"]}),
        ({"status": "lost"}, {"status": ["Choose one from the list"]}),
        ({"status": "postponed"}, {"reason": ["Say why it is postponed"]}),
        ({"status": "cancelled", "reason": "r" * 301}, {"reason": ["Shorten this to 300 characters; it has 301 now"]}),
        ({"status": "complete"}, {"completed_on": ["Enter the day on which it was completed"]}),
        (
            {"status": "complete", "completed_on": "1 January 2190"},
            {"completed_on": ["Enter a day that has come: an entry is complete only afterwards"]},
        ),
        ({"status": "planned"}, {"__all__": ["This entry is planned already."]}),
    ],
    ids=str,
)
def test_a_move_is_refused_in_words(client, helen, data, expected):
    entry = EntryFactory()

    assert problems(client.post(reverse("programme:entry-move", args=[entry.pk]), data)) == expected
    entry.refresh_from_db()
    assert entry.status == "planned"


def test_a_page_left_open_is_answered_in_words(client, helen):
    entry = EntryFactory(status="cancelled", status_reason="Merged")

    response = client.post(reverse("programme:entry-move", args=[entry.pk]), {"status": "under_way"})

    assert problems(response) == {"__all__": ["This entry is cancelled, so it cannot become under way."]}


def test_its_lead_says_how_far_it_has_come(client):
    lead = agency_lead()
    entry = EntryFactory(number=4, lead=lead)
    client.force_login(lead)
    text = client.get(entry.get_absolute_url()).text
    assert reverse("programme:entry-move", args=[entry.pk]) in text
    assert reverse("programme:entry-change", args=[entry.pk]) not in text

    data = {"status": "complete", "completed_on": TODAY.isoformat()}
    response = client.post(reverse("programme:entry-move", args=[entry.pk]), data, follow=True)

    assert said(response) == ["Entry 4 is complete."]


def test_an_id_of_something_else_is_no_way_in(client, helen):
    for name in ("programme-detail", "entry-add", "entry-detail", "entry-change", "entry-move"):
        assert client.get(reverse(f"programme:{name}", args=[10**30])).status_code == 404
