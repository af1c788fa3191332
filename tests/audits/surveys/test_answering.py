"""The pages behind a survey's links, as whoever was asked meets them."""

import logging
import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from audits.surveys import actions, flooding
from audits.surveys.models import Remark, Response, SurveyInvitation
from board.models import Board
from lscb.core.models import ActivityEvent
from tests.factories.board import AgencyFactory, manager
from tests.factories.core import UserFactory
from tests.factories.surveys import SurveyFactory, SurveyInvitationFactory, SurveyQuestionFactory

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}{% now 'Y' %} =1+1"


@pytest.fixture(autouse=True)
def settled():
    cache.clear()
    return Board.current()


@pytest.fixture
def survey():
    return SurveyFactory(opened=True, title="Staff survey")


@pytest.fixture
def statement(survey):
    return SurveyQuestionFactory(survey=survey, text="My supervisor asks about the child")


@pytest.fixture
def remark(survey):
    return SurveyQuestionFactory(survey=survey, text="What would help?", scale="text")


def of(invitation):
    return reverse("surveys:answer", args=[invitation.token])


def page_of(survey):
    return reverse("surveys:answer-open", args=[survey.link_key])


def test_an_answer_keeps_its_marks_and_words_apart_and_nothing_of_when_or_whence(
    client, survey, statement, remark, caplog
):
    agency, invitation = AgencyFactory(), SurveyInvitationFactory(survey=survey)
    form = client.get(of(invitation)).context["form"]
    sent = {"once": form["once"].value(), f"q-{statement.pk}": "4", f"q-{remark.pk}": HOSTILE, "agency": agency.pk}

    caplog.set_level(logging.INFO)
    done = client.post(of(invitation), sent | {"role_group": "front_line"})

    [response], [written] = Response.objects.all(), Remark.objects.all()
    assert "Thank you" in done.text
    assert (response.marks, response.agency, response.role_group) == ({str(statement.pk): "4"}, agency, "front_line")
    assert (written.text, written.is_shown, response.person) == (HOSTILE, False, None)
    assert SurveyInvitation.objects.get().is_used
    assert not ActivityEvent.objects.exists()
    assert [record for record in caplog.records if record.name == "lscb.access"] == []
    kept = {field.name for model in (Response, Remark, SurveyInvitation) for field in model._meta.fields}
    assert not re.search(r"_at\b|_on\b|time|ip\b", " ".join(sorted(kept)))

    again = client.post(of(invitation), sent)
    assert (Response.objects.count(), "used already" in again.text, again.status_code) == (1, True, 409)
    assert "used already" in client.get(of(invitation)).text


def test_a_page_sent_twice_is_one_answer_and_one_with_nothing_on_it_is_none(client, survey, statement):
    once = client.get(page_of(survey)).context["form"]["once"].value()

    for _ in range(2):
        client.post(page_of(survey), {"once": once, f"q-{statement.pk}": "1"})
    nothing = client.post(page_of(survey), {"once": "forged"})

    assert Response.objects.count() == 1
    assert "Answer at least one question" in nothing.text
    assert 'href="#' in nothing.text or "data-error-summary" in nothing.text


def test_rows_lie_in_the_order_of_their_keys_and_keys_tell_nothing_of_time(client, survey, statement):
    for _ in range(12):
        client.post(page_of(survey), {f"q-{statement.pk}": "1"})
    before = list(Response.objects.values_list("pk", flat=True))

    actions.close(survey, by=manager(), today=date(2026, 11, 20))

    after = list(Response.objects.values_list("pk", flat=True))
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM surveys_response ORDER BY {place}")
        assert [key for (key,) in cursor.fetchall()] == sorted(after)
    assert len(after) == 12
    assert not set(after) & set(before)
    assert not SurveyInvitation.objects.exists()


def test_a_megabyte_of_text_is_given_back_with_a_reason(client, survey, statement, remark):
    text = HOSTILE + "x" * 1_000_000

    page = client.post(page_of(survey), {f"q-{remark.pk}": text, f"q-{statement.pk}": "2"})

    assert page.context["form"].errors[f"q-{remark.pk}"]
    assert "x" * 1_000_000 in page.text
    assert "<script>alert(1)" not in page.text
    assert "{{ 7|add:7 }}" in page.text
    assert not Response.objects.exists()


def test_closed_while_someone_was_writing_the_text_is_kept_on_the_page(client, survey, statement, remark):
    actions.close(survey, by=manager(), today=date(2026, 11, 20))

    page = client.post(page_of(survey), {f"q-{remark.pk}": "A word long thought over"})

    assert (page.status_code, Response.objects.count()) == (409, 0)
    assert "This survey is closed" in page.text
    assert "A word long thought over" in page.text
    assert "This survey is closed" in client.get(page_of(survey)).text


def test_a_flood_is_held_up_in_words_and_loses_no_text(client, survey, statement, remark, monkeypatch, time_machine):
    time_machine.move_to("2026-11-20 10:00:00+00:00", tick=False)  # they are counted by the minute
    monkeypatch.setattr(flooding, "A_PLACE", 3)
    sent = {f"q-{remark.pk}": "Still here", f"q-{statement.pk}": "3"}

    answers = [client.post(page_of(survey), sent) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert "Too many answers came in at once" in answers[-1].text
    assert "Still here" in answers[-1].text
    assert "Send my answers" in answers[-1].text
    assert Response.objects.count() == 3


@pytest.mark.parametrize("token", ["12", "12:forged", "x" * 300, "../../etc", "1:2:3"])
def test_a_forged_link_leads_nowhere(client, survey, statement, token):
    SurveyInvitationFactory(survey=survey)

    page = client.get(reverse("surveys:answer", args=[token.replace("/", ".")]))

    assert (page.status_code, "leads to no survey" in page.text) == (404, True)


def test_whoever_asks_for_quiet_is_reminded_no_more_and_may_still_answer(client, survey, statement):
    invitation = SurveyInvitationFactory(survey=survey)
    stop = reverse("surveys:stop", args=[invitation.token])

    client.get(stop)
    assert not SurveyInvitation.objects.get().is_stopped
    client.post(stop)

    assert SurveyInvitation.objects.get().is_stopped
    assert "Send my answers" in client.get(of(invitation)).text


def test_a_signed_in_person_is_not_named_on_the_page(client, survey, statement):
    client.force_login(UserFactory(name="Ruth Asante"))

    page = client.get(page_of(survey)).text

    assert "Ruth Asante" not in page
    # To say nothing is one of the choices, so no label says besides that it may be left out.
    assert ("No answer" in page, page.count('<span class="opt">')) == (True, 1)


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_takes_as_many_queries_however_much_it_asks(client, survey, count, django_assert_num_queries):
    SurveyQuestionFactory.create_batch(count, survey=survey)
    AgencyFactory.create_batch(count)
    client.get(page_of(survey))

    with django_assert_num_queries(4):  # the survey, its questions, the agencies, the Board
        client.get(page_of(survey))
