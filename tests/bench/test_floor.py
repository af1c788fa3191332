"""The bare dashboard that ours is measured against says what ours says."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from bench import board, floor
from lscb.core.models import User

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)


def test_the_floor_is_the_same_page(client, time_machine):
    time_machine.move_to("2026-11-28 09:00:00+00:00")
    board.build(today=TODAY, history=1)
    call_command("keep_series")
    client.force_login(User.objects.get(email="board_member@bench.example"))

    ours = floor.said(client.get(reverse("reports:dashboard")).content.decode())

    assert floor.said(floor.dashboard(TODAY)) == ours
    assert [len(ours[part]) for part in ("multiples", "lines", "dots")] == [100, 100, 100]
