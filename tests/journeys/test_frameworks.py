"""A framework is begun, built and adopted by the manager; whoever leads its monitoring records that it was done."""

import pytest
from playwright.sync_api import expect

from board.enums import Role
from frameworks.models import Completion, Framework
from tests.factories.board import GroupFactory, KeyQuestionFactory, manager, person_with
from tests.journeys.accessibility import arrive

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("november")]


@pytest.fixture
def november(time_machine):
    time_machine.move_to("2026-11-23 09:41:00+00:00")


def press(page, locator, key="Enter"):
    locator.focus()
    page.keyboard.press(key)


def test_a_framework_from_its_title_to_the_first_thing_done(page, second_browser, sign_in):
    KeyQuestionFactory(number=1, text="Are children safe?")
    group = GroupFactory(name="Audit group")
    helen, philip = manager(name="Helen Ostrow"), person_with(Role.GROUP_CHAIR, group=group, name="Philip Orme")
    sign_in(helen)

    page.get_by_role("link", name="Frameworks", exact=True).click()
    arrive(page, "Frameworks")
    page.get_by_role("link", name="Begin the first one").click()
    arrive(page, "Begin a framework")
    page.get_by_label("Title").fill("Standards of the Board")
    page.get_by_role("button", name="Begin it").click()
    arrive(page, "Standards of the Board")

    page.get_by_role("link", name="Add the first section").click()
    arrive(page, "Add a section")
    page.get_by_label("Title").fill("Membership")
    page.get_by_role("button", name="Add the section").click()
    page.get_by_role("link", name="Add a standard").click()
    arrive(page, "Add a standard")
    page.get_by_label("What is to hold").fill("Each agency is represented.")
    page.get_by_label("1. Are children safe?").check()
    page.get_by_role("button", name="Add the standard").click()
    page.get_by_role("link", name="Add how it is monitored").click()
    arrive(page, "Add how it is monitored")
    page.get_by_label("How it is checked").fill("Membership looked through")
    page.get_by_label("When, in words").fill("Yearly, next due December 2026")
    page.get_by_label("Lead group").select_option("Audit group")
    page.get_by_role("button", name="Add the monitoring").click()
    arrive(page, "Standards of the Board")
    page.get_by_role("link", name="Done editing").click()
    expect(page.get_by_role("cell", name="December 2026")).to_be_visible()

    # Adopting it and recording with the keyboard alone.
    press(page, page.get_by_role("link", name="Change the status"))
    arrive(page, "How far the framework has come")
    press(page, page.get_by_label("Adopted: its words stand"), "Space")
    press(page, page.get_by_role("button", name="Save the status"))
    expect(page.get_by_text("Version 1, adopted 23 November 2026")).to_be_visible()

    sign_in(philip, on=second_browser)
    second_browser.get_by_role("link", name="Frameworks", exact=True).click()
    second_browser.get_by_role("link", name="Standards of the Board").click()
    arrive(second_browser, "Standards of the Board")
    second_browser.get_by_role("link", name="Membership looked through").click()
    arrive(second_browser, "Membership looked through")
    press(second_browser, second_browser.get_by_role("link", name="Record that it was done"))
    arrive(second_browser, "Record that it was done")
    second_browser.get_by_label("Done", exact=True).focus()
    second_browser.keyboard.type("November 2026")
    press(second_browser, second_browser.get_by_role("button", name="Record it"))
    expect(second_browser.get_by_text("It is next due December 2027.")).to_be_visible()
    assert (Framework.objects.get().status, Completion.objects.get().recorded_by) == ("adopted", philip)
