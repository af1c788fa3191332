"""Settings, agencies, groups, meetings and aims."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from board import actions
from board.enums import GroupKind, Sector
from board.models import Agency, Board, ExtraHoliday, Group, KeyQuestion, Meeting, Priority
from lscb.core import activity
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.board import (
    AgencyFactory,
    GroupFactory,
    KeyQuestionFactory,
    MeetingFactory,
    PriorityFactory,
    analyst,
    manager,
)
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


def changes_of(obj):
    return [(line.sentence, line.changes) for line in activity.timeline(obj, with_changes=True)]


def test_settings_are_logged_with_before_and_after():
    actions.change_board(Edit({"small_number_threshold": 10, "term": "Partnership"}), by=manager())

    assert Board.current().small_number_threshold == 10
    assert changes_of(Board.current()) == [
        ("Board settings changed", {"small_number_threshold": [5, 10], "term": ["Board", "Partnership"]})
    ]


def test_an_added_day_is_logged_and_can_be_taken_off():
    by = manager()
    holiday = actions.add_holiday(date(2026, 12, 29), "Offices closed", by=by)
    with pytest.raises(Refused, match="added already"):
        actions.add_holiday(date(2026, 12, 29), "Again", by=by)
    actions.remove_holiday(holiday, by=by)
    with pytest.raises(Refused, match="removed this meanwhile"):
        actions.remove_holiday(holiday, by=by)

    assert not ExtraHoliday.objects.exists()
    assert changes_of(Board.current()) == [
        ("Added day removed", {"2026-12-29": ["Offices closed", None]}),
        ("Day added that is not a working day", {"2026-12-29": [None, "Offices closed"]}),
    ]


def test_agencies_are_added_changed_and_taken_out_of_use():
    by = manager()
    agency = actions.add_agency(Agency(name="Harbour", sector=Sector.HEALTH), by=by)
    person = UserFactory(name="Anna Hall")
    actions.change_agency(agency, Edit({"representative": person}), by=by)
    for act in (actions.deactivate_agency, actions.deactivate_agency, actions.reactivate_agency):
        act(agency, by=by)

    assert changes_of(agency) == [
        ("Agency reactivated", None),
        ("Agency deactivated", None),
        ("Agency changed", {"representative": [None, "Anna Hall"]}),
        ("Agency added", None),
    ]


def test_the_same_agency_sent_twice_is_one():
    by = manager()
    actions.add_agency(Agency(name="Harbour", sector=Sector.HEALTH), by=by)

    with pytest.raises(Refused, match="of this name already"):
        actions.add_agency(Agency(name="harbour", sector=Sector.HEALTH), by=by)

    assert Agency.objects.count() == 1


def test_a_member_is_added_once():
    by, group, person = manager(), GroupFactory(), UserFactory(name="Anna Hall")
    actions.add_member(group, person, by=by)

    with pytest.raises(Refused, match="Anna Hall sits on this group already"):
        actions.add_member(group, person, by=by)
    with pytest.raises(Refused, match="deactivated"):
        actions.add_member(group, UserFactory(is_active=False), by=by)

    assert [seat.person for seat in group.memberships.all()] == [person]


def test_meetings_are_arranged_once_a_day():
    by, group = manager(), GroupFactory()
    actions.add_meeting(Meeting(group=group, held_on=date(2026, 6, 18)), by=by)
    other = actions.add_meeting(Meeting(group=group, held_on=date(2026, 9, 17)), by=by)

    with pytest.raises(Refused, match="meets on that day already"):
        actions.change_meeting(other, Edit({"held_on": date(2026, 6, 18)}), by=by)


def test_aims_are_numbered_at_the_end_of_their_own_list():
    by = manager()
    for year, title in [(2026, "Neglect"), (2026, "Exploitation"), (2027, "Early help")]:
        actions.add_aim(Priority(year=year, title=title), by=by)
    actions.add_aim(KeyQuestion(text="Are children safe?"), by=by)

    assert [str(aim) for aim in Priority.objects.order_by("year", "number")] == [
        "1. Neglect",
        "2. Exploitation",
        "1. Early help",
    ]
    assert [str(aim) for aim in KeyQuestion.objects.all()] == ["1. Are children safe?"]


@pytest.mark.parametrize(
    ("moved", "to", "order"), [(0, 3, "BCAD"), (3, 1, "DABC"), (1, 2, "ABCD"), (2, 2, "ACBD"), (0, 4, "BCDA")]
)
def test_moving_an_aim_shifts_those_between(moved, to, order):
    by = manager()
    aims = [PriorityFactory(title=letter, number=number) for number, letter in enumerate("ABCD", 1)]
    other_year = PriorityFactory(year=2025, number=1)
    for _twice in range(2):
        actions.move_aim(aims[moved], to=to, by=by)

    found = Priority.objects.filter(year=2026).order_by("number")
    assert "".join(aim.title for aim in found) == order
    assert [aim.number for aim in found] == [1, 2, 3, 4]
    other_year.refresh_from_db()
    assert other_year.number == 1


@pytest.mark.parametrize("to", [0, 3, 999])
def test_an_aim_is_not_moved_off_its_list(to):
    aim = KeyQuestionFactory(number=1)
    KeyQuestionFactory(number=2)

    with pytest.raises(Refused, match="2 in this list"):
        actions.move_aim(aim, to=to, by=manager())


def test_removing_an_aim_closes_the_gap_and_is_told_in_the_settings():
    first, _second = KeyQuestionFactory(number=1, text="Are children safe?"), KeyQuestionFactory(number=2)
    actions.remove_aim(first, by=manager())

    assert [question.number for question in KeyQuestion.objects.all()] == [1]
    assert changes_of(Board.current()) == [("Key question removed", {"key_question": ["1. Are children safe?", None]})]


@pytest.mark.parametrize(
    "act",
    [
        lambda by: actions.change_board(Edit({"term": "Partnership"}), by=by),
        lambda by: actions.add_holiday(date(2026, 12, 29), "Closed", by=by),
        lambda by: actions.add_agency(Agency(name="A", sector=Sector.HEALTH), by=by),
        lambda by: actions.change_agency(AgencyFactory(), Edit({"name": "A"}), by=by),
        lambda by: actions.deactivate_agency(AgencyFactory(), by=by),
        lambda by: actions.add_group(Group(name="G", kind=GroupKind.FORUM), by=by),
        lambda by: actions.change_group(GroupFactory(), Edit({"name": "A"}), by=by),
        lambda by: actions.add_member(GroupFactory(), UserFactory(), by=by),
        lambda by: actions.add_meeting(Meeting(group=GroupFactory(), held_on=date(2026, 6, 18)), by=by),
        lambda by: actions.change_meeting(MeetingFactory(), Edit({"place": "Online"}), by=by),
        lambda by: actions.add_aim(Priority(year=2026, title="P"), by=by),
        lambda by: actions.move_aim(PriorityFactory(), to=1, by=by),
        lambda by: actions.remove_aim(PriorityFactory(), by=by),
    ],
)
def test_only_the_manager_keeps_what_the_board_is(act):
    with pytest.raises(PermissionDenied):
        act(analyst())

    assert not ActivityEvent.objects.exists()
