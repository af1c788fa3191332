"""Pages for when something went wrong, and every place of a Board in which nothing is yet."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.factories.board import agency_lead, board_member, manager
from tests.journeys.accessibility import arrive, check_accessibility, check_reflow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_no_such_page_and_not_for_you(page, sign_in):
    sign_in(agency_lead())
    page.goto(urljoin(page.url, "/indicators/returns/999/"))
    arrive(page, "There is no such page")
    page.goto(urljoin(page.url, "/board/settings/"))
    arrive(page, "You may not do this")
    page.get_by_role("link", name="Go to the first page").click()
    arrive(page, "My tasks")


def test_a_form_whose_token_is_old_is_given_back_and_sent_again(page, sign_in, context):
    sign_in(manager())
    page.goto(urljoin(page.url, "/board/agencies/add/"))
    page.get_by_label("Name", exact=True).fill("Vale Community Health")
    page.get_by_label("Sector").select_option("Health")
    kept = [cookie for cookie in context.cookies() if cookie["name"] != "csrftoken"]
    context.clear_cookies()
    context.add_cookies(kept)

    page.get_by_role("button", name="Add the agency").click()
    arrive(page, "This was not saved")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Vale Community Health")

    page.get_by_role("button", name="Send it again").click()
    arrive(page, "Vale Community Health")


@pytest.mark.parametrize("person", [manager, board_member, agency_lead])
def test_a_board_with_nothing_in_it_opens_every_place(person, page, sign_in):
    sign_in(person())
    sections = page.get_by_role("navigation", name="Main").get_by_role("link")
    places = [link.get_attribute("href") for link in sections.all()]
    page.goto(urljoin(page.url, "/board/"))
    within = page.get_by_role("navigation").get_by_role("link")
    places += [link.get_attribute("href") for link in within.all()]
    for place in dict.fromkeys(places):
        response = page.goto(urljoin(page.url, place))
        assert (place, response.status) == (place, 200)
        check_accessibility(page)
        check_reflow(page)


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/indicators/data-sets/library/", "Indicator library"),
        ("/indicators/data-sets/add/", "Add a data set"),
        ("/packs/begin/", "Begin a pack"),
        ("/programme/add/", "Begin a programme"),
        ("/board/people/invite/", "Invite someone"),
    ],
)
def test_the_first_steps_are_open_too(address, title, page, sign_in):
    sign_in(manager())
    page.goto(urljoin(page.url, address))
    arrive(page, title)
