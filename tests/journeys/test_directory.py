"""Coming in through the council's own directory: by invitation first, and then every morning."""

from copy import deepcopy

import pytest
from django.utils import timezone
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import expect

from lscb.core import (
    directory_provider,  # noqa: F401 (known from the start where a directory is set)
    invitations,
)
from tests.factories.board import board_member
from tests.journeys.accessibility import check_accessibility

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def council(settings):
    """A directory on this machine, and the product's pages allowed to lead there."""
    with run_server_in_thread(user_claims=[Known(sub="priya")]) as server:
        issuer = f"http://localhost:{server.server_port}"
        own = {"server_url": issuer, "fetch_userinfo": False, "oauth_pkce_enabled": True, "kind": "generic"}
        app = {"provider_id": "directory", "name": "Council", "client_id": "lscb", "secret": "s", "settings": own}
        settings.DIRECTORY_NAME = "Aldermere Council"
        settings.SOCIALACCOUNT_PROVIDERS = {"directory": {"APPS": [app]}}
        policy = deepcopy(settings.CONTENT_SECURITY_POLICY)
        policy["DIRECTIVES"]["form-action"].append(issuer)
        settings.CONTENT_SECURITY_POLICY = policy
        yield issuer


def test_an_invitation_is_accepted_through_the_directory_and_opens_the_door_again(page, council, live_server):
    priya = board_member(name="Priya Nair", joined_at=None)
    token = invitations.invite(priya, by=None, now=timezone.now())

    page.goto(f"{live_server.url}/join/{token}/")
    check_accessibility(page)
    page.get_by_role("button", name="Continue through Aldermere Council").click()
    page.get_by_role("button", name="priya").click()
    expect(page.get_by_role("link", name="Priya Nair")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")

    page.goto(f"{live_server.url}/account/sign-in/")
    check_accessibility(page)
    page.get_by_role("button", name="Sign in through Aldermere Council").click()
    page.get_by_role("button", name="priya").click()
    expect(page.get_by_role("link", name="Priya Nair")).to_be_visible()
    page.goto(f"{live_server.url}/account/")
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    check_accessibility(page)
