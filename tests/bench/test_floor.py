"""The bare pages that ours are measured against say what ours say."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from bench import board, floor, floor_page
from indicators.models import Indicator
from lscb.core.models import User

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)


def test_the_floors_are_the_same_pages(client, time_machine):
    time_machine.move_to("2026-11-28 09:00:00+00:00")
    board.build(today=TODAY)
    call_command("keep_series")
    client.force_login(User.objects.get(email="board_member@bench.example"))

    ours = floor.said(client.get(reverse("reports:dashboard")).content.decode())

    assert floor.said(floor.dashboard(TODAY)) == ours
    assert [len(ours[part]) for part in ("multiples", "lines", "dots")] == [100, 100, 100]
    pk = Indicator.objects.earliest("pk").pk
    page = floor_page.said(client.get(reverse("reports:indicator", args=[pk])).content.decode())
    assert floor_page.said(floor_page.indicator(pk)) == page
    # Twice, for a wide and a narrow screen.
    assert (len(page["short"]), page["points"], len(page["periods"])) == (8, 2 * len(page["values"]), 8)
