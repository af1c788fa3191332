"""Handing rows to colleagues."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from board.enums import Role
from indicators.actions.delegation import hand_over
from indicators.models import Figure, IndicatorReturn
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Notification
from tests.factories.board import person_with
from tests.factories.returns import IN_TIME, LOCKED, desk

pytestmark = pytest.mark.django_db

TODAY = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def in_time(time_machine):
    time_machine.move_to(f"{IN_TIME}+00:00", tick=False)


def hand(item, wanted, *, by):
    return hand_over(IndicatorReturn.objects.visible_to(by), item.pk, wanted, by=by, today=TODAY)


def test_a_row_handed_over_is_logged_and_told_and_theirs_to_fill_in():
    at = desk()
    figure, kept = at.figure(), at.figure()

    assert hand(at.item, {figure.pk: at.colleague.pk, kept.pk: None}, by=at.lead) == 1

    assert list(Figure.objects.visible_to(at.colleague)) == [figure]
    [event] = ActivityEvent.objects.all()
    assert (event.verb, event.detail.changes) == ("return.delegated", {figure.indicator.code: [None, "Ruth Asante"]})
    [note] = Notification.objects.all()
    assert (note.recipient, str(figure.indicator) in note.body, str(kept.indicator) in note.body) == (
        at.colleague,
        True,
        False,
    )


def test_a_row_taken_back_is_seen_no_more():
    at = desk()
    figure = at.figure(delegated_to=at.colleague)

    hand(at.item, {figure.pk: None}, by=at.lead)

    assert list(Figure.objects.visible_to(at.colleague)) == []
    assert not Notification.objects.exists()


def test_saving_the_same_again_tells_nobody():
    at = desk()
    figure = at.figure(delegated_to=at.colleague)

    assert hand(at.item, {figure.pk: at.colleague.pk}, by=at.lead) == 0
    assert not ActivityEvent.objects.exists()


def test_rows_are_handed_only_to_the_agencys_own_contributors():
    at = desk()
    figure = at.figure()
    elsewhere = person_with(Role.AGENCY_CONTRIBUTOR)

    with pytest.raises(Refused, match="does not fill in figures for this agency any more"):
        hand(at.item, {figure.pk: elsewhere.pk}, by=at.lead)


def test_another_agencys_rows_in_the_request_are_left_alone():
    at, other = desk(), desk()
    theirs = other.figure(delegated_to=other.colleague)

    assert hand(at.item, {theirs.pk: None}, by=at.lead) == 0

    theirs.refresh_from_db()
    assert theirs.delegated_to == other.colleague


def test_a_contributor_hands_nothing_on():
    at = desk()
    figure = at.figure(delegated_to=at.colleague)

    with pytest.raises(PermissionDenied):
        hand(at.item, {figure.pk: None}, by=at.colleague)


# The page


def parts(item):
    return reverse("indicators:return-delegate", args=[item.pk])


def test_the_page_hands_over_and_leads_back_to_the_return(client):
    at = desk()
    figure = at.figure()
    client.force_login(at.lead)

    response = client.post(parts(at.item), {str(figure.pk): str(at.colleague.pk)})

    assert response.url == reverse("indicators:return-edit", args=[at.item.pk])
    assert f'href="{response.url}"' in client.get(parts(at.item)).text
    figure.refresh_from_db()
    assert figure.delegated_to == at.colleague


def test_whoever_left_keeps_their_place_in_the_list_until_another_is_chosen(client):
    at = desk()
    figure = at.figure(delegated_to=at.colleague)
    at.colleague.appointments.update(ends_on="2026-10-01")
    client.force_login(at.lead)

    page = client.get(parts(at.item)).text
    client.post(parts(at.item), {str(figure.pk): str(at.colleague.pk)})

    assert "Nobody to hand parts to" in page
    figure.refresh_from_db()
    assert figure.delegated_to == at.colleague


@pytest.mark.parametrize("choice", ["x", "999999", "-1", "٣"])
def test_a_choice_that_is_not_in_the_list_gets_a_sentence(client, choice):
    at = desk()
    figure = at.figure()
    client.force_login(at.lead)

    response = client.post(parts(at.item), {str(figure.pk): choice})

    assert response.context["form"].errors == {str(figure.pk): ["Choose one from the list"]}


def test_nothing_is_handed_over_after_the_lock_date(client, time_machine):
    at = desk()
    figure = at.figure()
    time_machine.move_to(f"{LOCKED}+00:00", tick=False)
    client.force_login(at.lead)

    client.post(parts(at.item), {str(figure.pk): str(at.colleague.pk)})

    figure.refresh_from_db()
    assert figure.delegated_to is None


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_asks_as_much_for_one_row_as_for_five(client, count, django_assert_num_queries):
    at = desk()
    for _ in range(count):
        at.figure(delegated_to=at.colleague)
    client.force_login(at.lead)
    client.get(parts(at.item))

    with django_assert_num_queries(7):  # session, user, scope, return, rows, colleagues, board
        client.get(parts(at.item))
