"""Actions are made once, kept up to date, and moved on in words."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from board.enums import Role
from board.models import Board
from improvement import actions
from improvement.actions import Wanted
from improvement.deadlines import open_actions
from improvement.enums import TRANSITIONS, ActionStatus
from improvement.models import ImprovementAction
from lscb.core.deadlines import Asked, found_by
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.board import AgencyFactory, agency_lead, board_member, manager, person_with
from tests.factories.improvement import ActionFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def wanted(number, what="Count supervision", **fields):
    return Wanted(
        key=f"assessment-answer:{number}",
        what=what,
        measure="Nine in ten",
        owner_words="Head of safeguarding",
        due_on=TODAY + timedelta(days=90),
        source=f"Section 11, question {number}",
        source_url="",
        **fields,
    )


def keep(agency, *found, by=None, today=TODAY):
    actions.keep_wanted("assessment-return:1", agency, found, by=by or manager(), today=today)


def kept():
    return [(action.what, action.status) for action in ImprovementAction.objects.order_by("pk")]


def test_what_is_handed_in_again_is_brought_up_to_date_and_made_once():
    agency = AgencyFactory()
    keep(agency, wanted(1), wanted(2))
    keep(agency, wanted(1, "Count it weekly"), wanted(2))
    assert kept() == [("Count it weekly", "open"), ("Count supervision", "open")]

    keep(agency, wanted(2))

    assert kept() == [("Count it weekly", "closed"), ("Count supervision", "open")]
    assert ImprovementAction.objects.first().status_words == actions.NOT_WANTED
    verbs = [event.verb for event in ActivityEvent.objects.filter(object_type="improvement.improvementaction")]
    assert sorted(verbs) == ["action.changed", "action.made", "action.made", "action.moved"]


def test_making_many_takes_as_many_queries_as_making_one(django_assert_max_num_queries):
    agency, by = AgencyFactory(), manager()
    with django_assert_max_num_queries(6):
        keep(agency, *(wanted(number) for number in range(60)), by=by)


@pytest.mark.parametrize("start", ActionStatus)
@pytest.mark.parametrize("target", ActionStatus)
def test_an_action_moves_as_the_table_says_and_says_why(start, target):
    action = ActionFactory(status=start, status_words="Before", moved_on=TODAY)

    with pytest.raises(Refused):
        actions.move_action(action, target, words=" ", by=manager(), today=TODAY)
    if target in TRANSITIONS[start]:
        actions.move_action(action, target, words="So it is", by=manager(), today=TODAY)
        action.refresh_from_db()
        assert (action.status, action.status_words, action.moved_on) == (target, "So it is", TODAY)
    else:
        with pytest.raises(Refused):
            actions.move_action(action, target, words="So it is", by=manager(), today=TODAY)


def test_the_agency_says_how_far_it_is_and_the_office_closes():
    lead = agency_lead()
    agency = lead.appointments.get().agency
    owner = person_with(Role.AGENCY_CONTRIBUTOR, agency=agency)
    action = ActionFactory(agency=agency, owner=owner)

    actions.move_action(action, ActionStatus.IMPLEMENTED, words="Done", by=owner, today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.move_action(action, ActionStatus.CLOSED, words="Enough", by=lead, today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.move_action(action, ActionStatus.EVIDENCED, words="Seen", by=agency_lead(), today=TODAY)
    actions.move_action(action, ActionStatus.CLOSED, words="Seen by the panel", by=manager(), today=TODAY)

    assert action.status == "open"
    action.refresh_from_db()
    assert action.status == "closed"


def test_an_open_action_is_owed_by_who_sees_to_it_else_by_the_leads():
    lead = agency_lead()
    agency = lead.appointments.get().agency
    owner = person_with(Role.AGENCY_CONTRIBUTOR, agency=agency)
    led, owned = ActionFactory(agency=agency), ActionFactory(agency=agency, owner=owner)
    ActionFactory(agency=agency, status="closed", status_words="Done", moved_on=TODAY)

    found = {deadline.key: deadline.responsible for deadline in found_by(open_actions, asked=Asked(TODAY))}

    assert found == {f"improvement-action:{led.pk}": (lead.pk,), f"improvement-action:{owned.pk}": (owner.pk,)}
    assert {deadline.key for deadline in found_by(open_actions, asked=Asked(TODAY, agency_lead().pk))} == set()


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_is_flat(client, count, django_assert_num_queries):
    Board.current()
    client.force_login(board_member())
    for _ in range(count):
        ActionFactory()

    with django_assert_num_queries(7):  # session, user, roles, the Board, agencies, count, page
        response = client.get(reverse("improvement:home"))

    assert len(response.context["table"].rows) == count


def test_what_is_closed_stands_last():
    closed = ActionFactory(status="closed", status_words="Done", moved_on=TODAY, due_on=date(2025, 1, 1))
    later, sooner = ActionFactory(due_on=date(2027, 2, 1)), ActionFactory(due_on=date(2027, 1, 1))

    assert list(ImprovementAction.objects.for_listing()) == [sooner, later, closed]


def test_a_lead_changes_and_moves_an_action_in_the_browser(client):
    Board.current()
    lead = agency_lead()
    action = ActionFactory(agency=lead.appointments.get().agency)
    client.force_login(lead)
    change = reverse("improvement:action-change", args=[action.pk])
    form = client.get(change).context["form"]
    sent = {"what": "Count weekly", "measure": "Nine in ten", "owner": lead.pk, "due_on": "1 May 2027"}

    client.post(change, sent | {"read": form["read"].value()})
    move = {"status": "implemented", "words": "Counted since May"}
    client.post(reverse("improvement:action-move", args=[action.pk]), move)

    action.refresh_from_db()
    assert (action.what, action.owner, action.status) == ("Count weekly", lead, "implemented")
    assert "Counted since May" in client.get(action.get_absolute_url()).text
