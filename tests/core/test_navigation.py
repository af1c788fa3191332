import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from board.enums import Role
from lscb.core import navigation
from lscb.core.navigation import NavItem, Place
from tests.factories.board import GroupFactory, agency_lead, board_member, manager, person_with
from tests.factories.core import UserFactory


@pytest.fixture
def request_by(rf, monkeypatch):
    monkeypatch.setattr(navigation, "_places", {})
    navigation.register(
        Place(20, "Help", "help", lambda _user: True),
        Place(10, "My tasks", "my-tasks", lambda user: user.name == "Ann"),
    )

    def make(user, path="/"):
        request = rf.get(path)
        request.user = user
        return request

    return make


def test_each_person_sees_their_places_in_order(request_by):
    ann, bea = UserFactory.build(name="Ann"), UserFactory.build(name="Bea")

    assert navigation.items_for(request_by(ann)) == [
        NavItem("My tasks", "/tasks/", is_current=False),
        NavItem("Help", "/help/", is_current=False),
    ]
    assert [item.label for item in navigation.items_for(request_by(bea))] == ["Help"]


def test_the_place_a_page_is_in_is_current(request_by):
    ann = UserFactory.build(name="Ann")

    items = navigation.items_for(request_by(ann, "/help/charts/"))

    assert [item.label for item in items if item.is_current] == ["Help"]


def test_a_stranger_sees_no_places(request_by):
    assert navigation.items_for(request_by(AnonymousUser())) == []


@pytest.mark.django_db
@pytest.mark.parametrize("make", [manager, agency_lead])
def test_whoever_has_work_to_do_lands_on_my_tasks(client, make):
    client.force_login(make())

    assert client.get("/").url == reverse("my-tasks")


@pytest.mark.django_db
def test_a_board_member_lands_on_what_the_board_reads(client):
    client.force_login(board_member())

    assert client.get("/").url == reverse("reports:dashboard")


@pytest.mark.django_db
def test_a_person_without_a_role_lands_on_an_empty_list_of_tasks(client):
    client.force_login(UserFactory())

    assert client.get("/").url == reverse("my-tasks")


@pytest.mark.django_db
def test_a_chair_reads_first_and_comes_to_what_waits_for_them(rf):
    request = rf.get("/tasks/")
    request.user = person_with(Role.GROUP_CHAIR, group=GroupFactory())
    places = navigation.items_for(request)
    assert [item.label for item in places[:2]] == ["Dashboard", "My tasks"]
    assert [item.label for item in places if item.is_current] == ["My tasks"]
