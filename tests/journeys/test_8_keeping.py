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
from lscb.core.models import StoredFile
from tests.factories.board import manager
from tests.factories.core import NotificationFactory, infected_file
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
    arrive(page, "Files held back")
    expect(page.get_by_role("cell", name="Missing")).to_be_visible()
    place.write_bytes(b"%PDF-")
    page.get_by_role("button", name="Check those that are not whole again").click()

    expect(page.get_by_text("No file is held back")).to_be_visible()


def test_the_manager_discards_a_file_that_the_scanner_put_aside(page, sign_in):
    file = infected_file("A report with quite a long name, as people give them, 2026-27 (final, signed).pdf")
    StoredFile.objects.update(stored_at=timezone.now() - timedelta(hours=1))
    sign_in(manager())
    page.goto(urljoin(page.url, "/tasks/"))

    page.get_by_role("link", name="file held by the virus scanner").click()
    arrive(page, "Files held back")
    page.get_by_role("link", name="Discard").click()
    arrive(page, f"Discard “{file}”")
    page.get_by_label("Reason").fill("A clean one was sent")
    page.get_by_role("button", name="Discard the file").click()

    arrive(page, "Files held back")
    expect(page.get_by_text("No file is held back")).to_be_visible()
