"""What a person does at a machine, or leaves undone: the Tab key, and a rest that a session does not outlive."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page

from lscb.core.models import BrowserSession
from tests.faults.waiting import wait_for

NAMED = """() => {
    const one = document.activeElement;
    const labels = [...(one.labels ?? [])].map((label) => label.innerText);
    return [one.getAttribute("aria-label"), ...labels, one.innerText, one.id].filter(Boolean).join(" | ");
}"""


def tab_to(page: Page, name: str) -> None:
    """Press the Tab key until what is named so has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a, button, input, select, textarea, summary')") and (
            name in page.evaluate(NAMED)
        ):
            return
    raise AssertionError(f"the Tab key never comes to {name}")


def rest(page: Page, minutes: int) -> None:
    """The person does nothing for so long: on the server's clock and on the browser's."""
    for session in BrowserSession.objects.exclude(user=None):
        session.seen_at -= timedelta(minutes=minutes)
        session.expire_date -= timedelta(minutes=minutes)
        session.save()
    page.clock.fast_forward(minutes * 60_000)


def stay(dialog: Locator) -> None:
    """Say so, and be heard: the page may be hearing the answer to an earlier question at that moment."""
    dialog.get_by_role("button", name="Stay signed in").click()
    nearly_all = timezone.now() + timedelta(minutes=29)
    wait_for("half an hour more", BrowserSession.objects.filter(expire_date__gt=nearly_all).exclude(user=None).exists)
