"""Someone leaves: what they led is listed, and given to another."""

import pytest
from django.urls import reverse

from audits.programme.models import ProgrammeEntry
from board.models import Board
from lscb.core.models import ActivityEvent
from tests.factories.board import board_member, manager
from tests.factories.core import UserFactory
from tests.factories.programme import AuditFactory, EntryFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_what_someone_who_left_led_is_given_to_another_in_one_act(client):
    Board.current()
    gone, stays, heir = UserFactory(is_active=False, name="Owen Fitch"), board_member(), board_member()
    mine = EntryFactory(lead=gone, number=1)
    before = EntryFactory(lead=gone, programme=ProgrammeFactory(year=2025), number=1)
    nobodys, audit = EntryFactory(number=2), AuditFactory(lead=gone)
    EntryFactory(lead=stays)
    EntryFactory(lead=gone, status="complete", completed_on="2026-10-01")
    AuditFactory(lead=gone, reported=True)
    client.force_login(manager())
    url = reverse("programme:reassign")

    page = client.get(url)
    assert {str(one) for one, _box in page.context["form"].lines()} == {
        str(each) for each in (mine, before, nobodys, audit)
    }
    assert "Owen Fitch, who has left" in page.text
    assert "Tick what this person is to lead" in client.post(url, {"lead": heir.pk}).text
    ticked = {f"programmeentry_{mine.pk}": "on", f"audit_{audit.pk}": "on"}
    assert client.post(url, ticked).context["form"].errors == {"lead": ["Choose who leads them"]}
    client.post(url, ticked | {"lead": heir.pk})

    for one in (mine, audit):
        one.refresh_from_db()
        assert one.lead == heir
    assert ProgrammeEntry.objects.filter(lead=heir).count() == 1
    changes = ActivityEvent.objects.about(mine).get(verb="entry.changed").detail.changes
    assert changes["lead"] == ["Owen Fitch", str(heir)]
    assert [one for one, _box in client.get(url).context["form"].lines()] == [nobodys, before]
