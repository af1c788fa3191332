"""The list of returns, one return, its check page and its receipt."""

import pytest
from django.urls import reverse
from django.utils import timezone

from board.enums import Role
from board.models import Board
from indicators.actions.submission import submit_return
from indicators.models import Figure, IndicatorReturn, Submission
from lscb.core import threads
from tests.factories.board import agency_lead, analyst, manager, person_with
from tests.factories.indicators import ReturnFactory
from tests.factories.returns import IN_TIME, LATE, LOCKED, desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time(time_machine, db):
    Board.current()
    time_machine.move_to(f"{IN_TIME}+00:00", tick=False)


def url(name, item):
    return reverse(f"indicators:{name}", args=[item.pk])


def handed_in(at, *, by=None):
    person = by or at.lead
    return submit_return(IndicatorReturn.objects.all(), at.item.pk, by=person, today=timezone.localdate())


def listed(response):
    return [row.record for row in response.context["table"].rows]


# The list


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_asks_as_much_for_one_return_as_for_five(client, count, django_assert_num_queries):
    at = desk()
    at.figure()
    for _ in range(count - 1):
        ReturnFactory(agency=at.agency)
    client.force_login(at.lead)

    # Session, user, scope, Board for the years' first month, years, count, page, Board for the layout.
    with django_assert_num_queries(8):
        response = client.get(reverse("indicators:return-list"))

    assert len(listed(response)) == count


def test_a_lead_sees_the_agencys_returns_and_no_other(client):
    at, other = desk(), desk()
    client.force_login(other.lead)
    assert listed(client.get(reverse("indicators:return-list"))) == [other.item]

    client.force_login(at.lead)

    assert listed(client.get(reverse("indicators:return-list"))) == [at.item]


def test_a_contributor_sees_returns_with_a_part_for_them_and_only_its_progress(client):
    at = desk()
    at.figure(given=True, delegated_to=at.colleague)
    at.figure()
    ReturnFactory(agency=at.agency)
    client.force_login(at.colleague)

    [item] = listed(client.get(reverse("indicators:return-list")))

    assert (item, item.answered_count, item.row_count) == (at.item, 1, 1)


def test_the_list_narrows_to_a_status_and_a_year(client):
    at = desk()
    other_year = ReturnFactory(agency=at.agency, period__starts_on="2025-01-01", period__ends_on="2025-03-31")
    client.force_login(at.lead)
    address = reverse("indicators:return-list")

    assert listed(client.get(address, {"year": "2024"})) == [other_year]
    assert listed(client.get(address, {"year": "2026", "status": "open"})) == [at.item]
    assert listed(client.get(address, {"status": "accepted"})) == []


def test_the_list_says_how_late_a_return_is(client, time_machine):
    at = desk()
    time_machine.move_to(f"{LATE}+00:00", tick=False)
    client.force_login(at.lead)

    assert "9 days late" in client.get(reverse("indicators:return-list")).text


# One return


@pytest.mark.parametrize("count", [1, 5])
def test_one_return_asks_as_much_for_one_row_as_for_five(client, count, django_assert_num_queries):
    at, officer = desk(), manager()
    for _ in range(count):
        figure = at.figure(given=True)
        Figure.objects.filter(pk=figure.pk).update(thread=threads.open_thread("A figure", "Why so high?", by=officer))
    handed_in(at)
    client.force_login(at.lead)

    # Session, user, scope, return, rows, messages and who said them, published, submissions, timeline, Board.
    with django_assert_num_queries(12):
        response = client.get(at.item.get_absolute_url())

    assert len(response.context["rows"]) == count


def test_a_return_sent_back_says_why_above_all(client):
    at = desk(status="sent_back", sent_back_reason="H1 counts the same child twice.")
    at.figure(given=True)
    client.force_login(at.lead)

    page = client.get(at.item.get_absolute_url()).text

    assert page.index("H1 counts the same child twice.") < page.index("Figures so far")
    assert url("return-edit", at.item) in page


@pytest.mark.parametrize("name", ["return-detail", "return-edit"])
def test_why_the_whole_return_came_back_is_for_those_who_read_the_whole(client, name):
    at = desk(status="sent_back", sent_back_reason="H7 counts 3 children twice.")
    contributor = person_with(Role.AGENCY_CONTRIBUTOR, agency=at.agency)
    figure = at.figure(given=True)
    Figure.objects.filter(pk=figure.pk).update(delegated_to=contributor)
    client.force_login(contributor)

    page = client.get(url(name, at.item)).text

    assert ("H7 counts" in page, "Your agency’s lead has been told why." in page) == (False, True)


def test_a_query_is_answered_from_the_return(client):
    at, officer = desk(), manager()
    figure = at.figure(given=True)
    Figure.objects.update(thread=threads.open_thread("A figure", "Why so high?", by=officer))
    handed_in(at)
    client.force_login(at.lead)

    page = client.get(at.item.get_absolute_url()).text

    assert "Why so high?" in page
    assert "The Board’s office asks about 1 figure of it." in page
    assert f'action="{url("figure-answer", figure)}"' in page


