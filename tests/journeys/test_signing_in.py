"""Anyone with an account signs in, and out again; all else is behind that door."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.board import manager
from tests.journeys.accessibility import check_reflow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_manager_signs_in_and_out(visit, sign_in):
    person = manager(name="Helen Ostrow")

    page = visit("/tasks/")
    expect(page).to_have_url(re.compile("/account/sign-in/"))
    check_reflow(page)

    sign_in(person)
    expect(page.get_by_text("Helen Ostrow").first).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/account/sign-in/"))
