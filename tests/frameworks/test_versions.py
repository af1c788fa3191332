import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from board.enums import Role
from frameworks import actions
from frameworks.lines import done_along
from frameworks.models import Framework, MonitoringActivity, Standard
from frameworks.timescales import PartialDate
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.board import AgencyFactory, GroupFactory, KeyQuestionFactory, PriorityFactory, person_with
from tests.factories.core import UserFactory
from tests.factories.frameworks import ActivityFactory, CompletionFactory, FrameworkFactory, StandardFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return person_with(Role.MANAGER)


@pytest.fixture
def adopted():
    framework = FrameworkFactory(title="Standards", adopted=True, owner=GroupFactory())
    standard = StandardFactory(section__framework=framework, section__title="Governance", code="1.1")
    standard.priorities.add(PriorityFactory())
    standard.key_questions.add(KeyQuestionFactory(), KeyQuestionFactory())
    activity = ActivityFactory(
        standard=standard, frequency="yearly", lead=UserFactory(), first_due=PartialDate(2025, 6), months=[]
    )
    activity.agencies.add(AgencyFactory())
    return framework


def test_a_framework_is_taken_forward_with_every_link(adopted, manager):
    following = actions.take_forward(adopted, by=manager)

    assert (following.title, following.version, following.status) == ("Standards", 2, "draft")
    assert (following.came_from, following.owner, following.adopted_on) == (adopted, adopted.owner, None)
    old, new = Standard.objects.order_by("pk")
    assert (new.section.framework, new.section.title, new.code, new.came_from) == (following, "Governance", "1.1", old)
    assert list(new.priorities.all()) == list(old.priorities.all()) != []
    assert list(new.key_questions.all()) == list(old.key_questions.all()) != []
    earlier, later = MonitoringActivity.objects.order_by("pk")
    assert (later.standard, later.came_from, later.lead) == (new, earlier, earlier.lead)
    assert (later.frequency, later.first_due) == ("yearly", PartialDate(2025, 6))
    assert list(later.agencies.all()) == list(earlier.agencies.all()) != []
    assert ActivityEvent.objects.about(following).get().verb == "framework.taken_forward"


def test_what_it_was_taken_from_is_left_as_it_was(adopted, manager):
    actions.take_forward(adopted, by=manager)

    adopted.refresh_from_db()
    assert (adopted.status, adopted.version, adopted.sections.get().standards.get().code) == ("adopted", 1, "1.1")


def test_a_new_title_begins_at_its_own_first_version(adopted, manager):
    following = actions.take_forward(adopted, title="Standards and outcomes", by=manager)

    assert (following.title, following.version, following.came_from) == ("Standards and outcomes", 1, adopted)


def test_one_next_version_is_in_the_making_at_a_time(adopted, manager):
    actions.take_forward(adopted, by=manager)

    with pytest.raises(Refused, match="Its next version is in the making already: Standards, version 2"):
        actions.take_forward(adopted, by=manager)
    with pytest.raises(IntegrityError, match=r"framework_one_next_in_the_making|came_from_id"):
        FrameworkFactory(came_from=adopted)


def test_only_what_was_adopted_is_taken_forward(manager):
    with pytest.raises(Refused, match="Only an adopted framework is taken forward"):
        actions.take_forward(FrameworkFactory(), by=manager)


def test_nobody_else_takes_one_forward(adopted):
    with pytest.raises(PermissionDenied):
        actions.take_forward(adopted, by=person_with(Role.ANALYST))

    assert Framework.objects.count() == 1


def test_as_many_queries_for_many_rows_as_for_few(adopted, manager, django_assert_max_num_queries):
    section = adopted.sections.get()
    for standard in StandardFactory.create_batch(20, section=section):
        ActivityFactory.create_batch(3, standard=standard)

    with django_assert_max_num_queries(26):
        following = actions.take_forward(adopted, by=manager)

    assert MonitoringActivity.objects.filter(standard__section__framework=following).count() == 61


def test_what_was_done_counts_along_the_line_whenever_it_is_recorded(adopted, manager):
    old = MonitoringActivity.objects.get()
    CompletionFactory(activity=old, done_on=PartialDate(2025, 6))
    following = actions.take_forward(adopted, by=manager)
    new = MonitoringActivity.objects.get(standard__section__framework=following)

    CompletionFactory(activity=old, done_on=PartialDate(2026, 6))
    CompletionFactory(activity=new, done_on=PartialDate(2027, 6))

    done = done_along([old, new])
    assert done[new.pk] == [PartialDate(2025, 6), PartialDate(2026, 6), PartialDate(2027, 6)]
    assert done[old.pk] == [PartialDate(2025, 6), PartialDate(2026, 6)]


def test_what_is_owed_once_is_owed_anew_when_its_day_is_named_anew(adopted, manager):
    old = MonitoringActivity.objects.get()
    MonitoringActivity.objects.filter(pk=old.pk).update(frequency="once")
    CompletionFactory(activity=old, done_on=PartialDate(2025, 6))
    following = actions.take_forward(adopted, by=manager)
    new = MonitoringActivity.objects.get(standard__section__framework=following)
    assert done_along([new])[new.pk] == [PartialDate(2025, 6)]

    new.first_due = PartialDate(2027, 6)
    new.save()

    assert done_along([new])[new.pk] == []