def test_an_agencys_draft_is_its_own_until_it_is_handed_in(client):
    at = desk()
    at.figure(given=True, commentary="Not checked yet.")
    client.force_login(at.lead)
    assert "Not checked yet." in client.get(at.item.get_absolute_url()).text

    client.force_login(analyst())
    assert "Not checked yet." not in client.get(at.item.get_absolute_url()).text

    handed_in(at)
    assert "Not checked yet." in client.get(at.item.get_absolute_url()).text


def test_a_contributor_reads_nothing_of_rows_that_are_not_theirs(client):
    at = desk(commentary="About the whole.")
    at.figure(given=True, delegated_to=at.colleague)
    at.figure(given=True, indicator__title="Bruises in babies", commentary="Not for Ruth.")
    receipt = reverse("indicators:receipt", args=[handed_in(at).reference])
    for address in (at.item.get_absolute_url(), receipt):
        client.force_login(at.lead)
        for secret in ("Not for Ruth.", "Bruises in babies", "About the whole."):
            assert secret in client.get(address).text

        client.force_login(at.colleague)
        for secret in ("Not for Ruth.", "Bruises in babies", "About the whole."):
            assert secret not in client.get(address).text


# Check and submit


@pytest.mark.parametrize("count", [1, 5])
def test_the_check_asks_as_much_for_one_row_as_for_five(client, count, django_assert_num_queries):
    at = desk()
    for _ in range(count):
        at.figure(given=True)
    client.force_login(at.lead)

    with django_assert_num_queries(7):  # session, user, scope, return, rows, published, board
        client.get(url("return-submit", at.item))


def test_the_check_says_what_is_missing_and_leads_to_the_row(client):
    at = desk()
    figure = at.figure(indicator__code="H1")
    client.force_login(at.lead)

    response = client.get(url("return-submit", at.item))

    assert [problem.sentence for problem in response.context["found"]] == [
        "Enter a figure, or choose why there is none."
    ]
    assert f'href="{url("return-edit", at.item)}#row-{figure.pk}"' in response.text
    assert "Submit to the Board's office" not in response.text


def test_submitting_leads_to_the_receipt(client):
    at = desk()
    at.figure(given=True)
    client.force_login(at.lead)
    stamp = client.get(url("return-submit", at.item)).context["stamp"]

    response = client.post(url("return-submit", at.item), {"stamp": stamp}, follow=True)

    submission = Submission.objects.get()
    assert response.redirect_chain == [(reverse("indicators:receipt", args=[submission.reference]), 302)]
    assert f"Receipt {submission.reference}" in response.text
    assert "Tuesday 20 October 2026 at 10:41, on time." in response.text
    assert "75.0%" in response.text


def test_submitting_again_with_the_same_page_gives_the_same_receipt(client):
    at = desk()
    at.figure(given=True)
    client.force_login(at.lead)
    stamp = client.get(url("return-submit", at.item)).context["stamp"]

    first, second = (client.post(url("return-submit", at.item), {"stamp": stamp}) for _ in range(2))

    assert first.url == second.url
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("stamp", ["", "0.99", "x", "٣"])
def test_an_old_page_is_read_again_before_it_submits(client, stamp):
    at = desk()
    at.figure(given=True)
    client.force_login(at.lead)

    response = client.post(url("return-submit", at.item), {"stamp": stamp}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "Something in this return was saved after you opened this page. Read it again, then submit it."
    ]
    assert not Submission.objects.exists()


def test_submitting_an_unfinished_return_leads_back_to_what_is_missing(client):
    at = desk()
    at.figure()
    client.force_login(at.lead)

    response = client.post(url("return-submit", at.item), {"stamp": "0.0"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "This return was not submitted: there is still something to put right."
    ]
    assert len(response.context["found"]) == 1


def test_submitting_after_the_lock_date_says_so_once(client, time_machine):
    at = desk()
    at.figure(given=True)
    time_machine.move_to(f"{LOCKED}+00:00", tick=False)
    client.force_login(at.lead)

    response = client.post(url("return-submit", at.item), {"stamp": "0.0"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "Late figures for Q2 2026–27 were taken until 27 November 2026. Ask the Board's office."
    ]


def test_the_receipt_keeps_what_was_handed_in_whatever_is_corrected_later(client):
    at = desk()
    at.figure(given=True)
    submission = handed_in(at)
    Figure.objects.update(numerator_text="50", numerator=50)
    client.force_login(at.lead)

    assert "75.0%" in client.get(reverse("indicators:receipt", args=[submission.reference])).text


def test_the_receipt_says_when_it_was_done_for_the_agency(client, time_machine):
    at = desk()
    at.figure(given=True)
    time_machine.move_to(f"{LATE}+00:00", tick=False)
    submission = handed_in(at, by=manager(name="Helen Ostrow"))
    client.force_login(at.lead)

    page = client.get(reverse("indicators:receipt", args=[submission.reference])).text

    assert "Helen Ostrow, of the Board's office, for the agency" in page
    assert "Friday 6 November 2026 at 09:41, late." in page


@pytest.mark.parametrize("reference", ["IR-2026Q2-001-9", "x", "IR-2026Q2-001-1%00"])
def test_a_receipt_that_is_not_there_is_not_found(client, reference):
    client.force_login(agency_lead())

    assert client.get(reverse("indicators:receipt", args=["x"]).replace("x", reference)).status_code == 404
