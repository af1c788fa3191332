"""Meetings either side of a day, and the dated steps around the Board's next one. One query."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, Subquery

from board.enums import GroupKind
from board.models import Meeting
from board.rules import paper_deadlines
from lscb.core.working_days import working_days_between


@dataclass(frozen=True, slots=True)
class Meetings:
    """The last one the Board held, and all that are dated from today on. A meeting today is still to come."""

    last: Meeting | None
    upcoming: tuple[Meeting, ...]

    @property
    def next(self) -> Meeting | None:
        return next((meeting for meeting in self.upcoming if meeting.group.kind == GroupKind.BOARD), None)


def meetings_around(today: date) -> Meetings:
    """For those who read for the Board: its meetings, and its groups', are no secret among them."""
    last = Meeting.objects.of_the_board().held_before(today).values("pk")[:1]
    rows = Meeting.objects.filter(Q(held_on__gte=today) | Q(pk=Subquery(last)))
    found = list(rows.select_related("group").order_by("held_on", "starts_at", "group__name"))
    return Meetings(
        last=next((meeting for meeting in found if meeting.held_on < today), None),
        upcoming=tuple(meeting for meeting in found if meeting.held_on >= today),
    )


class StepState(StrEnum):
    PAST = "past"
    NEXT = "next"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class Step:
    day: date
    what: str
    state: StepState
    is_meeting: bool


@dataclass(frozen=True, slots=True)
class Countdown:
    """How many working days are left before a meeting, and what is due when."""

    working_days: int
    steps: tuple[Step, ...]


def countdown_to(meeting: Meeting, *, called: str, today: date, extra_holidays: frozenset[date]) -> Countdown:
    owed = [(one.due_on, one.what, False) for one in paper_deadlines(meeting.held_on, extra_holidays)]
    dated = sorted([*owed, (meeting.held_on, _where(meeting, called), True)])
    coming = min(day for day, _what, _is_meeting in dated if day >= today)
    return Countdown(
        working_days=working_days_between(today, meeting.held_on, extra_holidays) if meeting.held_on > today else 0,
        steps=tuple(Step(day, what, _state(day, today, coming), is_meeting) for day, what, is_meeting in dated),
    )


def _state(day: date, today: date, coming: date) -> StepState:
    if day < today:
        return StepState.PAST
    return StepState.NEXT if day == coming else StepState.TO_COME


def _where(meeting: Meeting, called: str) -> str:
    at = meeting.starts_at.strftime("%H:%M") if meeting.starts_at else ""
    return ", ".join(part for part in (called, at, meeting.place) if part)
