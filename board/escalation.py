"""Whom the Board tells of what stays late: the agency's representative, then the independent chair."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from board.enums import Role
from board.models import Absence, Agency, Board, RoleAppointment
from lscb.core.deadlines import Deadline, with_deputies
from lscb.core.escalation import Step, StepsOf


def ladder(today: date) -> StepsOf:
    """Four queries, for all deadlines together. They are sent to the agency's page, open to anyone with a role."""
    board, standing_in = Board.current(), Absence.standing_in(today)
    representatives = dict(Agency.objects.filter(representative__is_active=True).values_list("pk", "representative"))
    chairs = _chairs(today)

    def steps_of(deadline: Deadline) -> Iterator[Step]:
        if deadline.agency_pk is None:
            return
        url = reverse("board:agency-detail", args=[deadline.agency_pk])
        representative = representatives.get(deadline.agency_pk)
        for person in with_deputies([representative] if representative else [], standing_in):
            yield Step(board.tell_representative_after, person, f"You speak for {deadline.agency} here.", url)
        for person in with_deputies(chairs, standing_in):
            yield Step(board.tell_chair_after, person, "You are told because it stays late.", url)

    return steps_of


def _chairs(today: date) -> list[int]:
    held = RoleAppointment.objects.current(today=today).filter(role=Role.INDEPENDENT_CHAIR, person__is_active=True)
    return list(held.order_by("person").values_list("person", flat=True))
