"""What a group chooses to look at when it meets."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from board.enums import Role
from indicators.actions.selection import choose_indicators
from indicators.models import ChosenIndicator
from lscb.core.exceptions import Conflict, Refused
from reports.packs.content import freeze
from tests.factories.board import GroupFactory, MeetingFactory, board_member, independent_chair, manager, person_with
from tests.factories.indicators import IndicatorFactory, PublishedFigureFactory
from tests.factories.reports import PackFactory

pytestmark = pytest.mark.django_db


def test_a_groups_chair_chooses_and_the_meeting_and_its_page_show_it(client):
    group = GroupFactory()
    meeting = MeetingFactory(group=group, held_on=timezone.localdate() + timedelta(days=20))
    chosen, other = IndicatorFactory(title="Visits in time"), IndicatorFactory(title="Attendances")
    for one in (chosen, other):
        PublishedFigureFactory(indicator=one, explanation="A ward was closed.")
    client.force_login(person_with(Role.GROUP_CHAIR, group=group))
    choose = reverse("indicators:meeting-choose", args=[meeting.pk])
    assert "None chosen yet" in client.get(meeting.get_absolute_url()).text
    assert client.get(choose).status_code == 200

    response = client.post(choose, {"read": "", "indicators": [chosen.pk]}, follow=True)

    assert "1 indicator chosen for this meeting" in response.text
    client.force_login(board_member())
    page = client.get(reverse("reports:meeting-figures", args=[meeting.pk])).text
    assert ("Visits in time" in page, "Attendances" in page) == (True, False)
    assert "A ward was closed." in page
    assert "1 chosen" in client.get(meeting.get_absolute_url()).text
    assert client.get(choose).status_code == 403
    client.force_login(person_with(Role.GROUP_CHAIR, group=GroupFactory()))
    assert client.get(choose).status_code == 403


def test_two_who_choose_at_once_lose_nothing_and_a_meeting_that_was_held_stays():
    meeting = MeetingFactory(held_on=date(2026, 12, 1))
    first, second = IndicatorFactory(code="B1"), IndicatorFactory(code="A1")
    officer, today = manager(), date(2026, 11, 1)
    choose_indicators(meeting, [first], read="", by=officer, today=today)

    with pytest.raises(Conflict, match="Someone else chose meanwhile: B1"):
        choose_indicators(meeting, [second], read="", by=officer, today=today)
    choose_indicators(meeting, [first, second], read="B1", by=officer, today=today)
    assert [str(one.indicator.code) for one in ChosenIndicator.objects.filter(meeting=meeting)] == ["A1", "B1"]

    with pytest.raises(Refused, match="has been held"):
        choose_indicators(meeting, [], read="A1 B1", by=officer, today=date(2026, 12, 2))


def test_what_was_chosen_comes_first_in_the_pack_of_its_meeting():
    pack = PackFactory(sections=["indicators"])
    plain, chosen = IndicatorFactory(code="A1"), IndicatorFactory(code="Z9")
    choose_indicators(pack.meeting, [chosen], read="", by=manager(), today=pack.meeting.held_on)

    [section] = freeze(pack, by=independent_chair())["sections"]

    assert [(one["code"], one.get("is_chosen", False)) for one in section["indicators"]] == [
        (chosen.code, True),
        (plain.code, False),
    ]
