from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from board.enums import Answer, Role
from frameworks import actions
from frameworks.enums import FrameworkStatus
from frameworks.models import Comment
from lscb.core.deadlines import deadlines_of
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Notification
from tests.factories.board import AgencyFactory, person_with
from tests.factories.core import UserFactory
from tests.factories.frameworks import FrameworkFactory, StandardFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.fixture
def manager():
    return person_with(Role.MANAGER)


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def lead(agency):
    return person_with(Role.AGENCY_LEAD, agency=agency)


@pytest.fixture
def standard():
    return StandardFactory(section__framework=FrameworkFactory(status=FrameworkStatus.CONSULTATION))


def said(standard, by, text="Say who checks it", agency=None):
    framework = standard.section.framework
    return actions.comment(Comment(framework=framework, standard=standard, text=text, agency=agency), by=by)


def test_a_comment_is_kept_with_what_it_was_about(standard, lead, agency):
    made = said(standard, lead, agency=agency)

    assert (made.about, made.whose, made.answer) == (str(standard), agency.name, "")


def test_a_comment_sent_twice_is_one(standard, lead):
    assert said(standard, lead) == said(standard, lead)
    assert said(standard, lead, text="Another") not in [said(standard, lead)]
    assert Comment.objects.count() == 2


def test_nothing_is_said_outside_a_consultation(lead):
    with pytest.raises(Refused, match="not in consultation"):
        said(StandardFactory(section__framework__adopted=True), lead)


def test_nobody_speaks_for_another_agency_or_without_a_role(standard, lead):
    with pytest.raises(PermissionDenied):
        said(standard, lead, agency=AgencyFactory())
    with pytest.raises(PermissionDenied):
        said(standard, UserFactory())

    assert not Comment.objects.exists()


def test_whoever_commented_is_told_what_came_of_it(standard, lead, manager):
    made = said(standard, lead)

    with pytest.raises(Refused, match="Say why it is not taken up"):
        actions.answer(made, Answer.NOT_TAKEN_UP, words=" ", by=manager)
    actions.answer(made, Answer.NOT_TAKEN_UP, words="The standard after it says so", by=manager)
    actions.answer(made, Answer.NOT_TAKEN_UP, words="The standard after it says so", by=manager)

    note = Notification.objects.get()
    assert (note.recipient, note.subject) == (lead, f"Not taken up: what you said of {made.framework}")
    assert "The standard after it says so" in note.body


def test_only_the_manager_answers(standard, lead):
    with pytest.raises(PermissionDenied):
        actions.answer(said(standard, lead), Answer.TAKEN_UP, words="", by=person_with(Role.ANALYST))


def test_a_framework_is_not_adopted_with_comments_unanswered(standard, lead, manager):
    framework = standard.section.framework
    first, second = said(standard, lead), said(standard, lead, text="Another")

    with pytest.raises(Refused, match="2 comments have no answer yet"):
        actions.move_framework(framework, FrameworkStatus.ADOPTED, by=manager, on=TODAY)
    actions.answer(first, Answer.TAKEN_UP, words="", by=manager)
    with pytest.raises(Refused, match="A comment has no answer yet"):
        actions.move_framework(framework, FrameworkStatus.ADOPTED, by=manager, on=TODAY)
    actions.answer(second, Answer.TAKEN_UP, words="", by=manager)
    actions.move_framework(framework, FrameworkStatus.ADOPTED, by=manager, on=TODAY)

    assert Comment.objects.filter(framework=framework).count() == 2
    with pytest.raises(Refused, match="was adopted"):
        actions.answer(first, Answer.NOT_TAKEN_UP, words="No", by=manager)


def test_what_was_said_outlives_its_standard(standard, lead, manager):
    made = said(standard, lead)

    actions.remove_part(standard, by=manager)

    made.refresh_from_db()
    assert (made.standard, made.about) == (None, str(standard))


