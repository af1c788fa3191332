"""People as the Board's pages show them: a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from board.enums import Role
from board.models import Absence, Board, RoleAppointment, scope_of
from lscb.core import directory, second_steps
from lscb.core.models import ActivityEvent, Invitation, Notification, User


def board_of(request: Any) -> Board:
    """The Board's settings: one query, kept on the request, for what it shows and for the page around it."""
    kept = getattr(request, "_board", None)
    if kept is None:
        kept = request._board = Board.current()
    return kept


def known_to(user: User, model: type[Model]) -> Any:
    """What the Board tells everyone with a role: rows of its agencies, groups, meetings, priorities, key questions."""
    rows: Any = model._default_manager.all()
    return rows.visible_to(user)


def people_visible_to(user: User) -> QuerySet[User]:
    """Everyone, to those who know everyone; to any other person with a role, themself."""
    scope = scope_of(user)
    if scope.knows_everyone:
        return User.objects.all()
    return User.objects.filter(pk=user.pk) if scope.has_a_role else User.objects.none()


def people_for_listing(people: QuerySet[User], *, today: date, now: datetime) -> QuerySet[User]:
    """With ``current_roles``, and whether an invitation still waits for an answer."""
    current = RoleAppointment.objects.current(today=today).for_listing()
    waiting = Invitation.objects.usable(now=now).filter(user=OuterRef("pk"))
    return people.prefetch_related(Prefetch("appointments", current, to_attr="current_roles")).annotate(
        is_invited=Exists(waiting), has_second_step=second_steps.having_one(), is_bound=directory.being_bound()
    )


def people_with_access(people: QuerySet[User], *, today: date) -> QuerySet[User]:
    """Whoever can come in or is invited to, with ``current_roles`` and whether they have a second step."""
    current = RoleAppointment.objects.current(today=today).for_listing()
    return (
        people.filter(is_active=True)
        .prefetch_related(Prefetch("appointments", current, to_attr="current_roles"))
        .annotate(has_second_step=second_steps.having_one())
        .order_by("name", "pk")
    )


def access_reviews(*, at_most: int) -> QuerySet[ActivityEvent]:
    """When access was reviewed, the latest first."""
    return ActivityEvent.objects.filter(verb="access.reviewed").for_timeline()[:at_most]


def holding(people: QuerySet[User], *, today: date, **about: Any) -> QuerySet[User]:
    """Those with a current appointment of this role, for this agency or group."""
    held = RoleAppointment.objects.current(today=today).filter(person=OuterRef("pk"), **about)
    return people.filter(Exists(held))


@dataclass(frozen=True, slots=True)
class Reach:
    """What stands in the way of reaching a person: who stands in for them, and messages that do not arrive."""

    deputy: str = ""
    is_refused: bool = False


def reach_of(people: Iterable[User], *, today: date) -> dict[int, Reach]:
    """By person, for those with anything to tell. Two queries."""
    keys = [person.pk for person in people]
    away = Absence.objects.on(today).filter(person__in=keys).order_by("pk")
    deputies = dict(away.values_list("person", "deputy__name"))
    refused = set(Notification.objects.undelivered().filter(recipient__in=keys).values_list("recipient", flat=True))
    return {key: Reach(deputies.get(key, ""), key in refused) for key in deputies.keys() | refused}


def managers_who_can_sign_in(*, today: date) -> QuerySet[User]:
    return holding(User.objects.filter(is_active=True).exclude(joined_at=None), today=today, role=Role.MANAGER)


def keepers() -> QuerySet[User]:
    """Whom to tell today of what nobody else would see."""
    return managers_who_can_sign_in(today=timezone.localdate())
