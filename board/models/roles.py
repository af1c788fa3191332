"""Role appointments, and the scope that a person's appointments add up to."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from board.enums import FOR_A_GROUP, FOR_AN_AGENCY, MAY_NAME_AN_AGENCY, UNTIL_A_DATE, Role
from lscb.core.constraints import in_order, one_of_choices
from lscb.core.models import User


class RoleAppointmentQuerySet(models.QuerySet["RoleAppointment"]):
    def current(self, *, today: date) -> Self:
        return self.filter(starts_on__lte=today, ended_at=None).filter(Q(ends_on=None) | Q(ends_on__gte=today))

    def for_listing(self) -> Self:
        return self.select_related("person", "agency", "group").order_by("role", "person__name")


class RoleAppointment(models.Model):
    """One role of one person, for an agency or group where the role is about one. Ended, never deleted."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role)
    agency = models.ForeignKey(
        "board.Agency", on_delete=models.PROTECT, related_name="appointments", null=True, blank=True
    )
    group = models.ForeignKey(
        "board.Group", on_delete=models.PROTECT, related_name="appointments", null=True, blank=True
    )
    starts_on = models.DateField()
    ends_on = models.DateField("last day", null=True, blank=True)
    # Ended before its last day, or without one: from that moment it counts for nothing.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoleAppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of_choices("role", Role, name="appointment_role_is_known"),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(FOR_AN_AGENCY)) | Q(agency__isnull=False),
                name="appointment_names_its_agency",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(MAY_NAME_AN_AGENCY)) | Q(agency__isnull=True),
                name="appointment_agency_only_where_it_means_something",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(FOR_A_GROUP), group__isnull=False)
                | (~Q(role__in=sorted(FOR_A_GROUP)) & Q(group__isnull=True)),
                name="appointment_names_its_group",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(UNTIL_A_DATE)) | Q(ends_on__isnull=False),
                name="appointment_of_an_inspector_ends",
            ),
            in_order("starts_on", "ends_on", name="appointment_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        about = self.agency or self.group
        return f"{self.get_role_display()}, {about}" if about else self.get_role_display()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a person's current appointments add up to. Read once a request."""

    roles: frozenset[str]
    leads: frozenset[int]
    contributes_to: frozenset[int]
    represents: frozenset[int]
    chairs: frozenset[int]

    @property
    def is_manager(self) -> bool:
        return Role.MANAGER in self.roles

    @property
    def is_analyst(self) -> bool:
        return Role.ANALYST in self.roles

    @property
    def is_officer(self) -> bool:
        """The Board's own staff: the trusted group for small numbers."""
        return self.is_manager or self.is_analyst

    @property
    def is_chair(self) -> bool:
        return Role.INDEPENDENT_CHAIR in self.roles

    @property
    def reads_for_the_board(self) -> bool:
        """Dashboards, packs and the programme: members, chairs, officers and inspectors."""
        return self.is_officer or bool(
            self.roles & {Role.BOARD_MEMBER, Role.GROUP_CHAIR, Role.INDEPENDENT_CHAIR, Role.INSPECTOR}
        )

    @property
    def has_a_role(self) -> bool:
        return bool(self.roles)

    @property
    def knows_everyone(self) -> bool:
        """Sees people's e-mail addresses and telephone numbers."""
        return self.is_officer or self.is_chair

    @property
    def agencies(self) -> frozenset[int]:
        """Every agency the person answers for in some way."""
        return self.leads | self.contributes_to | self.represents


def scope_of(user: User) -> Scope:
    """The scope of this person now: one query, kept on the user object for the rest of the request."""
    kept = getattr(user, "_scope", None)
    if kept is None:
        kept = user._scope = _read_scope(user)  # type: ignore[attr-defined]
    return kept


def _read_scope(user: User) -> Scope:
    if not (user.is_active and user.pk):
        return Scope(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())
    rows = list(
        RoleAppointment.objects.filter(person=user)
        .current(today=timezone.localdate())
        .values_list("role", "agency_id", "group_id")
    )
    return Scope(
        roles=frozenset(role for role, _agency, _group in rows),
        leads=frozenset(agency for role, agency, _group in rows if role == Role.AGENCY_LEAD),
        contributes_to=frozenset(agency for role, agency, _group in rows if role == Role.AGENCY_CONTRIBUTOR),
        represents=frozenset(agency for role, agency, _ in rows if role == Role.BOARD_MEMBER and agency),
        chairs=frozenset(group for role, _agency, group in rows if role == Role.GROUP_CHAIR),
    )
