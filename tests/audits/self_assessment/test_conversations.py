"""The panel asks, the agency answers, its people talk among themselves: who reads, who is told, what waits."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from audits.self_assessment import actions
from audits.self_assessment.enums import ReturnStatus
from audits.self_assessment.models import Conversation, Delegation
from board.enums import Role
from board.models import Board
from lscb.core import attention
from lscb.core.deadlines import deadlines_of, open_deadlines
from lscb.core.exceptions import Refused
from lscb.core.models import Notification
from tests.factories.assessments import AnswerFactory, AssessmentReturnFactory
from tests.factories.board import GroupFactory, agency_lead, analyst, manager, person_with

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
ANSWERED = "answer to the panel to read,answers to the panel to read"


class World:
    def __init__(self):
        Board.current()
        group = GroupFactory()
        self.lead, self.philip = agency_lead(), person_with(Role.GROUP_CHAIR, group=group)
        self.agency = self.lead.appointments.get().agency
        self.helper, self.other_helper = (person_with(Role.AGENCY_CONTRIBUTOR, agency=self.agency) for _ in range(2))
        self.other_lead, self.manager, self.analyst = agency_lead(), manager(), analyst()
        self.item = AssessmentReturnFactory(
            agency=self.agency,
            campaign__group=group,
            status=ReturnStatus.SUBMITTED,
            submitted_at=timezone.now(),
            submitted_by=self.lead,
        )
        self.answer = AnswerFactory(assessment=self.item, value="met", why="On the intranet")
        self.standard = self.answer.question.tool_standard
        Delegation.objects.create(assessment=self.item, tool_standard=self.standard, person=self.helper)
        self.about = (self.standard, self.answer.question)

    def who_sees(self, conversation):
        names = ("lead", "helper", "other_helper", "other_lead", "philip", "manager", "analyst")
        return {n for n in names if conversation in Conversation.objects.visible_to(getattr(self, n))}

    def owed(self, person=None):
        found = deadlines_of(person.pk, today=TODAY) if person else open_deadlines(today=TODAY)
        return [(one.due_on, set(one.responsible), one.url) for one in found if "the panel asks about" in one.what]

    def waits_for(self, person):
        return [item.what for item in attention.items_for(person, today=TODAY) if "panel" in item.what]


@pytest.fixture
def world():
    return World()


def told(about):
    return {note.recipient for note in Notification.objects.filter(subject__startswith=about)}


def test_the_panel_asks_and_the_agency_answers_in_one_thread(client, world):
    client.force_login(world.philip)
    read = reverse("self-assessment:return-read", args=[world.item.pk])
    ask = reverse("self-assessment:conversation-ask", args=[world.item.pk, world.standard.pk])
    assert ask in client.get(read).text
    question = {"about": str(world.answer.question_id), "text": "Which <b>wards</b>?", "answer_by": "20 November 2026"}
    assert "still to come" in client.post(ask, question).text
    question |= {"answer_by": "2 December 2026"}

    page = client.post(ask, question, follow=True)

    world.item.refresh_from_db()
    conversation = Conversation.objects.get()
    assert "Which &lt;b&gt;wards&lt;/b&gt;?" in page.text
    assert world.item.status == ReturnStatus.SCRUTINY
    assert told("The panel asks") == {world.lead, world.helper}
    assert not Notification.objects.filter(body__contains="wards").exists()
    assert world.owed() == [(date(2026, 12, 2), {world.lead.pk, world.helper.pk}, conversation.get_absolute_url())]
    people = (world.lead, world.helper, world.other_helper, world.other_lead, world.philip)
    assert [len(world.owed(person)) for person in people] == [1, 1, 0, 0, 0]
    assert "until 2 December 2026" in page.text
    assert world.who_sees(conversation) == {"lead", "helper", "philip", "manager", "analyst"}

    client.force_login(world.helper)
    client.post(conversation.get_absolute_url(), {"text": "Two of nine"})

    assert told("Answered") == {world.philip}
    assert (world.owed(), world.waits_for(world.philip)) == ([], [ANSWERED])
    actions.reply(conversation, "Which two?", by=world.philip, today=TODAY)
    assert [day for day, _who, _url in world.owed()] == [date(2026, 12, 7)]  # ten working days, where none is named
    actions.reply(conversation, "Six and nine", by=world.lead, today=TODAY)
    for stranger in (world.analyst, world.other_lead):
        with pytest.raises(PermissionDenied):
            actions.reply(conversation, "Mine", by=stranger, today=TODAY)

    actions.close_conversation(conversation, by=world.philip)
    with pytest.raises(Refused, match="closed"):
        actions.reply(conversation, "One more", by=world.lead, today=TODAY)
    again = actions.ask_agency(world.item, world.about, "And nights?", by=world.manager, today=TODAY)
    actions.finish(world.item, by=world.philip, today=TODAY)

    again.thread.refresh_from_db()
    said = list(again.thread.messages.values_list("text", flat=True))
    assert (again, said) == (
        conversation,
        ["Which <b>wards</b>?", "Two of nine", "Which two?", "Six and nine", "And nights?"],
    )
    assert (again.thread.is_open, world.owed()) == (False, [])
    with pytest.raises(DatabaseError), transaction.atomic():
        again.thread.messages.all().delete()
    with pytest.raises(Refused, match="not yet moderated"):
        actions.ask_agency(world.item, world.about, "Late", by=world.philip, today=TODAY)


def test_an_agencys_own_comments_are_never_the_panels(client, world):
    client.force_login(world.helper)
    begin = reverse("self-assessment:conversation-comment", args=[world.item.pk, world.standard.pk])

    client.post(begin, {"about": "whole", "text": "I doubt the night figures"})

    conversation = Conversation.objects.get(is_internal=True)
    assert world.who_sees(conversation) == {"lead", "helper"}
    assert told("A comment") == {world.lead}
    actions.reply(conversation, "Ask the ward", by=world.lead, today=TODAY)
    assert told("A comment") == {world.lead, world.helper}
    for person in (world.philip, world.manager):
        client.force_login(person)
        for address in (
            conversation.get_absolute_url(),
            reverse("self-assessment:conversation-list"),
            reverse("self-assessment:return-read", args=[world.item.pk]),
            world.item.get_absolute_url(),
        ):
            assert "night figures" not in client.get(address).text
            assert conversation.get_absolute_url() not in client.get(address).text.replace(address, "")
        with pytest.raises(PermissionDenied):
            actions.reply(conversation, "I saw this", by=person, today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.comment(world.item, world.about, "Mine", by=world.other_helper, today=TODAY)


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_of_conversations_is_flat(client, world, django_assert_num_queries, count):
    for _ in range(count):
        answer = AnswerFactory(assessment=world.item, value="met")
        about = (answer.question.tool_standard, answer.question)
        actions.ask_agency(world.item, about, "Which?", by=world.philip, today=TODAY)
    client.force_login(world.lead)

    with django_assert_num_queries(6):
        page = client.get(reverse("self-assessment:conversation-list"))

    assert page.text.count("<small>waits for you") == count
