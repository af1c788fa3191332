"""The yearly reports that a Board expects from others."""

from datetime import date

import pytest
from django.urls import reverse

from audits.programme.models import ProgrammeEntry
from audits.programme.usual import USUAL
from board.models import Board
from tests.factories.board import GroupFactory, board_member, manager
from tests.factories.programme import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    Board.current()
    return EntryFactory(number=7, subject="Private fostering")


def test_those_that_the_year_lacks_are_ticked_and_added_in_one_act(client, entry):
    client.force_login(manager())
    url, group = reverse("programme:usual-add", args=[entry.programme_id]), GroupFactory()
    lines = {line.usual.key: line for line in client.get(url).context["form"].lines()}
    assert [(key, line.there) for key, line in lines.items() if not line.take.initial] == [("private_fostering", 7)]

    response = client.post(
        url, {"take_mappa": "on", "take_missing": "on", "due_missing": "1 Feb 2027", "route": group.pk}
    )

    assert response.url == entry.programme.get_absolute_url()
    added = ProgrammeEntry.objects.exclude(pk=entry.pk).values_list("number", "subject", "due_on", "route", "frequency")
    assert list(added) == [
        (8, "MAPPA: yearly report", None, group.pk, "Yearly"),
        (9, "Missing children: yearly report", date(2027, 2, 1), group.pk, "Yearly"),
    ]


def test_nothing_ticked_and_an_impossible_day_are_said(client, entry):
    client.force_login(manager())
    url = reverse("programme:usual-add", args=[entry.programme_id])
    assert "Tick the reports" in client.post(url, {}).text
    page = client.post(url, {"take_mappa": "on", "due_mappa": "31 June 2027"})
    assert list(page.context["form"].errors) == ["due_mappa"]
    assert ProgrammeEntry.objects.count() == 1


def test_they_are_the_managers_to_add(client, entry):
    client.force_login(board_member())
    assert (
        client.post(reverse("programme:usual-add", args=[entry.programme_id]), {"take_mappa": "on"}).status_code == 403
    )


def test_each_knows_its_own_subject_and_no_other():
    assert [usual.among(enumerate(other.subject for other in USUAL)) for usual in USUAL] == list(range(len(USUAL)))
