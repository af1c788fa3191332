"""Whoever tries the demonstration signs in as each role and finds every place open and usable."""

from urllib.parse import urljoin

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from audits.programme.models import ProgrammeEntry
from board.models import Agency, Group, Meeting
from demo.load import load
from demo.people import PASSWORD, SIGN_INS
from indicators.models import Figure, Indicator, IndicatorReturn, Period, Submission
from lscb.core.models import User
from tests.journeys.accessibility import check_accessibility, check_reflow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FIRST_PAGES = {
    "manager": "My tasks",
    "analyst": "My tasks",
    "agency_lead": "My tasks",
    "agency_contributor": "My tasks",
    "board_member": "Before the Board meets on",
    "group_chair": "Before the Board meets on",
    "independent_chair": "Before the Board meets on",
    "inspector": "Before the Board meets on",
}
# Between them they see every place in every form; the others' pages are made of the same parts.
LOOKED_AT_CLOSELY = {"manager", "agency_lead", "board_member"}


@pytest.fixture
def demonstration(settings, tmp_path, running_board):
    """As script/demo starts it: the invented Board, its mail in a folder."""
    settings.IS_DEMO = True
    settings.MAIL_FOLDER = settings.EMAIL_FILE_PATH = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    load(today=timezone.localdate())


@pytest.fixture
def come_in(page: Page, live_server, demonstration):
    def as_(role: str) -> Page:
        page.goto(live_server.url)
        page.get_by_label("E-mail").fill(SIGN_INS[role])
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(FIRST_PAGES[role])
        return page

    return as_


def links(region: Locator) -> list[str]:
    return [link.get_attribute("href") or "" for link in region.get_by_role("link").all()]


def look_closely(page: Page) -> None:
    check_accessibility(page)
    check_reflow(page)


def test_each_role_lands_on_its_first_page_and_finds_every_place_open(come_in):
    for role in FIRST_PAGES:
        page = come_in(role)

        for place in links(page.get_by_role("navigation", name="Main")):
            is_close = role in LOOKED_AT_CLOSELY
            answer = (page.goto if is_close else page.request.get)(urljoin(page.url, place))
            assert (role, place, answer.status) == (role, place, 200)
            if is_close:
                look_closely(page)

        page.get_by_role("button", name="Sign out").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_nobody_is_left_out():
    assert FIRST_PAGES.keys() == SIGN_INS.keys()


def test_every_kind_of_page_can_be_used_with_much_in_it(come_in):
    page = come_in("manager")
    for address in [*links(page.get_by_role("contentinfo")), *much_to_read()]:
        response = page.goto(urljoin(page.url, address))
        assert (address, response.status) == (address, 200)
        look_closely(page)


def much_to_read() -> list[str]:
    """A page of each kind, with something in each of its parts."""
    latest = Period.objects.filter(data_set__frequency="quarter").latest("starts_on")
    marcus = User.objects.get(email=SIGN_INS["agency_lead"])
    queried = Figure.objects.filter(thread__closed_at=None, thread__isnull=False).first()
    about = {
        "board:person-list": [],
        "board:person-invite": [],
        "board:person-detail": [marcus.pk],
        "board:role-give": [marcus.pk],
        "board:agency-list": [],
        "board:agency-detail": [Agency.objects.get(short_name="Police").pk],
        "board:group-list": [],
        "board:group-detail": [Group.objects.first().pk],
        "board:group-add": [],
        "board:meeting-list": [],
        "board:meeting-detail": [Meeting.objects.first().pk],
        "board:priorities": [],
        "board:key-questions": [],
        "board:settings": [],
        "board:messages-undelivered": [],
        "programme:entry-detail": [ProgrammeEntry.objects.first().pk],
        "programme:entry-change": [ProgrammeEntry.objects.first().pk],
        "indicators:library": [],
        "indicators:library-detail": [queried.indicator_id],
        "indicators:library-change": [queried.indicator_id],
        "indicators:data-set-detail": [latest.data_set_id],
        "indicators:data-set-change": [latest.data_set_id],
        "indicators:period-open": [latest.data_set_id],
        "indicators:period-detail": [latest.pk],
        "indicators:review": [queried.indicator_return_id],
        "indicators:figure-answer": [queried.pk],
        "indicators:return-send-back": [queried.indicator_return_id],
        "indicators:return-detail": [queried.indicator_return_id],
        "indicators:return-edit": [IndicatorReturn.objects.get(period=latest, agency__short_name="Vale").pk],
        "indicators:return-delegate": [IndicatorReturn.objects.get(period=latest, agency__short_name="Vale").pk],
        "indicators:receipt": [Submission.objects.first().reference],
        "reports:indicator": [Indicator.objects.first().pk],
        "reports:pack-add": [],
    }
    return [reverse(name, args=args) for name, args in about.items()]
