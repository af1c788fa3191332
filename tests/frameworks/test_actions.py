from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from board.enums import Role
from frameworks import actions
from frameworks.enums import FrameworkStatus
from frameworks.models import Completion, Framework, MonitoringActivity, Section, Standard
from frameworks.standing import stand
from frameworks.timescales import PartialDate, Status
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.board import GroupFactory, person_with
from tests.factories.frameworks import (
    ActivityFactory,
    CompletionFactory,
    FrameworkFactory,
    StandardFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.fixture
def manager():
    return person_with(Role.MANAGER)


def test_an_empty_framework_is_not_put_out(manager):
    framework = FrameworkFactory()

    with pytest.raises(Refused, match="There is no standard in it yet"):
        actions.move_framework(framework, FrameworkStatus.CONSULTATION, by=manager, on=TODAY)


def test_adopting_a_version_supersedes_the_one_before_in_the_same_act(manager):
    old = FrameworkFactory(title="Standards", adopted=True)
    new = FrameworkFactory(title="Standards", version=2, came_from=old)
    StandardFactory(section__framework=new)

    actions.move_framework(new, FrameworkStatus.ADOPTED, by=manager, on=TODAY)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, new.status, new.adopted_on) == ("superseded", "adopted", TODAY)


def test_two_versions_of_one_number_do_not_exist(manager):
    FrameworkFactory(title="Standards")

    with pytest.raises(Refused, match="a framework of this title and version already"):
        actions.begin_framework(Framework(title="standards"), by=manager)


def test_nobody_else_keeps_frameworks():
    member = person_with(Role.BOARD_MEMBER)

    with pytest.raises(PermissionDenied):
        actions.add_part(Section(framework=FrameworkFactory(), title="Governance"), by=member)


def test_parts_are_added_at_the_end_and_moved_by_one(manager):
    framework = FrameworkFactory()
    first, second, third = (
        actions.add_part(Section(framework=framework, title=title), by=manager) for title in ("One", "Two", "Three")
    )

    actions.move_part(third, up=True, by=manager)
    actions.move_part(first, up=True, by=manager)

    assert [section.title for section in framework.sections.all()] == ["One", "Three", "Two"]
    assert second.position == 1


def test_what_was_adopted_keeps_its_words(manager):
    standard = StandardFactory(section__framework__adopted=True)

    with pytest.raises(Refused, match="This framework was adopted, so its words stand"):
        actions.change_part(standard, Edit({"outcome": "Something else"}), by=manager)
    with pytest.raises(Refused, match="This framework was adopted"):
        actions.remove_part(standard, by=manager)

    standard.refresh_from_db()
    assert standard.outcome != "Something else"


def test_who_sees_to_an_adopted_activity_and_when_may_still_change(manager):
    activity = ActivityFactory(standard__section__framework__adopted=True)

    actions.change_activity(activity, Edit({"frequency": "yearly", "lead": manager}), by=manager)
    with pytest.raises(Refused, match="its words stand"):
        actions.change_activity(activity, Edit({"monitoring": "Something else"}), by=manager)

    activity.refresh_from_db()
    assert (activity.frequency, activity.lead) == ("yearly", manager)


def test_what_is_taken_out_goes_with_all_that_stands_below_it(manager):
    activity = ActivityFactory()
    framework = activity.standard.section.framework

    actions.remove_part(activity.standard.section, by=manager)

    assert (Standard.objects.count(), MonitoringActivity.objects.count()) == (0, 0)
    assert ActivityEvent.objects.about(framework).get().verb == "framework.part_removed"


def test_a_completion_moves_the_next_due_date_and_overwrites_none(manager):
    activity = ActivityFactory(frequency="yearly", standard__section__framework__adopted=True)
    CompletionFactory(activity=activity, done_on=PartialDate(2025, 5))
    assert stands(activity) == (Status.OVERDUE, "2026-05")

    actions.complete(activity, PartialDate(2026, 5, 29), shown_by="The report of May", by=manager, today=TODAY)

    assert stands(activity) == (Status.ON_TRACK, "2027-05-29")
    assert [str(one.done_on) for one in activity.completions.all()] == ["2025-05", "2026-05-29"]


def test_nothing_is_done_before_its_day(manager):
    with pytest.raises(Refused, match="Enter a date that has come"):
        actions.complete(ActivityFactory(), PartialDate(2026, 7), shown_by="", by=manager, today=TODAY)


def test_the_same_is_recorded_once(manager):
    activity = ActivityFactory()
    actions.complete(activity, PartialDate(2026), shown_by="", by=manager, today=TODAY)

    with pytest.raises(Refused, match="recorded for that date already"):
        actions.complete(activity, PartialDate(2026), shown_by="", by=manager, today=TODAY)


def test_a_wrong_completion_is_withdrawn_with_its_reason_and_stays_readable(manager):
    completion = CompletionFactory(activity__frequency="yearly")

    with pytest.raises(Refused, match="Say why"):
        actions.withdraw_completion(completion, because=" ", by=manager)
    actions.withdraw_completion(completion, because="It was another audit", by=manager)
    with pytest.raises(Refused, match="withdrawn already"):
        actions.withdraw_completion(completion, because="Again", by=manager)

    assert Completion.objects.get().withdrawn_because == "It was another audit"
    assert stands(completion.activity) == (Status.NO_DATE, None)


def test_the_chair_of_the_group_that_leads_records_it():
    group = GroupFactory()
    chair = person_with(Role.GROUP_CHAIR, group=group)
    other = person_with(Role.GROUP_CHAIR, group=GroupFactory())
    activity = ActivityFactory(lead_group=group)

    actions.complete(activity, PartialDate(2026, 5), shown_by="", by=chair, today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.complete(activity, PartialDate(2026, 4), shown_by="", by=other, today=TODAY)


def stands(activity):
    [row] = stand(MonitoringActivity.objects.filter(pk=activity.pk), today=TODAY)
    return row.position.status, row.position.next_due and str(row.position.next_due)
