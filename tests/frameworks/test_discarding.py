"""A draft that is thrown away: with a reason, told where it was, and nothing that was adopted with it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from board.enums import Role
from frameworks import actions
from frameworks.actions.discarding import ADOPTED, USED, WHY
from frameworks.models import Comment, Framework, MonitoringActivity
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.board import person_with
from tests.factories.frameworks import CommentFactory, CompletionFactory, StageFactory
from tests.factories.programme import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return person_with(Role.MANAGER)


@pytest.fixture
def adopted():
    """With something in it that was done."""
    completion = CompletionFactory(activity__standard__section__framework__adopted=True)
    return completion.activity.standard.section.framework


def test_a_next_version_goes_and_the_one_that_holds_stays(client, manager, adopted):
    following = actions.take_forward(adopted, by=manager)
    StageFactory(framework=following)
    CommentFactory(framework=following, text="Say who checks it")
    client.force_login(manager)
    url = reverse("frameworks:framework-discard", args=[following.pk])
    assert url in client.get(following.get_absolute_url()).text

    client.post(url, {"because": ""})
    assert Framework.objects.count() == 2
    response = client.post(url, {"because": "The duties changed"}, follow=True)

    assert response.redirect_chain[-1][0] == adopted.get_absolute_url()
    assert list(Framework.objects.all()) == [adopted]
    assert (MonitoringActivity.objects.count(), Comment.objects.count()) == (1, 0)
    assert MonitoringActivity.objects.get().completions.count() == 1
    told = ActivityEvent.objects.filter(verb="framework.discarded").select_related("detail")
    assert {event.object_id for event in told} == {adopted.pk, following.pk}
    assert told[0].detail.changes["because"] == ["", "The duties changed"]
    assert "A draft thrown away" in response.text
    # And another may be begun.
    assert actions.take_forward(adopted, by=manager).version == 2


def test_what_was_adopted_is_never_thrown_away(manager, adopted):
    with pytest.raises(Refused, match=ADOPTED):
        actions.discard_framework(adopted, because="Old", by=manager)
    assert list(Framework.objects.all()) == [adopted]


def test_what_others_refer_to_stays_and_says_so(manager, adopted):
    following = actions.take_forward(adopted, by=manager)
    EntryFactory(due_on=date(2026, 12, 1)).standards.add(following.sections.get().standards.get())

    with pytest.raises(Refused, match=USED):
        actions.discard_framework(following, because="Old", by=manager)
    with pytest.raises(Refused, match=WHY):
        actions.discard_framework(following, because=" ", by=manager)
    with pytest.raises(PermissionDenied):
        actions.discard_framework(following, because="Old", by=person_with(Role.BOARD_MEMBER))
    assert Framework.objects.count() == 2
