"""Versions, consultation and plans, as a browser meets them."""

from datetime import date

import pytest
from django.urls import reverse

from board.models import Board
from frameworks import actions
from frameworks.deadlines import open_stages
from frameworks.enums import FrameworkStatus
from frameworks.models import Comment, Framework, MonitoringActivity, Stage, Standard
from frameworks.standing import stand
from frameworks.timescales import PartialDate
from lscb.core.deadlines import Asked, found_by
from lscb.core.models import Notification
from tests.factories.board import GroupFactory, agency_lead, board_member, manager, person_with
from tests.factories.frameworks import (
    ActivityFactory,
    CommentFactory,
    CompletionFactory,
    FrameworkFactory,
    StageFactory,
    StandardFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def settled_board():
    return Board.current()


@pytest.fixture
def helen(client):
    person = manager(name="Helen Ostrow")
    client.force_login(person)
    return person


@pytest.fixture
def adopted():
    framework = FrameworkFactory(title="Standards", adopted=True)
    ActivityFactory(
        standard=StandardFactory(section__framework=framework, outcome="Records are audited twice a year."),
        frequency="yearly",
        first_due=PartialDate(2025, 5),
    )
    return framework


def test_a_framework_is_taken_forward_and_its_positions_are_the_same(client, helen, adopted):
    CompletionFactory(activity=MonitoringActivity.objects.get(), done_on=PartialDate(2025, 5))

    response = client.post(reverse("frameworks:framework-forward", args=[adopted.pk]), {"title": "Standards"})

    following = Framework.objects.get(version=2)
    assert response.url == following.get_absolute_url()
    positions = [row.position for row in stand(MonitoringActivity.objects.order_by("pk"), today=TODAY)]
    assert positions[0] == positions[1]
    assert str(positions[0].next_due) == "2026-05"


def test_a_second_next_version_is_refused_in_words(client, helen, adopted):
    url = reverse("frameworks:framework-forward", args=[adopted.pk])
    client.post(url, {"title": "Standards"})

    response = client.post(url, {"title": "Standards"})

    assert "Its next version is in the making already" in response.text
    assert Framework.objects.count() == 2


def test_two_versions_are_compared_and_narrowed(client, helen, adopted):
    following = actions.take_forward(adopted, by=helen)
    Standard.objects.filter(section__framework=following).update(outcome="Records are audited each term.")
    MonitoringActivity.objects.filter(standard__section__framework=following).update(frequency="termly")
    url = reverse("frameworks:framework-compare", args=[following.pk])

    whole = client.get(url).text
    assert '<del><span class="vh">taken out: </span>twice a year.' in whole
    assert '<ins><span class="vh">put in: </span>each term.' in whole
    assert "Changed words (1)" in whole

    rows = client.get(url, {"show": "timescale"}).context["rows"]
    assert [row.kind for row in rows] == ["Monitoring"]
    assert client.get(url, {"show": "added"}).context["rows"] == []


def test_a_comparison_takes_as_many_queries_for_many_rows(client, helen, adopted, django_assert_max_num_queries):
    for standard in StandardFactory.create_batch(8, section=adopted.sections.get()):
        ActivityFactory.create_batch(2, standard=standard)
    following = actions.take_forward(adopted, by=helen)

    with django_assert_max_num_queries(16):
        response = client.get(reverse("frameworks:framework-compare", args=[following.pk]), {"show": "all"})

    assert len(response.context["rows"]) == 9 + 17


def test_an_agency_comments_and_is_told_what_came_of_it(client):
    lead = agency_lead()
    standard = StandardFactory(section__framework__status=FrameworkStatus.CONSULTATION)
    agency = lead.appointments.get().agency
    client.force_login(lead)
    page = client.get(standard.section.framework.get_absolute_url()).text
    url = reverse("frameworks:standard-comment", args=[standard.pk])
    assert url in page

    client.post(url, {"text": "Say which records", "agency": str(agency.pk)})
    client.force_login(manager())
    said = Comment.objects.get()
    answer = reverse("frameworks:comment-answer", args=[said.pk])
    refused = client.post(answer, {"answer": "not_taken_up"})
    assert "Say why it is not taken up" in refused.text
    client.post(answer, {"answer": "not_taken_up", "words": "The next standard says so"})

    assert Notification.objects.get().recipient == lead
    client.force_login(board_member())
    page = client.get(reverse("frameworks:consultation", args=[said.framework_id])).text
    assert "The next standard says so" in page
    assert agency.name in page


def test_unanswered_comments_wait_for_the_manager(client, helen):
    CommentFactory()

    assert "comment on a framework to answer" in client.get(reverse("my-tasks")).text


def test_adopting_with_an_unanswered_comment_is_refused_on_the_form(client, helen):
    said = CommentFactory()
    StandardFactory(section__framework=said.framework)

    response = client.post(
        reverse("frameworks:framework-move", args=[said.framework_id]), {"status": FrameworkStatus.ADOPTED}
    )

    assert "A comment has no answer yet" in response.text


def test_a_plan_is_begun_changed_and_signed_off(client, helen):
    framework = FrameworkFactory()
    client.post(reverse("frameworks:plan-begin", args=[framework.pk]), {"route": "draft_first"})
    first = framework.stages.first()
    sent = {"words": "Draft the data set", "owner_words": "Performance officer", "due_on": "31 August 2026"}
    client.post(reverse("frameworks:stage-change", args=[first.pk]), sent)
    client.post(reverse("frameworks:stage-sign-off", args=[first.pk]), {"note": "Agreed by the group"})

    page = client.get(reverse("frameworks:plan", args=[framework.pk])).text
    assert "1 of 8 stages are signed off" in page
    assert "Agreed by the group" in page
    assert "1 of 8 stages signed off" in client.get(framework.get_absolute_url()).text


def test_whoever_owns_a_stage_reads_the_plan_of_a_draft(client):
    group = GroupFactory()
    stage = StageFactory(owner_group=group, due_on=date(2026, 7, 1))
    chair = person_with("group_chair", group=group)
    client.force_login(chair)

    page = client.get(reverse("frameworks:plan", args=[stage.framework_id])).text
    assert stage.words in page
    assert f'href="{stage.framework.get_absolute_url()}"' not in page
    assert client.get(reverse("frameworks:stage-sign-off", args=[stage.pk])).status_code == 200


def test_open_stages_are_deadlines_of_who_owns_them(django_assert_num_queries):
    group = GroupFactory()
    chair, owner = person_with("group_chair", group=group), board_member()
    StageFactory(owner_group=group, due_on=date(2026, 7, 1))
    StageFactory(owner=owner, due_on=date(2026, 7, 2))
    StageFactory(owner=owner, due_on=date(2026, 7, 3), signed=True)
    Stage.objects.create(framework=FrameworkFactory(), position=0, words="No date", owner=owner)

    with django_assert_num_queries(2):
        found = found_by(open_stages, asked=Asked(TODAY))

    assert sorted((each.due_on.day, each.responsible) for each in found) == [(1, (chair.pk,)), (2, (owner.pk,))]
