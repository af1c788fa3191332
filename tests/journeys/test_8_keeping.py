"""The manager lets text past its period go, and has a file checked that was lost."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from playwright.sync_api import expect

from board import tasks
from lscb.core import files
from tests.factories.board import manager
from tests.factories.core import NotificationFactory
from tests.journeys.accessibility import arrive

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_manager_erases_what_is_past_its_period(page, sign_in):
    long_ago = timezone.now() - timedelta(days=500)
    NotificationFactory(queued_at=long_ago, sent_at=long_ago)
    sign_in(manager())
    page.goto(urljoin(page.url, "/board/settings/"))

    page.get_by_role("link", name="Text past its period").click()
    arrive(page, "Text past its period")
    page.get_by_role("button", name="Erase it now").click()

    arrive(page, "Text past its period")
    expect(page.get_by_text("Nothing is past its period.")).to_be_visible()
    expect(page.get_by_text("Texts of messages that were sent: 1")).to_be_visible()


def test_the_manager_has_a_lost_file_checked_again(page, sign_in):
    file = files.store(b"%PDF-", name="Minutes.pdf", content_type="application/pdf", by=None)
    place = Path(default_storage.path(file.path))
    place.unlink()
    tasks.check_files()
    sign_in(manager())
    page.goto(urljoin(page.url, "/tasks/"))

    page.get_by_role("link", name="stored file is not whole").click()
    arrive(page, "Stored files that are not whole")
    expect(page.get_by_role("cell", name="Missing")).to_be_visible()
    place.write_bytes(b"%PDF-")
    page.get_by_role("button", name="Check them again").click()

    expect(page.get_by_text("Every file is whole")).to_be_visible()
