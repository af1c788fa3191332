"""What the Board's lists can be narrowed to. Kept in the address."""

from datetime import timedelta
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from board.enums import GroupKind, Role, Sector
from board.models import Agency, Group
from board.queries import holding
from lscb.core import second_steps
from lscb.core.models import User

LONG_AGO = timedelta(days=91)
IN_USE = [("yes", "In use"), ("no", "No longer")]


class AgencyFilter(filters.FilterSet):
    name = filters.CharFilter(method="with_text", label="Name")
    sector = filters.ChoiceFilter(choices=Sector.choices, empty_label="Every sector")
    is_active = filters.ChoiceFilter(choices=IN_USE, method="in_use", label="On the Board", empty_label="Now or before")

    class Meta:
        model = Agency
        fields = ("name", "sector", "is_active")

    def with_text(self, queryset: QuerySet[Agency], name: str, text: str) -> QuerySet[Agency]:
        return queryset.filter(Q(name__icontains=text) | Q(short_name__icontains=text))

    def in_use(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(is_active=value == "yes")


class GroupFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=GroupKind.choices, empty_label="Every kind")

    class Meta:
        model = Group
        fields = ("kind",)


class PersonFilter(filters.FilterSet):
    ACCOUNTS = [("active", "Can sign in"), ("waiting", "Waiting for an answer"), ("deactivated", "Deactivated")]

    name = filters.CharFilter(method="with_text", label="Name or e-mail address")
    role = filters.ChoiceFilter(choices=Role.choices, method="with_role", empty_label="Every role", label="Role")
    agency = filters.ModelChoiceFilter(
        queryset=Agency.objects.order_by("name"), method="of_agency", empty_label="Every agency", label="Agency"
    )
    account = filters.ChoiceFilter(choices=ACCOUNTS, method="in_state", empty_label="Every account", label="Account")

    class Meta:
        model = User
        fields = ("name", "role", "agency", "account")

    def with_text(self, queryset: QuerySet[User], name: str, text: str) -> QuerySet[User]:
        return queryset.filter(Q(name__icontains=text) | Q(email__icontains=text))

    def with_role(self, queryset: QuerySet[User], name: str, role: str) -> QuerySet[User]:
        return holding(queryset, today=timezone.localdate(), role=role)

    def of_agency(self, queryset: QuerySet[User], name: str, agency: Agency) -> QuerySet[User]:
        return holding(queryset, today=timezone.localdate(), agency=agency)

    def in_state(self, queryset: QuerySet[User], name: str, state: str) -> QuerySet[User]:
        states: dict[str, Any] = {
            "active": Q(is_active=True, joined_at__isnull=False),
            "waiting": Q(is_active=True, joined_at__isnull=True),
            "deactivated": Q(is_active=False),
        }
        return queryset.filter(states[state])


class AccessFilter(filters.FilterSet):
    SEEN = [("never", "Never signed in"), ("long_ago", "Not for three months"), ("lately", "In the last three months")]

    role = filters.ChoiceFilter(
        choices=[("none", "No role"), *Role.choices], method="with_role", empty_label="Every role", label="Role"
    )
    last_login = filters.ChoiceFilter(choices=SEEN, method="last_seen", empty_label="At any time", label="Last sign-in")
    second_step = filters.ChoiceFilter(
        choices=[("yes", "Has one"), ("no", "Has none")],
        method="with_second_step",
        empty_label="With or without",
        label="Second step",
    )

    class Meta:
        model = User
        fields = ("role", "last_login", "second_step")

    def with_role(self, queryset: QuerySet[User], name: str, role: str) -> QuerySet[User]:
        today = timezone.localdate()
        if role == "none":
            return queryset.exclude(pk__in=holding(queryset, today=today).values("pk"))
        return holding(queryset, today=today, role=role)

    def last_seen(self, queryset: QuerySet[User], name: str, when: str) -> QuerySet[User]:
        long_ago = timezone.now() - LONG_AGO
        conditions = {
            "never": Q(last_login=None),
            "long_ago": Q(last_login__lt=long_ago),
            "lately": Q(last_login__gte=long_ago),
        }
        return queryset.filter(conditions[when])

    def with_second_step(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        has_one = second_steps.having_one()
        return queryset.filter(has_one if value == "yes" else ~has_one)


class MeetingFilter(filters.FilterSet):
    group = filters.ModelChoiceFilter(queryset=Group.objects.order_by("name"), empty_label="Every group")
