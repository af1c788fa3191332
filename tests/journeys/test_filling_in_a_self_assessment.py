"""The form of a self-assessment holds what the form of figures does: no text is lost, and none is another's to see."""

import re
from urllib.parse import urljoin

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from audits.self_assessment.models import Answer, HandingIn
from lscb.core.models import BrowserSession
from tests.factories.assessments import AnswerFactory, AssessmentReturnFactory, QuestionFactory, ToolStandardFactory
from tests.factories.board import AgencyFactory, agency_lead
from tests.journeys.accessibility import arrive, arrive_without_scripts, check_accessibility, check_reflow
from tests.journeys.hands import rest, stay, tab_to

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("november")]

STANDARD, WHY = "A clear line of accountability", "Why, and what shows it"
NOTHING_SAVES_ITSELF = """() => ["input", "change"].forEach((type) => document.querySelector("form[data-answers]")
    .addEventListener(type, (event) => event.stopImmediatePropagation(), { capture: true }))"""


@pytest.fixture
def november(time_machine):
    time_machine.move_to("2026-11-23 09:41:00+00:00")


@pytest.fixture
def marcus():
    return agency_lead(AgencyFactory(name="Vale Community Health"), name="Marcus Adeyemi")


@pytest.fixture
def ruth(marcus):
    """Who leads the same agency with him."""
    return agency_lead(marcus.appointments.get().agency, name="Ruth Asante")


@pytest.fixture
def answers(marcus):
    """A standard of two questions, of which nothing is answered."""
    item = AssessmentReturnFactory(campaign__title="Section 11, 2026", agency=marcus.appointments.get().agency)
    standard = ToolStandardFactory(tool=item.campaign.tool, title=STANDARD)
    asked = {"1.1": "Is a named senior officer accountable?", "1.2": "Do staff know who it is?"}
    return [
        AnswerFactory(assessment=item, question=QuestionFactory(tool_standard=standard, code=code, text=text))
        for code, text in asked.items()
    ]


def standard_of(answer):
    return reverse("self-assessment:return-standard", args=[answer.assessment_id, answer.question.tool_standard_id])


def part(page, number=0):
    return page.locator("[data-row]").nth(number)


def write(page, words, number=0):
    """Write why, and leave the box, as one does."""
    part(page, number).get_by_label(WHY).fill(words)
    page.keyboard.press("Tab")


def is_saved(page):
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Saved at 09:4\d$"))


def kept(answer):
    answer.refresh_from_db()
    return answer.why


def test_no_text_is_lost_to_the_network_a_second_tab_a_second_person_or_the_end_of_a_session(
    page, context, second_browser, sign_in, marcus, ruth, answers
):
    first, second = answers
    sign_in(marcus)
    sign_in(ruth, on=second_browser)
    tab = context.new_page()
    for each in (page, tab, second_browser):
        each.goto(urljoin(page.url, standard_of(first)))

    # The network goes while he writes; what he wrote stays, and is saved when it is back.
    context.set_offline(True)
    write(page, "The Chief Nurse")
    expect(part(page)).to_contain_text("there is no connection. Your text is still on this page")
    check_accessibility(page)
    expect(part(page).get_by_label(WHY)).to_have_value("The Chief Nurse")
    assert kept(first) == ""
    context.set_offline(False)
    is_saved(page)
    assert kept(first) == "The Chief Nurse"

    # His own second tab, which was open before: both texts, and his choice.
    write(tab, "The Chief Nurse, since May")
    both = tab.get_by_role("group", name="Two texts")
    expect(both).to_contain_text("You saved this in another window at 09:4")
    expect(both.locator("dd")).to_have_text(["Saved The Chief Nurse", "Yours, not saved The Chief Nurse, since May"])
    assert kept(first) == "The Chief Nurse"
    both.get_by_role("button", name="Use mine").click()
    is_saved(tab)
    expect(both).to_be_hidden()
    assert kept(first) == "The Chief Nurse, since May"

    # A second person, whose refused Save starts at the summary; the part of it leads to the question.
    theirs = second_browser
    write(theirs, "Our director")
    both = theirs.get_by_role("group", name="Two texts")
    expect(both).to_contain_text("Marcus Adeyemi saved this at 09:4")
    check_accessibility(theirs)
    check_reflow(theirs)
    theirs.get_by_role("button", name="Save", exact=True).last.click()
    summary = theirs.get_by_role("alert").filter(has_text="1 answer was not saved")
    expect(summary).to_be_focused()
    arrive(theirs, STANDARD)
    expect(part(theirs).get_by_label(WHY)).to_have_value("Our director")
    expect(both.locator("dd").last).to_have_text("Yours, not saved Our director")
    both.get_by_role("button", name="Keep Marcus’s answer").click()
    expect(part(theirs).get_by_label(WHY)).to_have_value("The Chief Nurse, since May")
    texts = [one.texts["why"] for one in first.revisions.all()]
    assert texts == ["The Chief Nurse", "The Chief Nurse, since May"]

    # The session ends while he writes: it is saved by itself when he comes back from signing in, in another tab.
    BrowserSession.objects.all().delete()
    write(page, "Posters on each ward", number=1)
    expect(part(page, 1)).to_contain_text("You are signed out. Your text is still on this page.")
    check_accessibility(page)
    assert kept(second) == ""
    with context.expect_page() as opened:
        part(page, 1).get_by_role("link", name="Sign in, in a new tab").click()
    sign_in(marcus, on=opened.value)
    opened.value.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    is_saved(page)
    assert kept(second) == "Posters on each ward"


