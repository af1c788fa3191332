"""Self-assessments, as a browser meets them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.self_assessment import actions
from audits.self_assessment.enums import ReturnStatus
from audits.self_assessment.models import Answer, AssessmentReturn, Campaign
from board.models import Board
from tests.audits.self_assessment.test_actions import hand_in
from tests.factories.assessments import (
    AnswerFactory,
    AssessmentReturnFactory,
    CampaignFactory,
    QuestionFactory,
    ToolFactory,
    ToolStandardFactory,
)
from tests.factories.board import AgencyFactory, GroupFactory, MembershipFactory, agency_lead, board_member, manager

pytestmark = pytest.mark.django_db
FAR = date(2199, 1, 1)


@pytest.fixture(autouse=True)
def settled_board():
    return Board.current()


@pytest.fixture
def marcus(client):
    person = agency_lead(name="Marcus Adeyemi")
    client.force_login(person)
    return person


@pytest.fixture
def item(marcus):
    campaign = CampaignFactory(due_on=FAR, locks_on=FAR)
    return AssessmentReturnFactory(campaign=campaign, agency=marcus.appointments.get().agency)


def asked(item, count=1, **question):
    standard = ToolStandardFactory(tool=item.campaign.tool)
    return [
        AnswerFactory(assessment=item, question=QuestionFactory(tool_standard=standard, position=number, **question))
        for number in range(count)
    ]


def page_of(answer):
    return reverse("self-assessment:return-standard", args=[answer.assessment_id, answer.question.tool_standard_id])


def boxes(answer, version=None, **said):
    version = answer.version if version is None else version
    return {f"q-{answer.pk}-{name}": value for name, value in {"version": version, **said}.items()}


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("count", [1, 60])
def test_a_standard_is_flat(client, item, django_assert_num_queries, count):
    answers = asked(item, count)

    # Session, user, roles, the Board; the return, its answers, progress, helpers, and standards.
    with django_assert_num_queries(9):
        client.get(page_of(answers[0]))


def test_saving_one_answer_is_few_queries(client, item, django_assert_max_num_queries):
    [answer] = asked(item)
    saving = reverse("self-assessment:answer-save", args=[answer.pk])
    client.post(saving, boxes(answer, value="met"))

    # Session, user, roles; a transaction's beginning and end, which is one when no test stands around it; the answer
    # held, changed, and its version kept; whether this spell of work is logged already.
    with django_assert_max_num_queries(9):
        client.post(saving, boxes(answer, version=1, value="partly", why="Two wards are not"))

    answer.refresh_from_db()
    assert (answer.value, answer.why) == ("partly", "Two wards are not")


@pytest.mark.parametrize("count", [1, 300])
def test_a_campaigns_board_is_flat(client, django_assert_num_queries, count):
    client.force_login(manager())
    campaign = CampaignFactory()
    for _ in range(count):
        AnswerFactory(assessment__campaign=campaign)

    # One of them for what was accepted instead of a return, one for the panel's way in to the standards.
    with django_assert_num_queries(10):
        client.get(campaign.get_absolute_url())


@pytest.mark.parametrize("count", [1, 12])
def test_what_came_of_it_is_flat(client, django_assert_num_queries, count):
    client.force_login(board_member())
    campaign = CampaignFactory()
    question = QuestionFactory(tool_standard__tool=campaign.tool)
    for _ in range(count):
        handed_in = AssessmentReturnFactory(
            campaign=campaign,
            status=ReturnStatus.SUBMITTED,
            submitted_at=timezone.now(),
            submitted_by=campaign.opened_by,
        )
        AnswerFactory(assessment=handed_in, question=question, value="met")

    # Accepted instead, whether the PDF is there, the rates and the actions are one each.
    with django_assert_num_queries(15):
        page = client.get(reverse("self-assessment:campaign-results", args=[campaign.pk]))

    assert page.text.count("100</span>") == count + 1


def test_the_plain_save_keeps_everything_on_the_page(client, item):
    first, second = asked(item, 2)

    sent = boxes(first, value="met", why="On the intranet") | boxes(second, value="n/a", why="No such service")
    response = client.post(page_of(first), sent, follow=True)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.value, first.why, second.not_applicable, second.value) == ("met", "On the intranet", True, "")
    assert said(response)[0].startswith("Saved at ")


def test_two_people_at_one_answer_both_texts_are_shown_and_none_is_lost(client, item):
    [answer] = asked(item)
    client.post(page_of(answer), boxes(answer, value="met", why="Hers"))

    response = client.post(page_of(answer), boxes(answer, version=0, value="partly", why="His"))

    assert response.status_code == 409
    [outcome] = response.context["outcomes"]
    assert outcome.both.texts == [("Your answer", "Met", "Partly met"), ("Why", "Hers", "His")]
    chosen = boxes(answer, version=0, value="partly", why="His", resolve=f"mine:{outcome.both.version}")
    client.post(page_of(answer), chosen)
    answer.refresh_from_db()
    assert (answer.value, answer.why) == ("partly", "His")
    assert [one.texts["why"] for one in answer.revisions.all()] == ["Hers", "His"]


def test_last_rounds_answers_are_confirmed_one_by_one_or_all_together(client, item):
    first, second, third = asked(item, 3)
    for answer in (first, second, third):
        Answer.objects.filter(pk=answer.pk).update(
            value="met", is_confirmed=False, brought_from=AnswerFactory(question=answer.question, value="met")
        )
        answer.refresh_from_db()
    everything = {}
    for answer in (first, second, third):
        everything |= boxes(answer, value="met")

    client.post(page_of(first), everything)
    assert Answer.objects.filter(assessment=item, is_confirmed=False).count() == 3
    client.post(page_of(first), everything | {f"q-{first.pk}-confirm": "yes"})
    assert set(Answer.objects.filter(assessment=item, is_confirmed=False)) == {second, third}
    client.post(page_of(first), {"confirm-all": "yes"})
    assert not Answer.objects.filter(assessment=item, is_confirmed=False).exists()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ settings.SECRET_KEY }}", "=1+1", "x" * 20_000])
def test_what_is_written_is_shown_as_it_was_written(client, item, text):
    [answer] = asked(item)

    client.post(page_of(answer), boxes(answer, value="met", why=text))

    answer.refresh_from_db()
    assert answer.why == text
    assert "<script>alert" not in client.get(page_of(answer)).text


def test_an_answer_of_a_megabyte_is_given_back_with_a_sentence(client, item):
    [answer] = asked(item)

    response = client.post(page_of(answer), boxes(answer, why="x" * 1_000_000))

    [outcome] = response.context["outcomes"]
    assert outcome.refusal.startswith("Why: Shorten this to 20000 characters")
    assert "x" * 1_000 in response.text
    by_itself = client.post(
        reverse("self-assessment:answer-save", args=[answer.pk]), boxes(answer, why="x" * 1_000_000)
    )
    assert "Why: Shorten this to 20000 characters" in by_itself.text
    answer.refresh_from_db()
    assert (answer.why, answer.revisions.count()) == ("", 0)


def test_an_answer_typed_while_the_campaign_closes_is_not_saved_and_not_lost(client, item):
    [answer] = asked(item)
    Campaign.objects.update(closed_at=timezone.now(), closed_by=manager())

    response = client.post(reverse("self-assessment:answer-save", args=[answer.pk]), boxes(answer, why="Late words"))

    assert "was closed, so no more answers are taken" in response.text
    answer.refresh_from_db()
    assert answer.why == ""


def test_a_return_with_something_missing_says_what_and_where(client, item):
    [answer] = asked(item)

    page = client.get(reverse("self-assessment:return-submit", args=[item.pk])).text

    assert f"{page_of(answer)}#q-{answer.pk}" in page
    assert "Answer this question" in page


def test_a_whole_return_is_handed_in_and_receipted(client, item):
    [answer] = asked(item)
    client.post(page_of(answer), boxes(answer, value="met"))
    url = reverse("self-assessment:return-submit", args=[item.pk])
    signed = {"name": "Dr Amara Quist", "post": "Chief Nurse", "day": "1 October 2026", "declares": "on"}

    unsigned = client.post(url, signed | {"declares": ""})
    response = client.post(url, signed, follow=True)

    assert unsigned.context["form"].errors["declares"] == ["A return is submitted only once it is signed off"]
    assert "Signed off by Dr Amara Quist, Chief Nurse" in response.text
    assert client.get(page_of(answer), follow=True).redirect_chain[-1][0] == item.get_absolute_url()


def test_the_panel_judges_and_the_agency_reads_both(client, item, marcus):
    group, member = GroupFactory(), board_member()
    MembershipFactory(group=group, person=member)
    Campaign.objects.update(group=group)
    [answer] = asked(item)
    client.post(page_of(answer), boxes(answer, value="met"))
    signed = {"name": "A. Quist", "post": "Chief Nurse", "day": "1 October 2026", "declares": "on"}
    client.post(reverse("self-assessment:return-submit", args=[item.pk]), signed)

    client.force_login(member)
    client.post(reverse("self-assessment:answer-judge", args=[answer.pk]), {"value": "partly", "why": "Two of five"})
    client.post(reverse("self-assessment:return-finish", args=[item.pk]))

    client.force_login(marcus)
    page = client.get(reverse("self-assessment:return-read", args=[item.pk])).text
    assert ("Two of five" in page, "Partly met" in page, "Met" in page) == (True, True, True)
    assert AssessmentReturn.objects.get(pk=item.pk).status == "moderated"


def test_a_campaign_is_opened_for_the_agencies_that_are_chosen(client):
    client.force_login(manager())
    tool = ToolFactory()
    QuestionFactory(tool_standard__tool=tool)
    chosen, _other = AgencyFactory(), AgencyFactory()
    sent = {
        "title": "Section 11, 2026",
        "tool": tool.pk,
        "opens_on": "1 October 2026",
        "due_on": "1 December 2026",
        "locks_on": "31 January 2027",
        "agencies": [chosen.pk],
    }

    response = client.post(reverse("self-assessment:campaign-open"), sent, follow=True)

    assert [item.agency for item in Campaign.objects.get().returns.all()] == [chosen]
    assert "0 of 1 return handed in" in response.text


def test_rates_agree_with_a_count_by_hand(client):
    client.force_login(manager())
    campaign = CampaignFactory(due_on=date(2026, 11, 1), locks_on=FAR)
    for day in (date(2026, 10, 30), date(2026, 11, 1), date(2026, 11, 2), None):
        handed_in = {"status": "submitted", "submitted_at": timezone.now(), "submitted_by": campaign.opened_by}
        AssessmentReturnFactory(campaign=campaign, first_submitted_on=day, **(handed_in if day else {}))

    rates = client.get(campaign.get_absolute_url()).context["rates"]

    assert (rates.asked, rates.handed_in, rates.on_time, rates.late) == (4, 3, 2, 1)

    # Sent back, one came in all the same, on its day, but is not settled; in again a month late, it is as before.
    back = campaign.returns.get(first_submitted_on=date(2026, 10, 30))
    actions.send_back(back, because="Standard 1", by=manager(), today=date(2026, 11, 20))
    page = client.get(campaign.get_absolute_url())
    rates = page.context["rates"]
    assert (rates.handed_in, rates.on_time, rates.late, rates.sent_back, rates.settled) == (3, 2, 1, 1, 2)
    assert "1 was sent back and is with the agency again." in page.text
    lead = agency_lead(back.agency)
    hand_in(back, lead, today=date(2026, 12, 1))
    rates = client.get(campaign.get_absolute_url()).context["rates"]
    assert (rates.handed_in, rates.on_time, rates.late, rates.sent_back, rates.settled) == (3, 2, 1, 0, 3)


def test_what_a_member_of_the_board_reads_holds_no_answer(client, item, marcus):
    [answer] = asked(item)
    client.post(page_of(answer), boxes(answer, value="met", why="Only three wards"))
    client.force_login(board_member())

    page = client.get(item.campaign.get_absolute_url()).text

    assert "Only three wards" not in page
    assert client.get(item.get_absolute_url()).status_code == 404


def test_the_next_version_of_a_tool_begins_with_what_the_last_one_asks(client):
    helen = manager()
    client.force_login(helen)
    question = QuestionFactory(tool_standard__tool__status="frozen")
    coming = actions.next_version(question.tool_standard.tool, by=helen)

    page = client.get(coming.get_absolute_url()).text

    assert question.text in page


@pytest.mark.parametrize("count", [1, 8])
def test_the_panel_reads_agencies_side_by_side_and_no_draft(client, django_assert_num_queries, count):
    client.force_login(manager())
    campaign = CampaignFactory()
    question = QuestionFactory(tool_standard__tool=campaign.tool)
    for number in range(count):
        handed_in = AssessmentReturnFactory(
            campaign=campaign,
            status=ReturnStatus.SUBMITTED,
            submitted_at=timezone.now(),
            submitted_by=campaign.opened_by,
        )
        AnswerFactory(assessment=handed_in, question=question, value="met", why=f"As agency {number} has it")
    AnswerFactory(assessment__campaign=campaign, question=question, value="met", why="Not handed in")

    with django_assert_num_queries(8):
        page = client.get(reverse("self-assessment:side-by-side", args=[campaign.pk, question.tool_standard_id])).text

    assert (page.count("As agency"), "Not handed in" in page) == (count, False)
    client.force_login(board_member())
    assert (
        client.get(reverse("self-assessment:side-by-side", args=[campaign.pk, question.tool_standard_id])).status_code
        == 403
    )


def test_a_return_is_offered_to_be_judged_and_sent_back_only_while_it_can_be(client, item):
    asked(item)
    client.force_login(manager())
    offered = {}
    for status in (ReturnStatus.SUBMITTED, ReturnStatus.MODERATED, ReturnStatus.CLOSED):
        stamps = {"submitted_at": timezone.now(), "submitted_by": item.campaign.opened_by}
        AssessmentReturn.objects.filter(pk=item.pk).update(status=status, **stamps)
        page = client.get(item.get_absolute_url()).text
        offered[status] = ("Read and judge" in page, "Read the answers" in page, "Send it back" in page)

    assert offered == {
        "submitted": (True, False, True),
        "moderated": (False, True, True),
        "closed": (False, True, False),
    }
