"""Two managers at the same moment, on real connections: neither is stopped by PostgreSQL for waiting on the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from board import actions
from board.enums import GroupKind, Role
from board.models import RoleAppointment
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.models import User
from tests.factories.board import GroupFactory, MembershipFactory, manager

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

TODAY = timezone.localdate()
AT = {"today": TODAY, "now": timezone.now()}
TIMES = 15


def at_once(*acts):
    """Each act again and again in a thread with a connection of its own; a refusal is an answer like another."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            for turn in range(TIMES):
                barrier.wait(timeout=120)
                try:
                    act(turn)
                except Refused:
                    continue
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))


def test_two_managers_may_change_each_other_at_once():
    ann, ben = manager(), manager()

    def change(person, by):
        return lambda turn: actions.change_person(person, Edit({"telephone": str(turn)}), by=by, now=AT["now"])

    at_once(change(ann, ben), change(ben, ann))

    last = str(TIMES - 1)
    assert set(User.objects.values_list("telephone", flat=True)) == {last}


def test_a_chair_may_be_made_while_the_sitting_chairs_role_is_ended():
    by, group = manager(), GroupFactory(kind=GroupKind.SUB_GROUP)
    first, second = MembershipFactory(group=group), MembershipFactory(group=group)

    def make_chairs(turn):
        actions.make_chair((first, second)[turn % 2], by=by, **AT)

    def end_the_role(turn):
        appointment = RoleAppointment.objects.filter(role=Role.GROUP_CHAIR, ended_at=None).first()
        if appointment:
            actions.end_role(appointment, by=by, **AT)

    at_once(make_chairs, end_the_role)

    chairs = set(group.memberships.filter(is_chair=True).values_list("person", flat=True))
    held = RoleAppointment.objects.filter(role=Role.GROUP_CHAIR, ended_at=None)
    assert set(held.values_list("person", flat=True)) == chairs