def test_a_session_is_extended_and_ends_and_its_text_comes_back_to_its_writer_alone(
    page, context, sign_in, marcus, ruth, answers
):
    [first, _second] = answers
    page.clock.install()
    sign_in(marcus)
    page.goto(urljoin(page.url, standard_of(first)))
    page.evaluate(NOTHING_SAVES_ITSELF)
    box = part(page).get_by_label(WHY)
    box.press_sequentially("The Chief Nurse")

    with page.expect_response("**/account/session/") as told:  # of the writing, 27 minutes later
        rest(page, 27)
    told.value.finished()
    rest(page, 1)
    page.clock.run_for(30_000)
    dialog = page.get_by_role("dialog", name="You will be signed out at")
    expect(dialog.get_by_role("button", name="Stay signed in")).to_be_focused()
    check_accessibility(page)
    check_reflow(page)
    stay(dialog)
    expect(dialog).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_have_value("The Chief Nurse")

    # It ends all the same; the same person has the words back, and sends them.
    rest(page, 31)
    page.clock.run_for(10_000)
    dialog = page.get_by_role("dialog", name="You are signed out")
    expect(dialog).to_contain_text("What you have typed is still on this page.")
    dialog.get_by_role("button", name="Go back to the page").click()
    page.get_by_role("button", name="Save", exact=True).last.click()
    arrive(page, "You were signed out before this was saved")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in, in a new tab").click()
    sign_in(marcus, on=opened.value)
    opened.value.close()
    page.get_by_role("button", name="Send it again").click()
    arrive(page, STANDARD)
    expect(part(page).get_by_label(WHY)).to_have_value("The Chief Nurse")
    assert kept(first) == "The Chief Nurse"

    # It ends again, and a colleague of the same agency signs in at his machine: she never sees his words.
    page.evaluate(NOTHING_SAVES_ITSELF)
    part(page).get_by_label(WHY).fill("The Chief Nurse, who leaves in March")
    rest(page, 31)
    page.get_by_role("button", name="Save", exact=True).last.evaluate("button => button.form.requestSubmit(button)")
    arrive(page, "You were signed out before this was saved")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in, in a new tab").click()
    sign_in(ruth, on=opened.value)
    opened.value.close()
    page.get_by_role("button", name="Send it again").click()
    arrive(page, "This was not saved")
    assert "leaves in March" not in page.content()
    assert kept(first) == "The Chief Nurse"


