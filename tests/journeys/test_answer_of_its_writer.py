"""A question that saves itself after its session ended, while somebody else signs in at the same machine."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from audits.self_assessment.models import Answer
from lscb.core.models import BrowserSession
from tests.factories.assessments import AnswerFactory
from tests.factories.board import agency_lead
from tests.journeys.accessibility import check_accessibility

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("october")]
WORDS = "The Chief Nurse, named on the intranet"


def test_a_question_saves_itself_for_the_one_who_wrote_it_alone(live_server, page, context, sign_in):
    answer = AnswerFactory()
    item, agency = answer.assessment, answer.assessment.agency
    marcus, ruth = (agency_lead(agency, name=name) for name in ("Marcus Adeyemi", "Ruth Asante"))
    standard = answer.question.tool_standard_id
    sign_in(marcus)
    page.goto(urljoin(live_server.url, f"/self-assessment/returns/{item.pk}/standards/{standard}/"))
    question = page.get_by_role("region", name=answer.question.text)
    why = question.get_by_label("Why, and what shows it")
    BrowserSession.objects.all().delete()
    why.fill(WORDS)
    why.press("Tab")
    expect(question).to_contain_text("You are signed out. Your text is still on this page.")
    check_accessibility(page)

    # Somebody else of the same agency signs in: nothing is saved in their name, and the text stays on his page.
    with context.expect_page() as opened:
        question.get_by_role("link", name="Sign in, in a new tab").click()
    tab = sign_in(ruth, on=opened.value)
    with page.expect_response("**/answers/*/save/") as refused:
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    assert refused.value.status == 403
    assert Answer.objects.get().why == ""
    expect(why).to_have_value(WORDS)

    # His own session again, and it is saved by itself.
    BrowserSession.objects.all().delete()
    sign_in(marcus, on=tab)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Saved at 10:4\d$"))
    kept = Answer.objects.get()
    assert (kept.why, kept.saved_by) == (WORDS, marcus)
