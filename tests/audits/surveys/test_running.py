"""A survey's life, its invitations and its reminders."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audits.surveys import actions
from audits.surveys.enums import Audience, SurveyStatus
from audits.surveys.models import Response, Survey, SurveyInvitation
from audits.surveys.tasks import see_to_surveys
from board.models import Board
from lscb.core import deadlines
from lscb.core.exceptions import Refused
from lscb.core.models import Notification
from tests.factories.assessments import CampaignFactory, QuestionFactory, ToolStandardFactory
from tests.factories.board import board_member, manager
from tests.factories.surveys import SurveyFactory, SurveyInvitationFactory, SurveyQuestionFactory
from tests.hostile.making import word

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def helen(client):
    Board.current()
    person = manager(name="Helen Ostrow")
    client.force_login(person)
    return person


def test_the_manager_makes_opens_and_closes_a_survey(client, helen):
    standard = ToolStandardFactory()
    question = QuestionFactory(tool_standard=standard)
    campaign = CampaignFactory(tool=standard.tool)
    days = {"opens_on": "1 January 2020", "closes_on": "1 January 2199"}
    made = {
        "title": "Staff survey",
        "audience": "practitioners",
        "has_open_link": "on",
        "campaign": campaign.pk,
        **days,
    }

    client.post(reverse("surveys:add"), made)
    survey = Survey.objects.get()
    asked = {"text": "I know whom to ask", "scale": "agree", "asks_about": question.pk}
    client.post(reverse("surveys:question-add", args=[survey.pk]), asked)
    assert "I know whom to ask" in client.get(reverse("surveys:preview", args=[survey.pk])).text
    client.post(reverse("surveys:open", args=[survey.pk]))
    late = client.post(reverse("surveys:question-add", args=[survey.pk]), asked)

    assert "what it asks stands" in late.text
    assert survey.questions.get().asks_about == question
    assert survey.link_key in client.get(survey.get_absolute_url()).text
    client.post(reverse("surveys:close", args=[survey.pk]))
    survey.refresh_from_db()
    assert survey.is_closed
    assert "is closed already" in client.post(reverse("surveys:open", args=[survey.pk]), follow=True).text


def test_people_are_invited_once_by_links_that_stand_in_no_row_once_sent(
    client, helen, django_capture_on_commit_callbacks
):
    survey = SurveyFactory(opened=True, title="Staff survey")
    page = reverse("surveys:invite", args=[survey.pk])
    listed = SimpleUploadedFile("list.csv", b"name,address\nBea,bea@example.org\n")

    assert "Correct these: no@where" in client.post(page, {"pasted": "ann@example.org, no@where"}).text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page, {"pasted": "Ann <ann@example.org>;ANN@example.org", "file": listed})
        client.post(page, {"pasted": "ann@example.org"})

    assert sorted(message.to[0].casefold() for message in mail.outbox) == ["ann@example.org", "bea@example.org"]
    links = {reverse("surveys:answer", args=[one.token]) for one in SurveyInvitation.objects.all()}
    assert all(any(link in message.body for link in links) for message in mail.outbox)
    assert list(Notification.objects.values_list("address", "one_time_link").distinct()) == [("", "")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (word(), "Give a file of plain text or CSV"),
        ("Bea;bea@example.org".encode("utf-16"), "Give a file of plain text or CSV"),
        (b"#!/bin/sh\nrm -rf /\n", "Enter at least one e-mail address"),
        (b"a@example.org\n" * 40_000, "Give a file of up to 500 kB"),
        (b"bea@example.org\x00\n", "Correct these: bea@example.org"),
        (b"<b>@example.org\n=1+1@{{ x }}\n", "Correct these: @example.org"),
    ],
)
def test_a_file_of_addresses_that_is_none_is_refused_in_words_and_nobody_is_invited(client, helen, content, sentence):
    survey = SurveyFactory(opened=True)

    response = client.post(
        reverse("surveys:invite", args=[survey.pk]), {"file": SimpleUploadedFile("list.csv", content)}
    )

    assert sentence in response.text
    assert not SurveyInvitation.objects.exists()


def test_reminders_go_to_those_alone_whose_link_is_unused_and_who_did_not_ask_for_quiet(
    django_capture_on_commit_callbacks,
):
    survey = SurveyFactory(opened=True, closes_on=TODAY)
    waiting, _used, _quiet = (
        SurveyInvitationFactory(survey=survey, address=f"{name}@example.org", **fields)
        for name, fields in {"waiting": {}, "used": {"is_used": True}, "quiet": {"is_stopped": True}}.items()
    )

    for days in (9, 7, 6, 2, 1, 0):
        with django_capture_on_commit_callbacks(execute=True):
            actions.remind(today=TODAY - timedelta(days=days))

    assert [message.to for message in mail.outbox] == [[waiting.address]] * 2


def test_members_rate_the_board_from_their_tasks(client, helen, django_capture_on_commit_callbacks):
    ruth = board_member(name="Ruth Asante")
    survey = SurveyFactory(audience=Audience.MEMBERS, has_open_link=False, is_named=True, title="Rating 2026")
    question = SurveyQuestionFactory(survey=survey)
    with django_capture_on_commit_callbacks(execute=True):
        actions.open_survey(survey, by=helen, today=TODAY)
    [owed] = [one for one in deadlines.open_deadlines(today=TODAY) if one.what == "Rating 2026"]
    assert (owed.responsible, [message.to for message in mail.outbox]) == ((ruth.pk,), [[ruth.email]])

    client.force_login(ruth)
    page = client.get(owed.url).url
    client.post(page, {f"q-{question.pk}": "4"})

    assert Response.objects.get().person == ruth
    assert [one for one in deadlines.open_deadlines(today=TODAY) if one.what == "Rating 2026"] == []
    client.force_login(helen)
    assert client.get(owed.url).status_code == 404


def test_a_rating_without_names_keeps_none(helen, client):
    ruth = board_member()
    survey = SurveyFactory(audience=Audience.MEMBERS, has_open_link=False)
    question = SurveyQuestionFactory(survey=survey)
    actions.open_survey(survey, by=helen, today=TODAY)
    client.post(reverse("surveys:answer", args=[survey.invitations.get(person=ruth).token]), {f"q-{question.pk}": "4"})

    assert Response.objects.get().person is None


def test_past_its_day_a_survey_closes_by_itself_and_a_copy_asks_the_same(helen):
    survey = SurveyFactory(opened=True, closes_on=date(2020, 2, 1))
    SurveyQuestionFactory(survey=survey, text="One")
    SurveyInvitationFactory(survey=survey)

    see_to_surveys()

    survey.refresh_from_db()
    assert (survey.status, survey.closed_on, survey.invited_count) == (SurveyStatus.CLOSED, timezone.localdate(), 1)
    copied = actions.copy(survey, by=helen, today=TODAY)
    assert (copied.status, [one.text for one in copied.questions.all()]) == (SurveyStatus.DRAFT, ["One"])
    with pytest.raises(Refused, match="asks nothing"):
        actions.open_survey(SurveyFactory(), by=helen, today=TODAY)
