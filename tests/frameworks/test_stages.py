import pytest
from django.core.exceptions import PermissionDenied

from board.enums import Role
from frameworks import actions
from frameworks.devising import ROUTES
from frameworks.enums import Route
from frameworks.models import Stage
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.board import GroupFactory, person_with
from tests.factories.core import UserFactory
from tests.factories.frameworks import FrameworkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return person_with(Role.MANAGER)


@pytest.fixture
def framework(manager):
    return actions.begin_plan(FrameworkFactory(), Route.PRIORITIES_FIRST, by=manager)


def words(framework):
    return [stage.words for stage in framework.stages.all()]


@pytest.mark.parametrize(("route", "stages"), [(Route.PRIORITIES_FIRST, 6), (Route.DRAFT_FIRST, 8)])
def test_a_plan_begins_with_the_stages_of_its_route(manager, route, stages):
    framework = actions.begin_plan(FrameworkFactory(), route, by=manager)

    assert (framework.route, len(words(framework))) == (route, stages)
    assert words(framework) == list(ROUTES[route])


def test_a_plan_is_begun_once(framework, manager):
    with pytest.raises(Refused, match="There is a plan already"):
        actions.begin_plan(framework, Route.DRAFT_FIRST, by=manager)


def test_stages_are_added_moved_changed_and_taken_out(framework, manager):
    added = actions.add_stage(Stage(framework=framework, words="Tell the agencies"), by=manager)
    actions.move_stage(added, up=True, by=manager)
    first = framework.stages.first()
    actions.change_stage(first, Edit({"words": "Agree what matters", "owner_words": "The executive"}), by=manager)
    actions.remove_stage(framework.stages.all()[1], by=manager)

    assert words(framework)[0] == "Agree what matters"
    assert words(framework)[-2:] == ["Tell the agencies", ROUTES[Route.PRIORITIES_FIRST][-1]]
    assert len(words(framework)) == 6


def test_a_stage_is_signed_off_by_its_owner_and_then_stands(framework, manager):
    owner = person_with(Role.BOARD_MEMBER)
    stage = framework.stages.first()
    actions.change_stage(stage, Edit({"owner": owner}), by=manager)
    stage.refresh_from_db()

    actions.sign_off_stage(stage, note=" Agreed in May ", by=owner)

    stage.refresh_from_db()
    assert (stage.signed_off_by, stage.sign_off_note) == (owner, "Agreed in May")
    with pytest.raises(Refused, match="signed off, so it stands"):
        actions.change_stage(stage, Edit({"words": "Else"}), by=manager)
    with pytest.raises(Refused, match="signed off, so it stands"):
        actions.sign_off_stage(stage, note="", by=manager)
    actions.reopen_stage(stage, by=manager)
    stage.refresh_from_db()
    assert (stage.signed_off_by, stage.sign_off_note) == (None, "")
    assert "framework.stage_reopened" in ActivityEvent.objects.about(framework).values_list("verb", flat=True)


def test_the_chair_of_the_group_that_owns_it_signs_off_and_no_other(framework):
    stage = framework.stages.first()
    stage.owner_group = GroupFactory()
    stage.save()

    with pytest.raises(PermissionDenied):
        actions.sign_off_stage(stage, note="", by=person_with(Role.GROUP_CHAIR))
    actions.sign_off_stage(stage, note="", by=person_with(Role.GROUP_CHAIR, group=stage.owner_group))


def test_a_plan_is_read_by_those_who_have_a_part_in_it(framework, manager):
    owner, other = person_with(Role.BOARD_MEMBER), person_with(Role.BOARD_MEMBER)
    Stage.objects.filter(pk=framework.stages.first().pk).update(owner=owner)

    def reads(person):
        return Stage.objects.visible_to(person).count()

    assert (reads(manager), reads(owner), reads(other), reads(UserFactory())) == (6, 6, 0, 0)