def test_the_keyboard_alone_is_enough(page, sign_in, marcus, answers):
    before = AnswerFactory(question=answers[0].question, value="met")
    Answer.objects.filter(pk=answers[0].pk).update(value="met", is_confirmed=False, brought_from=before)
    sign_in(marcus)
    keys = page.keyboard

    tab_to(page, "Section 11, 2026")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Section 11, 2026")
    tab_to(page, STANDARD)
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(STANDARD)
    # The button goes with last round's answer, and the focus stays at the question.
    tab_to(page, "This still holds")
    keys.press("Enter")
    expect(part(page).get_by_role("radio").first).to_be_focused()
    tab_to(page, WHY)
    keys.type("The Chief Nurse")
    # Of the second question's answers the first is met by the Tab key, the others by the arrows.
    tab_to(page, "Met")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(part(page, 1).get_by_label("Not met")).to_be_checked()
    expect(part(page, 1).get_by_text("This answer asks for one action.")).to_be_visible()
    for box, words in (
        ("What your agency will do", "Put up posters"),
        ("Who sees to it", "Named nurse"),
        ("By when", "30 June 2027"),
        ("How you will know that it worked", "Nine in ten staff know her"),
    ):
        tab_to(page, box)
        keys.type(words)
    tab_to(page, "Save and see all standards")
    keys.press("Enter")
    expect(page.get_by_text("Complete")).to_be_visible()
    tab_to(page, "Check and submit")
    keys.press("Enter")
    expect(page.get_by_text("Nothing is missing")).to_be_visible()

    # Submitted without a signature it is refused, and the summary has the focus and leads to the first box.
    tab_to(page, "Submit the return")
    keys.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    check_accessibility(page)
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_label("Signed off by")).to_be_focused()
    keys.type("Dr Amara Quist")
    tab_to(page, "Their post")
    keys.type("Chief Nurse")
    tab_to(page, "On")
    keys.type("20 November 2026")
    tab_to(page, "They have read this return")
    keys.press("Space")
    tab_to(page, "Submit the return")
    keys.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Receipt SA-2026-"))
    [one, other] = HandingIn.objects.get().content
    assert (one["value"], one["why"], other["value"]) == ("met", "The Chief Nurse", "not")
    assert other["action"]["what"] == "Put up posters"


def test_without_scripts_two_people_and_the_end_of_a_session_lose_nothing(
    page_without_scripts, second_browser, sign_in, marcus, ruth, answers
):
    page, [first, second] = page_without_scripts, answers
    sign_in(marcus, on=page)
    address = urljoin(page.url, standard_of(first))
    page.goto(address)
    sign_in(ruth, on=second_browser)
    second_browser.goto(address)
    write(second_browser, "Our director")
    is_saved(second_browser)

    # What the two disagree on is shown; the rest of the page is saved.
    part(page).get_by_label(WHY).fill("The Chief Nurse")
    part(page, 1).get_by_label(WHY).fill("Posters")
    page.get_by_role("button", name="Save", exact=True).last.click()
    arrive_without_scripts(page, STANDARD)
    expect(page.get_by_role("alert")).to_contain_text("1 answer was not saved")
    both = page.get_by_role("group", name="Two texts")
    expect(both.locator("dd")).to_have_text(["Ruth’s, saved Our director", "Yours, not saved The Chief Nurse"])
    assert (kept(first), kept(second)) == ("Our director", "Posters")
    both.get_by_role("button", name="Use mine").click()
    expect(both).to_be_hidden()
    assert (kept(first), kept(second)) == ("The Chief Nurse", "Posters")

    part(page, 1).get_by_label(WHY).fill("Posters on each ward")
    BrowserSession.objects.update(expire_date=timezone.now())
    page.get_by_role("button", name="Save", exact=True).last.click()
    arrive_without_scripts(page, "You were signed out before this was saved")
    other = page.context.new_page()
    other.goto(address)
    sign_in(marcus, on=other)
    page.get_by_role("button", name="Send it again").click()
    arrive_without_scripts(page, "This was not saved")
    page.get_by_role("button", name="Send it again").click()
    expect(part(page, 1).get_by_label(WHY)).to_have_value("Posters on each ward")
    assert list(Answer.objects.order_by("pk").values_list("why", flat=True)) == [
        "The Chief Nurse",
        "Posters on each ward",
    ]