def test_each_reads_what_is_theirs_and_what_was_answered(standard, lead, agency, manager):
    colleague = person_with(Role.AGENCY_CONTRIBUTOR, agency=agency)
    other, member = person_with(Role.AGENCY_LEAD), person_with(Role.BOARD_MEMBER)
    ours = said(standard, lead, agency=agency)
    theirs = said(standard, member)

    def reads(person):
        return list(Comment.objects.visible_to(person))

    assert reads(manager) == reads(person_with(Role.INDEPENDENT_CHAIR)) == [ours, theirs]
    assert (reads(lead), reads(colleague), reads(other), reads(member)) == ([ours], [ours], [], [theirs])
    assert reads(UserFactory()) == []

    actions.answer(theirs, Answer.TAKEN_UP, words="", by=manager)
    assert (reads(lead), reads(other)) == ([ours, theirs], [theirs])


def test_the_agencies_that_are_asked_alone_are_told_and_have_it_in_their_tasks(client, manager, lead, agency):
    other = person_with(Role.AGENCY_LEAD, agency=AgencyFactory(name="Not asked"))
    framework = StandardFactory(section__framework__title="Standards of 2027").section.framework
    client.force_login(manager)
    sent = {"status": "consultation", "comments_by": "26 June 2026", "asked": [agency.pk]}
    with time_machine.travel("2026-06-01 09:00:00+00:00", tick=False):
        client.post(reverse("frameworks:framework-move", args=[framework.pk]), sent)

    assert [told.recipient for told in Notification.objects.all()] == [lead]
    assert [one.what for one in deadlines_of(lead.pk, today=TODAY)] == ["To comment on: Standards of 2027"]
    assert deadlines_of(other.pk, today=TODAY) == []
    page = client.get(reverse("frameworks:consultation", args=[framework.pk])).text
    assert (f"Asked: {agency.name}" in page, "Not asked" in page) == (True, False)
    event = ActivityEvent.objects.filter(verb="framework.moved").select_related("detail").get()
    assert event.detail.changes["asked"] == ["", agency.name]
    # Anyone else with a role may still say something; put out again, every agency is asked.
    assert said(framework.sections.get().standards.get(), other).whose
    actions.move_framework(framework, FrameworkStatus.DRAFT, by=manager, on=TODAY)
    actions.move_framework(framework, FrameworkStatus.CONSULTATION, by=manager, on=TODAY)
    assert len(deadlines_of(other.pk, today=TODAY)) == 1


def test_agencies_are_told_once_and_it_stands_in_their_tasks_until_it_closes(client, manager, lead):
    """Not in those of members, who are not asked for their agency's word."""
    person_with(Role.BOARD_MEMBER)
    framework = StandardFactory(section__framework__title="Standards of 2027").section.framework
    client.force_login(manager)
    with time_machine.travel("2026-06-01 09:00:00+00:00", tick=False):
        url = reverse("frameworks:framework-move", args=[framework.pk])
        client.post(url, {"status": "consultation", "comments_by": "1 May 2026"})
        assert not Notification.objects.exists()
        client.post(url, {"status": "consultation", "comments_by": "26 June 2026"})

    told = Notification.objects.get()
    assert (told.recipient, told.subject) == (lead, "Your comments are asked for: Standards of 2027")
    assert "until Friday 26 June 2026" in told.body
    owed = deadlines_of(lead.pk, today=TODAY)
    assert [(one.what, one.due_on) for one in owed] == [("To comment on: Standards of 2027", date(2026, 6, 26))]
    assert deadlines_of(manager.pk, today=TODAY) == []
    assert deadlines_of(lead.pk, today=date(2026, 6, 27)) == []

    framework.refresh_from_db()
    actions.move_framework(framework, FrameworkStatus.ADOPTED, by=manager, on=TODAY)
    assert deadlines_of(lead.pk, today=TODAY) == []
    assert Notification.objects.count() == 1
